"""Names near the limit of 255: what an action puts behind them is known beforehand, or made to fit."""

import os
from pathlib import Path

import pytest

from core.progress import CancelToken
from core.review import journal
from core.review.actions.links import ReplaceByHardlink
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import CopyTo, MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.moves import free_names
from core.review.restore import Return, restore
from core.review.trash import SystemTrash
from core.review.ways import find_ways
from core.storage import names
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, run, silent

LONG = {"latin": "x" * 250, "japanese": "写" * 83, "emoji": "\N{CAMERA}" * 62}


@pytest.fixture(params=LONG)
def long_pair(request, tmp_path: Path, catalog):
    keeper = on_disk(tmp_path / "Anna.jpg", 1)
    copy = on_disk(tmp_path / "b" / f"{LONG[request.param]}.jpg", 2)
    catalogued(catalog, keeper, copy)
    return group_of(keeper, copy)


def test_a_name_that_the_trash_cannot_note_is_told_before_the_button(long_pair):
    assert "too long for the trash" in SystemTrash().why_not(long_pair.photos[1].path)


def test_one_long_name_among_others_of_its_folder_is_told_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    keeper, *copies = [
        on_disk(tmp_path / n, i) for i, n in enumerate(("Anna.jpg", "b/b.jpg", f"b/{'x' * 246}.jpg"))
    ]
    plan = marking(group_of(keeper, *copies), 1, 2)
    (way,) = find_ways(plan.groups, [ToTrash(SystemTrash())], CancelToken()).values()
    assert (way.able, way.unable) == (1, 1)
    assert "too long for the trash" in way.reasons[0]


@pytest.mark.parametrize("kind", ["quarantine", "hardlink", "move", "copy"])
def test_a_long_name_stops_no_other_action_nor_its_return(long_pair, catalog, trash, tmp_path, kind):
    (tmp_path / "there").mkdir()
    action = {
        "quarantine": ToQuarantine(tmp_path),
        "hardlink": ReplaceByHardlink(),
        "move": MoveTo(tmp_path / "there", ToTrash(trash)),
        "copy": CopyTo(tmp_path / "there"),
    }[kind]
    (outcome,) = run(marking(long_pair, 1), catalog, trash, action=action)
    assert outcome.done, outcome.reason
    if kind == "copy":
        return
    (back,) = restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert back.status is Return.RESTORED, back.reason
    path = long_pair.photos[1].path
    assert list(path.parent.iterdir()) == [path]


def test_a_long_name_that_is_taken_meanwhile_comes_back_beside_shortened(long_pair, catalog, trash, tmp_path):
    path = long_pair.photos[1].path
    run(marking(long_pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    path.write_bytes(b"a namesake")
    (back,) = restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert back.status is Return.BESIDE, back.reason
    assert back.to.name.endswith("… (restored).jpg")
    assert back.to.read_bytes() == b"picture"
    assert path.read_bytes() == b"a namesake"


def test_what_belongs_together_is_shortened_alike(tmp_path):
    stem = "写" * 81
    paths = [tmp_path / f"{stem}.jpg.xmp", tmp_path / f"{stem}.jpg"]
    sidecar, photo = free_names(paths, "restored")
    assert sidecar.name == photo.name + ".xmp"
    assert all(len(os.fsencode(path.name)) <= 255 for path in (sidecar, photo))


def test_a_folder_that_takes_shorter_names_is_told_before_the_button(tmp_path, monkeypatch):
    """eCryptfs takes 143 bytes."""
    (tmp_path / "encrypted").mkdir()
    monkeypatch.setattr(names, "_limit", lambda folder: 143)
    path = on_disk(tmp_path / f"{'x' * 200}.jpg", 1).path
    assert "too long" in MoveTo(tmp_path / "encrypted", ToTrash(OpenTrash(tmp_path / "t"))).why_not(
        path, None
    )


def test_on_drives_that_count_letters_a_name_of_many_bytes_is_short(tmp_path, monkeypatch):
    """exFAT and FAT count UTF-16 units: 120 Japanese letters are 360 bytes."""
    monkeypatch.setattr(names, "file_system", lambda path: "exfat")
    assert names.room_in(tmp_path, "写" * 120 + ".jpg") == 255 - 124
    assert names.room_in(tmp_path, "\N{CAMERA}" * 128) == -1
