"""Bringing back what was removed: one file, a group, a whole session, today or after years.

A file goes back to its own path; where that is taken, beside it, as "name (restored).jpg", and that is said.
Nothing is overwritten. What NearDup cannot reach (the trash of Windows and macOS) it says how to reach.
"""

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.catalog import photos, removals
from core.catalog.catalog import Catalog
from core.catalog.removals import Removal, State
from core.errors import CatalogError
from core.photo import ImageFile
from core.progress import CancelToken, Meter, Reporter, Stage
from core.review.actions.action import LINKS, ActionKind
from core.review.actions.quarantine import quarantine_of
from core.review.discard import discard_own_copy, discard_own_sidecar, remove_empty_folders
from core.review.moves import copy_new, digest, free_name, free_names, rename_new
from core.review.renamed import path_in_renamed_folder
from core.review.trash import SearchableTrash, Trash
from core.review.whereabouts import CannotRestore, is_at, place_of
from core.storage.moved_drives import follow_drives
from core.storage.names import PART, part_of


class Return(StrEnum):
    """How a restore ended for one file."""

    RESTORED = "restored"
    BESIDE = "beside"  # its path is taken; it lies beside it under another name
    ALREADY = "already"  # it was back, or never left
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Restored:
    """What truly happened to one file. `to` is where it is now; `reason` is a sentence, or empty."""

    removal: Removal
    status: Return
    to: Path | None = None
    reason: str = ""


def restore(
    chosen: Sequence[Removal],
    catalog: Catalog,
    trash: Trash,
    *,
    dry_run: bool = False,
    report: Reporter,
    cancel: CancelToken,
) -> tuple[Restored, ...]:
    """Bring back removed files, each to its path or beside it.

    Args:
        chosen: entries of the journal: one, those of a group, or those of a session.
        dry_run: only say what would happen.

    What was written into a sidecar for photos that are all back is taken back as well.

    Returns:
        one outcome for each, in the order of `chosen`, and for each sidecar that was to be taken back and
        could not; after a cancel the rest is left as it is.

    Raises:
        CatalogLocked: another NearDup is scanning or removing.
    """
    with catalog.claim():
        if follow_drives(catalog):
            chosen = _read_again(chosen, catalog)
        written = _written_for(chosen, catalog)
        meter = Meter(report, Stage.RESTORE, len(chosen) + len(written))
        targets = _targets(chosen)
        outcomes: dict[int, Restored] = {}
        for removal in _in_turn([*chosen, *written]):
            if cancel.cancelled:
                outcomes[removal.id] = Restored(removal, Return.FAILED, reason="Cancelled before its turn.")
                continue
            to = targets.get(removal.id)
            outcomes[removal.id] = restore_one(removal, catalog, trash, to=to, dry_run=dry_run)
            meter.at(len(outcomes), detail=removal.path.name)
    left = [removal for removal in written if outcomes[removal.id].status is not Return.RESTORED]
    return tuple(outcomes[removal.id] for removal in (*chosen, *left))


def _written_for(chosen: Sequence[Removal], catalog: Catalog) -> list[Removal]:
    """The entries of sidecars that were written for photos of `chosen`, and for no photo that stays away."""
    numbers = {removal.id for removal in chosen}
    found: list[Removal] = []
    for session in dict.fromkeys(removal.session for removal in chosen):
        with catalog.read() as connection:
            entries = removals.of_session(connection, session)
        away = [one for one in entries if one.is_away and not one.is_of_sidecar]
        back = {one.intent.survivor for one in away if one.id in numbers}
        back -= {one.intent.survivor for one in away if one.id not in numbers}
        sidecars = [one for one in entries if one.is_of_sidecar and one.id not in numbers]
        found += [one for one in sidecars if one.is_away and one.intent.survivor in back]
    return found


