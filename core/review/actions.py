"""The removal of what a person marked, under the contract of DESIGN section 6.

For each file: re-check it, re-check a survivor, move it to the trash, see that it is gone, say what truly
happened. Any doubt refuses that file; the rest goes on. Nothing is ever unlinked.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Photo
from core.progress import CancelToken, Meter, Reporter, Stage
from core.review.marks import Marks
from core.review.trash import Trash


@dataclass(frozen=True, slots=True)
class GroupRemoval:
    """What goes and what stays of one group."""

    removed: tuple[Photo, ...]
    survivors: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """Everything that one press of the button will do."""

    groups: tuple[GroupRemoval, ...]
    protected: tuple[Path, ...] = ()

    @property
    def items(self) -> tuple[Photo, ...]:
        return tuple(chain.from_iterable(group.removed for group in self.groups))

    @property
    def count(self) -> int:
        return sum(len(group.removed) for group in self.groups)

    @property
    def bytes(self) -> int:
        return sum(photo.file.size for photo in self.items)


class Status(StrEnum):
    """How a removal ended for one file."""

    TRASHED = "trashed"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What truly happened to one file; `reason` is a sentence, empty where it went as planned."""

    photo: Photo
    status: Status
    reason: str = ""


def plan_removal(
    groups: Sequence[DuplicateGroup], marks: Marks, protected: Sequence[Path] = ()
) -> RemovalPlan:
    """Lay out what the marks of some groups would remove.

    Args:
        groups: the groups to act on; those without a mark are left out.
        marks: what a person marked.
        protected: folders in which nothing is ever touched.

    Raises:
        RemovalRefused: a group would lose its last photo.
    """
    planned: list[GroupRemoval] = []
    for group in groups:
        if removed := marks.marked(group):
            survivors = marks.kept(group)
            if not survivors:
                raise RemovalRefused(
                    f"Every photo of the group of {group.keeper.path.name} is marked. Keep at least one."
                )
            planned.append(GroupRemoval(removed, survivors))
    return RemovalPlan(tuple(planned), tuple(protected))


def remove(
    plan: RemovalPlan, catalog: Catalog, trash: Trash, *, report: Reporter, cancel: CancelToken
) -> tuple[Outcome, ...]:
    """Move a plan's photos to the trash, each after its own checks.

    Every item gets exactly one outcome, in the order of the plan; after a cancel the rest is refused.
    """
    outcomes: list[Outcome] = []
    meter = Meter(report, Stage.REMOVE, plan.count)
    doomed = {photo.path for photo in plan.items}
    for group in plan.groups:
        for photo in group.removed:
            if cancel.cancelled:
                outcomes.append(Outcome(photo, Status.REFUSED, "Cancelled before its turn."))
                continue
            outcomes.append(_remove_one(photo, group.survivors, doomed, plan.protected, trash))
            if outcomes[-1].status is Status.TRASHED:
                with catalog.write() as connection:
                    photos.set_absent(connection, [photo.path])
            meter.at(len(outcomes), detail=photo.path.name)
    return tuple(outcomes)


def _remove_one(
    photo: Photo, survivors: Sequence[Photo], doomed: set[Path], protected: Sequence[Path], trash: Trash
) -> Outcome:
    try:
        _check_not_protected(photo, protected)
        _check_unchanged(photo)
        _check_survivor(photo, survivors, doomed)
        if reason := trash.why_not(photo.path):
            raise RemovalRefused(reason)
    except RemovalRefused as refusal:
        return Outcome(photo, Status.REFUSED, str(refusal))
    try:
        trash.move(photo.path)
    except OSError as error:
        return Outcome(photo, Status.FAILED, f"The trash did not take it: {error.strerror or error}.")
    if os.path.lexists(photo.path):
        return Outcome(photo, Status.FAILED, "The trash reported success, but the file is still there.")
    return Outcome(photo, Status.TRASHED)


def _check_not_protected(photo: Photo, protected: Sequence[Path]) -> None:
    for folder in protected:
        if photo.path.is_relative_to(folder) or _real(photo.path).is_relative_to(_real(folder)):
            raise RemovalRefused(f"It lies in the protected folder {folder}.")


def _check_unchanged(photo: Photo) -> None:
    """Refuse unless the path still leads to the very file that was scanned."""
    try:
        status = photo.path.lstat()
    except OSError as error:
        raise RemovalRefused(f"It cannot be found any more: {error.strerror}.") from error
    if not stat.S_ISREG(status.st_mode):
        raise RemovalRefused("It is no longer a file of its own. Scan again.")
    file = photo.file
    if (status.st_size, status.st_mtime_ns) != (file.size, file.mtime_ns):
        raise RemovalRefused("It changed since the scan. Scan again.")
    if file.inode and (status.st_dev, status.st_ino) != (file.dev, file.inode):
        raise RemovalRefused("Another file has taken its place since the scan. Scan again.")


def _check_survivor(photo: Photo, survivors: Sequence[Photo], doomed: set[Path]) -> None:
    """Refuse unless at least one other photo of the group is surely still there.

    Where a survivor has the same bytes, the two files are compared in full: that is the ground on which
    a person gave the copy up.
    """
    doubts: list[str] = []
    verified: list[Photo] = []
    for survivor in survivors:
        try:
            _check_apart(photo, survivor, doomed)
            _check_unchanged(survivor)
            verified.append(survivor)
        except RemovalRefused as doubt:
            doubts.append(f"{survivor.path.name}: {doubt}")
    if not verified:
        raise RemovalRefused("No photo that would stay could be verified. " + " ".join(doubts))
    twins = [survivor for survivor in verified if survivor.sha256 == photo.sha256]
    if any(survivor.sha256 == photo.sha256 for survivor in survivors) and not any(
        _same_bytes(photo.path, twin.path) for twin in twins
    ):
        raise RemovalRefused("Its identical copy is gone, or no longer identical. Scan again.")


def _check_apart(photo: Photo, survivor: Photo, doomed: set[Path]) -> None:
    """Refuse a survivor that is the doomed file under another name, or is itself to go."""
    if survivor.path in doomed:
        raise RemovalRefused("it is to be removed too.")
    try:
        same = survivor.path.samefile(photo.path)
    except OSError as error:
        raise RemovalRefused(f"it cannot be found any more: {error.strerror}.") from error
    if same:
        raise RemovalRefused("it is the same file under another name.")


def _same_bytes(one: Path, other: Path) -> bool:
    """Compare two files in full; a file that cannot be read is not the same."""
    try:
        with one.open("rb") as first, other.open("rb") as second:
            while True:
                a, b = first.read(_COMPARED), second.read(_COMPARED)
                if a != b:
                    return False
                if not a:
                    return True
    except OSError:
        return False


_COMPARED = 1 << 20


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
