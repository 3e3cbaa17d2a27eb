"""What lies around two copies counts too: what belongs to one and not to the other, facts, and edits.

The match knows what the pictures hold (`Member.losses`). Here comes what the files say: a photo with a
film, a RAW or words in a sidecar is kept before its bare twin, and is not covered by a copy that has
nothing of it. A sidecar that says nothing but words is covered where the photo that stays says them too.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from core.companions.picasa import NOTHING_NOTED
from core.companions.units import Units
from core.loss import Loss, LossKind
from core.match.keeper import KeeperOrder
from core.match.origin import Origin, origin_of, original_mark, retouched_with
from core.match.relation import CLOCK_TOLERANCE_S, seconds_apart
from core.photo import Change, DuplicateGroup, Evidence, Member, Photo, Relation
from core.review.beside import kept_with_most_beside, with_most_beside
from core.review.checks import Protection
from core.review.dialects.attributes import has_attributes
from core.review.hand_over import going_over, only_here
from core.review.losses import NOTHING_UNTOLD, far_away, untold
from core.review.written import read_written, says_only_words


def with_surroundings(
    group: DuplicateGroup,
    units: Units,
    order: KeeperOrder,
    *,
    hand_over: bool = False,
    keep_companions: bool = False,
    followers: Collection[Photo] = (),
) -> DuplicateGroup:
    """A group that knows what lies around its photos, and what they say.

    Of files with the keeper's very bytes the one with the most beside it becomes the keeper, unless a person
    or a folder decided. Members learn what of theirs the keeper has not.

    Args:
        group: the group, as the pictures make it.
        units: finds what belongs to a photo.
        order: the keeper's rules.
        hand_over: a person asked that the photo that stays be given what only the others say, so that this
            counts as covered.
        keep_companions: likewise what belongs only to the others, where it can lie beside it.
        followers: photos that belong to one of the group, and are in it no more.
    """
    group = kept_with_most_beside(group, units, order)
    given = {"hand_over": hand_over, "keep_companions": keep_companions}
    group = with_losses(group, units, order, **given)
    theirs = [photo for photo in followers if photo.path in units.bound_to(group.keeper.path)]
    return _with_twins(group, units, order, theirs, **given)


def with_losses(
    group: DuplicateGroup,
    units: Units,
    order: KeeperOrder,
    *,
    hand_over: bool = False,
    keep_companions: bool = False,
) -> DuplicateGroup:
    """The same, for a keeper that is not to be asked: members learn what of theirs it has not."""
    keeper = group.keeper
    beside = units.bound_to(keeper.path)
    if hand_over or keep_companions:
        may_be_given = not Protection((*order.protected, *order.kept_in)).holds(keeper.path)
        hand_over, keep_companions = hand_over and may_be_given, keep_companions and may_be_given
    members = tuple(
        replace(member, losses=losses)
        if member.relation is not Relation.SAME_SCENE
        and (losses := _losses(member, keeper, beside, units, hand_over, keep_companions)) != member.losses
        else member
        for member in group.members
    )
    return group if members == group.members else replace(group, members=members)


def _with_twins(
    group: DuplicateGroup,
    units: Units,
    order: KeeperOrder,
    followers: Sequence[Photo],
    *,
    hand_over: bool,
    keep_companions: bool,
) -> DuplicateGroup:
    """Let files with equal bytes go for one of them where the keeper does not cover them.

    Backups hold every shot of a burst, every edit and every JPEG beside a RAW once more. The one that stays
    is not covered itself, so that nothing but a person takes it.
    """
    files_of: dict[int, list[Member]] = defaultdict(list)
    for member in group.members:
        if not member.covered:
            files_of[member.photo.content_id].append(member)
    follower_of = {photo.content_id: photo for photo in reversed(followers)}
    anew: dict[int, Member] = {}
    for content, members in files_of.items():
        twin = follower_of.get(content)
        if twin is None and len(members) > 1:
            first, *others = (one.photo for one in members)
            twin = with_most_beside(group, first, others, units, order)
        if twin is None:
            continue
        copies = (
            replace(one, relation=Relation.IDENTICAL, evidence=Evidence(1.0), losses=(), twin=twin)
            for one in members
            if one.photo is not twin
        )
        pair = DuplicateGroup(twin, "", tuple(copies))
        looked = with_losses(pair, units, order, hand_over=hand_over, keep_companions=keep_companions)
        anew.update((one.photo.id, one) for one in looked.members if one.covered)
    if not anew:
        return group
    return replace(group, members=tuple(anew.get(one.photo.id, one) for one in group.members))


def _losses(
    member: Member,
    keeper: Photo,
    beside: Sequence[Path],
    units: Units,
    hand_over: bool,
    keep_companions: bool,
) -> tuple[Loss, ...]:
    photo = member.photo
    found = [loss for loss in member.losses if loss.kind is not LossKind.FACTS]
    doubted = len(found) < len(member.losses)
    if not _same_picture_data(member, keeper) and _is_edit(photo, keeper, units):
        found.append(Loss(LossKind.EDIT))
    own = only_here(units.bound_to(photo.path), (*beside, keeper.path))
    over = going_over(photo, keeper, units, own) if keep_companions and own else {}
    if own or doubted or _says_more(photo, keeper) or _is_noted(photo, units):
        mine, theirs = read_written(keeper.path, units), read_written(photo.path, units)
        if any(one.suffix.lower() == ".xmp" for one in over):
            theirs = replace(theirs, developed=False)  # these go over in it
        untold_here = untold(keeper, photo, mine, theirs)
    else:
        untold_here = NOTHING_UNTOLD
    if left := [one for one in own if one not in over and not says_only_words(one)]:
        found.append(Loss(LossKind.COMPANION, len(left)))
    lost = untold_here.otherwise or (not hand_over and not untold_here.facts.is_empty)
    if lost or _dates_differ(photo, keeper) or far_away(photo.exif, keeper.exif):
        found.append(Loss(LossKind.FACTS))
    return tuple(found)


def _same_picture_data(member: Member, keeper: Photo) -> bool:
    equal = any(finding.change is Change.SAME_DATA for finding in member.evidence.findings)
    return equal or member.photo.content_id == keeper.content_id


def _is_edit(one: Photo, other: Photo, units: Units) -> bool:
    """Whether one of two says that a person or a phone made it of the other: by its name, or by the program
    in which it was retouched, where the other is as the camera saved it. Lost facts prove nothing. The first
    one, which would go, may be called the original too."""
    by_name = units.is_edit_of(one.path, other.path) or units.is_edit_of(other.path, one.path)
    called_original = original_mark(one.path) != "" and original_mark(other.path) == ""
    return by_name or called_original or _retouched_from(one, other) or _retouched_from(other, one)


def _retouched_from(edit: Photo, original: Photo) -> bool:
    return bool(retouched_with(edit)) and origin_of(original) is Origin.CAMERA


def _is_noted(photo: Photo, units: Units) -> bool:
    """Whether Picasa or a file manager noted something. Each file is asked: only where nothing else tells."""
    return units.noted(photo.path) != NOTHING_NOTED or has_attributes(photo.path)


def _says_more(photo: Photo, keeper: Photo) -> bool:
    """Whether a photo tells a fact of the shot that the keeper does not."""
    pairs = zip(_facts(photo), _facts(keeper), strict=True)
    return any(mine is not None and theirs is None for mine, theirs in pairs)


def _facts(photo: Photo) -> tuple[object, ...]:
    exif = photo.exif
    zone = None if exif.captured is None else exif.captured.tzinfo
    return exif.captured, zone, exif.camera, exif.latitude, exif.exposure, exif.aperture, exif.iso


def _dates_differ(one: Photo, other: Photo) -> bool:
    """Whether one of two copies had its date put right: which of both is, only a person knows. Copies lose
    parts of a second and the zone."""
    apart = seconds_apart(one.exif, other.exif)
    return apart is not None and apart >= CLOCK_TOLERANCE_S
