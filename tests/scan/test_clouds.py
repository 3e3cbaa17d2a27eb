"""Files whose content lies in a cloud: told, counted, never opened and never removed."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.catalog.catalog import Catalog
from core.progress import CancelToken
from core.review import checks
from core.review.removal import Status
from core.scan import walk as walking
from core.scan.walk import walk
from core.storage import clouds
from core.storage.clouds import ONLINE_ONLY, is_online_only, open_here
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, run

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 9


@pytest.mark.parametrize(
    ("facts", "online"),
    [
        ({"st_file_attributes": 0x1000}, True),
        ({"st_file_attributes": 0x40000}, True),
        ({"st_file_attributes": 0x400000 | 0x20}, True),
        ({"st_file_attributes": 0x20}, False),
        ({"st_flags": 0x40000000}, True),
        ({"st_flags": 0x40000000 | 0x20}, True),
        ({"st_flags": 0x8000}, False),
        ({}, False),
    ],
)
def test_three_attributes_of_windows_and_the_dataless_flag_of_macos_are_known(facts, online):
    assert is_online_only(SimpleNamespace(**facts)) is online


@pytest.fixture
def online(monkeypatch):
    """Call files with "cloud" in their names online only: by their inodes, as no flag can be set here."""
    inodes: set[int] = set()

    def asked(status: os.stat_result) -> bool:
        return status.st_ino in inodes

    for module in (walking, checks, clouds):
        monkeypatch.setattr(module, "is_online_only", asked)
    return lambda path: inodes.add(path.stat().st_ino)


def test_placeholders_are_told_and_counted_and_never_opened(tmp_path: Path, online, monkeypatch):
    here, there = on_disk(tmp_path / "a.jpg", 1, JPEG).path, on_disk(tmp_path / "b.jpg", 2, JPEG).path
    without_suffix, folder = on_disk(tmp_path / "IMG_0001", 3, JPEG).path, tmp_path / "Cloud"
    on_disk(folder / "c.jpg", 4, JPEG)
    (tmp_path / ".IMG_5.HEIC.icloud").write_bytes(b"bplist")
    for path in (there, without_suffix, folder):
        online(path)
    monkeypatch.setattr(walking, "_head", lambda path: pytest.fail(f"opened {path}"))
    found = walk([tmp_path], cancel=CancelToken())
    assert [file.path for file in found.files] == [here]
    assert [(skip.path.name, skip.reason) for skip in found.skipped] == [
        (name, ONLINE_ONLY) for name in (".IMG_5.HEIC.icloud", "Cloud", "b.jpg")
    ]


@pytest.mark.parametrize("part", ["photo", "survivor", "sidecar"])
def test_nothing_that_is_online_only_is_removed_nor_counted_upon(tmp_path: Path, online, part):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        keeper, copy = on_disk(tmp_path / "a.jpg", 1, JPEG), on_disk(tmp_path / "b" / "b.jpg", 2, JPEG)
        sidecar = copy.path.with_name("b.jpg.xmp")
        sidecar.write_text("<x/>")
        catalogued(catalog, keeper, copy)
        plan = marking(group_of(keeper, copy), 1)
        online({"photo": copy.path, "survivor": keeper.path, "sidecar": sidecar}[part])
        (outcome,) = run(plan, catalog, OpenTrash(tmp_path / "trash"))
    assert outcome.status is Status.REFUSED
    assert "online only" in outcome.reason
    assert all(path.exists() for path in (keeper.path, copy.path, sidecar))


def test_a_sidecar_in_the_cloud_is_not_read(tmp_path: Path, online):
    sidecar = on_disk(tmp_path / "a.jpg.xmp", 1).path
    online(sidecar)
    with pytest.raises(OSError, match="online only"):
        open_here(sidecar)
