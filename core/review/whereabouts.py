"""Where a file that was removed lies now: trash, quarantine, another folder, or its own path."""

import os
from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.removals import Removal, State
from core.errors import NearDupError
from core.review.actions.action import LINKS, ActionKind
from core.review.moves import digest, is_still
from core.review.trash import SearchableTrash, Trash
from core.storage.moved_drives import is_unplugged


class CannotRestore(NearDupError):
    """A file that cannot be brought back; the sentence says why, and what a person can do."""


def place_of(removal: Removal, trash: Trash, catalog: Catalog) -> Path | None:
    """Where the file lies now; None if it is at its path.

    Raises:
        CannotRestore: it cannot be found, or there is nothing to bring back.
    """
    if removal.intent.action in LINKS:
        return _source_of_copy(removal)
    match removal.intent.action:
        case ActionKind.COPY:
            raise CannotRestore("It was only copied and never left its place.")
        case ActionKind.TRASH:
            return _in_trash(removal, trash, catalog)
        case ActionKind.SIDECAR:
            if removal.place is None:
                raise CannotRestore("This sidecar was made anew. Nothing of yours was replaced by it.")
            return _moved_to(removal, catalog)
        case _:
            found = _in(trash, removal) if removal.intent.action == ActionKind.MOVE else None
            return found or _moved_to(removal, catalog)


def _moved_to(removal: Removal, catalog: Catalog) -> Path | None:
    place = removal.place
    if is_at(removal.path, removal):
        return None
    if removal.state is State.EMPTIED:
        raise CannotRestore("It was erased when the quarantine was emptied.")
    if place is None or not os.path.lexists(place):
        if place is not None and is_unplugged(place, catalog):
            raise CannotRestore(_UNPLUGGED)
        raise CannotRestore(f"It is no longer where it was put ({place or 'nowhere'}).")
    return place


_UNPLUGGED = "Its drive is not plugged in. Plug it in, and try again."


def _in_trash(removal: Removal, trash: Trash, catalog: Catalog) -> Path | None:
    if is_at(removal.path, removal):
        return None
    if found := _in(trash, removal):
        return found
    if is_unplugged(removal.place or removal.path, catalog):
        raise CannotRestore(_UNPLUGGED)
    if isinstance(trash, SearchableTrash):
        raise CannotRestore("It is no longer in the trash. If the trash was emptied, it is gone.")
    raise CannotRestore(
        f"This system does not let NearDup look into its trash. Open the trash, look for {removal.path.name} "
        f"(removed {removal.began:%Y-%m-%d %H:%M}) and put it back from there."
    )


def _in(trash: Trash, removal: Removal) -> Path | None:
    """A file in the trash: where it was put, or wherever the trash has it now."""
    place = removal.place
    if place is not None and removal.intent.action == ActionKind.TRASH and is_at(place, removal):
        return place
    if not isinstance(trash, SearchableTrash):
        return None
    return trash.find(removal.intent.file, removal.intent.sha256)


def is_at(path: Path, removal: Removal) -> bool:
    """Whether the very file that was removed lies at a path."""
    return is_still(path, removal.intent.file, removal.intent.sha256)


def _source_of_copy(removal: Removal) -> Path:
    """A linked copy has its bytes at its own path, and at the survivor's."""
    for source in (removal.path, removal.intent.survivor):
        try:
            if source is not None and digest(source) == removal.intent.sha256:
                return source
        except OSError:
            continue
    raise CannotRestore("Neither its path nor the photo that stayed has its bytes any more.")
