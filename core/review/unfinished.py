"""What a crash left open, closed at the next start: the disk is asked what became of each file.

Nothing is done to a file but one thing: where only a part of a unit went (the film of a Live Photo without
its photo), that part is brought back, so that what belongs together is together.
"""

import os
from itertools import groupby
from pathlib import Path

from core.catalog import photos, removals, stations
from core.catalog.catalog import Catalog
from core.catalog.removals import Removal, State
from core.errors import CatalogLocked
from core.review.actions.action import LINKS, ActionKind
from core.review.discard import discard_own_copy
from core.review.journal import Clock, now
from core.review.moves import digest, is_still, same_bytes
from core.review.restore import Return, restore_one
from core.review.trash import SearchableTrash, SystemTrash, Trash
from core.storage.names import part_of


def resolve_unfinished(catalog: Catalog, trash: Trash | None = None, *, clock: Clock = now) -> list[Removal]:
    """Close every entry of the journal that was interrupted, truthfully, and say what was found.

    Quick where there is nothing to do. To be called once, when a catalogue was opened.

    Returns:
        the entries that were open, as they stand now; `reason` is a sentence for people. Nothing while
        another NearDup is at work: the open ones are its own. In a team's catalogue, what was begun here.
    """
    if not _unfinished(catalog) or catalog.read_only:
        return []
    try:
        with catalog.claim():
            return _resolve(catalog, trash or SystemTrash(), clock)
    except CatalogLocked:
        return []


def _resolve(catalog: Catalog, trash: Trash, clock: Clock) -> list[Removal]:
    unfinished = _unfinished(catalog)  # again: another NearDup may have ended its work meanwhile
    for removal in unfinished:
        state, reason, place = _look(removal, trash)
        with catalog.write(durable=True) as connection:
            removals.conclude(connection, removal.id, state, reason, place, clock())
            if not os.path.lexists(removal.path):
                photos.set_absent(connection, [removal.path])
    closed = _again(catalog, unfinished)
    for _, unit in groupby(closed, key=lambda removal: (removal.session, removal.intent.unit)):
        _reunite(list(unit), catalog, trash)
    return _again(catalog, closed)


def _unfinished(catalog: Catalog) -> list[Removal]:
    """What has no outcome yet; in a team's catalogue, of what was begun here."""
    with catalog.read() as connection:
        found = removals.in_state(connection, State.INTENDED)
        if not found or not catalog.is_shared:
            return found
        here = stations.begun_here(connection)
        return [removal for removal in found if removal.session in here]


def _look(removal: Removal, trash: Trash) -> tuple[State, str, Path | None]:
    """Tell from the disk how far an action came: its state, a sentence, and where the file is now."""
    file, place, action = removal.intent.file, removal.place, removal.intent.action
    sha256 = removal.intent.sha256
    if action == ActionKind.FOLDER:
        if file.path.is_dir():
            return State.NOT_DONE, "It was interrupted before the folder was taken away.", None
        return State.DONE, "It was interrupted after the folder was taken away.", None
    _discard_part(removal)
    if action == ActionKind.SIDECAR:
        written = _has_bytes(removal) if removal.is_written else _was_replaced(removal)
        return (
            (State.DONE, "It was interrupted after the sidecar was written.", None)
            if written
            else (State.NOT_DONE, "It was interrupted before the sidecar was written.", None)
        )
    if action in LINKS and _was_linked(removal):
        return State.DONE, "It was interrupted after the link was made.", file.path
    if is_still(file.path, file, sha256):
        if action == ActionKind.COPY and place is not None and same_bytes(file.path, place):
            return State.DONE, "It was interrupted after the copy was whole.", place
        if action == ActionKind.MOVE and place is not None and same_bytes(file.path, place):
            return State.NOT_DONE, f"It was interrupted: copied to {place}, and still in its place.", None
        return State.NOT_DONE, "It was interrupted before anything happened to the file.", None
    if place is not None and is_still(place, file, sha256):
        return State.DONE, "It was interrupted after the file was moved.", place
    if isinstance(trash, SearchableTrash) and (found := trash.find(file, sha256)):
        copied = action == ActionKind.MOVE and place is not None and same_bytes(found, place)
        return State.DONE, "It was interrupted after the file was moved.", place if copied else found
    if os.path.lexists(file.path):
        return State.UNKNOWN, "It was interrupted, and another file is at its path now.", None
    if isinstance(trash, SearchableTrash):
        return State.UNKNOWN, "It was interrupted. The file is neither in its place nor in the trash.", None
    return (
        State.UNKNOWN,
        "It was interrupted. The file left its place: look for it in the system's trash.",
        None,
    )


def _has_bytes(removal: Removal) -> bool:
    try:
        return digest(removal.path) == removal.intent.sha256
    except OSError:
        return False


def _was_replaced(removal: Removal) -> bool:
    there = os.path.lexists(removal.path)
    return there and not is_still(removal.path, removal.intent.file, removal.intent.sha256)


def _discard_part(removal: Removal) -> None:
    """Erase the beginnings of a copy: its name follows from the journal, so it is NearDup's own."""
    if removal.place is not None and removal.intent.action != ActionKind.QUARANTINE:
        discard_own_copy(part_of(removal.place))
    if removal.intent.action == ActionKind.SIDECAR:
        discard_own_copy(part_of(removal.path))


def _was_linked(removal: Removal) -> bool:
    """Whether the copy's bytes are at its path in another file than before. A copy and its twin may agree in
    size, time and bytes, so only the inode tells."""
    path = removal.path
    try:
        return path.lstat().st_ino != removal.intent.file.inode and _has_bytes(removal)
    except OSError:
        return False


def _reunite(unit: list[Removal], catalog: Catalog, trash: Trash) -> None:
    """Bring back the parts of a unit that went while its photo did not."""
    photo_stays = any(
        removal.path == removal.intent.unit and removal.state is State.NOT_DONE for removal in unit
    )
    gone = [removal for removal in unit if removal.state is State.DONE]
    if not photo_stays or unit[0].intent.action == ActionKind.COPY:
        return
    for removal in gone:
        outcome = restore_one(removal, catalog, trash)
        if outcome.status is Return.FAILED:
            said = f"{removal.reason} Its photo {removal.intent.unit.name} stayed. {outcome.reason}"
            with catalog.write() as connection:
                removals.conclude(connection, removal.id, State.DONE, said, None, now())


def _again(catalog: Catalog, entries: list[Removal]) -> list[Removal]:
    with catalog.read() as connection:
        found = (removals.at(connection, removal.id) for removal in entries)
        return [removal for removal in found if removal is not None]
