"""Python's garbage collector kept from stopping the window: with a large library it would, for half a second.

A full collection walks over every object while it holds Python's lock, and it starts in whatever thread makes
objects, a worker as well. Here it runs on the GUI thread only, where nothing of Qt can be destroyed in the
wrong thread, and in short steps; what a worker builds by the hundred thousand is set aside unvisited, once
it stands. It is still freed when nobody refers to it any more: photos and groups form no cycles.
"""

import gc
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_SWITCH_S = 0.001
"""How long a worker may keep Python's lock while the GUI thread waits for it; Python's own choice is 5 ms."""

_MANY = 50_000
"""So many new objects since the last step are a list that a job made, and no rubbish: they are set aside."""

_building = 0
_lock = threading.Lock()


class QuietMemory(QObject):
    """Takes over from the automatic collector as long as it lives. GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._switch_s = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_S)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    def give_back(self) -> None:
        """Let Python collect by itself again."""
        sys.setswitchinterval(self._switch_s)
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        """Collect what the automatic collector would, unless a worker's half-built library is in the way."""
        if _building:
            return
        young, middle, old = gc.get_count()
        if young > _MANY:
            gc.freeze()
        elif old > self._thresholds[2]:
            gc.collect(2)
        elif middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)


@contextmanager
def large_objects() -> Generator[None]:
    """Build a large library inside of this: the collector does not look at it, then or later. Any thread."""
    global _building
    with _lock:
        _building += 1
    try:
        yield
    finally:
        with _lock:
            _building -= 1
            if not _building and not gc.isenabled():
                gc.freeze()
