"""The part of the fake services that holds what has arrived: of every group, the members that arrived."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from core.folders.arrivals import Arrivals
from core.progress import CancelToken
from core.review.piles import Pile, PiledPhoto
from core.settings import Settings
from nearDup_gui.library.groups import Library


class FakeArrivals:
    """Attributes say what has arrived, and what was looked over."""

    library: Library | None
    removed: list[Path]
    settings: Settings

    def __init__(self) -> None:
        self.arrived: set[int] = set()
        """The ids of the photos that are new."""
        self.looked_over: set[int] = set()
        self.arrivals_fault: Exception | None = None

    def arrivals(self, cancel: CancelToken) -> Arrivals:
        if self.arrivals_fault is not None:
            raise self.arrivals_fault
        gone = set(self.removed)
        new = self.arrived - self.looked_over
        found = [
            PiledPhoto(replace(group, members=(member,)), member, Pile.SURE)
            for group in (self.library.groups if self.library else ())
            for member in group.members
            for rule in self.settings.arrivals
            if member.photo.id in new and member.photo.path not in gone
            if member.photo.path.is_relative_to(rule.folder)
            and group.keeper.path.is_relative_to(rule.covered_by)
        ]
        going = tuple(one for one in found if one.member.covered)
        return Arrivals(going, len(new), len(found) - len(going))

    def look_over(self, photos: Collection[int], over: bool) -> None:
        self.looked_over = self.looked_over | set(photos) if over else self.looked_over - set(photos)
