"""What a person marked for removal, and the one thing that no mark may do: take a group's last photo."""

from collections.abc import Collection, Iterable

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Member, Photo, Relation

COPIES = frozenset({Relation.IDENTICAL, Relation.SAME_PICTURE})
"""What may be marked in bulk. Another shot of the same scene is always the person's own choice."""


class Marks:
    """The photos marked for removal. Not thread-safe: it belongs to whoever shows the groups."""

    def __init__(self) -> None:
        self._marked: set[int] = set()

    @property
    def ids(self) -> frozenset[int]:
        """The ids of all marked photos. Quick: a hundred thousand take a millisecond."""
        return frozenset(self._marked)

    def is_marked(self, photo_id: int) -> bool:
        return photo_id in self._marked

    def toggle(self, group: DuplicateGroup, photo_id: int) -> None:
        """Mark a photo of a group, or take its mark away.

        Raises:
            RemovalRefused: it stays anyway, or is the last photo of the group without a mark.
        """
        if photo_id in self._marked:
            self._marked.discard(photo_id)
            return
        photo = next(photo for photo in group.photos if photo.id == photo_id)
        if program := group.program_of(photo):
            raise RemovalRefused(f"{photo.path.name} lies in a library of {program}, so it stays.")
        if group.stays_anyway(photo):
            raise RemovalRefused(f"{photo.path.name} lies in a protected folder, so it stays.")
        kept = [photo.id for photo in group.photos if photo.id not in self._marked]
        if kept == [photo_id]:
            raise RemovalRefused(
                "At least one photo of a group stays. To remove this one, keep another of the group first."
            )
        self._marked.add(photo_id)

    def drop(self, photo_ids: Iterable[int]) -> None:
        """Take away the marks of some photos, whatever groups they are in."""
        self._marked.difference_update(photo_ids)

    def copies(self, group: DuplicateGroup, relations: Collection[Relation] = COPIES) -> tuple[Photo, ...]:
        """The photos that `mark_copies` would newly mark, in the order of the group."""
        return tuple(p for p in self._removable(group, relations) if p.id not in self._marked)

    def held_back(
        self, group: DuplicateGroup, relations: Collection[Relation] = COPIES
    ) -> tuple[Member, ...]:
        """The copies that `mark_copies` leaves alone, since they hold something that the keeper does not."""
        return tuple(
            member
            for member in group.members
            if member.losses
            and member.relation in relations
            and member.photo.id not in self._marked
            and not group.stays_anyway(member.photo)
        )

    def mark_copies(
        self,
        group: DuplicateGroup,
        relations: Collection[Relation] = COPIES,
        spared: Collection[int] = (),
    ) -> int:
        """Mark the identical and re-made copies that the keeper covers; returns how many marks are new.

        The keeper loses its mark if it has one, so that it survives its copies. Other shots of the scene are
        never marked, whatever `relations` says.

        Args:
            group: the group.
            relations: IDENTICAL alone marks only files whose very bytes stay in the group.
            spared: ids of photos that are not marked, beside those that stay anyway.
        """
        copies = {photo.id for photo in self._removable(group, relations)}.difference(spared)
        new = copies - self._marked
        self._marked |= copies
        if copies:
            self._marked.discard(group.keeper.id)
        return len(new)

    def _removable(self, group: DuplicateGroup, relations: Collection[Relation]) -> list[Photo]:
        eligible = [
            m
            for m in group.members
            if m.covered and not group.stays_anyway(m.photo) and not (m.twin and m.twin.id in self._marked)
        ]
        if Relation.SAME_PICTURE in relations:
            return [member.photo for member in eligible if member.relation in relations]
        with_twins = {m.photo.content_id for m in eligible if m.twin is not None}
        return self._spare_twins(group, [member.photo for member in eligible], with_twins)

    def _spare_twins(self, group: DuplicateGroup, photos: list[Photo], staying: set[int]) -> list[Photo]:
        """Of each content, all files but one: the keeper, one that stays anyway, or the first unmarked."""
        staying |= {photo.content_id for photo in group.photos if group.stays_anyway(photo)}
        staying.add(group.keeper.content_id)
        spare: list[Photo] = []
        for photo in photos:
            if photo.content_id in staying:
                spare.append(photo)
            elif photo.id not in self._marked:
                staying.add(photo.content_id)
        return spare

    def clear(self, group: DuplicateGroup) -> None:
        """Take away every mark of a group."""
        self._marked -= {photo.id for photo in group.photos}

    def marked(self, group: DuplicateGroup) -> tuple[Photo, ...]:
        """The photos of a group that are marked, keeper first."""
        return tuple(photo for photo in group.photos if photo.id in self._marked)

    def kept(self, group: DuplicateGroup) -> tuple[Photo, ...]:
        """The photos of a group that are not marked, keeper first."""
        return tuple(photo for photo in group.photos if photo.id not in self._marked)
