"""Which groups the list shows, and in which order. Nothing here changes a group."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.group_filter import GroupFilter
from core.photo import DuplicateGroup
from core.progress import NEVER, CancelToken
from core.review.taken import taken
from core.sorting import sorted_in_pieces


class Order(StrEnum):
    """What the list is sorted by."""

    AS_FOUND = "as_found"
    """Core's order at the scan, the most bytes first; new groups come last, so that nothing moves."""
    RECLAIMABLE = "reclaimable"
    SIMILARITY = "similarity"
    """Of the least similar member, the most similar groups first."""
    COUNT = "count"
    DATE = "date"
    """Of the keeper, the latest first."""
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An order and a filter; without any, groups stay as they came."""

    order: Order = Order.AS_FOUND
    filter: GroupFilter = field(default_factory=GroupFilter)

    @property
    def hides(self) -> bool:
        """Whether groups may be left out."""
        return not self.filter.is_empty

    def of(
        self,
        groups: Iterable[DuplicateGroup],
        is_reviewed: Callable[[DuplicateGroup], bool] = lambda group: False,
        roots: Sequence[Path] = (),
        cancel: CancelToken = NEVER,
    ) -> list[DuplicateGroup]:
        """The groups that fit, in order. Any thread; takes part of a second at 100,000 groups.

        Raises:
            Cancelled: `cancel` was raised.
        """
        shown = self.filter.fitting(cancel.over(groups), is_reviewed, roots) if self.hides else list(groups)
        if self.order in _KEYS:
            shown = sorted_in_pieces(cancel.over(shown), _KEYS[self.order])
        return shown


def _taken(group: DuplicateGroup) -> float:
    """By the camera's clock, whatever its time zone, or the name; else when the file was written."""
    told, file = taken(group.keeper), group.keeper.file
    moment = told.moment if told else datetime.fromtimestamp(file.mtime_ns / 1e9)
    return (moment - datetime.min).total_seconds()


_KEYS: dict[Order, Callable[[DuplicateGroup], Any]] = {
    Order.RECLAIMABLE: lambda group: -group.reclaimable,
    Order.SIMILARITY: lambda group: -min(member.evidence.similarity for member in group.members),
    Order.COUNT: lambda group: -len(group.members),
    Order.DATE: lambda group: -_taken(group),
    Order.FOLDER: lambda group: (str(group.keeper.path.parent).casefold(), group.keeper.path.name.casefold()),
}
