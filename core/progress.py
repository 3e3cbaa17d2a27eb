"""How long work tells where it is, and how it is asked to stop.

Core functions take a `Reporter` and a `CancelToken`; neither knows about Qt or terminals. A cancel
is a plain thread-safe flag because a queued signal never reaches a busy worker.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Cancelled(Exception):
    """Raised inside work whose `CancelToken` was cancelled. Not an error."""


class CancelToken:
    """A flag that any thread may raise and the working thread looks at between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop. Any thread; may be called more than once."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the work was asked to stop."""
        if self._event.is_set():
            raise Cancelled


class Stage(StrEnum):
    """The stages of long work: of a scan in their order, then of what is done with photos."""

    ENGINE = "engine"
    WALK = "walk"
    READ = "read"
    HASH = "hash"
    MATCH = "match"
    COMPARE = "compare"
    GROUP = "group"
    CHECK = "check"
    TRASH = "trash"
    QUARANTINE = "quarantine"
    MOVE = "move"
    COPY = "copy"
    LINK = "link"
    RESTORE = "restore"
    ERASE = "erase"
    DEMO = "demo"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    `total` is None while it is not known. `rate` is items
    per second over the last few seconds, `eta_s` the seconds left at that rate; both are None until
    they can be told.
    """

    stage: Stage
    done: int
    total: int | None = None
    rate: float | None = None
    eta_s: float | None = None
    photos: int = 0
    skipped: int = 0
    groups: int = 0
    detail: str = ""


Reporter = Callable[[Progress], None]
"""Called from the working thread, as often as the work likes; must be quick and must not raise."""


class Meter:
    """Counts one stage of a job and tells rate and time left.

    The rate is smoothed over the last `window_s` seconds, so that an ETA follows a change of pace
    without jumping at every photo.
    """

    def __init__(
        self,
        report: Reporter,
        stage: Stage,
        total: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        window_s: float = 10.0,
    ) -> None:
        self._report = report
        self._stage = stage
        self._total = total
        self._clock = clock
        self._window_s = window_s
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def at(self, done: int, *, photos: int = 0, skipped: int = 0, groups: int = 0, detail: str = "") -> None:
        """Report that `done` items of the stage are behind us."""
        now = self._clock()
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[1][0] > self._window_s:
            self._marks.popleft()
        since, before = self._marks[0]
        rate = (done - before) / (now - since) if now > since and done > before else None
        left = None if self._total is None or rate is None else (self._total - done) / rate
        self._report(Progress(self._stage, done, self._total, rate, left, photos, skipped, groups, detail))
