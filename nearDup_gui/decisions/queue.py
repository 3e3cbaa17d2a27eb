"""Storing decisions in the order in which they were made, one job at a time."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.decision import Change
from core.errors import NearDupError
from nearDup_gui.decisions.service import DecisionServices
from nearDup_gui.library.groups import Regrouped
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_log = logging.getLogger("neardup")


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A change that makes other groups: what is done when it came to pass, and when it could not."""

    change: Change
    done: Callable[[Regrouped], None]
    failed: Callable[[], object]


class DecisionQueue(QObject):
    """GUI thread. What is put in is stored, and what makes other groups is told with them."""

    busy_changed = Signal(bool)
    failed = Signal(str)
    """A decision could not be stored; a sentence that says why."""

    def __init__(self, services: DecisionServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._waiting: deque[Change | Regrouping] = deque()
        self._job: Job | None = None
        self._under_way: Change | Regrouping | None = None
        self.roots: Sequence[Path] = ()
        """The folders of the photos that are shown."""

    @property
    def busy(self) -> bool:
        """Whether groups are being made anew."""
        return any(isinstance(item, Regrouping) for item in (self._under_way, *self._waiting))

    def put(self, item: Change | Regrouping) -> None:
        """Store it, after what was put in before."""
        self._waiting.append(item)
        self._go_on()

    def flush(self) -> None:
        """Store what is still waiting: the window closes, so a fault can only go to the log."""
        if self._job is not None:
            self._job.wait(5)
        try:
            for item in self._waiting:
                self._services.remember(item.change if isinstance(item, Regrouping) else item)
        except NearDupError as error:
            _log.warning("Decisions could not be kept: %s", error)
        self._waiting.clear()

    def _go_on(self) -> None:
        if self._job is not None or not self._waiting:
            return
        item = self._under_way = self._waiting.popleft()
        services, roots = self._services, self.roots
        if isinstance(item, Regrouping):
            change = item.change
            self._job = self._jobs.start(lambda report, cancel: services.regrouped(change, roots), "decide")
        else:
            self._job = self._jobs.start(lambda report, cancel: services.remember(item), "remember")
        self._job.succeeded.connect(self._stored)
        self._job.failed.connect(self._not_stored)
        self._job.ended.connect(self._ended)
        self.busy_changed.emit(self.busy)

    @Slot(object)
    def _stored(self, found: Regrouped | None) -> None:
        item, self._under_way = self._under_way, None
        if isinstance(item, Regrouping) and found is not None:
            item.done(found)

    @Slot(object)
    def _not_stored(self, error: BaseException) -> None:
        item, self._under_way = self._under_way, None
        if isinstance(item, Regrouping):
            item.failed()
        why = sentence_of(error)
        if why is not None:
            self.failed.emit(self.tr("The decision could not be kept. {0}").format(why))

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self._under_way = None
        self._go_on()
        self.busy_changed.emit(self.busy)
