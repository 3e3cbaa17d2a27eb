"""What lies in quarantine, and emptying it: the one act of NearDup that erases photos, and only when told.

The journal knows every file that was put there. Whatever else lies in a quarantine folder is left alone.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.catalog import removals
from core.catalog.catalog import Catalog
from core.catalog.removals import Removal, State
from core.progress import CancelToken, Meter, Reporter, Stage
from core.review.actions.action import ActionKind
from core.review.actions.quarantine import QUARANTINE, quarantine_of
from core.review.checks import is_there
from core.review.discard import erase_from_quarantine, remove_empty_folders
from core.review.journal import now
from core.review.moves import is_still
from core.storage.moved_drives import follow_drives


@dataclass(frozen=True, slots=True)
class Quarantined:
    """The files in quarantine, the oldest first, and those that the journal knows but that are not there.

    A drive that is not plugged in takes its quarantine with it, so what is missing is not forgotten.
    """

    files: tuple[Removal, ...]
    missing: tuple[Removal, ...]

    @property
    def count(self) -> int:
        return len(self.files)

    @property
    def bytes(self) -> int:
        return sum(removal.intent.file.size for removal in self.files)


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was erased, and what could not be, each with a sentence."""

    count: int
    bytes: int
    left: tuple[tuple[Removal, str], ...]


def in_quarantine(catalog: Catalog) -> Quarantined:
    """Look what is in quarantine, wherever its drives are mounted by now."""
    follow_drives(catalog)
    with catalog.read() as connection:
        known = removals.in_state(connection, State.DONE, ActionKind.QUARANTINE)
    there = [_is_there(removal) for removal in known]
    return Quarantined(
        tuple(removal for removal, found in zip(known, there, strict=True) if found),
        tuple(removal for removal, found in zip(known, there, strict=True) if not found),
    )


def empty(files: Sequence[Removal], catalog: Catalog, *, report: Reporter, cancel: CancelToken) -> Emptied:
    """Erase files from quarantine for good.

    Args:
        files: what the person was shown, with its count and bytes, and agreed to; of `Quarantined.files`.

    Raises:
        CatalogLocked: another NearDup is scanning or removing.
        CatalogError: the journal cannot be written; nothing more is erased.
    """
    left: list[tuple[Removal, str]] = []
    erased: list[Removal] = []
    meter = Meter(report, Stage.ERASE, len(files))
    with catalog.claim():
        for number, removal in enumerate(files, 1):
            if cancel.cancelled:
                left.append((removal, "Cancelled before its turn."))
            elif reason := _erase(removal, catalog):
                left.append((removal, reason))
            else:
                erased.append(removal)
            meter.at(number, detail=removal.path.name)
    return Emptied(len(erased), sum(removal.intent.file.size for removal in erased), tuple(left))


def _is_there(removal: Removal) -> bool:
    place = removal.place
    if place is None or QUARANTINE not in Path(os.path.realpath(place.parent)).parts:
        return False  # by ".." or a link a damaged journal could name any file
    return is_still(place, removal.intent.file, removal.intent.sha256)


def _erase(removal: Removal, catalog: Catalog) -> str:
    """Erase one file; returns why not, or "". The journal says so first: it must not promise what is gone."""
    if removal.place is None or not _is_there(removal):
        return "It is no longer there, or no longer the file that was put there."
    if not _something_stays(removal, catalog):
        return _gone(removal)
    with catalog.write(durable=True) as connection:
        removals.conclude(connection, removal.id, State.EMPTIED, "Erased from quarantine.", None, now())
    try:
        erase_from_quarantine(removal.place)
    except OSError as error:
        with catalog.write() as connection:
            removals.conclude(connection, removal.id, State.DONE, "", None, now())
        return f"It cannot be erased: {error.strerror or error}."
    remove_empty_folders(removal.place.parent, quarantine_of(removal.place).parent)
    return ""


def _gone(removal: Removal) -> str:
    if removal.intent.survivor is None:
        return "The photo that stayed for it is gone. It may be the last copy: bring it back first."
    stayed = removal.intent.survivor.name
    return f"{stayed}, which stayed for it, is gone. It may be the last copy: bring it back first."


def _something_stays(removal: Removal, catalog: Catalog) -> bool:
    """Whether the photo that stayed is still there, or gave way to another that is."""
    stayed = removal.intent.survivor
    seen: set[Path] = set()
    while stayed is not None and stayed not in seen:
        if is_there(stayed):
            return True
        seen.add(stayed)
        with catalog.read() as connection:
            later = [entry for entry in removals.of_path(connection, stayed) if entry.id > removal.id]
        stayed = next((entry.intent.survivor for entry in reversed(later) if entry.is_away), None)
    return False


def places(files: Sequence[Removal]) -> list[Path]:
    """The quarantine folders in which files lie."""
    return sorted({quarantine_of(removal.place) for removal in files if removal.place})
