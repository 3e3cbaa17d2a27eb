"""Asks, before anything is pressed, which volumes with marked photos have no trash."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.photo import Photo
from nearDup_gui.controllers.failures import sentence_of
from nearDup_gui.jobs import Job, Jobs
from nearDup_gui.services import Services

_AFTER_MS = 200
"""Marks come in bursts, and asking a network drive about its trash takes a while."""


class TrashCheck(QObject):
    """One question at a time; only the answer to the latest is told. GUI thread."""

    checked = Signal(object)
    """Volumes without a trash, each with a sentence; a dict, mostly empty."""

    def __init__(
        self, services: Services, jobs: Jobs, marked: Callable[[], Sequence[Photo]], parent: QObject
    ) -> None:
        """Make the check.

        Args:
            marked: gives the marked photos at the time of asking.
        """
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._marked = marked
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    def ask_soon(self) -> None:
        """The marks have changed."""
        self._timer.start()

    @Slot()
    def _ask(self) -> None:
        if self._job is not None:
            self._job.silence()
        photos = self._marked()
        if not photos:
            self._job = None
            self.checked.emit({})
            return

        def work(report: object, cancel: object) -> dict[Path, str]:
            return self._services.volumes_without_trash([photo.path for photo in photos])

        self._job = self._jobs.start(work, "ask for trash")
        self._job.succeeded.connect(self.checked)
        self._job.failed.connect(sentence_of)
