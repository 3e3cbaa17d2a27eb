"""How long work tells where it is, and how it is asked to stop.

Core functions take a `Reporter` and a `CancelToken`; neither knows about Qt or terminals. A cancel
is a plain thread-safe flag because a queued signal never reaches a busy worker.
"""

import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


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

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Some items, with a `check` before each."""
        for item in items:
            self.check()
            yield item


NEVER = CancelToken()
"""For work that nobody cancels."""


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

    `total` is None where it is not known, or there is none. `rate` is items
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

    The rate is smoothed over the last `window_s` seconds. Time left is told once there is something to go by,
    from a longer time and from what each item is expected to cost, and it approaches what it should be: small
    photos that come first promise nothing about large ones, and nobody sees seconds become minutes.
    """

    def __init__(
        self,
        report: Reporter,
        stage: Stage,
        total: int | None = None,
        *,
        costs: Iterable[float] | None = None,
        clock: Callable[[], float] = time.monotonic,
        window_s: float = 10.0,
    ) -> None:
        """Begin to count.

        Args:
            report: told of the progress.
            stage: what is counted.
            total: how many items there are, if that is known; may be set later.
            costs: what each item is expected to cost, in their order, in any unit. Without, all cost alike.
            clock: seconds.
            window_s: the rate is that of so many seconds.
        """
        self._report = report
        self._stage = stage
        self.total = total
        self._behind = None if costs is None else array("d", accumulate(costs, initial=0.0))
        """What the items up to each one cost together."""
        self._clock = clock
        self._window_s = window_s
        self._began = clock()
        self._marks: deque[tuple[float, int]] = deque([(self._began, 0)])
        self._far_marks: deque[tuple[float, int]] = deque([(self._began, 0)])
        self._first_came = self._began
        self._left: tuple[float, float] | None = None
        """The time left that was told last, and when."""

    def at(self, done: int, *, photos: int = 0, skipped: int = 0, groups: int = 0, detail: str = "") -> None:
        """Report that `done` items of the stage are behind us."""
        now = self._clock()
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[1][0] > self._window_s:
            self._marks.popleft()
        since, before = self._marks[0]
        rate = (done - before) / (now - since) if now > since and done > before else None
        left = self._time_left(now, done)
        self._report(Progress(self._stage, done, self.total, rate, left, photos, skipped, groups, detail))

    def _time_left(self, now: float, done: int) -> float | None:
        """Seconds left, None while nothing can be told."""
        far, window = self._far_marks, _LONG_WINDOWS * self._window_s
        if done > 0 and far[-1][1] == 0:  # what came before the first was start-up, which does not come again
            far.clear()
            far.append((now, done))
            self._first_came = now
        if now - far[-1][0] >= window / _FAR_MARKS:
            far.append((now, done))
        while len(far) > 2 and now - far[1][0] > window:
            far.popleft()
        since, before = far[0]
        if self.total is None or done <= before or now - self._first_came < _SETTLED_S:
            return None
        cost = self._cost(done, self.total) / self._cost(before, done) * (now - since)
        if self._left is not None:
            told, when = self._left
            expected = max(told - (now - when), 0.0)
            cost = expected + (cost - expected) * min(1.0, (now - when) / _APPROACHED_S)
        self._left = cost, now
        return cost

    def _cost(self, first: int, last: int) -> float:
        """What the items from one to another cost together; never nothing, so that it can be divided by."""
        if self._behind is None:
            return float(last - first)
        top = len(self._behind) - 1
        return max(self._behind[min(last, top)] - self._behind[min(first, top)], 1e-9)


_LONG_WINDOWS = 2
"""Time left follows the pace of so many windows."""
_FAR_MARKS = 100
_SETTLED_S = 3.0
"""After the first item: the first seconds tell no pace."""
_APPROACHED_S = 8.0
"""Time left goes from what was told to what it is by now within about so many seconds."""
