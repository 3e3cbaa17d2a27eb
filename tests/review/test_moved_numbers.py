"""Drives that give inodes, devices and times anew: the bytes are asked, and the action goes on."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog.photos import KnownFile
from core.photo import FileStamp
from core.progress import CancelToken
from core.review import checks, journal
from core.review.actions.links import ReplaceByHardlink
from core.review.actions.quarantine import ToQuarantine
from core.review.plan import GroupRemoval, RemovalPlan
from core.review.removal import Status
from core.review.restore import Return, restore
from core.storage.clocks import is_clock_shift
from tests.review.disk import catalogued, group_of, marking, on_disk, present, run, silent

HOUR = 3_600_000_000_000


def shift(path: Path, by_ns: int) -> None:
    was = path.stat().st_mtime_ns
    os.utime(path, ns=(was + by_ns, was + by_ns))


@pytest.mark.parametrize(
    ("apart", "is_clock"),
    [
        (0, True),
        (HOUR, True),
        (-HOUR, True),
        (26 * HOUR, True),
        (HOUR // 4 * 23, True),
        (1_999_999_999, True),
        (HOUR + 1_900_000_000, True),
        (HOUR + 3_000_000_000, False),
        (27 * HOUR, False),
        (HOUR // 7, False),
    ],
)
def test_whole_hours_and_quarters_are_a_clock_and_other_times_an_edit(apart, is_clock):
    assert is_clock_shift(1_700_000_000 * 10**9, 1_700_000_000 * 10**9 + apart) is is_clock


@pytest.mark.parametrize("hours", [1, -1, 9, 5.75])
@pytest.mark.parametrize("kind", ["trash", "quarantine", "hardlink"])
def test_times_that_moved_with_the_zone_stop_no_action(pair, catalog, trash, tmp_path, kind, hours):
    action = {"trash": None, "quarantine": ToQuarantine(tmp_path), "hardlink": ReplaceByHardlink()}[kind]
    plan = marking(pair, 1)
    for photo in pair.photos:
        shift(photo.path, int(hours * HOUR))
    (outcome,) = run(plan, catalog, trash, action=action)
    assert outcome.done, outcome.reason


@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_what_lies_in_the_trash_is_found_after_the_clocks_change(pair, catalog, trash, tmp_path, kind):
    action = None if kind == "trash" else ToQuarantine(tmp_path)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=action)
    shift(outcome.place, HOUR)
    (back,) = restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert back.status is Return.RESTORED, back.reason
    assert pair.photos[1].path in present(catalog)


def test_a_photo_whose_bytes_changed_is_refused_whatever_its_clock_says(pair, catalog, trash):
    plan = marking(pair, 1)
    doomed = pair.photos[1]
    doomed.path.write_bytes(b"PICTURE")
    os.utime(doomed.path, ns=(0, doomed.file.mtime_ns + HOUR))
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "changed since the scan" in outcome.reason


def test_a_time_moved_by_an_edit_is_no_clock_though_the_bytes_agree(pair, catalog, trash):
    plan = marking(pair, 1)
    shift(pair.photos[1].path, HOUR // 7)
    assert run(plan, catalog, trash)[0].status is Status.REFUSED


@pytest.mark.parametrize("bytes_agree", [True, False])
def test_a_drive_that_was_mounted_anew_is_asked_for_its_bytes(pair, catalog, trash, bytes_agree):
    keeper, copy = pair.photos
    other = replace(copy, file=replace(copy.file, dev=copy.file.dev + 1))
    if not bytes_agree:
        copy.path.write_bytes(b"PICTURE")
        os.utime(copy.path, ns=(0, copy.file.mtime_ns))
    (outcome,) = run(RemovalPlan((GroupRemoval((other,), (keeper,)),)), catalog, trash)
    assert outcome.status is (Status.TRASHED if bytes_agree else Status.REFUSED)


@pytest.mark.parametrize("renews", [True, False])
def test_inodes_given_anew_are_believed_only_where_drives_do_that(pair, catalog, trash, monkeypatch, renews):
    monkeypatch.setattr(checks, "renews_inodes", lambda path: renews)
    swapped = [replace(p, file=replace(p.file, inode=p.file.inode + 7)) for p in pair.photos]
    keeper, copy = swapped
    (outcome,) = run(RemovalPlan((GroupRemoval((copy,), (keeper,)),)), catalog, trash)
    assert outcome.status is (Status.TRASHED if renews else Status.REFUSED)


def test_an_old_inode_that_went_to_the_survivor_dooms_nobody(pair, catalog, trash, monkeypatch):
    """The numbers of the scan went to other files: the survivor's is that of the photo that goes."""
    monkeypatch.setattr(checks, "renews_inodes", lambda path: True)
    keeper, copy = pair.photos
    keeper = replace(keeper, file=replace(keeper.file, inode=copy.file.inode))
    (outcome,) = run(RemovalPlan((GroupRemoval((copy,), (keeper,)),)), catalog, trash)
    assert outcome.done, outcome.reason


@pytest.mark.parametrize("together", [True, False])
def test_companions_move_with_the_clock_of_their_photo(tmp_path, catalog, trash, together):
    jpeg = b"\xff\xd8\xff\xe0" + b"picture" * 9
    keeper, copy = on_disk(tmp_path / "a.jpg", 1, jpeg), on_disk(tmp_path / "b" / "b.jpg", 2, jpeg)
    sidecar = copy.path.with_name("b.jpg.xmp")
    sidecar.write_text("<x/>")
    catalogued(catalog, keeper, copy)
    plan = marking(group_of(keeper, copy), 1)
    assert [file.path for file in plan.companions] == [sidecar]
    shift(copy.path, HOUR)
    shift(sidecar, HOUR if together else 2 * HOUR)
    (outcome,) = run(plan, catalog, trash)
    assert outcome.done is together, outcome.reason
    assert sidecar.exists() is not together


def test_a_scan_reads_nothing_anew_where_only_a_fat_drives_clock_moved():
    known = KnownFile(1, 1, True, FileStamp(10, 1_700_000_000 * 10**9, 5, 7))
    moved = FileStamp(10, (1_700_000_000 + 3600) * 10**9, 5, 9)
    assert known.is_unchanged(moved, local_time={5})
    assert not known.is_unchanged(moved)
    assert not known.is_unchanged(moved._replace(size=11), local_time={5})
