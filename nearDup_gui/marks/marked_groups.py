"""The groups under review with the marks on their photos, and what all marks together would remove.

Totals follow each mark as it is made, so that nothing here walks over all groups but what replaces them all.
Plain values, no Qt; it belongs to whoever shows the groups, and to one thread.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Photo, Relation
from core.review.marks import COPIES, Marks
from nearDup_gui.library.groups import GroupIndex, Regrouped

Marking = Mapping[int, bool]
"""Photo ids, and whether each is marked."""

NO_MARKS: Marking = {}


def difference(before: Collection[Photo], after: Collection[Photo]) -> Marking:
    """What an act changed, from the photos that were marked before it and after it."""
    was, now = {photo.id for photo in before}, {photo.id for photo in after}
    return {photo_id: photo_id in now for photo_id in was ^ now}


@dataclass(frozen=True, slots=True)
class MarkTotals:
    """All marks together."""

    photos: int
    groups: int
    bytes: int


class MarkedGroups:
    """A `GroupIndex` and the marks on its photos.

    A mark rests while its photo is in no group, is the keeper of one, stays anyway, or would be the last of
    one: nothing happens to the photo, and the mark counts again once there is a group that keeps another.

    Marks on copies are about the keeper that they are copies of, and follow another one. Whatever a person
    marked or let stay by hand is about that photo.
    """

    def __init__(self) -> None:
        self.groups = GroupIndex()
        self.marks = Marks()
        self.resting: set[int] = set()
        self._as_copies: dict[int, frozenset[Relation]] = {}
        """Photos that were marked as copies last, by id, and copies of which relations were meant.

        The mark may have been taken back since.
        """
        self._by_hand: set[int] = set()
        """Photos about which a person said last themselves that they go or stay."""
        self._marked: dict[int, tuple[Photo, ...]] = {}
        """The marked photos by the key of their group; groups without a mark are not in it."""
        self._photos = 0
        self._bytes = 0

    @property
    def totals(self) -> MarkTotals:
        """What all marks together would remove."""
        return MarkTotals(self._photos, len(self._marked), self._bytes)

    @property
    def ids(self) -> set[int]:
        """The ids of all marked photos, those whose marks rest among them."""
        return self.resting | self.marks.ids

    def marked_groups(self) -> list[tuple[DuplicateGroup, tuple[Photo, ...]]]:
        """Every group with a mark, and its marked photos."""
        marked = ((self.groups.get(key), photos) for key, photos in self._marked.items())
        return [(group, photos) for group, photos in marked if group is not None]

    def count(self, group: DuplicateGroup) -> int:
        """How many photos of a group are marked."""
        return len(self._marked.get(group.keeper.id, ()))

    def show(self, groups: GroupIndex) -> None:
        """Take other groups. Marks stay on photos that are still in a group that keeps another photo."""
        before, self.groups = self.groups, groups
        again = self._drop({key for key in self._marked if groups.get(key) is not before.get(key)})
        marked = [*again, *sorted(self.resting)]
        self.resting = {photo_id for photo_id in marked if not self._mark_again(photo_id)}

    def go_on_with(self, before: "MarkedGroups") -> None:
        """Know the marks of others, which rest until their groups are shown."""
        self.resting |= before.ids
        self._as_copies = dict(before._as_copies)
        self._by_hand = set(before._by_hand)

    def swap(self, other: Regrouped) -> tuple[set[int], list[DuplicateGroup]]:
        """Take other groups for some photos; all else stays where it is, and so do marks.

        Returns:
            the keys of the groups that are gone or changed, and the groups that are there instead.
        """
        keys = {group.keeper.id for n in other.photos if (group := self.groups.group_of(n)) is not None}
        same = {group.keeper.id for group in other.groups if self.groups.get(group.keeper.id) == group}
        groups = [group for group in other.groups if group.keeper.id not in same]
        keys -= same
        marked = [n for n in self.resting if n in other.photos]
        for group in [group for key in keys if (group := self.groups.get(key)) is not None]:
            marked += [photo.id for photo in self.marks.marked(group)]
            self.clear(group)
        self.groups.swap(keys, groups)
        self.resting.difference_update(marked)
        self.resting.update([photo_id for photo_id in marked if not self._mark_again(photo_id)])
        return keys, groups

    def toggle(self, group: DuplicateGroup, photo_id: int) -> None:
        """Mark a photo of a group, or take its mark away.

        Raises:
            RemovalRefused: it is the last photo of the group without a mark.
        """
        self._toggle(group, photo_id)
        self._by_hand.add(photo_id)
        self._as_copies.pop(photo_id, None)

    def mark_copies(
        self,
        group: DuplicateGroup,
        relations: Collection[Relation] = COPIES,
        spared: Collection[int] = (),
    ) -> Marking:
        """Mark a keeper's copies, see `Marks.mark_copies`; returns what changed."""
        before = self.marks.marked(group)
        self.marks.mark_copies(group, relations, spared)
        self._recount(group)
        changed = difference(before, self.marks.marked(group))
        self._by_hand.difference_update(changed)
        meant = frozenset(relations)
        self._as_copies |= {photo_id: meant for photo_id, marked in changed.items() if marked}
        return changed

    def followers(self, groups: Iterable[DuplicateGroup]) -> tuple[int, int]:
        """Count, of groups as they might be, those whose marks on copies would follow the keeper.

        Returns:
            the number of these groups, and of those whose marks were all set by hand and would stay.
        """
        marked = [[n for n in ids if self.marks.is_marked(n)] for ids in map(_ids, groups)]
        follow = sum(any(n in self._as_copies for n in ids) for ids in marked)
        return follow, sum(bool(ids) for ids in marked) - follow

    def follow_keepers(self, before: GroupIndex) -> int:
        """Let marks on copies follow where another photo is the keeper now: the copies of that one go.

        A group whose keeper a person has marked by hand is left as it is: that mark rests.

        Args:
            before: the groups as they were.

        Returns:
            the number of groups whose marks changed.
        """
        changed = 0
        for group in self._with_marks():
            if before.get(group.keeper.id) is not None:  # it was the keeper already
                continue
            was = {photo.id for photo in group.photos if photo.id in self.ids}
            meant = [self._as_copies[number] for number in was if number in self._as_copies]
            by_hand = {photo.id for photo in group.photos if photo.id in self._by_hand}
            if not meant or group.keeper.id in was & by_hand:
                continue
            copies = was & self._as_copies.keys()
            self.marks.drop(copies)
            self.resting -= copies
            self.mark_copies(group, frozenset[Relation]().union(*meant), by_hand)
            changed += {photo.id for photo in self.marks.marked(group)} != was
        return changed

    def clear(self, group: DuplicateGroup) -> Marking:
        """Let every photo of a group stay; returns what changed."""
        before = self.marks.marked(group)
        self.marks.clear(group)
        self._recount(group)
        return difference(before, ())

    def clear_all(self) -> Marking:
        """Let every photo stay; returns what changed."""
        cleared = dict.fromkeys(self.ids, False)
        self.marks, self.resting = Marks(), set()
        self._marked, self._photos, self._bytes = {}, 0, 0
        return cleared

    def forget_resting(self) -> Marking:
        """Take away the marks that rest; returns what changed."""
        forgotten, self.resting = self.resting, set()
        return dict.fromkeys(forgotten, False)

    def apply(self, marking: Marking) -> set[int]:
        """Mark and unmark what an earlier act did, as far as that may be: groups may have changed since.

        Returns:
            the keys of the groups whose marks changed.
        """
        touched: dict[int, DuplicateGroup] = {}
        for photo_id, marked in marking.items():
            group = self.groups.group_of(photo_id)
            self.resting.discard(photo_id)
            if group is None or self.marks.is_marked(photo_id) == marked:
                if group is None and marked:
                    self.resting.add(photo_id)
                continue
            if marked and _stays(group, photo_id):
                self.resting.add(photo_id)
                continue
            with suppress(RemovalRefused):
                self.marks.toggle(group, photo_id)
                touched[group.keeper.id] = group
        for group in touched.values():
            self._recount(group)
        return set(touched)

    def let_stay(self, done: Collection[int]) -> None:
        """Photos that share their bytes now need no mark any more: they stay, and take no room."""
        for photo_id in done:
            group = self.groups.group_of(photo_id)
            if group is not None and self.marks.is_marked(photo_id):
                self._toggle(group, photo_id)

    def take_out(self, gone: Collection[int]) -> tuple[set[int], list[DuplicateGroup]]:
        """Let photos that are no more leave their groups. All others keep their marks.

        Returns:
            the keys of the groups that are no more, and what is left of the others.
        """
        touched = {group.keeper.id: group for n in gone if (group := self.groups.group_of(n)) is not None}
        dissolved: set[int] = set()
        smaller: list[DuplicateGroup] = []
        for key, group in touched.items():
            self.marks.drop(photo.id for photo in group.photos if photo.id in gone)
            left = self.groups.take_out(key, gone)
            if left is None:
                self.marks.clear(group)
                dissolved.add(key)
            else:
                smaller.append(left)
            self._recount(group)
        return dissolved, smaller

    def _drop(self, keys: set[int]) -> list[int]:
        """Let go of the marks in some groups; returns the photos. The other groups are as they were."""
        dropped = [photo for key in keys for photo in self._marked.pop(key)]
        self.marks.drop(photo.id for photo in dropped)
        self._photos -= len(dropped)
        self._bytes -= sum(photo.file.size for photo in dropped)
        return [photo.id for photo in dropped]

    def _mark_again(self, photo_id: int) -> bool:
        """Returns whether the photo may be marked now."""
        group = self.groups.group_of(photo_id)
        if group is None or _stays(group, photo_id):
            return False
        try:
            self._toggle(group, photo_id)
        except RemovalRefused:
            return False  # grouped anew so that it is now the last one left unmarked
        return True

    def _with_marks(self) -> list[DuplicateGroup]:
        """The groups with a mark that counts, or with one that rests on its keeper."""
        keepers = [number for number in self.resting if self.groups.get(number) is not None]
        found = (self.groups.get(key) for key in dict.fromkeys([*self._marked, *keepers]))
        return [group for group in found if group is not None]

    def _toggle(self, group: DuplicateGroup, photo_id: int) -> None:
        self.marks.toggle(group, photo_id)
        self._recount(group)

    def _recount(self, group: DuplicateGroup) -> None:
        """Bring the totals up to date with the marks of one group."""
        before = self._marked.pop(group.keeper.id, ())
        now = self.marks.marked(group)
        if now:
            self._marked[group.keeper.id] = now
        self._photos += len(now) - len(before)
        self._bytes += sum(p.file.size for p in now) - sum(p.file.size for p in before)


def _stays(group: DuplicateGroup, photo_id: int) -> bool:
    """Whether no mark can count on this photo of a group: it is the keeper, or stays anyway."""
    if photo_id == group.keeper.id:
        return True
    return any(photo.id == photo_id and group.stays_anyway(photo) for photo in group.photos)


def _ids(group: DuplicateGroup) -> list[int]:
    return [photo.id for photo in group.photos]
