"""The journal: intent before the action, outcome after it, and the truth at the next start."""

import os
import shutil
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, State
from core.errors import CatalogError
from core.review import journal
from core.review.actions.quarantine import ToQuarantine
from core.review.journal import Journal
from core.review.removal import Status
from core.review.unfinished import resolve_unfinished
from tests.review.disk import (
    FolderTrash,
    OpenTrash,
    group_of,
    marking,
    on_disk,
    present,
    run,
)


def only_entry(catalog: Catalog):
    (session,) = journal.sessions(catalog)
    (entry,) = journal.entries(catalog, session.id)
    return entry


def test_a_removal_is_journalled_with_the_facts_of_the_file_and_its_survivor(pair, catalog, trash):
    run(marking(pair, 1), catalog, trash)
    entry = only_entry(catalog)
    copy = pair.photos[1]
    assert entry.intent.file == copy.file
    assert entry.intent.sha256 == copy.sha256
    assert entry.intent.survivor == pair.keeper.path
    assert (entry.state, entry.intent.action, entry.place) == (State.DONE, "trash", trash.folder / "b.jpg")
    assert entry.began <= entry.ended
    assert journal.entry(catalog, entry.id) == entry
    assert journal.entries_of_path(catalog, copy.path) == [entry]


def test_intent_has_reached_the_disk_when_the_action_begins(pair, catalog, tmp_path):
    """Another connection, as the next start would have, sees the intent while the trash is at work."""

    class Watching(OpenTrash):
        def move(self, path: Path) -> None:
            with Catalog.open(catalog.path, read_only=True) as other:
                seen.append(only_entry(other).state)
            super().move(path)

    seen: list[State] = []
    run(marking(pair, 1), catalog, Watching(tmp_path / "trash"))
    assert seen == [State.INTENDED]


def test_the_intent_is_synced_and_ordinary_work_is_not(catalog):
    with catalog.write(durable=True) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with catalog.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1


