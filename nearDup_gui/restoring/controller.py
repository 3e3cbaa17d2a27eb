"""Bringing back what was removed: what the journal knows, and the one restore that runs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from nearDup_gui.restoring.service import RestoreServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs, Work

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session
    from core.review.removal import Outcome
    from core.review.restore import Restored


class RestoreController(QObject):
    """GUI thread. Reading the journal and moving files happens in jobs."""

    sessions_read = Signal(object)
    """Every `Session`, the newest first."""
    files_read = Signal(int, object)
    """A session's number, and its files as a tuple of `RemovedFile`."""
    reading_failed = Signal(str)
    started = Signal(int)
    """So many files are being brought back; 0 while that is not known yet."""
    progressed = Signal(object)
    restored = Signal(object)
    """One `Restored` for every file that was asked for."""
    failed = Signal(str)
    """Nothing could be brought back, and why."""

    def __init__(
        self, services: RestoreServices, jobs: Jobs, why_not: Callable[[], str], parent: QObject | None = None
    ) -> None:
        """Make the controller.

        Args:
            why_not: says in a sentence why nothing can be brought back now; empty if it can.
        """
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._why_not = why_not
        self._restoring: Job | None = None
        self._reading: Job | None = None

    @property
    def restoring(self) -> bool:
        return self._restoring is not None

    def read_sessions(self) -> None:
        """Ask for every removal there ever was; `sessions_read` tells."""
        if not self._services.has_catalog():
            self.sessions_read.emit(())
            return
        job = self._jobs.start(lambda report, cancel: self._services.removal_sessions(), "read journal")
        job.succeeded.connect(self.sessions_read)
        job.failed.connect(self._reading_failed)

    def read_files(self, session: "Session") -> None:
        """Ask for the files of one removal; only the latest question is answered."""
        if self._reading is not None:
            self._reading.silence()
        number = session.id
        self._reading = self._jobs.start(
            lambda report, cancel: self._services.removed_files(number), "read removal"
        )
        self._reading.succeeded.connect(lambda files: self.files_read.emit(number, files))
        self._reading.failed.connect(self._reading_failed)

    def restore(self, chosen: Sequence["Removal"]) -> None:
        """Bring files back."""
        wanted = tuple(chosen)
        if wanted:
            self._run(
                len(wanted), lambda report, cancel: self._services.restore_removed(wanted, report, cancel)
            )

    def undo(self, outcomes: Sequence["Outcome"]) -> None:
        """Bring back everything that one press of the button took away."""
        gone = tuple(outcome for outcome in outcomes if outcome.may_return)
        if gone:
            self._run(len(gone), lambda report, cancel: self._services.undo_removal(gone, report, cancel))

    def cancel(self) -> None:
        """Stop before the next file; what is back stays back."""
        if self._restoring is not None:
            self._restoring.cancel()

    def _run(self, count: int, work: Work) -> None:
        if self.restoring:
            self.failed.emit(self.tr("Files are being brought back already. Wait for it to end."))
            return
        if reason := self._why_not():
            self.failed.emit(reason)
            return
        self._restoring = self._jobs.start(work, "restore")
        self._restoring.progressed.connect(self.progressed)
        self._restoring.succeeded.connect(self._restored)
        self._restoring.failed.connect(self._failed)
        self.started.emit(count)

    @Slot(object)
    def _restored(self, outcomes: "tuple[Restored, ...]") -> None:
        self._restoring = None
        self.restored.emit(outcomes)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._restoring = None
        self.failed.emit(sentence_of(error) or self.tr("Bringing back stopped because of a fault."))

    @Slot(object)
    def _reading_failed(self, error: BaseException) -> None:
        reason = sentence_of(error) or self.tr("What was removed could not be read because of a fault.")
        self.reading_failed.emit(reason)
