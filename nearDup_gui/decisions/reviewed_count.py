"""How many groups are reviewed: counted in a job once, and kept up to date by what is decided."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from core.photo import DuplicateGroup
from nearDup_gui.decisions.service import DecisionServices
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs


class ReviewedCount(QObject):
    """GUI thread."""

    changed = Signal(int)
    """How many of all groups are reviewed."""
    counted_anew = Signal()
    """All groups were counted."""

    def __init__(
        self, services: DecisionServices, jobs: Jobs, review: MarkController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._review = review
        self._reviewed: set[int] = set()
        self._job: Job | None = None
        review.groups_gone.connect(self._groups_gone)

    def __len__(self) -> int:
        """As far as they are counted."""
        return len(self._reviewed)

    def look_at(self, photos: Iterable[int]) -> set[int]:
        """Count the groups anew that some photos are in, or were the keepers of.

        Returns:
            the keys of these groups.
        """
        touched: dict[int, DuplicateGroup] = {}
        for photo_id in photos:
            self._reviewed.discard(photo_id)
            group = self._review.groups.group_of(photo_id)
            if group is not None:
                touched[group.keeper.id] = group
        for key, group in touched.items():
            if self._services.decisions.state_of(group).is_reviewed:
                self._reviewed.add(key)
            else:
                self._reviewed.discard(key)
        self.changed.emit(len(self))
        return set(touched)

    def count_all(self) -> None:
        """Count in a job: part of a second at 30,000 groups that are all reviewed."""
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
        groups, decisions = list(self._review.groups), self._services.decisions
        self._job = self._jobs.start(
            lambda report, cancel: {
                group.keeper.id for group in cancel.over(groups) if decisions.state_of(group).is_reviewed
            },
            "count reviewed",
            in_lane=True,
        )
        self._job.succeeded.connect(self._counted)
        self._job.failed.connect(sentence_of)

    @Slot(object)
    def _groups_gone(self, keys: set[int]) -> None:
        self._reviewed -= keys
        self.changed.emit(len(self))

    @Slot(object)
    def _counted(self, reviewed: set[int]) -> None:
        self._job = None
        self._reviewed = reviewed
        self.changed.emit(len(self))
        self.counted_anew.emit()
