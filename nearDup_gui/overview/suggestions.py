"""Grouping more strictly, as "not duplicates" speak for: counted in a job, and let go of when asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nearDup_gui.library.grouping import GroupingServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.match.suggestion import Suggestion

_AFTER_MS = 1000
"""After the last decision: a person who turns down one group after the other waits for nothing."""
_MORE = 4
"""So many more cases make a suggestion that was waved away worth another look."""


class SuggestionController(QObject):
    """GUI thread. A suggestion is never acted upon by itself."""

    suggested = Signal(object)
    """A `Suggestion`, or None where nothing speaks for one any more."""

    def __init__(self, services: GroupingServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None
        self.dismissed = 0
        """With how many cases a suggestion was waved away last; kept from run to run."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._count)

    def look_soon(self) -> None:
        """Other photos were turned down, or there are other matches."""
        self._timer.start()

    def dismiss(self, suggestion: "Suggestion") -> None:
        """A person wants none of it; it may come again when much more speaks for it."""
        self.dismissed = suggestion.turned_down
        self.suggested.emit(None)

    def _count(self) -> None:
        if self._job is not None:
            self._timer.start()
            return
        self._job = self._jobs.start(
            lambda report, cancel: self._services.suggestion(), "suggest", in_lane=True
        )
        self._job.succeeded.connect(self._counted)
        self._job.failed.connect(sentence_of)
        self._job.ended.connect(self._ended)

    @Slot(object)
    def _counted(self, suggestion: "Suggestion | None") -> None:
        known = self.dismissed and suggestion and suggestion.turned_down < self.dismissed + _MORE
        self.suggested.emit(None if known else suggestion)

    @Slot()
    def _ended(self) -> None:
        self._job = None
