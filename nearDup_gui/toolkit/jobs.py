"""Work outside the GUI thread: a plain function goes in, Qt signals come out.

    jobs.start(work)            GUI thread
        work(report, cancel)    its own thread
    progressed ... progressed   GUI thread, at most about 20 times a second
    succeeded(result) | cancelled() | failed(exception)     GUI thread, exactly one of them, once

The work knows nothing of Qt: it gets core's `Reporter` and `CancelToken`. Only the latest report is
kept, so a busy worker cannot flood the event loop, and the last one is always told before the end.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.progress import Cancelled, CancelToken, Progress, Reporter
from nearDup_gui.toolkit.turns import CourteousToken, Turns

Work = Callable[[Reporter, CancelToken], Any]
"""Runs in its own thread and must touch no widget, model or pixmap."""

REPORT_EVERY_MS = 50
CLOSING_WAIT_S = 5.0


class Jobs(QObject):
    """Starts jobs, keeps them alive while they run, and ends them when the window closes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[Job] = set()
        self._turns = Turns(self)
        self._lane = threading.Lock()
        self._closed = False

    def start(self, work: Work, name: str, *, in_lane: bool = False) -> "Job":
        """Run `work` in a thread called `name`. Connect to the returned job at once: it reports later.

        Jobs in the lane run one after the other: what computes over the whole library and waits for no disk.
        Side by side they would take as long, and the window would wait for each of them in turn.

        After `close` nothing is begun any more, and the job tells nothing.
        """
        job = Job(self._in_lane(work) if in_lane else work, name, self.token())
        if self._closed:
            return job
        self._running.add(job)
        job.ended.connect(self._let_go)
        job.start()
        return job

    def token(self) -> CancelToken:
        """What work asks whether to go on: it stands aside there while the window is busy. Any thread."""
        return CourteousToken(self._turns)

    def _in_lane(self, work: Work) -> Work:
        def when_free(report: Reporter, cancel: CancelToken) -> Any:
            with self._lane:
                cancel.check()
                return work(report, cancel)

        return when_free

    @property
    def running(self) -> int:
        return len(self._running)

    def close(self, wait_s: float = CLOSING_WAIT_S) -> bool:
        """Cancel everything and wait. No outcome of these jobs is told afterwards.

        Returns:
            True if every thread has ended. One that has not is a daemon and cannot keep the process alive.
        """
        self._closed = True
        jobs, self._running = self._running, set()
        for job in jobs:
            job.silence()
            job.cancel()
        deadline = time.monotonic() + wait_s
        in_time = [job.wait(max(0.0, deadline - time.monotonic())) for job in jobs]
        return all(in_time)

    @Slot()
    def _let_go(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)


class Job(QObject):
    """One run of a piece of work. Lives on the GUI thread, and so do all of its signals.

    A cancel that comes too late changes nothing: what the work really did is what is told.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    ended = Signal()
    """After the one signal that tells how it ended; alone if the job was silenced."""
    _worker_done = Signal()

    def __init__(self, work: Work, name: str, token: CancelToken | None = None) -> None:
        super().__init__()
        self._work = work
        self._token = token or CancelToken()
        self._thread = threading.Thread(target=self._run, name=f"job: {name}", daemon=True)
        self._latest: Progress | None = None
        self._told: Progress | None = None
        self._tell_end: Callable[[], None] = self.cancelled.emit
        self._silent = False
        self._ticker = QTimer(self)
        self._ticker.setInterval(REPORT_EVERY_MS)
        self._ticker.timeout.connect(self._tell_progress)
        self._worker_done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._ticker.start()
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with `cancelled` when it notices."""
        self._token.cancel()

    def silence(self) -> None:
        """Tell nothing more but that it has `ended`: nobody waits for the outcome."""
        self._silent = True
        self._ticker.stop()

    def wait(self, timeout_s: float) -> bool:
        """Block until the thread has ended; True if it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Worker thread."""
        try:
            result = self._work(self._report, self._token)
        except Cancelled:
            self._tell_end = self.cancelled.emit
        except BaseException as error:  # a thread has nobody above it to tell
            # Not by a lambda: the error knows this frame, which would know the error, for ever.
            self._tell_end = partial(self.failed.emit, error)
        else:
            self._tell_end = partial(self.succeeded.emit, result)
        try:
            self._worker_done.emit()
        except RuntimeError:
            return  # the application gave up waiting and is gone

    def _report(self, progress: Progress) -> None:
        """Worker thread. Assigning a reference is atomic, so no lock is needed."""
        self._latest = progress

    @Slot()
    def _tell_progress(self) -> None:
        latest = self._latest
        if latest is not None and latest is not self._told:
            self._told = latest
            self.progressed.emit(latest)

    @Slot()
    def _finish(self) -> None:
        # The thread is past its last statement. Joining it drops its references to this object,
        # which would otherwise be destroyed in the wrong thread.
        self._thread.join()
        self._ticker.stop()
        if not self._silent:
            self._tell_progress()
            self._tell_end()
        # The result would know this job, which knows the result: pictures of megabytes then wait for Python's
        # collector, which comes late in the window (`quiet_memory`).
        self._work, self._tell_end = _nothing, _nothing
        self.ended.emit()


def _nothing(*_: object) -> None:
    """What a job that has ended does and tells."""


class Offer(QObject):
    """What running work hands to the GUI thread before it ends: the latest that was offered, once."""

    taken = Signal(object)
    """GUI thread."""
    _offered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest: object | None = None
        self._told: object | None = None
        self._offered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def offer(self, value: object) -> None:
        """Any thread. Assigning a reference is atomic, so no lock is needed."""
        self._latest = value
        with suppress(RuntimeError):  # the application may be gone
            self._offered.emit()

    @Slot()
    def _take(self) -> None:
        latest = self._latest
        if latest is not self._told:
            self._told = latest
            self.taken.emit(latest)
