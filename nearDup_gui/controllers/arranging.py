"""Sorting and filtering the list of groups: at once where that is quick, in a job where it is not."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.photo import DuplicateGroup
from nearDup_gui.arrangement import Arrangement
from nearDup_gui.controllers.failures import sentence_of
from nearDup_gui.jobs import Job, Jobs

_AT_ONCE = 3000
"""Groups that are sorted in a few milliseconds."""


class ArrangeController(QObject):
    """GUI thread. Only the latest arrangement is told."""

    arranged = Signal(object)
    """A list of the groups to show."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.arrangement = Arrangement()

    def arrange(self, groups: Sequence[DuplicateGroup], arrangement: Arrangement | None = None) -> None:
        """Arrange groups as before, or in another way from now on; `arranged` tells."""
        if arrangement is not None:
            self.arrangement = arrangement
        if self._job is not None:
            self._job.silence()
            self._job = None
        wanted = self.arrangement
        if wanted == Arrangement() or len(groups) <= _AT_ONCE:
            self.arranged.emit(wanted.of(groups))
            return
        snapshot = list(groups)
        self._job = self._jobs.start(lambda report, cancel: wanted.of(snapshot), "arrange")
        self._job.succeeded.connect(self.arranged)
        self._job.failed.connect(sentence_of)
