"""Marking copies in bulk: what a person wishes, and what it would mark, before anything is marked."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.loss import LossKind
from core.photo import DuplicateGroup, Member, Photo, Relation
from core.progress import CancelToken
from core.review.checks import Protection
from core.review.marks import COPIES

if TYPE_CHECKING:
    from core.review.volume_shares import VolumeShare

CopiesOf = Callable[[DuplicateGroup, Collection[Relation]], tuple[Photo, ...]]
"""The photos of a group that would be marked for some relations."""

HeldBack = Callable[[DuplicateGroup, Collection[Relation]], tuple[Member, ...]]
"""The copies of a group that are not among them, since they hold something that the keeper does not."""


@dataclass(frozen=True, slots=True)
class BulkWish:
    """What to mark: which relations, never another shot of a scene; and of which groups, None for all.

    `keys` are those of the groups that the list shows where filters leave some out.
    """

    relations: frozenset[Relation] = COPIES
    keys: frozenset[int] | None = None


EVERY_COPY = BulkWish()


@dataclass(frozen=True, slots=True)
class BulkMark:
    """What marking all copies would newly mark, group by group.

    `spared` are the ids of photos in protected folders and in libraries that other programs keep
    (`in_libraries` counts these by program), and `settled` counts the groups that a person has
    decided about: neither is marked in bulk, nor are copies that hold something that the keeper does not:
    `held_back` counts them by what comes first of it. `hand_over`: words that only they have are given to the
    photos that stay. `shares` tell the volumes, and whether they have a
    trash.
    """

    wish: BulkWish
    groups: tuple[tuple[DuplicateGroup, tuple[Photo, ...]], ...]
    count: int
    bytes: int
    spared: frozenset[int] = frozenset()
    settled: int = 0
    shares: "tuple[VolumeShare, ...]" = ()
    held_back: tuple[tuple[LossKind, int], ...] = ()
    in_libraries: tuple[tuple[str, int], ...] = ()
    hand_over: bool = False


def plan_bulk_mark(
    groups: Sequence[DuplicateGroup],
    wish: BulkWish,
    copies_of: CopiesOf,
    held_back: HeldBack,
    is_settled: Callable[[DuplicateGroup], bool],
    protection: Protection,
    volume_shares: "Callable[[Sequence[Photo]], tuple[VolumeShare, ...]]",
    cancel: CancelToken,
    *,
    hand_over: bool = False,
) -> BulkMark:
    """Worker thread. Lay out what a wish would mark."""
    found: list[tuple[DuplicateGroup, tuple[Photo, ...]]] = []
    spared: set[int] = set()
    settled = 0
    left: Counter[LossKind] = Counter()
    programs: Counter[str] = Counter()
    for group in groups:
        cancel.check()
        if wish.keys is not None and group.keeper.id not in wish.keys:
            continue
        copies, held = copies_of(group, wish.relations), held_back(group, wish.relations)
        if not copies and not held:
            continue
        if is_settled(group):
            settled += 1
            continue
        left.update(member.losses[0].kind for member in held)
        inside = {photo.id for photo in copies if protection.holds(photo.path)}
        spared |= inside
        programs.update(program for photo in copies if (program := protection.program_of(photo.path)))
        copies = tuple(photo for photo in copies if photo.id not in inside)
        if copies:
            found.append((group, copies))
    photos = [photo for _, copies in found for photo in copies]
    return BulkMark(
        wish,
        tuple(found),
        len(photos),
        sum(photo.file.size for photo in photos),
        frozenset(spared),
        settled,
        volume_shares(photos),
        tuple(left.most_common()),
        tuple(programs.most_common()),
        hand_over,
    )
