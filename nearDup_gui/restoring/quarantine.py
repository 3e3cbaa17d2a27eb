"""What lies in quarantine, and emptying it: the one act of NearDup that erases photos, and only when told."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from nearDup_gui.restoring.service import RestoreServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.catalog.removals import Removal


class QuarantineController(QObject):
    """GUI thread. Looking and erasing happen in jobs."""

    known = Signal(object)
    """What is `Quarantined`."""
    started = Signal(int)
    """So many files are being erased."""
    progressed = Signal(object)
    emptied = Signal(object)
    """What was `Emptied`, and what could not be."""
    failed = Signal(str)

    def __init__(
        self, services: RestoreServices, jobs: Jobs, why_not: Callable[[], str], parent: QObject | None = None
    ) -> None:
        """Make the controller.

        Args:
            services: core.
            jobs: where work is done.
            why_not: says in a sentence why nothing can be erased now; empty if it can.
        """
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._why_not = why_not
        self._emptying: Job | None = None

    @property
    def emptying(self) -> bool:
        return self._emptying is not None

    def look(self) -> None:
        """Ask what lies in quarantine; `known` tells."""
        if not self._services.has_catalog():
            return
        job = self._jobs.start(lambda report, cancel: self._services.quarantined(), "look into quarantine")
        job.succeeded.connect(self.known)
        job.failed.connect(self._failed)

    def empty(self, files: "Sequence[Removal]") -> None:
        """Erase files for good: a person was shown them, and how much they are, and agreed."""
        if self.emptying or not files:
            return
        if reason := self._why_not():
            self.failed.emit(reason)
            return
        wanted = tuple(files)
        self._emptying = self._jobs.start(
            lambda report, cancel: self._services.empty_quarantine(wanted, report, cancel), "empty quarantine"
        )
        self._emptying.progressed.connect(self.progressed)
        self._emptying.succeeded.connect(self._emptied)
        self._emptying.failed.connect(self._failed)
        self.started.emit(len(wanted))

    @Slot(object)
    def _emptied(self, emptied: object) -> None:
        self._emptying = None
        self.emptied.emit(emptied)
        self.look()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._emptying = None
        self.failed.emit(sentence_of(error) or self.tr("The quarantine could not be looked into."))
