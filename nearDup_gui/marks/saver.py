"""Keeping marks across runs: saved a moment after they change, in a job, and at the very end."""

import logging
from collections.abc import Callable, Collection
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import NearDupError
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_log = logging.getLogger("neardup")

_AFTER_MS = 400
"""After the last change: a person who marks one photo after the other costs one write."""


class MarkStore(Protocol):
    """Where ids of photos are kept across runs."""

    @property
    def saved_marks(self) -> frozenset[int]:
        """Those that were kept when groups were last read."""
        ...

    def save_marks(self, marked: Collection[int], unmarked: Collection[int]) -> None:
        """Worker, or the very end."""
        ...


class MarkSaver(QObject):
    """GUI thread. Writes differences, one job at a time."""

    failed = Signal(str)

    def __init__(
        self,
        store: MarkStore,
        jobs: Jobs,
        marked: Callable[[], set[int]],
        parent: QObject | None = None,
    ) -> None:
        """Save nothing yet.

        Args:
            store: where marks are kept.
            jobs: where they are written.
            marked: tells the ids of all photos that are marked now.
        """
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._marked = marked
        self._saved: set[int] = set()
        self._met: set[int] = set()
        """What was ever known to be saved: whether it is marked is this run's business since."""
        self._writing: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._write)

    def arrived(self) -> set[int]:
        """Groups were read: returns the ids of photos that an earlier run marked, each only once."""
        new = set(self._store.saved_marks) - self._met
        self._met |= new
        self._saved |= new
        return new

    def save_soon(self) -> None:
        """Marks have changed."""
        self._timer.start()

    def flush(self) -> None:
        """Save now and wait for it: the window closes."""
        self._timer.stop()
        if self._writing is not None:
            self._writing.wait(2)
        added, taken = self._difference()
        if added or taken:
            try:
                self._store.save_marks(added, taken)
            except NearDupError as error:  # nobody is there any more to be told
                _log.warning("Marks could not be kept: %s", error)

    def _write(self) -> None:
        if self._writing is not None:
            self._timer.start()
            return
        added, taken = self._difference()
        if not added and not taken:
            return
        self._met |= added
        self._writing = self._jobs.start(
            lambda report, cancel: self._store.save_marks(added, taken), "save marks"
        )
        self._writing.succeeded.connect(lambda _: self._written(added, taken))
        self._writing.failed.connect(self._tell)
        self._writing.ended.connect(self._ended)

    def _difference(self) -> tuple[set[int], set[int]]:
        marked = self._marked()
        return marked - self._saved, self._saved - marked

    def _written(self, added: Collection[int], taken: Collection[int]) -> None:
        self._saved.update(added)
        self._saved.difference_update(taken)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        sentence = sentence_of(error)
        if sentence is not None:
            self.failed.emit(sentence)

    @Slot()
    def _ended(self) -> None:
        self._writing = None
