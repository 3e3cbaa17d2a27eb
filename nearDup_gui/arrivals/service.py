"""What arrivals ask of core: which are new and covered, and that some were looked over."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken
from nearDup_gui.decisions.service import CoreDecisions, DecisionServices
from nearDup_gui.removal.service import RemovalServices

if TYPE_CHECKING:
    from core.folders.arrivals import Arrivals


class ArrivalServices(RemovalServices, DecisionServices, Protocol):
    """Arrivals. Methods marked "worker" are slow and never called on the GUI thread."""

    def arrivals(self, cancel: CancelToken) -> "Arrivals":
        """Worker: what has arrived since the rules were made, and is covered."""
        ...

    def look_over(self, photos: Collection[int], over: bool) -> None:
        """Worker: let photos be new no longer, by id; or again."""
        ...


class CoreArrivals(CoreDecisions):
    """`ArrivalServices` on the real core. Any thread."""

    def arrivals(self, cancel: CancelToken) -> "Arrivals":
        from core.folders.arrivals import Arrivals, read_arrivals

        if (matched := self._matched) is None:
            return Arrivals()
        protection = matched.grouping.protection()
        return read_arrivals(
            self._catalog(),
            matched,
            self.settings.arrivals,
            lambda photo: protection.holds(photo.path),
            self.decisions.state_of,
            self.strictness,
        )

    def look_over(self, photos: Collection[int], over: bool) -> None:
        from core.catalog import marks

        with self._catalog().write() as connection:
            change = marks.LOOKED_OVER.add if over else marks.LOOKED_OVER.remove
            change(connection, photos)
