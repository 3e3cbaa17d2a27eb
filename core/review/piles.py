"""Three piles of what may go: surely the same, please look, similar shots.

    every member of every group, with its keeper
        -> already decided, or nothing of the two may be touched    in no pile
        -> another shot of the scene                                SHOTS, chosen by hand
        -> the keeper, or a file with its bytes, covers it          SURE, all of them at one press
        -> anything else                                            LOOK, one pair after the other

Which pile a photo is in follows from what is known already; nothing is read for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.photo import DuplicateGroup, Member, Photo, Relation
from core.review.decisions import OPEN, GroupState, Status


class Pile(StrEnum):
    """How surely a photo may go in favour of its keeper."""

    SURE = "sure"
    """The keeper holds all that it holds: what may be marked in bulk."""
    LOOK = "look"
    """An edit, a crop, a weak match, a photo with something of its own: two to be compared."""
    SHOTS = "shots"
    """Another press of the shutter: a burst, a scene."""


@dataclass(frozen=True, slots=True)
class PiledPhoto:
    """A photo in a pile, and the group in which it is. `later`: a person put it off."""

    group: DuplicateGroup
    member: Member
    pile: Pile
    later: bool = False

    @property
    def photo(self) -> Photo:
        """The one that may go."""
        return self.member.photo

    @property
    def stays(self) -> Photo:
        """The one that stays for it: the keeper, but for copies of a photo that the keeper does not cover."""
        return self.group.stays_for(self.member)

    @property
    def stays_anyway(self) -> bool:
        """Whether only the keeper of the two could go."""
        return self.group.stays_anyway(self.photo)


@dataclass(frozen=True, slots=True)
class PileSize:
    """How much is in a pile; `bytes` are those of the photos that may go, which is the keeper where the other
    stays anyway."""

    photos: int = 0
    groups: int = 0
    bytes: int = 0


def pile_of(group: DuplicateGroup, member: Member) -> Pile | None:
    """The pile of a group's member, whatever was decided about it.

    Returns:
        the pile; None where neither the photo nor its keeper may go, unless they are two shots.
    """
    if member.relation is Relation.SAME_SCENE:
        return Pile.SHOTS
    if not group.stays_anyway(member.photo):
        return Pile.SURE if member.covered else Pile.LOOK
    return None if group.stays_anyway(group.keeper) else Pile.LOOK


def piled(
    groups: Iterable[DuplicateGroup],
    state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN,
) -> tuple[PiledPhoto, ...]:
    """Every photo that is in a pile, in the order of the groups. Any thread; some µs for each.

    Args:
        groups: the groups.
        state_of: where a person stands with a group; what is reviewed, or kept as variants, is in no pile.
            `OPEN` itself says that nothing was decided about any of its photos.
    """
    found: list[PiledPhoto] = []
    for group in groups:
        whole = state_of(group)
        if whole.is_reviewed:
            continue
        for member in group.members:
            pile = pile_of(group, member)
            if pile is None:
                continue
            one_for_all = whole is OPEN or (whole.status is Status.LATER and member.twin is None)
            state = whole if one_for_all else state_of(pair_of(group, member))
            if not state.is_reviewed:
                found.append(PiledPhoto(group, member, pile, state.status is Status.LATER))
    return tuple(found)


def pair_of(group: DuplicateGroup, member: Member) -> DuplicateGroup:
    """A group of one member and the photo that stays for it alone, as a person decides about the two.

    Files with the member's bytes come along: decisions are about contents, and count the files.
    """
    if member.twin is not None:
        return replace(group, keeper=member.twin, members=(member,))
    if len(group.members) == 1:
        return group
    digest = member.photo.sha256
    return replace(group, members=tuple(one for one in group.members if one.photo.sha256 == digest))


def sizes(photos: Iterable[PiledPhoto]) -> Mapping[Pile, PileSize]:
    """How much is in each pile; every pile is there."""
    counts = dict.fromkeys(Pile, 0)
    going: dict[Pile, dict[int, int]] = {pile: {} for pile in Pile}
    keys: dict[Pile, set[int]] = {pile: set() for pile in Pile}
    for one in photos:
        counts[one.pile] += 1
        keys[one.pile].add(one.group.keeper.id)
        goes = one.group.keeper if one.pile is Pile.LOOK and one.stays_anyway else one.photo
        if not one.group.stays_anyway(goes):
            going[one.pile][goes.id] = goes.file.size
    return {pile: PileSize(counts[pile], len(keys[pile]), sum(going[pile].values())) for pile in Pile}


def only(pile: Pile, photos: Iterable[PiledPhoto]) -> tuple[DuplicateGroup, ...]:
    """The groups of which photos are in a pile, with these photos and their keepers alone."""
    members: dict[int, list[Member]] = {}
    groups: dict[int, DuplicateGroup] = {}
    for one in photos:
        if one.pile is pile:
            groups[one.group.keeper.id] = one.group
            members.setdefault(one.group.keeper.id, []).append(one.member)
    return tuple(replace(group, members=tuple(members[key])) for key, group in groups.items())
