"""When a running scan looks for pairs: soon, so that there is something to review, and never for long."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

FIRST_LOOK = 96
"""Photos after which a scan first looks for pairs; then after every half as many again."""

LARGEST_SHARE = 0.1
"""Of the time that has passed since the scan began, what looks for pairs may take until all is read."""


class PairingSchedule:
    """Looks come further and further apart, so that all of them together cost little beside the last one.

    Comparing is not done twice: each look compares what is new since the one before. Only reading the stored
    vectors and forming the groups is, and that is what the share keeps small in a large library.

    Args:
        left_over: contents that earlier scans have not compared. Many of them would hold up the reading, and
            nobody would see why: they wait for its end, when comparing is told of.
        clock: in seconds.
    """

    def __init__(self, left_over: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._left_over = left_over
        self._clock = clock
        self._began = clock()
        self._looked = 0.0
        self._next = FIRST_LOOK

    def is_due(self, done: int) -> bool:
        """Whether to look for pairs now, after `done` photos."""
        if self._left_over > FIRST_LOOK:
            return False
        return done >= self._next and self._looked <= LARGEST_SHARE * (self._clock() - self._began)

    @contextmanager
    def looking(self, done: int) -> Generator[None]:
        """Look for pairs inside of this, so that it is known what it costs."""
        began = self._clock()
        yield
        self._looked += self._clock() - began
        self._next = done + max(FIRST_LOOK, done // 2)
