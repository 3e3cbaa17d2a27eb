"""Folders that a removal left empty: found, taken away and made again, each step in the journal.

A folder is empty if nothing lies in it, or below it, but what a system puts there by itself. That goes to the
trash; the folder itself is only ever taken by a call that the system refuses where anything is left in it.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, State
from core.errors import CatalogError, RemovalRefused
from core.progress import CancelToken, Meter, Reporter, Stage
from core.review import checks
from core.review.actions.action import ActionFailed, ActionKind
from core.review.actions.to_trash import ToTrash
from core.review.discard import remove_empty_folder
from core.review.journal import Journal
from core.review.restore import file_at
from core.review.trash import Trash

_LITTER = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory", ".localized"})
"""What Finder, Explorer and Dolphin write into folders that somebody looked into, in lower case."""
_APPLE_DOUBLE = "._"
"""What macOS puts beside files on volumes of other systems."""


@dataclass(frozen=True, slots=True)
class FolderOutcome:
    """What became of an empty folder; `reason` is a sentence, or empty. `entry` is the journal's number."""

    folder: Path
    gone: bool
    reason: str = ""
    entry: int = 0


def find_empty(left: Iterable[Path], below: Path) -> tuple[Path, ...]:
    """The folders that are empty now, among those from which photos went and what these lie in.

    Args:
        left: the folders from which photos went.
        below: what is looked at; itself it stays.

    Returns:
        the folders, each before the one that it lies in.
    """
    asked = {
        folder
        for start in left
        for folder in (start, *start.parents)
        if folder != below and folder.is_relative_to(below)
    }
    empty: set[Path] = set()
    for folder in sorted(asked, key=lambda one: (-len(one.parts), os.fsencode(one))):
        found = _empty_with(folder)
        empty.update(found or ())
    return tuple(sorted(empty, key=lambda one: (-len(one.parts), os.fsencode(one))))


def remove_empty(
    folders: Sequence[Path],
    catalog: Catalog,
    trash: Trash,
    *,
    protected: Sequence[Path] = (),
    report: Reporter,
    cancel: CancelToken,
) -> tuple[FolderOutcome, ...]:
    """Take away empty folders, one session of the journal; litter in them goes to the trash first.

    Args:
        folders: as `find_empty` gives them; each is looked at again.
        catalog: whose journal it is.
        trash: where litter goes.
        protected: folders in which nothing is touched.

    Returns:
        one outcome for each folder.

    Raises:
        CatalogLocked: another NearDup is scanning or removing.
    """
    journal = Journal(catalog, ActionKind.FOLDER)
    meter = Meter(report, Stage.TRASH, len(folders))
    outcomes: list[FolderOutcome] = []
    with catalog.claim():
        for folder in folders:
            if cancel.cancelled:
                outcomes.append(FolderOutcome(folder, False, "Cancelled before its turn."))
                continue
            outcomes.append(_take(folder, journal, trash, protected))
            meter.at(len(outcomes), detail=folder.name)
    return tuple(outcomes)


def _take(folder: Path, journal: Journal, trash: Trash, protected: Sequence[Path]) -> FolderOutcome:
    try:
        checks.check_not_protected(folder, protected)
        litter = _litter_in(folder)
        if litter is None:
            return FolderOutcome(folder, False, "Something lies in it.")
        for path in litter:
            _to_trash(path, folder, journal, trash)
        (entry,) = journal.intend([_intent(ActionKind.FOLDER, folder, folder)])
    except (RemovalRefused, ActionFailed, CatalogError) as fault:
        return FolderOutcome(folder, False, str(fault))
    except OSError as error:
        return FolderOutcome(folder, False, f"It cannot be looked at: {error.strerror}.")
    try:
        remove_empty_folder(folder)
    except OSError as error:
        why = f"It was not taken away: {error.strerror}."
        journal.conclude(entry, State.NOT_DONE, why)
        return FolderOutcome(folder, False, why)
    journal.conclude(entry, State.DONE)
    return FolderOutcome(folder, True, entry=entry)


def _to_trash(path: Path, folder: Path, journal: Journal, trash: Trash) -> None:
    action = ToTrash(trash)
    if why := action.why_not(path, None):
        raise RemovalRefused(f"{path.name} lies in it: {why}")
    intent = _intent(ActionKind.TRASH, path, folder)
    (entry,) = journal.intend([intent])
    try:
        place = action.do(intent.file, None, None)
    except ActionFailed as failure:
        journal.conclude(entry, State.NOT_DONE, str(failure), failure.place)
        raise
    journal.conclude(entry, State.DONE, place=place)


def _intent(action: ActionKind, path: Path, folder: Path) -> Intent:
    return Intent(group=1, action=action, file=file_at(path), sha256=b"", unit=folder)


def _empty_with(folder: Path) -> list[Path] | None:
    """A folder and all below it, if it is empty; None if it is not, or cannot be looked into."""
    found = [folder]
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    inner = _empty_with(folder / entry.name)
                    if inner is None:
                        return None
                    found += inner
                elif not _is_litter(entry):
                    return None
    except OSError:
        return None
    return found


def _litter_in(folder: Path) -> list[Path] | None:
    """The system's own files in a folder; None if anything else is in it."""
    with os.scandir(folder) as entries:
        found = list(entries)
    return [folder / entry.name for entry in found] if all(map(_is_litter, found)) else None


def _is_litter(entry: "os.DirEntry[str]") -> bool:
    if not entry.is_file(follow_symlinks=False):
        return False
    return entry.name.lower() in _LITTER or entry.name.startswith(_APPLE_DOUBLE)
