"""Removing what is marked: what a removal would do, and the doing. Every rule behind it is core's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nearDup_gui.marks.controller import MarkController
from nearDup_gui.removal.planning import start_planning
from nearDup_gui.removal.service import RemovalServices
from nearDup_gui.removal.ways import RemovalWays
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.review.plan import RemovalPlan
    from core.review.removal import Outcome


class ReviewController(MarkController):
    """Marks, and the one removal that runs. GUI thread."""

    removal_planned = Signal(object)
    """A `RemovalPlan` to be carried out."""
    removal_started = Signal(int)
    removal_progressed = Signal(object)
    removed = Signal(object)
    """One `Outcome` for every photo of the plan."""
    removal_failed = Signal(str)

    def __init__(
        self,
        services: RemovalServices,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        """Begin with no groups; see `MarkController`."""
        super().__init__(services, jobs, parent)
        self._removals = services
        self._removal: Job | None = None
        self._were_marked = frozenset[int]()
        """Of the photos that the last removal took, those that had a mark."""
        self._returning = frozenset[int]()
        self.library_changed.connect(lambda: QTimer.singleShot(0, self, self._show_returned))
        self.ways = RemovalWays(services, jobs, self._marked.marked_groups, self)
        self.marks_changed.connect(lambda key: self.ways.ask_soon())

    def go_on_with(self, before: MarkController) -> None:
        super().go_on_with(before)
        if isinstance(before, ReviewController):
            self._were_marked = before._were_marked

    @property
    def removing(self) -> bool:
        return self._removal is not None

    def plan_removal(self) -> None:
        """Find out what the marks would remove; `removal_planned` tells."""
        if not self.totals.photos or not self._may_mark():
            return
        groups = [group for group, _ in self._marked.marked_groups()]
        marks = self._marked.marks
        job = start_planning(self._jobs, self._removals, lambda: (groups, marks))
        job.succeeded.connect(self.removal_planned)
        job.failed.connect(self._removal_failed)

    def remove(self, plan: "RemovalPlan") -> None:
        """Carry out a plan."""
        if plan.count == 0 or not self._may_mark():
            return
        way = self.ways.way
        self._removal = self._jobs.start(
            lambda report, cancel: self._removals.remove(plan, way, report, cancel), "remove"
        )
        self._removal.progressed.connect(self.removal_progressed)
        self._removal.succeeded.connect(self._removed)
        self._removal.failed.connect(self._removal_failed)
        self.removal_started.emit(plan.count)

    def cancel_removal(self) -> None:
        """Stop before the next photo; what has been moved stays moved."""
        if self._removal is not None:
            self._removal.cancel()

    def mark_again(self) -> None:
        """What the last removal took is being brought back: the marks that it had count with its groups."""
        self.set_marks(dict.fromkeys(self._were_marked, True))
        self._returning, self._were_marked = self._were_marked, frozenset[int]()

    def _show_returned(self) -> None:
        """Lead back to where the photos are that were brought back, once their groups are in the list."""
        keys = (self.groups.key_of(number) for number in sorted(self._returning))
        if (key := next((key for key in keys if key is not None), None)) is not None:
            self._returning = frozenset[int]()
            self.marks_returned.emit(key)

    @Slot(object)
    def _removed(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._removal = None
        self._marked.let_stay({outcome.photo.id for outcome in outcomes if outcome.keeps_its_place})
        gone = {outcome.photo.id for outcome in outcomes if outcome.leaves_the_groups}
        self._were_marked = frozenset(number for number in gone if self.is_marked(number))
        dissolved, smaller = self._marked.take_out(gone)
        for group in smaller:
            self.group_changed.emit(group)
        if dissolved:
            self.groups_gone.emit(dissolved)
        self.marks_changed.emit(None)
        self.removed.emit(outcomes)

    @Slot(object)
    def _removal_failed(self, error: BaseException) -> None:
        self._removal = None
        self.removal_failed.emit(sentence_of(error) or self.tr("The removal stopped because of a fault."))
