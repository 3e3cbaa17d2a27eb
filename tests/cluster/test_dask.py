"""A real cluster: Dask's own, of two worker processes on this computer, and one of `neardup worker`.

They wait for states, never for times.
"""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from core.catalog.catalog import Catalog
from core.cluster.connection import Connection
from core.cluster.place import TlsFiles, parse_place
from core.cluster.workers import ClusterWorkers
from core.embed.registry import find_model, load_embedder
from core.finding import shared
from core.photo import DecodedPhoto, ImageFile, Skipped
from core.progress import CancelToken
from core.scan import pairing
from core.scan.pipeline import ScanResult, scan
from core.scan.workers import Workers
from core.settings import ScanSettings
from tests.cluster.conftest import LONG_S, kill_one
from tests.photos import grainy, image_file, save
from tests.scan.decoders import obey

pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'dask[distributed]' cryptography"
)
pytest.importorskip("cryptography")

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Photos"
    for number in range(8):
        save(grainy(number), root / f"IMG_{number}.jpg", quality=92)
        if number % 3 == 0:
            save(grainy(number).resize((320, 240)), root / "small" / f"IMG_{number}.jpg", quality=80)
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    return root


def scanned(library: Path, catalog: Path, workers: Workers | None) -> ScanResult:
    settings = ScanSettings(workers=1)
    with Catalog.open(catalog) as opened:
        return scan(
            [library],
            opened,
            load_embedder(),
            settings,
            report=lambda _: None,
            cancel=CancelToken(),
            workers=workers,
        )


def said(result: ScanResult) -> list[tuple[Path, frozenset[tuple[Path, str, bool]]]]:
    """Who is with whom, who stays, and what may go."""
    return [
        (group.keeper.path, frozenset((m.photo.path, m.relation.value, m.covered) for m in group.members))
        for group in result.groups
    ]


def orders(names: list[str], folder: Path) -> list[ImageFile]:
    """Files that tell their decoder what to do."""
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / f"{name}\n{number}").touch()
    return [image_file(folder / f"{name}\n{number}") for number, name in enumerate(names)]


def test_two_workers_find_what_one_machine_finds_and_survive_what_photos_and_people_do(
    connection: Connection, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # As in a library so large that finding and judging are shared out too.
    monkeypatch.setattr(pairing, "_SMALL", 0)
    monkeypatch.setattr(shared, "_FAR_WORTH_S", 0.0)
    spec = find_model()
    workers = ClusterWorkers(connection, spec, spec.name, [library])
    result = scanned(library, tmp_path / "cluster.sqlite3", workers)
    alone = scanned(library, tmp_path / "alone.sqlite3", None)
    assert result.scanned == alone.scanned == 11
    assert said(result) == said(alone)
    assert result.matched.matches == alone.matched.matches
    assert len(alone.matched.matches) >= 3
    assert len(result.groups) == 3
    assert result.skipped == alone.skipped
    assert "2 workers of local:2" in result.backend

    # Decoders that crash, hang and fail, and then a worker that is killed in the middle.
    names = ["a", "exit", *"bcde", "hang", "bug", *["slow"] * 24]
    files = orders(names, tmp_path / "orders")
    misled = ClusterWorkers(connection, spec, spec.name, [tmp_path / "orders"], timeout_s=2)
    with misled.reader(len(files), obey) as reader:
        outcomes = reader.decode_all(files, CancelToken())
        found = [next(outcomes)]
        kill_one(connection)
        found += list(outcomes)
    assert [outcome.reason if isinstance(outcome, Skipped) else "ok" for outcome in found] == [
        "ok",
        "The decoder crashed on this file.",
        *["ok"] * 4,
        "Decoding took longer than 2 seconds.",
        "The decoder failed on this file.",
        *["ok"] * 24,
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_a_scheduler_that_is_restarted_is_asked_again_and_its_workers_come_back(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = (
        "-m",
        "distributed.cli.dask_scheduler",
        f"--port={port}",
        "--host=127.0.0.1",
        "--no-dashboard",
    )
    files = orders(["slow"] * 30, tmp_path / "orders")
    spec = find_model()
    with ExitStack() as running:
        first = running.enter_context(started(*scheduler))
        worker = running.enter_context(started("main.py", "worker", address, "--processes", "1"))
        connection = running.enter_context(
            Connection(parse_place(address), TlsFiles(), CancelToken(), patience_s=LONG_S)
        )
        workers = ClusterWorkers(connection, spec, spec.name, [tmp_path / "orders"])
        outcomes = workers.reader(len(files), obey).decode_all(files, CancelToken())
        found = [next(outcomes)]
        first.kill()
        first.wait()
        running.enter_context(started(*scheduler))
        found += list(outcomes)
        assert [outcome.file for outcome in found if isinstance(outcome, DecodedPhoto)] == files
        worker.send_signal(signal.SIGINT)
        worker.wait(LONG_S)
        assert worker.returncode == 0


@contextmanager
def started(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A Python of its own, and all that it starts, which end with the context."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    children: list[psutil.Process] = []
    try:
        yield process
    finally:
        if process.poll() is None:
            children = psutil.Process(process.pid).children(recursive=True)
            process.kill()
        process.wait()
        psutil.wait_procs(children, timeout=LONG_S)
