"""Which of some files with equal bytes stays: the one with the most beside it.

What belongs to a photo counts first. Where names bind nothing, what lies beside it speaks all the same: a RAW
file of the group, whatever it is called; a film, a sidecar, a RAW of its name that two photos could claim, or
that says that it is of another shot.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.companions.picasa import NOTHING_NOTED
from core.companions.units import Units
from core.keeper_settings import RuleName
from core.match.grouping import CHOSEN
from core.match.keeper import KeeperOrder
from core.match.keeper_rules import RULES
from core.match.origin import RAW_FORMATS
from core.match.passing_places import is_in_a_bin
from core.photo import DuplicateGroup, Photo
from core.review.dialects.attributes import has_attributes
from core.review.hand_over import only_here

BELONGS = "Kept because files belong to it that its copies have not."
BESIDE = "Kept because it lies beside files of the same shot or of its name, and its copies do not."
NOTED = "Kept because a program has noted something about it, and nothing about its copies."

_WHY = BELONGS, BESIDE, NOTED, BESIDE
REASONS = frozenset(_WHY)


def kept_with_most_beside(group: DuplicateGroup, units: Units, order: KeeperOrder) -> DuplicateGroup:
    """A group whose keeper is, of the files with its bytes, the one with the most beside it."""
    keeper = group.keeper
    twins = [m for m in group.members if m.photo.content_id == keeper.content_id]
    if not twins or group.reason == CHOSEN:
        return group
    best = with_most_beside(group, keeper, [member.photo for member in twins], units, order)
    if best is keeper:
        return group
    members = tuple(replace(m, photo=keeper) if m.photo is best else m for m in group.members)
    raws = _with_raws(group, keeper)
    ours, theirs = (_beside(*pair, units, raws) for pair in ((best, keeper), (keeper, best)))
    reason = next(why for why, our, their in zip(_WHY, ours, theirs, strict=True) if our > their)
    return replace(group, keeper=best, members=members, reason=reason)


def with_most_beside(
    group: DuplicateGroup, first: Photo, twins: Sequence[Photo], units: Units, order: KeeperOrder
) -> Photo:
    """Of files with equal bytes the one that stays: the first, or one as much wanted with more beside it."""
    raws = _with_raws(group, first)
    best, most = first, (0, 0, 0, 0)
    for twin in twins:
        if not _wanted_alike(first, twin, order):
            continue
        theirs = _beside(twin, first, units, raws)
        if theirs > max(most, _beside(first, twin, units, raws)):
            best, most = twin, theirs
    return best


def _with_raws(group: DuplicateGroup, photo: Photo) -> set[Path]:
    """The folders in which RAW files of a group lie that are not the photo itself."""
    others = (one for one in group.photos if one.content_id != photo.content_id)
    return {one.path.parent for one in others if one.format in RAW_FORMATS}


def _beside(photo: Photo, twin: Photo, units: Units, raws: set[Path]) -> tuple[int, int, int, int]:
    """How much lies beside a photo: what belongs to it and not to its twin, a RAW of the group, what Picasa
    or a file manager knows of it, what names alone give to it."""
    own = only_here(units.bound_to(photo.path), units.bound_to(twin.path))
    noted = units.noted(photo.path) != NOTHING_NOTED or has_attributes(photo.path)
    return len(own), photo.path.parent in raws, noted, len(units.called_alike(photo.path))


def _wanted_alike(one: Photo, other: Photo, order: KeeperOrder) -> bool:
    """Whether the folders that a person named say the same of two photos, and neither lies in a bin alone."""
    asked = order.standpoint
    return is_in_a_bin(one) == is_in_a_bin(other) and all(
        RULES[rule].rank(one, asked) == RULES[rule].rank(other, asked)
        for rule in (RuleName.ROLE, RuleName.FOLDER, RuleName.PROTECTED)
    )
