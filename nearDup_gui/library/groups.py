"""What a scan left behind, and its groups arranged so that any one of 100,000 is found at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Skipped


class GroupIndex:
    """Groups by key and by photo, in their order, with totals that are kept up to date.

    A group's key is the photo id of its keeper. Building one for 100,000 groups takes a third of a
    second, so it is built in the worker that reads the groups, and handed over with them.
    """

    def __init__(self, groups: Sequence[DuplicateGroup] = ()) -> None:
        self._by_key = {group.keeper.id: group for group in groups}
        self._key_of = {photo.id: key for key, group in self._by_key.items() for photo in group.photos}
        self.photos = len(self._key_of)
        """How many photos are in groups."""
        self.reclaimable = sum(group.reclaimable for group in groups)
        """Bytes that removing every member but the keepers would free."""
        self._stood = list(self._by_key)
        """Keys in their order, those of groups that have left among them: an undo brings these back."""
        self.changes = 0
        """How often photos left or groups were swapped: lists made before the latest are out of date."""

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[DuplicateGroup]:
        return iter(self._by_key.values())

    def get(self, key: int) -> DuplicateGroup | None:
        return self._by_key.get(key)

    def key_of(self, photo_id: int) -> int | None:
        """The key of the group that a photo is in; None if it is in none."""
        return self._key_of.get(photo_id)

    def group_of(self, photo_id: int) -> DuplicateGroup | None:
        """The group that a photo is in; no photo is in two."""
        key = self._key_of.get(photo_id)
        return None if key is None else self._by_key[key]

    def in_order_of(self, other: "GroupIndex") -> "GroupIndex":
        """The same groups, those of `other` where they are or were there and new ones after them.

        A group that goes on with another keeper takes the place of the one that its old keeper had.
        """
        kept: dict[int, DuplicateGroup] = {}
        stood: list[int] = []
        for key in other._stood:
            stood.append(key)
            group = self.group_of(key)
            if group is not None:
                kept.setdefault(group.keeper.id, group)
                stood.append(group.keeper.id)
        self._by_key = kept | self._by_key
        self._stood = list(dict.fromkeys([*stood, *self._by_key]))
        return self

    def leave_out(self, gone: Collection[int]) -> None:
        """Let photos leave whatever groups they are in."""
        by_group: dict[int, set[int]] = {}
        for photo_id in gone:
            if (key := self._key_of.get(photo_id)) is not None:
                by_group.setdefault(key, set()).add(photo_id)
        for key, ids in by_group.items():
            self.take_out(key, ids)

    def take_out(self, key: int, gone: Collection[int]) -> DuplicateGroup | None:
        """Let photos leave a group.

        A group whose keeper leaves is dissolved: its members were matched with that keeper, not with
        each other, and only the catalogue knows whether they still belong together.

        Returns:
            what is left of the group; None if it was dissolved.
        """
        self.changes += 1
        group = self._by_key[key]
        members = tuple(member for member in group.members if member.photo.id not in gone)
        self.reclaimable -= group.reclaimable
        self.photos -= len(group.photos)
        for photo in group.photos:
            del self._key_of[photo.id]
        if group.keeper.id in gone or not members:
            del self._by_key[key]
            return None
        left = replace(group, members=members)
        self._by_key[key] = left
        self.reclaimable += left.reclaimable
        self.photos += len(left.photos)
        for photo in left.photos:
            self._key_of[photo.id] = key
        return left

    def swap(self, keys: Collection[int], groups: Sequence[DuplicateGroup]) -> None:
        """Put other groups in the place of some.

        One with a keeper that had a group already stays where that was; the others come after the first of
        those that they replace.
        """
        self.changes += 1
        gone = [self._by_key[key] for key in keys]
        for group in gone:
            self.reclaimable -= group.reclaimable
            self.photos -= len(group.photos)
            for photo in group.photos:
                del self._key_of[photo.id]
        anew = {group.keeper.id: group for group in groups}
        order: dict[int, DuplicateGroup] = {}
        for key, group in self._by_key.items():
            if key not in keys:
                order[key] = group
                continue
            if key in anew:
                order[key] = anew[key]
            for other, added in anew.items():
                if other not in keys:
                    order.setdefault(other, added)
        self._by_key = order | {key: group for key, group in anew.items() if key not in order}
        added = [key for key in anew if key not in keys]
        stood = [n for key in self._stood for n in ((key, *added) if key in keys else (key,))]
        self._stood = list(dict.fromkeys([*stood, *anew]))
        for group in groups:
            self.reclaimable += group.reclaimable
            self.photos += len(group.photos)
            for photo in group.photos:
                self._key_of[photo.id] = group.keeper.id


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of some photos: `groups` are all that they are in now, and some may be in none."""

    photos: frozenset[int]
    groups: tuple[DuplicateGroup, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """What a scan left behind: the groups to review, and how the scan went. No roots: there was none yet."""

    roots: tuple[Path, ...] = ()
    groups: GroupIndex = field(default_factory=GroupIndex)
    skipped: tuple[Skipped, ...] = ()
    scanned: int = 0
    backend: str = ""
    notices: tuple[str, ...] = ()
    """What a person should know about the catalogue that was opened: sentences, mostly none."""
    strictness: Strictness = field(default_factory=Strictness)
    """How alike photos had to be to share a group."""
    pace: float = 0.0
    """Pictures per second that the model turned into vectors; 0 where there were none to turn."""
