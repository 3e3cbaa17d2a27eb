"""What other rules would change: whose keeper would be another one, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.photo import DuplicateGroup, Photo


@dataclass(frozen=True, slots=True)
class KeeperChange:
    """A group as it would be, and the photo that is the keeper there now."""

    before: Photo
    after: DuplicateGroup


@dataclass(frozen=True, slots=True)
class KeeperPreview:
    """Every group with another keeper. Groups form around keepers, so their number may change too."""

    changes: tuple[KeeperChange, ...]
    groups_before: int
    groups_after: int


def preview_keepers(before: Sequence[DuplicateGroup], after: Sequence[DuplicateGroup]) -> KeeperPreview:
    """Compare groups with those that other rules make of the same matches.

    A group is compared with the one that its keeper was in, or else with that of its first member that was
    in any.
    """
    keeper_of = {photo.id: group.keeper for group in before for photo in group.photos}
    changes: list[KeeperChange] = []
    for group in after:
        was = next((keeper_of[photo.id] for photo in group.photos if photo.id in keeper_of), None)
        if was is not None and was.id != group.keeper.id:
            changes.append(KeeperChange(was, group))
    return KeeperPreview(tuple(changes), len(before), len(after))
