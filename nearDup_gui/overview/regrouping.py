"""Grouping what is there more or less strictly while a person moves a slider: in a job, the latest value."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.match.histogram import SimilarityHistogram
from core.match.strictness import Strictness
from nearDup_gui.library.grouping import GroupingServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_AFTER_MS = 60
"""After the last move: a slider that is dragged tells of every per cent that it passes."""


class RegroupController(QObject):
    """GUI thread. One job at a time; what was set meanwhile is the next."""

    busy_changed = Signal(bool)
    regrouped = Signal(object, object)
    """A `GroupIndex`, and the `Strictness` that it was made with."""
    counted = Signal(object)
    """A `SimilarityHistogram` of all matches, whatever is left out."""
    failed = Signal(str)

    def __init__(self, services: GroupingServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None
        self._grouped = services.strictness
        """How strictly the groups that are shown were made."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Whether groups are on their way, or will be in a moment."""
        return self._job is not None or self._timer.isActive()

    @property
    def strictness(self) -> Strictness:
        """What is set; the groups may still be on their way."""
        return self._services.strictness

    def begin_with(self, strictness: Strictness) -> None:
        """Let the first library be grouped so strictly; nothing is shown yet."""
        self._services.strictness = self._grouped = strictness

    def start_afresh(self, strictness: Strictness) -> None:
        """Let what comes be grouped so; groups that are on their way are of no use any more."""
        self._timer.stop()
        if self._job is not None:
            self._job.silence()
            self._job = None
            self.busy_changed.emit(False)
        self.begin_with(strictness)

    def set_strictness(self, strictness: Strictness) -> None:
        """Group so strictly from now on; `regrouped` tells unless it is set anew meanwhile."""
        self._services.strictness = strictness
        self._timer.start()

    def library_arrived(self, strictness: Strictness) -> None:
        """Other groups are shown: count their matches, and group again if another strictness is set."""
        self._grouped = strictness
        self._timer.start()
        job = self._jobs.start(
            lambda report, cancel: self._services.histogram(cancel), "count matches", in_lane=True
        )
        job.succeeded.connect(self._counted)
        job.failed.connect(self._tell)

    def _begin(self) -> None:
        wanted = self.strictness
        if self._job is not None or wanted == self._grouped:
            return
        self._job = self._jobs.start(
            lambda report, cancel: (self._services.regroup(wanted, cancel), wanted), "regroup", in_lane=True
        )
        self._job.succeeded.connect(self._regrouped)
        self._job.failed.connect(self._tell)
        self._job.ended.connect(self._ended)
        self.busy_changed.emit(True)

    @Slot(object)
    def _regrouped(self, result: tuple[object, Strictness]) -> None:
        groups, strictness = result
        if strictness == self.strictness:
            self._grouped = strictness
            self.regrouped.emit(groups, strictness)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.busy_changed.emit(False)
        if not self._timer.isActive():
            self._begin()

    @Slot(object)
    def _counted(self, histogram: SimilarityHistogram) -> None:
        self.counted.emit(histogram)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self._grouped = self.strictness  # or the same fault would come again and again
        sentence = sentence_of(error)
        if sentence is not None:
            self.failed.emit(sentence)
