"""Whether this window may change anything: another window, or a read-only disk, may forbid it."""

from PySide6.QtCore import QObject, Signal, Slot

from nearDup_gui.library.opened import AccessServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs


class Access(QObject):
    """GUI thread. What may be done is known once the catalogue was opened."""

    changed = Signal(str)
    """Why nothing can be marked, removed or scanned, in a sentence; empty if it can."""
    regained = Signal()
    """A catalogue that could only be read can be written now: read the groups anew."""

    def __init__(self, services: AccessServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._told = ""
        self._trying: Job | None = None

    @property
    def only_read(self) -> str:
        """Why nothing can be changed; empty if it can, or is not known yet."""
        return self._services.only_read

    def look(self) -> None:
        """The catalogue may have been opened since."""
        if self.only_read != self._told:
            self._told = self.only_read
            self.changed.emit(self._told)

    def try_again(self) -> None:
        """Open the catalogue anew: the other window may be closed by now."""
        if self._trying is None:
            self._trying = self._jobs.start(lambda report, cancel: self._services.try_to_write(), "try again")
            self._trying.succeeded.connect(self._tried)
            self._trying.failed.connect(self._failed)

    @Slot(object)
    def _tried(self, why_not: str) -> None:
        self._trying = None
        self._told = why_not
        self.changed.emit(why_not)
        if not why_not:
            self.regained.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._trying = None
        if sentence := sentence_of(error):
            self._told = sentence
            self.changed.emit(sentence)
