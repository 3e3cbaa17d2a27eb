"""What could go from a folder since another one has it: each photo looked at with what lies around it.

    every photo of the folder
        -> nothing alike in the other folder                          ALONE
        -> alike, but something of its own would be lost              LOOK
        -> covered, and protected, decided about or part of a unit    STAYS, with the reason
        -> covered                                                    GOES

What goes is one plan: its survivors lie in the other folder, and are checked like any others.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from core.companions.units import Units
from core.folders.covers import Covers
from core.folders.parts import FolderPair, FolderPart, Side, side_of
from core.groups import MatchedPhotos
from core.loss import Loss, LossKind
from core.match.passing_places import is_in_a_bin
from core.path_text import folder_name
from core.photo import DuplicateGroup, Evidence, Match, Member, Photo, Relation
from core.progress import CancelToken
from core.review.covering import with_losses
from core.review.decisions import OPEN, GroupState
from core.review.piles import Pile, PiledPhoto


class Stays(StrEnum):
    """Why a photo that is covered stays all the same."""

    PROTECTED = "protected"
    """It lies in a protected or library folder, or in what another program keeps."""
    DECIDED = "decided"
    """A person reviewed it, put it off or chose it as the keeper."""
    UNIT = "unit"
    """It belongs to a photo that stays."""
    SAME_FILE = "same_file"
    """Both folders lead to one file."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """The photos of `folder`, each in one of four lists, in the order of their paths.

    Those that go or are to be looked at come with the photo of `other` that they were held against.
    """

    folder: FolderPart
    other: FolderPart
    going: tuple[PiledPhoto, ...] = ()
    look: tuple[PiledPhoto, ...] = ()
    staying: tuple[tuple[Photo, Stays], ...] = ()
    alone: tuple[Photo, ...] = ()

    @property
    def pair(self) -> FolderPair:
        """The same in numbers, as exactly as it is known."""
        covered = len(self.going) + len(self.staying)
        photos = covered + len(self.look) + len(self.alone)
        n_bytes = sum(one.photo.file.size for one in self.going)
        return FolderPair(self.folder, self.other, photos, covered, len(self.look), n_bytes)

    def groups(self, spared: Collection[int] = ()) -> tuple[DuplicateGroup, ...]:
        """What goes, as groups around the photos that stay for it.

        Args:
            spared: ids of photos that are to stay.
        """
        return grouped(one for one in self.going if one.photo.id not in spared)


def grouped(going: Iterable[PiledPhoto]) -> tuple[DuplicateGroup, ...]:
    """Photos that go, as groups around those that stay for them: nothing else is in these."""
    members: dict[int, list[Member]] = defaultdict(list)
    keepers: dict[int, DuplicateGroup] = {}
    for one in going:
        keepers[one.group.keeper.id] = one.group
        members[one.group.keeper.id].append(one.member)
    return tuple(replace(group, members=tuple(members[key])) for key, group in keepers.items())


def clearing_of(
    folder: FolderPart,
    other: FolderPart,
    photos: Sequence[Photo],
    matched: MatchedPhotos,
    covers: Covers,
    is_protected: Callable[[Photo], bool] = lambda photo: False,
    state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN,
    only: Collection[int] | None = None,
    cancel: CancelToken | None = None,
) -> Clearing:
    """Look at each photo of a folder, and at what lies around it. Worker: it lists both folders.

    Args:
        folder: what may be cleared.
        other: what covers it.
        photos: everything that is known of both folders, in order of path.
        matched: the photos that are alike, with what a person decided and set.
        covers: which covers which.
        is_protected: whether a photo is never touched.
        state_of: where a person stands with a pair.
        only: ids of the photos of the folder that are looked at; None for all.
        cancel: stops the look.

    Raises:
        Cancelled: `cancel` was raised.
    """
    cancel = cancel or CancelToken()
    look = _Look(folder, other, photos, matched, covers, only)
    going: list[PiledPhoto] = []
    to_look: list[PiledPhoto] = []
    staying: list[tuple[Photo, Stays]] = []
    alone: list[Photo] = []
    for photo in look.looked_at:
        cancel.check()
        if look.is_same_file(photo):
            staying.append((photo, Stays.SAME_FILE))
            continue
        found = look.at(photo)
        if found is None:
            alone.append(photo)
        elif not found.members[0].covered:
            to_look.append(PiledPhoto(found, found.members[0], Pile.LOOK))
        elif is_protected(photo):
            staying.append((photo, Stays.PROTECTED))
        elif state_of(found) != OPEN or matched.decided.keepers.get(photo.content_id) == photo.path:
            staying.append((photo, Stays.DECIDED))
        else:
            going.append(PiledPhoto(found, found.members[0], Pile.SURE))
    going, split, parted = look.whole_units(going)
    to_look += split
    staying += [(one.photo, Stays.UNIT) for one in parted]
    to_look.sort(key=lambda one: os.fsencode(one.photo.path))
    staying.sort(key=lambda one: os.fsencode(one[0].path))
    return Clearing(folder, other, tuple(going), tuple(to_look), tuple(staying), tuple(alone))


class _Look:
    """One look at a pair of folders."""

    def __init__(
        self,
        folder: FolderPart,
        other: FolderPart,
        photos: Sequence[Photo],
        matched: MatchedPhotos,
        covers: Covers,
        only: Collection[int] | None,
    ) -> None:
        self._matched = matched
        self._covers = covers
        self._units = Units(matched.parted)
        self._parted = matched.parted
        sides: dict[str, Side] = {}
        self.inside: list[Photo] = []
        beside: dict[int, list[Photo]] = defaultdict(list)
        self._files: set[tuple[int, int]] = set()
        for photo in photos:
            name = folder_name(photo.path)
            side = sides.get(name)
            if side is None:
                side = sides[name] = side_of(name, folder, other)
            if side is Side.ONE:
                self.inside.append(photo)
            elif side is Side.OTHER and not is_in_a_bin(photo):
                beside[photo.content_id].append(photo)
                if photo.file.inode:
                    self._files.add((photo.file.dev, photo.file.inode))
        order = matched.grouping.order
        self._beside = {content: sorted(found, key=order.rank) for content, found in beside.items()}
        self.looked_at = [one for one in self.inside if only is None or one.id in only]
        self._matches = self._matches_of({photo.content_id for photo in self.looked_at})

    def is_same_file(self, photo: Photo) -> bool:
        """Whether the other folder has the very file: one name less would free nothing."""
        return bool(photo.file.inode) and (photo.file.dev, photo.file.inode) in self._files

    def at(self, photo: Photo) -> DuplicateGroup | None:
        """A photo with the one of the other folder that covers it, or else with the nearest; None without."""
        nearest: DuplicateGroup | None = None
        for member, keeper in self._candidates(photo):
            group = DuplicateGroup(keeper, _REASON, (member,))
            if not member.losses:
                grouping = self._matched.grouping
                group = with_losses(
                    group,
                    self._units,
                    grouping.order,
                    hand_over=grouping.hand_over,
                    keep_companions=grouping.keep_companions,
                )
                if group.members[0].covered:
                    return group
            nearest = nearest or group
        return nearest

    def whole_units(
        self, going: Sequence[PiledPhoto]
    ) -> tuple[list[PiledPhoto], list[PiledPhoto], list[PiledPhoto]]:
        """Let units go as a whole: a photo does not go without its leader, nor a leader with what must stay.

        Returns:
            what goes, what is to be looked at instead, and what stays with its leader.
        """
        paths = {one.photo.path for one in going}
        known = {photo.path for photo in self.inside}
        split: list[PiledPhoto] = []
        for one in going:
            missing = sum(path in known and path not in paths for path in self._units.led_by(one.photo.path))
            if missing:
                losses = (Loss(LossKind.COMPANION, missing),)
                split.append(replace(one, member=replace(one.member, losses=losses), pile=Pile.LOOK))
        paths -= {one.photo.path for one in split}
        parted = [one for one in going if one.photo.path in paths and self._follows(one.photo, paths)]
        left = paths - {one.photo.path for one in parted}
        return [one for one in going if one.photo.path in left], split, parted

    def _follows(self, photo: Photo, going: Collection[Path]) -> bool:
        leader = self._units.leader(photo.path)
        return leader != photo.path and leader not in self._parted and leader not in going

    def _candidates(self, photo: Photo) -> Iterable[tuple[Member, Photo]]:
        """What the other folder has of a photo: the same bytes, what covers it, what is like it."""
        for twin in self._beside.get(photo.content_id, ())[:_MOST]:
            yield Member(photo, Relation.IDENTICAL, Evidence(1.0)), twin
        near = self._matches.get(photo.content_id, {})
        covering = set(self._covers.covering.get(photo.content_id, ()))
        by_trust = sorted(near, key=lambda content: (content not in covering, -near[content].similarity))
        for content in by_trust:
            match = near[content]
            losses: tuple[Loss, ...] = ()
            if content not in covering:
                lineage = match.lineage
                losses = lineage.losses_of(photo.content_id, match) if lineage else _UNSEEN
                losses = losses or _UNSEEN
            member = Member(photo, match.relation, match.evidence_from(content), losses)
            for other in self._beside[content][:_MOST]:
                yield member, other

    def _matches_of(self, contents: set[int]) -> Mapping[int, Mapping[int, Match]]:
        apart = self._matched.decided.apart
        found: dict[int, dict[int, Match]] = defaultdict(dict)
        for match in self._matched.matches:
            a, b = match.a, match.b
            if match.relation is Relation.SAME_SCENE or (min(a, b), max(a, b)) in apart:
                continue
            if a in contents and b in self._beside:
                found[a][b] = match
            if b in contents and a in self._beside:
                found[b][a] = match
        return found


_MOST = 3
"""Files of one content that a photo is held against: what lies around them may differ."""
_UNSEEN = (Loss(LossKind.UNSEEN),)
_REASON = "Kept because it lies in the folder that you keep."
