"""What shows only while the action is done: a second way to one file, a trash that fails after it moved."""

from pathlib import Path

import pytest

from core.catalog.removals import State
from core.review import journal
from core.review.actions import quarantine as quarantine_action
from core.review.actions.quarantine import ToQuarantine
from core.review.removal import Status
from tests.review.disk import FolderTrash, OpenTrash, marking, present, run


def only_entry(catalog):
    (session,) = journal.sessions(catalog)
    (entry,) = journal.entries(catalog, session.id)
    return entry


@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_a_photo_whose_survivor_goes_with_it_is_put_back(pair, catalog, tmp_path, monkeypatch, kind):
    """One file by two mounts (a network drive mounted twice) has two devices and two inodes, so no look
    beforehand can tell. It shows when both paths are empty at once."""
    keeper, copy = pair.photos
    aside = tmp_path / "the other mount"

    class Twice(OpenTrash):
        def move(self, path: Path) -> None:
            super().move(path)
            keeper.path.rename(aside)

    rename_new = quarantine_action.rename_new

    def twice(source: Path, target: Path) -> None:
        rename_new(source, target)
        keeper.path.rename(aside)

    if kind == "quarantine":
        monkeypatch.setattr(quarantine_action, "rename_new", twice)
    action = ToQuarantine(tmp_path) if kind == "quarantine" else None
    (outcome,) = run(marking(pair, 1), catalog, Twice(tmp_path / "trash"), action=action)
    assert outcome.status is Status.FAILED
    assert "a.jpg, which was to stay, went at the same moment" in outcome.reason
    assert "It was put back" in outcome.reason
    assert copy.path.read_bytes() == b"picture"
    assert copy.path in present(catalog)
    assert only_entry(catalog).state is State.RESTORED


def test_a_photo_that_cannot_be_put_back_is_told_with_its_place(pair, catalog, tmp_path):
    keeper = pair.keeper

    class Twice(FolderTrash):
        def move(self, path: Path) -> None:
            super().move(path)
            keeper.path.unlink()

    (outcome,) = run(marking(pair, 1), catalog, Twice(tmp_path / "trash"))
    assert outcome.status is Status.TRASHED
    assert "a.jpg, which was to stay, went at the same moment" in outcome.reason
    assert "Open the trash" in outcome.reason
    assert only_entry(catalog).state is State.DONE


def test_a_trash_that_fails_after_it_moved_the_file_has_moved_it(pair, catalog, tmp_path):
    class Stumbling(OpenTrash):
        def move(self, path: Path) -> None:
            super().move(path)
            raise OSError(5, "Input/output error")

    (outcome,) = run(marking(pair, 1), catalog, Stumbling(tmp_path / "trash"))
    assert (outcome.status, outcome.place) == (Status.TRASHED, tmp_path / "trash" / "b.jpg")
    assert only_entry(catalog).state is State.DONE
    assert present(catalog) == [pair.keeper.path]


def test_a_trash_that_fails_and_keeps_the_file_to_itself_is_not_called_undone(pair, catalog, tmp_path):
    class Stumbling(FolderTrash):
        def move(self, path: Path) -> None:
            super().move(path)
            raise OSError(5, "Input/output error")

    (outcome,) = run(marking(pair, 1), catalog, Stumbling(tmp_path / "trash"))
    assert outcome.status is Status.FAILED
    assert "no longer at its path" in outcome.reason
    assert only_entry(catalog).state is State.UNKNOWN


def test_a_trash_that_fails_in_its_own_way_ends_in_a_sentence_and_the_rest_goes_on(pair, catalog, tmp_path):
    class Broken(OpenTrash):
        def move(self, path: Path) -> None:
            raise UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates not allowed")

    (outcome,) = run(marking(pair, 1), catalog, Broken(tmp_path / "trash"))
    assert outcome.status is Status.FAILED
    assert pair.photos[1].path.exists()
    assert only_entry(catalog).state is State.NOT_DONE


def test_a_rename_that_was_done_and_reported_as_failed_is_done(pair, catalog, trash, tmp_path, monkeypatch):
    """A network drive repeats a call whose answer was lost, and is told that the file is gone."""
    rename_new = quarantine_action.rename_new

    def replayed(source: Path, target: Path) -> None:
        rename_new(source, target)
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(quarantine_action, "rename_new", replayed)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    assert outcome.status is Status.QUARANTINED
    assert outcome.place.read_bytes() == b"picture"
    assert only_entry(catalog).state is State.DONE


def test_a_file_that_leaves_quarantine_in_the_same_moment_stops_nothing(
    pair, catalog, trash, tmp_path, monkeypatch
):
    rename_new = quarantine_action.rename_new

    def and_gone(source: Path, target: Path) -> None:
        rename_new(source, target)
        target.rename(tmp_path / "theirs.jpg")

    monkeypatch.setattr(quarantine_action, "rename_new", and_gone)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    assert outcome.status is Status.FAILED
    assert only_entry(catalog).state is State.UNKNOWN
