"""Workers let the window go first: while it is at something, they stand aside.

Python's lock goes round among all threads that compute: beside three others, what took the window's own 30 ms
lasted 150 to 280 (`benchmarks/lock_turns.py`). So work that asks its `CancelToken` whether to go on waits
there until the window's thread is back where it waits for events, or for a tenth of a second: what the window
waits for itself would never come otherwise.
"""

import sys
import threading
import time
from types import FrameType

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from core.progress import CancelToken

_LOOK_S = 0.0005
"""Between two looks at what the window does."""
_STEP_S = 0.001
_IDLE_LOOKS = 3
_BUSY_SHARE = 0.2
"""Of the time since the last look; timers that look after something take less."""
_MOST_S = 0.1
"""Standing aside until the window is idle again; a person sees no difference between this and nothing."""


class Turns(QObject):
    """Knows whether the window's thread computes. Made there; any thread may ask."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._clock = _clock_of(self._thread)
        self._waiting_in: FrameType | None = None
        """The frame that Qt's loop was called from: while it is the innermost, no slot runs. Itself, not its
        `id`: that of a loop that has ended soon belongs to another frame."""
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.aboutToBlock.connect(self._note)

    @property
    def is_windows(self) -> bool:
        """Whether the window's thread runs Python now; False before it waited for events once."""
        frame = sys._current_frames().get(self._thread)
        return self._waiting_in is not None and frame is not None and frame is not self._waiting_in

    @property
    def ran_s(self) -> float:
        """Seconds of a processor that the window's thread has taken; 0 where the system does not tell."""
        return 0.0 if self._clock is None else time.clock_gettime(self._clock)

    def _note(self) -> None:
        self._waiting_in = sys._getframe().f_back


def _clock_of(thread: int) -> int | None:
    """The processor's clock of a thread, where the system has one (not on Windows and macOS)."""
    return time.pthread_getcpuclockid(thread) if hasattr(time, "pthread_getcpuclockid") else None


class CourteousToken(CancelToken):
    """Stands aside where the work is asked whether to stop. `check` belongs to one worker."""

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns
        self._next = 0.0
        self._looked, self._ran_s = time.perf_counter(), turns.ran_s
        """The last look, and what `Turns.ran_s` said then."""
        self._stood = 0.0
        """Seconds that were waited since the window was idle last."""

    def check(self) -> None:
        super().check()
        if time.perf_counter() < self._next:
            return
        if self._sees_it_busy():
            self._stand_aside()
        else:
            self._stood = 0.0
        self._next = time.perf_counter() + _LOOK_S
        super().check()

    def _stand_aside(self) -> None:
        """Wait until the window was idle at several looks on end: between two slots it only seems so."""
        idle = 0
        while idle < _IDLE_LOOKS and self._stood < _MOST_S and not self.cancelled:
            time.sleep(_STEP_S)
            self._stood += _STEP_S
            idle = 0 if self._sees_it_busy() else idle + 1

    def _sees_it_busy(self) -> bool:
        """Whether the window runs Python, or took much of the time since the last look: Qt paints, and asks
        Python for each thing. Most of that it waits for the lock, in a frame as if it waited for events."""
        now, ran = time.perf_counter(), self._turns.ran_s
        share = (ran - self._ran_s) / (now - self._looked)
        self._looked, self._ran_s = now, ran
        return share > _BUSY_SHARE or self._turns.is_windows
