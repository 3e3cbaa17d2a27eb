"""Who was made of whom in a group: asked in a job, for whoever shows the tree."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.photo import DuplicateGroup
from nearDup_gui.library.grouping import GroupingServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.match.family import Family


class FamilyController(QObject):
    """GUI thread. Only the latest question is answered."""

    known = Signal(object)
    """The `Family` of the group that was asked about."""
    failed = Signal(str)

    def __init__(self, services: GroupingServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None

    def ask(self, group: DuplicateGroup) -> None:
        """Find out who was made of whom; `known` or `failed` tells."""
        self.drop()
        self._job = self._jobs.start(lambda report, cancel: self._services.family(group, cancel), "family")
        self._job.succeeded.connect(self._known)
        self._job.failed.connect(self._failed)

    def drop(self) -> None:
        """Nobody waits for the answer any more."""
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None

    @Slot(object)
    def _known(self, family: "Family") -> None:
        self._job = None
        self.known.emit(family)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.failed.emit(
            sentence_of(error) or self.tr("The family tree could not be drawn because of a fault.")
        )
