"""Folders as no photographer would make them, and drives that go away: the scan says so and goes on."""

import os
import socket
import sys
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.errors import ScanError
from core.photo import DecodedPhoto
from core.progress import CancelToken
from core.review.removal import Status
from core.scan import pipeline, workers
from core.scan.walk import walk
from tests.fakes import FakeEmbedder
from tests.faults import crashing
from tests.photos import draw, save
from tests.review.disk import OpenTrash, group_of, marking, on_disk, run
from tests.scan.here import Here

MANY = 200_000 if os.environ.get("NEARDUP_FAULTS") == "all" else 20_000


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "DecodePool", crashing._InProcess)
    monkeypatch.setattr(workers, "_OwnHelpers", lambda *_: Here())


def scan(root: Path, catalog: Catalog) -> pipeline.ScanResult:
    return pipeline.scan(
        [root],
        catalog,
        FakeEmbedder(),
        crashing.SETTINGS,
        report=crashing.silent,
        cancel=CancelToken(),
    )


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX names and pipes")
def test_strange_names_pipes_sockets_and_depths_are_no_obstacle(tmp_path, catalog, monkeypatch):
    root = tmp_path / "Photos"
    names = [
        "plain.jpg",
        "new\nline.jpg",
        "caf\udce9.jpg",
        "=1+1.jpg",
        "\x1b[2J.jpg",
        "-rf .jpg",
        "ü" * 120 + ".jpg",
    ]
    for number, name in enumerate(names):
        save(draw(number), root / name)
    os.mkfifo(root / "pipe.jpg")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jpg")
    (root / "loop").symlink_to(root)
    (root / "nowhere.jpg").symlink_to(root / "gone.jpg")
    os.mknod(root / "zero.jpg", 0o020666, os.makedev(1, 5)) if os.geteuid() == 0 else None
    monkeypatch.chdir(root)
    deep = root
    for _ in range(22):  # 22 names of 200 letters: over 4,096 bytes
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
        deep /= "d" * 200
    Path("deep.jpg").write_bytes((root / "plain.jpg").read_bytes())
    os.chdir(root)
    assert len(os.fsencode(deep)) > 4096
    try:
        result = scan(root, catalog)
    finally:
        for _ in range(22):  # pytest cannot remove what it cannot name
            os.chdir(root)
            inner = 0
            while Path("d" * 200).is_dir():
                os.chdir("d" * 200)
                inner += 1
            if Path("deep.jpg").exists():
                Path("deep.jpg").unlink()
            if inner:
                os.chdir("..")
                Path("d" * 200).rmdir()
    assert result.scanned >= len(names)
    assert {skip.path.name for skip in result.skipped} >= {"loop", "nowhere.jpg"}
    assert all(len(skip.reason) < 200 for skip in result.skipped)
    assert any("file name too long" in skip.reason for skip in result.skipped)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX names")
def test_a_path_too_long_for_the_system_is_refused_with_a_sentence(tmp_path, catalog):
    from dataclasses import replace

    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2)
    long = Path("/" + "/".join(["d" * 200] * 25)) / "b.jpg"
    group = group_of(keeper, replace(copy, file=replace(copy.file, path=long)))
    (outcome,) = run(marking(group, 1), catalog, OpenTrash(tmp_path / "trash"))
    assert outcome.status is Status.REFUSED
    assert "too long" in outcome.reason


def test_a_folder_of_very_many_files_is_walked_whole(tmp_path):
    root = tmp_path / "Photos"
    root.mkdir()
    source = save(draw(1, (8, 8)), tmp_path / "source.jpg")
    raw = source.read_bytes()
    for number in range(MANY):
        descriptor = os.open(root / f"{number:06}.jpg", os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, raw)
        os.close(descriptor)
    assert len(walk([root], cancel=CancelToken()).files) == MANY


def test_a_drive_that_goes_away_in_mid_scan_leaves_what_was_read(tmp_path, catalog, monkeypatch):
    root = tmp_path / "Drive"
    for number in range(12):
        save(draw(number), root / f"{number:02}.jpg")
    monkeypatch.setattr(pipeline, "BATCH", 4)
    store = pipeline._Scan._store
    stored: list[int] = []

    def then_unplug(self, batch, tables, reader) -> list[DecodedPhoto]:
        decoded = store(self, batch, tables, reader)
        stored.append(len(batch))
        if len(stored) == 1:
            root.rename(tmp_path / "unplugged")
        return decoded

    monkeypatch.setattr(pipeline._Scan, "_store", then_unplug)
    result = scan(root, catalog)
    assert result.scanned == 4
    assert {skip.reason for skip in result.skipped} == {"The file cannot be read: no such file or directory."}
    (tmp_path / "unplugged").rename(root)
    assert scan(root, catalog).scanned == 12


def test_a_drive_that_is_away_is_a_sentence_and_its_photos_are_not_forgotten(tmp_path, catalog):
    root = tmp_path / "Drive"
    for number in range(3):
        save(draw(number), root / f"{number}.jpg")
    scan(root, catalog)
    root.rename(tmp_path / "unplugged")
    with pytest.raises(ScanError, match="Drive"):
        scan(root, catalog)
    (tmp_path / "unplugged").rename(root)
    embedder = FakeEmbedder()
    result = pipeline.scan(
        [root], catalog, embedder, crashing.SETTINGS, report=crashing.silent, cancel=CancelToken()
    )
    assert (result.scanned, embedder.calls) == (3, [])


def test_clocks_that_jump_change_no_group(tmp_path, catalog, monkeypatch):
    """Files from the future and from before the epoch are photos like others."""
    root = tmp_path / "Photos"
    for number, year in enumerate((-1_000_000_000, 0, 4_000_000_000)):
        save(draw(0), root / f"{number}.jpg")
        os.utime(root / f"{number}.jpg", (year, year))
    first = scan(root, catalog)
    monkeypatch.setattr(pipeline.time, "monotonic", lambda: 1.0)
    again = scan(root, catalog)
    assert [len(group.photos) for group in first.groups] == [3]
    assert again.groups == first.groups
    assert again.seconds == 0
