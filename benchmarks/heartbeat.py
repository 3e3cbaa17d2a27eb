"""The longest time that an event loop stood still, and why: it computed, it waited, or the machine was busy.

A timer that should beat every five milliseconds beats late when something blocks the loop. On a busy machine
most of such a delay may be other people's work, so Linux is asked how long each thread of this process stood
in the queue for a core (`/proc/self/task/*/schedstat`), and that is told apart. Elsewhere the clock is all.
"""

import gc
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
_THREADS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Block:
    """One delay of a beat, in milliseconds.

    `computed` is what the loop's own thread ran, `waited` how long it slept: for Python's lock, for a disk.
    The rest of `clock` is the machine's: this thread stood in the queue for a core, or another of this
    process did, which may have held the lock meanwhile.
    """

    clock: float = 0.0
    computed: float = 0.0
    waited: float = 0.0

    @property
    def own(self) -> float:
        """What the delay would have been, had every thread had a core of its own."""
        return self.computed + self.waited


class Heartbeat(QObject):
    """Beats while it lives, in the thread that made it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues = _Queues()
        self._last = (time.perf_counter(), time.thread_time())
        self._longest = Block()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @contextmanager
    def watching(self) -> Iterator[list[Block]]:
        """Watch what happens inside; afterwards the list holds the longest block of its own."""
        gc.collect(0)
        self._beat()
        self._longest = Block()
        found: list[Block] = []
        yield found
        found.append(self._longest)

    def _beat(self) -> None:
        now, last = (time.perf_counter(), time.thread_time()), self._last
        own_queue, other_queue = self._queues.since_last()
        self._last = now
        clock, ran = now[0] - last[0] - BEAT_MS / 1000, now[1] - last[1]
        waited = max(0.0, clock - ran - own_queue - other_queue)
        block = Block(1000 * clock, 1000 * ran, 1000 * waited)
        if block.own > self._longest.own:
            self._longest = block


class _Queues:
    """How long the threads of this process stood in the queue for a core. Zero where Linux is not there."""

    def __init__(self) -> None:
        self._me = threading.get_native_id()
        self._can_tell = _THREADS.is_dir()  # once: a sixth of what the window's thread did was to ask this
        self._files: dict[int, int] = {}
        self._known: dict[int, int] = {}
        self.since_last()

    def since_last(self) -> tuple[float, float]:
        """Seconds since the last call: of this thread, and of the other one that stood there longest.

        Only one thread holds Python's lock at a time, so the others' times are not added up.
        """
        if not self._can_tell:
            return 0.0, 0.0
        own, longest = 0, 0
        with os.scandir(_THREADS) as threads:
            numbers = [int(entry.name) for entry in threads]
        for number in numbers:
            queued = self._queued(number)
            since = queued - self._known.get(number, 0)
            self._known[number] = queued
            if number == self._me:
                own = since
            else:
                longest = max(longest, since)
        return own / 1e9, longest / 1e9

    def _queued(self, thread: int) -> int:
        """Nanoseconds. The file stays open: this is asked five hundred times a second."""
        try:
            if thread not in self._files:
                self._files[thread] = os.open(_THREADS / str(thread) / "schedstat", os.O_RDONLY)
            return int(os.pread(self._files[thread], 64, 0).split()[1])
        except OSError:  # it has ended since
            if thread in self._files:
                os.close(self._files.pop(thread))
            return self._known.get(thread, 0)
