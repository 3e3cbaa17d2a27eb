"""What one press of the button will do, laid out before it is done: values only, nothing is touched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from core.companions.units import Units
from core.errors import RemovalRefused
from core.photo import DuplicateGroup, ImageFile, Photo
from core.review.marks import Marks
from core.review.restore import file_at


@dataclass(frozen=True, slots=True)
class GroupRemoval:
    """What goes and what stays of one group."""

    removed: tuple[Photo, ...]
    survivors: tuple[Photo, ...]


def _nothing_along() -> Mapping[Path, tuple[ImageFile, ...]]:
    return {}


def _nothing_shared() -> Mapping[Path, tuple[Path, ...]]:
    return {}


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """Everything that one press of the button will do.

    Nothing in `protected` folders is touched, nor in the libraries of other programs but for `lifted` ones.
    `along` says what goes with each photo (the film of a Live Photo, sidecars, the other half of RAW and
    JPEG); an empty tuple lets a photo go alone. `shared` says, for people, what stays of what lies beside a
    photo, since another photo could claim it too. `keep_facts`: what only a removed photo says is to be
    handed over to the one that stays. `by_digest` reads every file in full before the deed, for plans that
    come from a file and may be old.
    """

    groups: tuple[GroupRemoval, ...]
    protected: tuple[Path, ...] = ()
    lifted: tuple[Path, ...] = ()
    along: Mapping[Path, tuple[ImageFile, ...]] = field(default_factory=_nothing_along)
    shared: Mapping[Path, tuple[Path, ...]] = field(default_factory=_nothing_shared)
    by_digest: bool = False
    keep_facts: bool = False

    @property
    def items(self) -> tuple[Photo, ...]:
        return tuple(chain.from_iterable(group.removed for group in self.groups))

    @property
    def count(self) -> int:
        return sum(len(group.removed) for group in self.groups)

    @property
    def companions(self) -> tuple[ImageFile, ...]:
        """What goes along without being marked itself, each file once."""
        marked = {photo.path for photo in self.items}
        files = {file.path: file for files in self.along.values() for file in files}
        return tuple(file for path, file in files.items() if path not in marked)

    @property
    def stays(self) -> tuple[Path, ...]:
        """What could belong to a photo that goes and to another one too, so that it goes with neither."""
        return tuple(sorted(set(chain.from_iterable(self.shared.values()))))

    @property
    def bytes(self) -> int:
        return sum(photo.file.size for photo in self.items) + sum(file.size for file in self.companions)


def plan_removal(
    groups: Sequence[DuplicateGroup],
    marks: Marks,
    protected: Sequence[Path] = (),
    *,
    lifted: Sequence[Path] = (),
    alone: Collection[int] = (),
    apart: Collection[Path] = (),
) -> RemovalPlan:
    """Lay out what the marks of some groups would remove.

    Args:
        groups: the groups to act on; those without a mark are left out.
        marks: what a person marked.
        protected: folders in which nothing is ever touched.
        lifted: libraries of other programs in which photos may be removed all the same.
        alone: ids of marked photos whose companions are to stay.
        apart: photos that lead a unit which is treated as single files, from `core.catalog.apart`.

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
    units = Units(apart)
    along = {
        photo.path: () if photo.id in alone else _files(units.going_along(photo.path))
        for group in planned
        for photo in group.removed
    }
    removed = [photo for group in planned for photo in group.removed]
    shared = {photo.path: files for photo in removed if (files := units.shared(photo.path))}
    return RemovalPlan(tuple(planned), tuple(protected), tuple(lifted), along, shared)


def _files(paths: Sequence[Path]) -> tuple[ImageFile, ...]:
    found: list[ImageFile] = []
    for path in paths:
        try:
            found.append(file_at(path))
        except OSError:
            continue  # it vanished while we looked; then it does not belong to the photo any more
    return tuple(found)
