"""What one press of the button will do, laid out before it is done: values only, nothing is touched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from core.companions.units import Units
from core.errors import RemovalRefused
from core.photo import DuplicateGroup, ImageFile, Photo
from core.review.hand_over import going_over, only_here
from core.review.marks import Marks
from core.review.restore import file_at


@dataclass(frozen=True, slots=True)
class GroupRemoval:
    """What goes and what stays of one group."""

    removed: tuple[Photo, ...]
    survivors: tuple[Photo, ...]


def _nothing_along() -> Mapping[Path, tuple[ImageFile, ...]]:
    return {}


def _nothing_over() -> Mapping[Path, Path]:
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
    handed over to the one that stays. `over` has what belongs to a photo and goes not with
    it, but over to the photo that stays, with where it will lie. `by_digest` reads every file in full before
    the action, for plans that come from a file and may be old.
    """

    groups: tuple[GroupRemoval, ...]
    protected: tuple[Path, ...] = ()
    lifted: tuple[Path, ...] = ()
    along: Mapping[Path, tuple[ImageFile, ...]] = field(default_factory=_nothing_along)
    shared: Mapping[Path, tuple[Path, ...]] = field(default_factory=_nothing_shared)
    by_digest: bool = False
    keep_facts: bool = False
    over: Mapping[Path, Path] = field(default_factory=_nothing_over)

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
        """Of what goes; what goes over to a photo that stays is not among it."""
        goes_along = (file.size for file in self.companions if file.path not in self.over)
        return sum(photo.file.size for photo in self.items) + sum(goes_along)


def plan_removal(
    groups: Sequence[DuplicateGroup],
    marks: Marks,
    protected: Sequence[Path] = (),
    *,
    lifted: Sequence[Path] = (),
    alone: Collection[int] = (),
    apart: Collection[Path] = (),
    keep_companions: bool = False,
) -> RemovalPlan:
    """Lay out what the marks of some groups would remove.

    Args:
        groups: the groups to act on; those without a mark are left out.
        marks: what a person marked.
        protected: folders in which nothing is ever touched.
        lifted: libraries of other programs in which photos may be removed all the same.
        alone: ids of marked photos whose companions are to stay.
        apart: photos that lead a unit which is treated as single files, from `core.catalog.apart`.
        keep_companions: what belongs to a photo that goes, and not to the one that stays, goes over to that.

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
            planned.append(GroupRemoval(removed, (*survivors, *_twins(group, marks))))
    units = Units(apart)
    along = {
        photo.path: () if photo.id in alone else _files(units.going_along(photo.path))
        for group in planned
        for photo in group.removed
    }
    removed = [photo for group in planned for photo in group.removed]
    shared = {photo.path: files for photo in removed if (files := units.shared(photo.path))}
    over = _over(planned, along, units) if keep_companions else {}
    return RemovalPlan(tuple(planned), tuple(protected), tuple(lifted), along, shared, over=over)


def _twins(group: DuplicateGroup, marks: Marks) -> list[Photo]:
    """The photos for which marked ones go, of those that are not in the group: parts of its units, and what
    was left out of a group that is not shown whole."""
    there = {photo.id for photo in group.photos}
    found = (one.twin for one in group.members if one.twin and marks.is_marked(one.photo.id))
    return [twin for twin in dict.fromkeys(found) if twin.id not in there and not marks.is_marked(twin.id)]


def _over(
    planned: Sequence[GroupRemoval], along: Mapping[Path, tuple[ImageFile, ...]], units: Units
) -> dict[Path, Path]:
    """What goes over to photos that stay. What is marked itself goes, and has a survivor of its own."""
    marked = {photo.path for group in planned for photo in group.removed}
    found: dict[Path, Path] = {}
    for group in planned:
        for photo in group.removed:
            files = [file.path for file in along[photo.path] if file.path not in marked]
            if files:
                found |= places_over(photo, heir_of(photo, group.survivors), files, units)
    return found


def heir_of(photo: Photo, survivors: Sequence[Photo]) -> Photo:
    """The photo that stays for another: one of its very bytes, or else the best."""
    twins = (one for one in survivors if one.content_id == photo.content_id)
    return next(twins, survivors[0])


def places_over(photo: Photo, heir: Photo, files: Sequence[Path], units: Units) -> Mapping[Path, Path]:
    """Which of a photo's files go over to its heir, and where they will lie."""
    return going_over(photo, heir, units, only_here(files, (*units.bound_to(heir.path), heir.path)))


def _files(paths: Sequence[Path]) -> tuple[ImageFile, ...]:
    found: list[ImageFile] = []
    for path in paths:
        try:
            found.append(file_at(path))
        except OSError:
            continue  # it vanished while we looked; then it does not belong to the photo any more
    return tuple(found)
