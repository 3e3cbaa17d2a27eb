"""The processes that decode for this one: how they are started, and how they end without a word.

    WorkerProcesses --start--> [ spawned, deaf to Ctrl-C ] --end--> all of them gone, then the pool's locks

Spawned, because a fork of a program with threads (Qt's, ONNX Runtime's) may inherit a lock that nobody will
release.
"""

import signal
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from pebble import ProcessPool

from core.scan.worker import nothing, settle

T = TypeVar("T")

FILES_PER_WORKER = 4
"""Fewer are not worth one more process: to start it takes as long as decoding five photos of 12 MP."""


class WorkerProcesses:
    """Processes that work for this one, started at once. Any thread may use them.

    Args:
        count: how many.
        niceness: how far they step back behind other programs.
        prepare: the module that has what they will do; they import it before they are asked for anything.
    """

    def __init__(self, count: int, niceness: int = 0, prepare: str = "") -> None:
        self._context = _Context()
        self._ending = threading.Lock()
        self._pool = ProcessPool(
            count, initializer=settle, initargs=(niceness, prepare), context=self._context
        )
        self._pool.schedule(nothing)  # a pool starts its workers with its first task

    @property
    def active(self) -> bool:
        """Whether they take work: not once they were ended, and not once the pool broke."""
        return self._pool.active

    def submit(self, work: Callable[..., T], *args: object, timeout_s: float) -> "Future[T]":
        """Give them a piece of work; a worker that takes longer is stopped.

        Args:
            work: a function of a module, or a `partial` of one: its name is what crosses. args: what it gets.
            timeout_s: counted from when a worker takes it.

        Raises:
            RuntimeError: they take no more work.
        """
        return self._pool.schedule(work, args, timeout=timeout_s)

    def end(self) -> None:
        """Stop them, whatever they do, and wait until they are gone. Several threads may ask for it at once.

        What they had not done stays pending for ever.
        """
        with self._ending:  # pebble's `join` is made for one thread
            self._pool.stop()
            self._context.end()
            self._pool.join()


class _Context(SpawnContext):
    """Starts a pool's processes, and ends them before the pool does.

    pebble takes its locks away first and ends its workers then: one that is just starting finds no lock and
    writes a trace to the terminal.
    """

    def __init__(self) -> None:
        self._processes: list[_Worker] = []
        self._lock = threading.Lock()
        self._ended = False

    def Process(  # pyright: ignore[reportIncompatibleVariableOverride]  # noqa: N802 - multiprocessing's name
        self, *args: Any, **settings: Any
    ) -> "_Worker":
        return _Worker(self, *args, **settings)

    def start(self, process: "_Worker") -> None:
        """Start a process.

        Raises:
            ChildProcessError: `end` was called, so that nobody would end this one.
        """
        with self._lock:
            if self._ended:
                raise ChildProcessError
            with interrupts_blocked():
                SpawnProcess.start(process)
            self._processes = [*(one for one in self._processes if one.is_alive()), process]

    def end(self) -> None:
        """Stop what was started and wait until it is gone; start no more."""
        with self._lock:
            self._ended = True
            for process in self._processes:
                process.kill()
            for process in self._processes:
                process.join()


class _Worker(SpawnProcess):
    """A process that asks its context before it starts."""

    def __init__(self, context: _Context, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._context = context

    def start(self) -> None:
        self._context.start(self)

    def __getstate__(self) -> dict[str, Any]:
        """What crosses to the process: its context stays here."""
        return {name: value for name, value in self.__dict__.items() if name != "_context"}


@contextmanager
def interrupts_blocked() -> Generator[None]:
    """What is started here hears no Ctrl-C: a terminal sends it to all processes, their parent answers it.

    Windows has no such mask; there a process that is still importing writes a trace.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
