"""Photos that have a tick, and removing them at one press: what the wall and folders have in common.

a person -> tick -> ticked
         -> remove -> job: plan -> ReviewController, which removes with all its checks
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.review.piles import PiledPhoto
from nearDup_gui.marks.history import Act, Words
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.planning import marked_all, start_planning
from nearDup_gui.removal.service import RemovalServices
from nearDup_gui.removal.ways import MarkedGroup, RemovalWays
from nearDup_gui.toolkit.jobs import Jobs

if TYPE_CHECKING:
    from core.review.plan import RemovalPlan


@dataclass(frozen=True, slots=True)
class Ticked(Act):
    """Photos got a tick, or lost it."""

    photos: frozenset[int]
    goes: bool


class TickController(QObject):
    """GUI thread. Who inherits it says what can be ticked, and remembers it."""

    _ticked: type[Ticked] = Ticked
    """What a tick is in the history: of a kind of its own, so that each controller takes back its own."""

    ticks_changed = Signal()
    """Other photos are ticked; ask `totals`."""
    failed = Signal(str)
    """Something could not be looked at, or not be removed; a sentence that says why."""

    def __init__(
        self, services: RemovalServices, jobs: Jobs, review: ReviewController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._removals = services
        self._jobs = jobs
        self._review = review
        review.history.carried_out_by(self._ticked, self._tick_again)
        self.planning = False
        self._going: list[MarkedGroup] | None = None
        """What is ticked, once somebody asked since it changed: there may be tens of thousands."""
        self._totals: MarkTotals | None = None
        self.ways = RemovalWays(services, jobs, self.ticked, self)
        self.ways.way = review.ways.way
        review.ways.changed.connect(self._follow_way)

    def is_ticked(self, photo: PiledPhoto) -> bool:
        """Whether a photo that is covered goes at the next press."""
        raise NotImplementedError

    def ticked(self) -> list[MarkedGroup]:
        """The groups of which photos go at the next press, and these photos."""
        if self._going is None:
            self._going = self._find_going()
        return self._going

    def totals(self) -> MarkTotals:
        """What the next press removes."""
        if self._totals is None:
            self._totals = totals_of(self.ticked())
        return self._totals

    def tick(self, photos: Collection[PiledPhoto], goes: bool) -> None:
        """Let photos go at the next press, or stay; can be undone."""
        if why := self._removals.only_read:
            self.failed.emit(why)
            return
        is_ticked = self.is_ticked
        changed = {one.member.photo.id for one in photos if is_ticked(one) != goes}
        if not changed:
            return
        self._tick(changed, goes)
        self._review.history.record(self._ticked(self._called(len(changed), goes), frozenset(changed), goes))

    def remove(self) -> None:
        """Remove what is ticked, in the way that is chosen; every check is made where it is done."""
        if why := self._removals.only_read:
            self.failed.emit(why)
        else:
            self._plan(self._carry_out)

    def rehearse(self) -> None:
        """Make every check of removing what is ticked, and do nothing; `ways.rehearsed` tells."""
        self._plan(self.ways.rehearse)

    def _tick_again(self, act: Ticked, again: bool) -> None:
        self._tick(act.photos, act.goes is again)

    def _find_going(self) -> list[MarkedGroup]:
        """What `ticked` gives."""
        raise NotImplementedError

    def _know_going(self, going: list[MarkedGroup] | None = None, totals: MarkTotals | None = None) -> None:
        """Something else may be ticked than before; what goes, and its sums, where they are known already."""
        self._going = going
        self._totals = totals

    def _tick(self, photos: Collection[int], goes: bool) -> None:
        """Remember it of these ids."""
        raise NotImplementedError

    def _called(self, count: int, goes: bool) -> Words:
        """What undo says of ticking so many, or of taking their ticks away."""
        raise NotImplementedError

    def _tell(self, error: BaseException) -> None:
        """Say what went wrong."""
        raise NotImplementedError

    def _carry_out(self, plan: "RemovalPlan") -> None:
        self._review.remove(plan)

    def _ticks_changed(self) -> None:
        self.ways.ask_soon()
        self.ticks_changed.emit()

    def _plan(self, then: "Callable[[RemovalPlan], None]") -> None:
        ticked = self.ticked()
        if not ticked or self.planning or self._review.removing:
            return
        self.planning = True
        job = start_planning(self._jobs, self._removals, lambda: marked_all(ticked))
        job.succeeded.connect(then)
        job.failed.connect(self._tell)
        job.ended.connect(self._planned)

    @Slot()
    def _planned(self) -> None:
        self.planning = False

    def _follow_way(self) -> None:
        if self.ways.way != self._review.ways.way:
            self.ways.way = self._review.ways.way
            self.ways.ask_soon()
            self.ways.changed.emit()


def totals_of(going: Sequence[MarkedGroup]) -> MarkTotals:
    """How many photos of how many groups these are, and their bytes. Any thread."""
    photos = [photo for _, gone in going for photo in gone]
    return MarkTotals(len(photos), len(going), sum(map(attrgetter("file.size"), photos)))
