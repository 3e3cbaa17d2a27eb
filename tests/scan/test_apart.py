"""Photos that are looked at are read in another process, and whatever happens there is a sentence here."""

import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from core.errors import UnreadablePhoto
from core.progress import Cancelled, CancelToken
from core.scan.apart import apart, decode_apart, open_apart, stop
from core.scan.decode import decode, open_upright
from core.scan.walk import stat_image
from tests.scan.decoders import end_process, process, refuse, wait_long
from tests.scan.pictures import corners, save


def test_the_same_picture_comes_from_the_other_process(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.png")
    assert np.array_equal(open_apart(path, 48), open_upright(path, 48))
    found, own = decode_apart(stat_image(path), 32), decode(stat_image(path), 32)
    assert (found.sha256, found.thumbnail) == (own.sha256, own.thumbnail)


def test_a_crash_costs_a_sentence_and_the_next_photo_is_read() -> None:
    with pytest.raises(UnreadablePhoto, match="crashed"):
        apart(end_process)
    assert apart(process) != os.getpid()


def test_a_photo_that_cannot_be_read_says_why() -> None:
    with pytest.raises(UnreadablePhoto, match="damaged"):
        apart(refuse)


def test_a_decoder_that_hangs_is_given_up() -> None:
    with pytest.raises(UnreadablePhoto, match="longer than 1 seconds"):
        apart(wait_long, timeout_s=1)


def test_a_reading_can_be_cancelled() -> None:
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        apart(wait_long, cancel)


def test_who_waits_when_the_workers_are_stopped_waits_no_longer() -> None:
    """pebble ends its workers and leaves what they had not done pending for ever."""
    ended: list[type[BaseException]] = []

    def wait() -> None:
        try:
            apart(wait_long)
        except BaseException as error:
            ended.append(type(error))

    assert apart(process) != os.getpid()  # the workers are there
    waiting = [threading.Thread(target=wait) for _ in range(3)]  # two are worked on, one is in line
    for thread in waiting:
        thread.start()
    time.sleep(2)  # all three have handed in their work, on a busy machine too
    stop()
    for thread in waiting:
        thread.join(10)
    assert ended == [Cancelled] * 3
    assert apart(process) != os.getpid()


def test_idle_workers_that_are_killed_cost_nothing() -> None:
    """pebble calls its whole pool broken then, and takes no more work."""
    before = apart(process)
    psutil = pytest.importorskip("psutil")
    for worker in psutil.Process().children():
        if worker.pid == before:
            worker.kill()
    assert apart(process) not in (before, os.getpid())
    assert apart(process) not in (before, os.getpid())
