"""Bringing back: to the same path or beside it, never over another file, and saying the truth."""

import os
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.catalog.removals import State
from core.progress import CancelToken
from core.review import journal
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import CopyTo, MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.restore import Restored, Return, restore
from tests.review.disk import FolderTrash, catalogued, group_of, marking, on_disk, present, run, silent


@pytest.fixture
def trio(tmp_path: Path, catalog: Catalog):
    """A keeper and two copies."""
    photos = [on_disk(tmp_path / "Pictures" / name / "a.jpg", i) for i, name in enumerate("123", 1)]
    catalogued(catalog, *photos)
    return group_of(*photos)


def back(catalog: Catalog, trash, number: int | None = None, **options) -> tuple[Restored, ...]:
    """Restore one entry of the latest session, or all of it."""
    entries = journal.entries(catalog, journal.sessions(catalog)[0].id)
    chosen = entries if number is None else [entries[number]]
    return restore(chosen, catalog, trash, report=silent, cancel=CancelToken(), **options)


@pytest.mark.parametrize("kind", ["trash", "quarantine", "move"])
def test_a_session_comes_back_to_its_paths_and_to_the_groups(trio, catalog, trash, tmp_path, kind):
    (tmp_path / "chosen").mkdir()
    action = {
        "trash": None,
        "quarantine": ToQuarantine(tmp_path),
        "move": MoveTo(tmp_path / "chosen", ToTrash(trash)),
    }[kind]
    plan = marking(trio, *((1,) if kind == "trash" else (1, 2)))  # that trash holds one file of a name
    assert all(outcome.gone for outcome in run(plan, catalog, trash, action=action))
    outcomes = back(catalog, trash)
    assert {outcome.status for outcome in outcomes} == {Return.RESTORED}
    assert all(photo.path.read_bytes() == b"picture" for photo in trio.photos)
    assert present(catalog) == sorted(photo.path for photo in trio.photos)
    assert journal.sessions(catalog)[0].restored == plan.count
    assert not list(tmp_path.rglob(".neardup-quarantine/*"))


def test_one_file_of_a_session_comes_back_alone(trio, catalog, trash, tmp_path):
    run(marking(trio, 1, 2), catalog, trash, action=ToQuarantine(tmp_path))
    back(catalog, trash, 1)
    assert [photo.path.exists() for photo in trio.photos] == [True, False, True]


def test_where_the_path_is_taken_the_file_comes_back_beside_it_and_says_so(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    gone = trio.photos[1].path
    gone.write_bytes(b"newcomer")
    (outcome,) = back(catalog, trash)
    assert (outcome.status, outcome.to) == (Return.BESIDE, gone.with_name("a (restored).jpg"))
    assert "Its path is taken" in outcome.reason
    assert (gone.read_bytes(), outcome.to.read_bytes()) == (b"newcomer", b"picture")


def test_a_folder_that_is_gone_is_made_again(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    trio.photos[1].path.parent.rmdir()
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.RESTORED
    assert trio.photos[1].path.exists()


def test_a_file_comes_back_once(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    back(catalog, trash)
    (again,) = back(catalog, trash)
    assert (again.status, again.to) == (Return.ALREADY, trio.photos[1].path)


def test_a_file_that_a_person_brought_back_by_hand_is_found_at_its_path(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    (trash.folder / "a.jpg").rename(trio.photos[1].path)
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.ALREADY
    assert present(catalog) == sorted(photo.path for photo in trio.photos)


def test_an_emptied_trash_is_said(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    (trash.folder / "a.jpg").unlink()
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.FAILED
    assert "no longer in the trash" in outcome.reason


def test_a_trash_that_cannot_be_looked_into_is_left_to_the_person(trio, catalog, tmp_path):
    trash = FolderTrash(tmp_path / "closed")
    run(marking(trio, 1), catalog, trash)
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.FAILED
    assert "Open the trash, look for a.jpg" in outcome.reason


def test_what_was_only_copied_never_left(trio, catalog, trash, tmp_path):
    (tmp_path / "there").mkdir()
    run(marking(trio, 1), catalog, trash, action=CopyTo(tmp_path / "there"))
    (outcome,) = back(catalog, trash)
    assert "only copied" in outcome.reason


def test_bytes_that_changed_in_quarantine_come_back_and_that_is_said(trio, catalog, trash, tmp_path):
    run(marking(trio, 1), catalog, trash, action=ToQuarantine(tmp_path))
    entry = journal.entries(catalog, 1)[0]
    entry.place.write_bytes(b"rotted!")
    os.utime(entry.place, ns=(0, entry.intent.file.mtime_ns))
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.RESTORED
    assert "not those that were noted" in outcome.reason


@pytest.mark.parametrize("anew", ["dev = dev + 1", "dev = dev + 1, inode = inode + 7"])
@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_device_numbers_that_are_given_anew_hide_no_file(trio, catalog, trash, tmp_path, kind, anew):
    """Device numbers change at a restart, and on FAT drives inodes too, whenever they are plugged in."""
    action = None if kind == "trash" else ToQuarantine(tmp_path)
    run(marking(trio, 1), catalog, trash, action=action)
    with catalog.write() as connection:
        connection.exec_driver_sql(f"UPDATE removal SET {anew}, place = iif(action = 'trash', NULL, place)")
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.RESTORED
    assert trio.photos[1].path.exists()


def test_a_dry_run_says_where_to_and_moves_nothing(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    (outcome,) = back(catalog, trash, dry_run=True)
    assert (outcome.status, outcome.to) == (Return.RESTORED, trio.photos[1].path)
    assert not trio.photos[1].path.exists()
    assert journal.entries(catalog, 1)[0].state is State.DONE


def test_after_a_cancel_nothing_more_is_brought_back(trio, catalog, trash):
    run(marking(trio, 1), catalog, trash)
    cancel = CancelToken()
    cancel.cancel()
    (outcome,) = restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=cancel)
    assert outcome.reason == "Cancelled before its turn."
