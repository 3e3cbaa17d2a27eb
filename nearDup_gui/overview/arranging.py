"""Sorting and filtering the list of groups: at once where that is quick, in a job where it is not."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.group_filter import facets_of
from core.photo import DuplicateGroup
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_AT_ONCE = 3000
"""Groups that are sorted in a few milliseconds."""


class ArrangeController(QObject):
    """GUI thread. Only the latest arrangement is told."""

    arranged = Signal(object)
    """A list of the groups to show."""
    facets_counted = Signal(object)
    """The `Facets` of a library: what there is to filter by."""

    def __init__(
        self,
        jobs: Jobs,
        is_reviewed: Callable[[DuplicateGroup], bool] = lambda group: False,
        parent: QObject | None = None,
    ) -> None:
        """Arrange nothing yet.

        Args:
            jobs: for what takes longer.
            is_reviewed: whether nothing is left to decide about a group; asked from any thread.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._is_reviewed = is_reviewed
        self._job: Job | None = None
        self.arrangement = Arrangement()
        self.roots: Callable[[], Sequence[Path]] = lambda: ()
        """Gives the scanned folders."""

    def arrange(self, groups: Sequence[DuplicateGroup], arrangement: Arrangement | None = None) -> None:
        """Arrange groups as before, or in another way from now on; `arranged` tells."""
        if arrangement is not None:
            self.arrangement = arrangement
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None
        wanted = self.arrangement
        if wanted == Arrangement() or len(groups) <= _AT_ONCE:
            self.arranged.emit(wanted.of(groups, self._is_reviewed, self.roots()))
            return
        snapshot, roots = list(groups), self.roots()
        self._job = self._jobs.start(
            lambda report, cancel: wanted.of(snapshot, self._is_reviewed, roots, cancel), "arrange"
        )
        self._job.succeeded.connect(self.arranged)
        self._job.failed.connect(sentence_of)

    def shown_of(self, groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
        """A few groups arranged, at once."""
        return self.arrangement.of(groups, self._is_reviewed, self.roots())

    def count_facets(self, groups: Sequence[DuplicateGroup], roots: Sequence[Path]) -> None:
        """Find out what there is to filter by; `facets_counted` tells."""
        snapshot = list(groups)
        job = self._jobs.start(
            lambda report, cancel: facets_of(cancel.over(snapshot), roots), "count facets", in_lane=True
        )
        job.succeeded.connect(self.facets_counted)
        job.failed.connect(sentence_of)