def _in_turn(chosen: Sequence[Removal]) -> list[Removal]:
    """Photos before the sidecars into which something of theirs was written; of these the latest first.

    A sidecar that went over to a photo, and was written into there, comes back as it was: last.
    """
    sidecars = [removal for removal in chosen if removal.is_of_sidecar]
    photos_first = [removal for removal in chosen if not removal.is_of_sidecar]
    written = {removal.path for removal in sidecars}
    photos_first.sort(key=lambda removal: removal.place in written)
    last = [removal for removal in photos_first if removal.place in written]
    return [
        *photos_first[: len(photos_first) - len(last)],
        *sorted(sidecars, key=lambda removal: -removal.id),
        *last,
    ]


def _read_again(chosen: Sequence[Removal], catalog: Catalog) -> list[Removal]:
    """Entries with the paths that they have since their drive was found elsewhere."""
    with catalog.read() as connection:
        return [removals.at(connection, removal.id) or removal for removal in chosen]


def _targets(chosen: Sequence[Removal]) -> dict[int, Path]:
    """Where the parts of units go of which a path is taken: all beside it, with one mark.

    Alone, a sidecar would return to its old name and belong to whatever photo has that name now.
    """
    units: dict[tuple[int, Path], list[Removal]] = {}
    for removal in chosen:
        if removal.is_of_sidecar or removal.intent.action == ActionKind.FOLDER:
            continue
        units.setdefault((removal.session, removal.intent.unit), []).append(removal)
    targets: dict[int, Path] = {}
    for (_, photo), parts in units.items():
        away = sorted(
            (part for part in parts if part.is_away and not is_at(part.path, part)),
            key=lambda part: part.path == photo,
        )
        if len(away) > 1 and any(os.path.lexists(part.path) for part in away):
            names = free_names([part.path for part in away], "restored")
            targets.update((part.id, name) for part, name in zip(away, names, strict=True))
    return targets


def restore_one(
    removal: Removal, catalog: Catalog, trash: Trash, *, to: Path | None = None, dry_run: bool = False
) -> Restored:
    """Bring back one file; the caller holds the catalogue's claim.

    Args:
        to: where to, if not to its path or beside it.
    """
    path = removal.path
    if removal.state is State.RESTORED:
        return Restored(removal, Return.ALREADY, removal.restored_to, "It was brought back before.")
    if removal.intent.action == ActionKind.FOLDER:
        return _make_again(removal, catalog, dry_run)
    if removal.is_written:
        return _take_back_sidecar(removal, catalog, dry_run)
    try:
        place = place_of(removal, trash, catalog)
        if place is None:
            if not dry_run:
                _record(catalog, removal, path, "It was found back at its path.")
            return Restored(removal, Return.ALREADY, path, "It is at its path.")
        is_link = removal.intent.action in LINKS
        replaces = is_link and _is_our_link(removal)
        path = path_in_renamed_folder(removal, catalog)
        beside = free_name(path, "restored") if os.path.lexists(path) else path
        target = path if replaces else to or beside
        if not dry_run:
            if is_link:
                _give_own_bytes(place, target, removal.intent.file.mtime_ns, replaces=replaces)
            else:
                _bring(place, target)
    except (CannotRestore, OSError) as error:
        why = f"It could not be brought back: {error.strerror}." if isinstance(error, OSError) else str(error)
        return Restored(removal, Return.FAILED, reason=why)
    said = "" if target == path else _beside(removal, target)
    if path != removal.path:
        renamed = f"Its folder has another name now, so it lies at {target}."
        said = f"{renamed} {said}".strip()
    if dry_run:
        return Restored(removal, Return.RESTORED if target == path else Return.BESIDE, target, said)
    _tidy(place, removal, trash)
    changed = _has_other_bytes(target, removal)
    if changed:
        said = f"{said} Its bytes are not those that were noted when it was removed.".strip()
    if not _record(catalog, removal, target, said, b"" if changed else removal.intent.sha256):
        said = f"{said} It could not be noted in the journal.".strip()
    return Restored(removal, Return.RESTORED if target == path else Return.BESIDE, target, said)


