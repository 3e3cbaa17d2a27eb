"""The contract of removal (DESIGN section 6), with real files and a trash that is a folder."""

import os
from pathlib import Path

import pytest

from core.catalog import photos as photo_rows
from core.errors import RemovalRefused
from core.photo import DuplicateGroup
from core.progress import CancelToken
from core.review.marks import Marks
from core.review.removal import GroupRemoval, RemovalPlan, Status, plan_removal
from core.review.trash import SystemTrash, volumes_without_trash
from tests.review.disk import FolderTrash, as_scanned, group_of, marking, on_disk, run


@pytest.fixture
def pair(tmp_path: Path) -> DuplicateGroup:
    """A keeper and its identical copy."""
    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2)
    return group_of(keeper, copy)


@pytest.fixture
def lookalikes(tmp_path: Path) -> DuplicateGroup:
    """A keeper and two photos of other bytes."""
    files = [on_disk(tmp_path / f"{name}.jpg", i, name.encode() * 50) for i, name in enumerate("abc", 1)]
    return group_of(*files)


def test_a_marked_copy_goes_to_the_trash_and_the_keeper_stays(pair, catalog, trash):
    plan = marking(pair, 1)
    assert (plan.count, plan.bytes) == (1, 7)
    (outcome,) = run(plan, catalog, trash)
    assert (outcome.status, outcome.reason) == (Status.TRASHED, "")
    assert (trash.folder / "b.jpg").read_bytes() == b"picture"
    assert pair.keeper.path.exists()


def test_a_group_without_marks_is_not_in_the_plan(pair):
    assert plan_removal([pair], Marks()) == RemovalPlan(())


def test_a_plan_that_leaves_nothing_of_a_group_is_refused(pair):
    marks = Marks()
    marks._marked = {p.id for p in pair.photos}
    with pytest.raises(RemovalRefused, match="Keep at least one"):
        plan_removal([pair], marks)


def test_a_caller_that_names_no_survivor_is_refused_where_the_action_is_done(pair, catalog, trash):
    plan = RemovalPlan((GroupRemoval(pair.photos, ()),))
    assert {outcome.status for outcome in run(plan, catalog, trash)} == {Status.REFUSED}
    assert all(p.path.exists() for p in pair.photos)


def test_a_survivor_that_is_itself_doomed_is_none(pair, catalog, trash):
    one, other = pair.photos
    plan = RemovalPlan((GroupRemoval((one,), (other,)), GroupRemoval((other,), (one,))))
    assert {outcome.status for outcome in run(plan, catalog, trash)} == {Status.REFUSED}
    assert one.path.exists()
    assert other.path.exists()


def test_a_file_that_changed_since_the_scan_is_refused(pair, catalog, trash):
    plan = marking(pair, 1)
    pair.photos[1].path.write_bytes(b"edited meanwhile")
    (outcome,) = run(plan, catalog, trash)
    assert (outcome.status, outcome.reason) == (Status.REFUSED, "It changed since the scan. Scan again.")


def test_a_file_that_was_replaced_by_its_like_is_refused(pair, catalog, trash):
    plan = marking(pair, 1)
    doomed = pair.photos[1].path
    beside = doomed.with_name("new.jpg")
    beside.write_bytes(b"picture")
    os.utime(beside, ns=(0, pair.photos[1].file.mtime_ns))
    beside.replace(doomed)
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "Another file has taken its place" in outcome.reason


def test_a_file_that_vanished_is_refused_and_the_rest_goes_on(lookalikes, catalog, trash):
    plan = marking(lookalikes, 1, 2)
    lookalikes.photos[1].path.unlink()
    gone, moved = run(plan, catalog, trash)
    assert (gone.status, moved.status) == (Status.REFUSED, Status.TRASHED)
    assert "cannot be found any more" in gone.reason


def test_a_survivor_that_vanished_saves_its_copy(pair, catalog, trash):
    plan = marking(pair, 1)
    pair.keeper.path.unlink()
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "No photo that would stay could be verified" in outcome.reason
    assert pair.photos[1].path.exists()


def test_a_survivor_whose_bytes_changed_unseen_saves_its_copy(pair, catalog, trash):
    """Same size, same time, same inode, other bytes: only the comparison in full sees it."""
    plan = marking(pair, 1)
    file = pair.keeper.file
    pair.keeper.path.write_bytes(b"rotted!")
    os.utime(pair.keeper.path, ns=(file.mtime_ns, file.mtime_ns))
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "no longer identical" in outcome.reason


def test_another_photo_of_the_group_does_not_stand_in_for_the_identical_copy(tmp_path, catalog, trash):
    """The copy was given up because its twin exists; a look-alike is not that twin."""
    twin, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2)
    similar = on_disk(tmp_path / "c.jpg", 3, b"smaller")
    plan = RemovalPlan((GroupRemoval((copy,), (twin, similar)),))
    twin.path.unlink()
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED


def test_two_paths_to_one_file_are_not_two_photos(tmp_path, catalog, trash):
    one = on_disk(tmp_path / "a.jpg", 1)
    os.link(one.path, tmp_path / "b.jpg")
    other = as_scanned(tmp_path / "b.jpg", 2)
    (outcome,) = run(RemovalPlan((GroupRemoval((other,), (one,)),)), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "same file under another name" in outcome.reason


def test_a_symlink_that_took_a_photos_place_is_refused(pair, catalog, trash):
    plan = marking(pair, 1)
    doomed = pair.photos[1].path
    doomed.unlink()
    doomed.symlink_to(pair.keeper.path)
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert doomed.is_symlink()


def test_protected_folders_are_never_touched(pair, catalog, trash, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "backup")
    for protected in (tmp_path / "backup", tmp_path / "link"):
        (outcome,) = run(marking(pair, 1, protected=(protected,)), catalog, trash)
        assert outcome.status is Status.REFUSED
        assert "protected folder" in outcome.reason


@pytest.mark.parametrize(
    ("broken", "status", "reason"),
    [
        ("absent", Status.REFUSED, "no trash"),
        ("full", Status.FAILED, "The trash did not take it: No space left on device"),
        ("lying", Status.FAILED, "the file is still there"),
    ],
)
def test_a_trash_that_fails_is_told_as_it_is_and_nothing_is_unlinked(
    pair, catalog, tmp_path, broken, status, reason
):
    (outcome,) = run(marking(pair, 1), catalog, FolderTrash(tmp_path / "broken", broken))
    assert outcome.status is status
    assert reason in outcome.reason
    assert pair.photos[1].path.exists()


def test_after_a_cancel_nothing_more_is_moved(lookalikes, catalog, trash):
    cancel = CancelToken()
    cancel.cancel()
    outcomes = run(marking(lookalikes, 1, 2), catalog, trash, cancel)
    assert [outcome.reason for outcome in outcomes] == ["Cancelled before its turn."] * 2


def test_removed_photos_leave_the_catalogue_s_groups(pair, catalog, trash):
    from tests.photos import decoded

    path = pair.photos[1].path
    with catalog.write() as connection:
        photo_rows.add(connection, [decoded(path), decoded(pair.keeper.path)])
    run(marking(pair, 1), catalog, trash)
    with catalog.read() as connection:
        assert [p.path for p in photo_rows.present(connection)] == [pair.keeper.path]


def test_a_home_folder_has_a_trash(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    (tmp_path / "a.jpg").touch()
    assert volumes_without_trash([tmp_path / "a.jpg", tmp_path / "gone" / "b.jpg"], SystemTrash()) == {}
    assert not (tmp_path / "share").exists()
