"""How long work tells where it is, and how it is asked to stop.

Core functions take a `Reporter` and a `CancelToken`; neither knows about Qt or terminals. A cancel
is a plain thread-safe flag because a queued signal never reaches a busy worker.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    `stage` is one of the words of `Stage`; `total` is None while it is not known. `rate` is items
    per second over the last few seconds, `eta_s` the seconds left at that rate; both are None until
    they can be told.
    """

    stage: str
    done: int
    total: int | None = None
    rate: float | None = None
    eta_s: float | None = None
    photos: int = 0
    skipped: int = 0
    groups: int = 0
    detail: str = ""


class Stage:
    """The stages of a scan, in order."""

    WALK = "walk"
    READ = "read"
    HASH = "hash"
    MATCH = "match"
    GROUP = "group"


Reporter = Callable[[Progress], None]
"""Called from the working thread, as often as the work likes; must be quick and must not raise."""
