"""The decode pool: order, bounds, and that whatever a decoder does costs its own file only."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.photo import DecodedPhoto, ImageFile, Skipped
from core.progress import Cancelled, CancelToken
from core.scan import decode_pool
from core.scan.crew import Crew
from core.scan.decode_pool import DecodePool
from core.scan.walk import stat_image
from tests.processes import processes_below
from tests.scan.decoders import file_named, obey
from tests.scan.pictures import corners, is_upright, save


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """No worker and no thread outlives its pool."""
    threads = set(threading.enumerate())
    yield
    assert processes_below() == []
    assert set(threading.enumerate()) <= threads


def _run(names: list[str], workers: int = 2, timeout_s: float = 20) -> list[str]:
    """Decode files that say what to do; "ok" or the reason for each."""
    files = [file_named(name, number) for number, name in enumerate(names)]
    with DecodePool(8, workers, timeout_s, obey) as pool:
        outcomes = list(pool.decode_all(files, CancelToken()))
    for file, outcome in zip(files, outcomes, strict=True):
        assert (outcome.path if isinstance(outcome, Skipped) else outcome.file.path) == file.path
    return [outcome.reason if isinstance(outcome, Skipped) else "ok" for outcome in outcomes]


def test_photos_cross_whole_and_in_order(tmp_path: Path) -> None:
    files = [stat_image(save(corners(), tmp_path / f"{n}.png")) for n in range(20)]
    (tmp_path / "bad.jpg").write_text("no photo")
    files.insert(7, stat_image(tmp_path / "bad.jpg"))
    with DecodePool(64, 2) as pool:
        outcomes = list(pool.decode_all(files, CancelToken()))
    photos = [outcome for outcome in outcomes if isinstance(outcome, DecodedPhoto)]
    assert [photo.file for photo in photos] == files[:7] + files[8:]
    assert all(is_upright(photo.pixels) for photo in photos)
    assert outcomes[7] == Skipped(files[7].path, "Not a picture that NearDup can read (unknown format).")


def test_slow_files_keep_their_place() -> None:
    assert _run(["slow", "a", "b", "slow", "c"]) == ["ok"] * 5


def test_nothing_to_decode_is_nothing() -> None:
    assert _run([]) == []


@pytest.mark.parametrize("way", ["exit", "abort"])
def test_crash_costs_only_its_own_file(way: str) -> None:
    names = ["a", way, *"bcdefghijkl", way, "m"]
    crashed = "The decoder crashed on this file."
    assert _run(names) == [crashed if name == way else "ok" for name in names]


def test_crash_on_every_file_ends() -> None:
    assert _run(["exit"] * 6) == ["The decoder crashed on this file."] * 6


@pytest.mark.parametrize("way", ["hang", "hang in native code"])
def test_hang_costs_only_its_own_file(way: str) -> None:
    names = ["a", way, *"bcdefghijkl"]
    stopped = "Decoding took longer than 1 seconds."
    assert _run(names, timeout_s=1) == [stopped if name == way else "ok" for name in names]


def test_failure_that_nobody_foresaw_is_logged_and_skipped(caplog: pytest.LogCaptureFixture) -> None:
    failed = "The decoder failed on this file."
    assert _run(["a", "bug", "panic", "unreadable", "b"]) == [
        "ok",
        failed,
        failed,
        "The file is damaged.",
        "ok",
    ]
    assert "ZeroDivisionError: a bug" in caplog.text


def test_name_in_the_log_cannot_pass_for_a_line_of_it(caplog: pytest.LogCaptureFixture) -> None:
    _run(["bug\n2026-01-01 ERROR all is \x1b[2J\udce9"])
    assert r"bug\n2026-01-01 ERROR all is \x1b[2J\udce9" in caplog.text
    assert "\n2026-01-01" not in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_greedy_decoder_gets_no_more_memory_than_its_bound() -> None:
    assert _run(["greedy", "a"]) == ["Decoding it needs more memory than there is.", "ok"]


def test_workers_killed_from_outside_are_replaced() -> None:
    files = [file_named("slow", number) for number in range(12)]
    with DecodePool(8, 2, 1, obey) as pool:
        outcomes = pool.decode_all(files, CancelToken())
        next(outcomes)
        for worker in processes_below():
            worker.kill()
        assert len(list(outcomes)) == 11


def test_pool_whose_lock_died_with_a_worker_is_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    renew = Crew.renew

    def patient_again(crew: Crew) -> None:
        monkeypatch.setattr(decode_pool, "_GRACE_S", 15)
        renew(crew)

    monkeypatch.setattr(Crew, "renew", patient_again)
    files = [file_named("slow", number) for number in range(12)]
    with DecodePool(8, 2, 20, obey) as pool:
        outcomes = pool.decode_all(files, CancelToken())
        found = [next(outcomes)]
        monkeypatch.setattr(decode_pool, "_GRACE_S", -19)
        assert pool.crew.processes._pool._pool_manager.worker_manager.workers_channel.mutex.acquire()
        found += list(outcomes)
    assert [outcome.file for outcome in found if isinstance(outcome, DecodedPhoto)] == files
    assert caplog.text.count("started again") == 1


def test_files_are_taken_only_as_fast_as_outcomes_are() -> None:
    taken: list[int] = []

    def source() -> Iterator[ImageFile]:
        for number in range(200):
            taken.append(number)
            yield file_named("a", number)

    with DecodePool(8, 2, 20, obey) as pool:
        outcomes = pool.decode_all(source(), CancelToken())
        for _ in range(5):
            next(outcomes)
        time.sleep(0.3)
        assert len(taken) <= 5 + decode_pool.UNDER_WAY_PER_WORKER * 2
        outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["hang", "hang in native code"])
def test_cancel_is_heard_within_half_a_second_while_workers_hang(way: str) -> None:
    cancel = CancelToken()
    with DecodePool(8, 2, 60, obey) as pool:
        outcomes = pool.decode_all([file_named("a"), *[file_named(way)] * 9], cancel)
        next(outcomes)
        asked: list[float] = []

        def ask() -> None:
            asked.append(time.monotonic())
            cancel.cancel()

        threading.Timer(0.3, ask).start()
        with pytest.raises(Cancelled):
            next(outcomes)
        assert time.monotonic() - asked[0] < 0.5


def test_pool_serves_again_after_a_cancel() -> None:
    with DecodePool(8, 2, 20, obey) as pool:
        cancel = CancelToken()
        outcomes = pool.decode_all([file_named("a"), file_named("hang"), file_named("hang")], cancel)
        next(outcomes)
        cancel.cancel()
        with pytest.raises(Cancelled):
            next(outcomes)
        assert len(list(pool.decode_all([file_named("b")] * 3, CancelToken()))) == 3


@pytest.mark.skipif(not hasattr(os, "nice"), reason="niceness is Unix's")
@pytest.mark.parametrize("niceness", [0, 3])
def test_workers_step_back_as_far_as_they_are_told(niceness: int) -> None:
    with DecodePool(8, 2, 20, obey, niceness) as pool:
        list(pool.decode_all([file_named("a")] * 8, CancelToken()))
        own = psutil.Process().nice()
        assert {worker.nice() for worker in processes_below()} <= {own, min(19, own + niceness)}
        assert any(worker.nice() == min(19, own + niceness) for worker in processes_below())


def test_pool_that_is_never_used_ends_too() -> None:
    with DecodePool(8, 2):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("way", ["a", "slow", "hang"])
def test_workers_do_not_outlive_a_killed_parent(way: str) -> None:
    program = f"""
from core.progress import CancelToken
from core.scan import decode_pool
from core.scan.decode_pool import DecodePool
from tests.scan.decoders import file_named, obey
import itertools
if __name__ == "__main__":
    with DecodePool(8, 2, 600, obey) as pool:
        files = itertools.cycle([file_named("a"), file_named({way!r})])
        for outcome in pool.decode_all(files, CancelToken()):
            print("going", flush=True)
"""
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"going\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) >= 2
        time.sleep(0.2)
    finally:
        parent.kill()
        parent.communicate()
    _, alive = psutil.wait_procs(children, timeout=5)
    for child in alive:
        os.kill(child.pid, signal.SIGKILL)
    assert alive == []
