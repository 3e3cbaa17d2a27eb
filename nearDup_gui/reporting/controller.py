"""Saving a report in a job: where it was saved, or why not.

a person -> a name -> job: core writes -> saved | failed
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.report.kinds import ReportKind
from nearDup_gui.reporting.service import ReportServices, Shown
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Jobs


class ReportController(QObject):
    """GUI thread."""

    saving = Signal(object)
    """A report is being written to this `Path`."""
    saved = Signal(object)
    """It is there."""
    failed = Signal(str)
    """It is not; a sentence that says why."""

    def __init__(self, services: ReportServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs

    def save(self, shown: Shown, path: Path, kind: ReportKind) -> None:
        """Write what is shown now; what changes meanwhile is not in it."""
        services = self._services
        self.saving.emit(path)
        job = self._jobs.start(
            lambda report, cancel: services.write_report(shown, path, kind, cancel), "save a report"
        )
        job.succeeded.connect(lambda _: self.saved.emit(path))
        job.failed.connect(self._tell)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self.failed.emit(sentence_of(error) or self.tr("The report could not be saved because of a fault."))