def _make_again(removal: Removal, catalog: Catalog, dry_run: bool) -> Restored:
    """Bring back an empty folder: it is made anew, or is there with what came back before."""
    folder = removal.path
    status = Return.ALREADY if folder.is_dir() else Return.RESTORED
    try:
        if not dry_run:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Restored(removal, Return.FAILED, reason=f"It could not be made again: {error.strerror}.")
    if not dry_run and not _record(catalog, removal, folder, ""):
        return Restored(removal, status, folder, "It could not be noted in the journal.")
    return Restored(removal, status, folder)


def _take_back_sidecar(removal: Removal, catalog: Catalog, dry_run: bool) -> Restored:
    """Undo the writing of a sidecar: what it said is in the photo that comes back."""
    path = removal.path
    if dry_run:
        return Restored(removal, Return.RESTORED, path, _TAKEN_BACK)
    try:
        taken = discard_own_sidecar(path, removal.intent.sha256)
    except OSError as error:
        return Restored(removal, Return.FAILED, reason=f"It could not be taken back: {error.strerror}.")
    said = _TAKEN_BACK if taken else "It was changed since, or is gone, so it stays as it is."
    if not _record(catalog, removal, path, said):
        said = f"{said} It could not be noted in the journal."
    return Restored(removal, Return.RESTORED if taken else Return.ALREADY, path, said)


_TAKEN_BACK = "What was written into it is taken back."


def _beside(removal: Removal, target: Path) -> str:
    if os.path.lexists(removal.path):
        return f"Its path is taken, so it lies beside it as {target.name}."
    return f"A path of what belongs together is taken, so it lies beside its own as {target.name}."


def _is_our_link(removal: Removal) -> bool:
    """Whether what lies at the path still has the bytes that were linked there."""
    try:
        return digest(removal.path) == removal.intent.sha256
    except OSError:
        return False


def _give_own_bytes(source: Path, target: Path, mtime_ns: int, *, replaces: bool) -> None:
    """Make a linked copy a file of its own again. `source` may be the survivor, so it always stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = part_of(target, PART + ".whole")  # beside first, and then over the link
    discard_own_copy(whole)  # a restore that was killed left it
    _copy(source, whole)
    try:
        os.utime(whole, ns=(mtime_ns, mtime_ns))
        if replaces:
            whole.replace(target)
        else:
            rename_new(whole, target)
    finally:
        discard_own_copy(whole)


def _bring(place: Path, target: Path) -> None:
    """Put a file to its target: one rename, or a copy that is compared before it counts."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if place == target:
        return
    try:
        rename_new(place, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(place, target)  # what lies in the other volume's trash stays there


def _copy(source: Path, target: Path) -> None:
    """Copy anew, even where a restore that was killed left its beginnings."""
    discard_own_copy(part_of(target))
    copy_new(source, target)


def _tidy(place: Path, removal: Removal, trash: Trash) -> None:
    if isinstance(trash, SearchableTrash):
        trash.forget(place)
    if removal.intent.action == ActionKind.QUARANTINE:
        remove_empty_folders(place.parent, quarantine_of(place).parent)
    beside = removal.intent.unit.parent
    if removal.intent.action == ActionKind.MOVE and removal.path.is_relative_to(beside):
        below = len(removal.path.relative_to(beside).parts) - 1  # CaptureOne/Settings, made in the folder
        remove_empty_folders(place.parent, place.parents[below])


def _has_other_bytes(target: Path, removal: Removal) -> bool:
    try:
        return bool(removal.intent.sha256) and digest(target) != removal.intent.sha256
    except OSError:
        return True


def _record(catalog: Catalog, removal: Removal, to: Path, said: str, sha256: bytes = b"") -> bool:
    """Write down that a file is back; False if it cannot be: the next restore finds it at its path."""
    try:
        with catalog.write(durable=True) as connection:
            removals.set_restored(connection, removal.id, to, said)
            photos.set_back(connection, to, sha256)
    except CatalogError:
        return False
    return True


def file_at(path: Path) -> ImageFile:
    """A file as it is on the disk.

    Raises:
        OSError: it is not there.
    """
    status = path.lstat()
    return ImageFile(path, status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)
