"""What a person marked for removal, and the one thing that no mark may do: take a group's last photo."""

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Photo, Relation

COPIES = frozenset({Relation.IDENTICAL, Relation.SAME_PICTURE})
"""What may be marked in bulk. Another shot of the same scene is always the person's own choice."""


class Marks:
    """The photos marked for removal. Not thread-safe: it belongs to whoever shows the groups."""

    def __init__(self) -> None:
        self._marked: set[int] = set()

    def is_marked(self, photo_id: int) -> bool:
        return photo_id in self._marked

    def toggle(self, group: DuplicateGroup, photo_id: int) -> None:
        """Mark a photo of a group, or take its mark away.

        Raises:
            RemovalRefused: it is the last photo of the group without a mark.
        """
        if photo_id in self._marked:
            self._marked.discard(photo_id)
            return
        kept = [photo.id for photo in group.photos if photo.id not in self._marked]
        if kept == [photo_id]:
            raise RemovalRefused(
                "At least one photo of a group stays. To remove this one, keep another of the group first."
            )
        self._marked.add(photo_id)

    def mark_copies(self, group: DuplicateGroup) -> int:
        """Mark the keeper's identical and re-made copies; returns how many marks are new.

        The keeper loses its mark if it has one, so that it survives its copies.
        """
        copies = {member.photo.id for member in group.members if member.relation in COPIES}
        new = copies - self._marked
        self._marked |= copies
        self._marked.discard(group.keeper.id)
        return len(new)

    def clear(self, group: DuplicateGroup) -> None:
        """Take away every mark of a group."""
        self._marked -= {photo.id for photo in group.photos}

    def marked(self, group: DuplicateGroup) -> tuple[Photo, ...]:
        """The photos of a group that are marked, keeper first."""
        return tuple(photo for photo in group.photos if photo.id in self._marked)

    def kept(self, group: DuplicateGroup) -> tuple[Photo, ...]:
        """The photos of a group that are not marked, keeper first."""
        return tuple(photo for photo in group.photos if photo.id not in self._marked)