def test_without_a_journal_nothing_is_done(pair, catalog, trash, monkeypatch):
    def full(*_: object, **__: object):
        raise CatalogError("The disk is full.")

    monkeypatch.setattr(Journal, "intend", full)
    (outcome,) = run(marking(pair, 1), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert outcome.reason.endswith("The disk is full.")
    assert pair.photos[1].path.exists()


def test_an_outcome_that_cannot_be_noted_is_still_told_and_found_out_later(pair, catalog, trash, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "conclude", lambda *_, **__: False)
        (outcome,) = run(marking(pair, 1), catalog, trash)
    assert outcome.status is Status.TRASHED
    assert "could not be noted" in outcome.reason
    (found,) = resolve_unfinished(catalog, trash)
    assert (found.state, found.place) == (State.DONE, trash.folder / "b.jpg")
    assert present(catalog) == [pair.keeper.path]


def test_refusals_are_no_removals(pair, catalog, trash):
    plan = marking(pair, 1)
    pair.photos[1].path.write_bytes(b"edited")
    run(plan, catalog, trash)
    assert journal.sessions(catalog) == []


def test_a_trash_that_fails_leaves_an_entry_that_says_so(pair, catalog, tmp_path):
    run(marking(pair, 1), catalog, FolderTrash(tmp_path / "trash", "full"))
    entry = only_entry(catalog)
    assert entry.state is State.NOT_DONE
    assert "No space left on device" in entry.reason


def test_sessions_count_their_files_and_what_came_back(pair, catalog, trash):
    run(marking(pair, 1), catalog, trash)
    (session,) = journal.sessions(catalog)
    assert (session.action, session.files, session.bytes, session.done, session.restored) == (
        "trash",
        1,
        7,
        1,
        0,
    )


def interrupted(catalog: Catalog, photo, action: str = "trash", place: Path | None = None) -> None:
    """What a process leaves behind that is killed between the journal and the outcome."""
    Journal(catalog, action).intend([Intent(1, action, photo.file, photo.sha256, photo.path, None, place)])


def test_killed_before_the_action_is_closed_as_not_done(pair, catalog, trash):
    interrupted(catalog, pair.photos[1])
    (found,) = resolve_unfinished(catalog, trash)
    assert found.state is State.NOT_DONE
    assert found.reason == "It was interrupted before anything happened to the file."
    assert resolve_unfinished(catalog, trash) == []


def test_killed_after_the_action_is_closed_as_done_and_leaves_the_groups(pair, catalog, trash):
    interrupted(catalog, pair.photos[1])
    trash.move(pair.photos[1].path)
    (found,) = resolve_unfinished(catalog, trash)
    assert (found.state, found.place) == (State.DONE, trash.folder / "b.jpg")
    assert present(catalog) == [pair.keeper.path]


def test_killed_after_a_move_to_quarantine_finds_the_file_there(pair, catalog, trash, tmp_path):
    photo, action = pair.photos[1], ToQuarantine(tmp_path)
    (place,) = action.choose([photo.path], 1)
    interrupted(catalog, photo, "quarantine", place)
    action.do(photo.file, place, None)
    (found,) = resolve_unfinished(catalog, trash)
    assert (found.state, found.place) == (State.DONE, place)


def test_a_file_that_is_nowhere_is_unknown_and_stays_in_the_history(pair, catalog, trash):
    interrupted(catalog, pair.photos[1])
    pair.photos[1].path.unlink()
    (found,) = resolve_unfinished(catalog, trash)
    assert found.state is State.UNKNOWN
    assert "neither in its place nor in the trash" in found.reason
    assert only_entry(catalog).state is State.UNKNOWN


def test_where_the_trash_cannot_be_looked_into_that_is_said(pair, catalog, tmp_path):
    interrupted(catalog, pair.photos[1])
    shutil.move(pair.photos[1].path, tmp_path / "elsewhere.jpg")
    (found,) = resolve_unfinished(catalog, FolderTrash(tmp_path / "trash"))
    assert found.state is State.UNKNOWN
    assert "look for it in the system's trash" in found.reason


def test_the_beginnings_of_a_copy_are_cleared_away(pair, catalog, trash, tmp_path):
    place = tmp_path / "there" / "b.jpg"
    place.parent.mkdir()
    part = place.with_name("b.jpg.neardup-part")
    part.write_bytes(b"pict")
    interrupted(catalog, pair.photos[1], "copy", place)
    (found,) = resolve_unfinished(catalog, trash)
    assert found.state is State.NOT_DONE
    assert not part.exists()
    assert pair.photos[1].path.exists()


def test_a_unit_of_which_only_a_part_went_is_brought_together_again(pair, catalog, trash, tmp_path):
    photo = pair.photos[1]
    sidecar = on_disk(photo.path.with_name("b.xmp"), 3, b"<x/>")
    intents = [
        Intent(1, "trash", sidecar.file, sidecar.sha256, photo.path),
        Intent(1, "trash", photo.file, photo.sha256, photo.path),
    ]
    Journal(catalog, "trash").intend(intents)
    trash.move(sidecar.path)
    found = resolve_unfinished(catalog, trash)
    assert [entry.state for entry in found] == [State.RESTORED, State.NOT_DONE]
    assert sidecar.path.read_bytes() == b"<x/>"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a second process")
def test_what_another_neardup_is_doing_is_left_to_it(pair, catalog, trash):
    interrupted(catalog, pair.photos[1])
    with Catalog.open(catalog.path) as other, other.claim():
        assert catalog.is_claimed_elsewhere
        assert resolve_unfinished(catalog, trash) == []
    assert len(resolve_unfinished(catalog, trash)) == 1


def test_clocks_that_jump_back_do_not_disturb_the_order(pair, catalog, trash):
    from datetime import UTC, datetime

    hours = iter((12, 11, 10, 9, 8, 7))
    for number in (1, 2):
        one = Journal(catalog, "trash", lambda: datetime(2024, 5, 1, next(hours), tzinfo=UTC))
        photo = pair.photos[1]
        one.intend([Intent(number, "trash", photo.file, photo.sha256, photo.path)])
    assert [session.id for session in journal.sessions(catalog)] == [2, 1]
    found = resolve_unfinished(catalog, trash, clock=lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert [entry.session for entry in found] == [1, 2]


def test_a_session_s_bytes_are_those_of_files_that_went(tmp_path, catalog, trash):
    keeper, copy, other = (on_disk(tmp_path / f"{n}" / "a.jpg", n) for n in (1, 2, 3))
    trash.move, move = (lambda path: None if "3" in path.parts else move(path)), trash.move
    run(marking(group_of(keeper, copy, other), 1, 2), catalog, trash)
    (session,) = journal.sessions(catalog)
    assert (session.files, session.done) == (2, 1)
    assert session.bytes == copy.file.size
