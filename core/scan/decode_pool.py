"""Decodes photos in processes of their own: a file that crashes or hangs a decoder costs only itself.

    files --submit--> [ sixteen per worker under way ] --in order--> DecodedPhoto | Skipped

Processes, because no thread can be stopped inside native code; spawned, because a fork of a program
with threads (Qt's, ONNX Runtime's) may inherit a lock that nobody will release.
"""

import logging
import multiprocessing
import os
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from core.errors import UnreadablePhoto
from core.photo import DecodedPhoto, ImageFile, Skipped
from core.progress import CancelToken
from core.scan.decode import decode
from core.scan.worker import CRASHED, NO_MEMORY, nothing, settle

_log = logging.getLogger(__name__)

Decoder = Callable[[ImageFile, int], DecodedPhoto]
"""What a worker runs on a file; a function of a module, since its name is what crosses to the worker."""

Outcome = DecodedPhoto | Skipped

_UNDER_WAY_PER_WORKER = 16
"""Enough that a slow file does not idle the others; few enough that memory stays flat (170 kB a photo)."""

WINDOW_FIRST = 5
"""How far workers step back behind a window, which has to answer while they decode (Unix's niceness).

A command runs as it was started: its person waits for nothing else, or says `nice`. On a busy machine that is
a fair share of the cores instead of what others leave.
"""

_GRACE_S = 15
"""How much later than a file's limit the pool itself is given up: a worker that was killed from outside may
have died with the pool's lock in its hands."""


class DecodePool:
    """Worker processes that decode. Use it in a `with`; one thread at a time.

    Args:
        side: the model's input size.
        workers: how many processes.
        timeout_s: seconds after which a file's decoder is stopped and the file skipped.
        decoder: what decodes; a test may bring its own.
        niceness: how far the workers step back behind other programs; see `WINDOW_FIRST`.
    """

    def __init__(
        self,
        side: int,
        workers: int,
        timeout_s: float = 60,
        decoder: Decoder = decode,
        niceness: int = 0,
    ) -> None:
        self._side = side
        self._workers = workers
        self._timeout_s = timeout_s
        self._decoder = decoder
        self._niceness = niceness
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        """Start the workers. They take a moment to import, which the caller need not wait for."""
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers, at once and whatever they do."""
        self._stop()

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[Outcome]:
        """Decode files, giving one outcome for each, in their order.

        Files are taken from the iterable as outcomes are consumed: sixteen per worker are under way.

        Raises:
            Cancelled: within a tenth of a second of `cancel`, even while a worker hangs.
        """
        source = iter(files)
        under_way: deque[_Task] = deque()
        try:
            while True:
                room = _UNDER_WAY_PER_WORKER * self._workers - len(under_way)
                under_way.extend(self._submit(file) for file in islice(source, room))
                if not under_way:
                    return
                yield self._outcome(under_way[0], cancel)
                under_way.popleft()
        finally:
            for task in under_way:
                task.future.cancel()

    def _submit(self, file: ImageFile) -> "_Task":
        pool = self._pool or self._start()
        try:
            future = pool.schedule(_work, (self._decoder, file, self._side), timeout=self._timeout_s)
        except RuntimeError:  # the pool broke between two files
            pool = self._restart()
            future = pool.schedule(_work, (self._decoder, file, self._side), timeout=self._timeout_s)
        return _Task(file, future, pool)

    def _outcome(self, task: "_Task", cancel: CancelToken) -> Outcome:
        """Wait for one file. If the pool broke under it, try the file once more, alone."""
        try:
            return self._result(task, cancel)
        except BrokenExecutor:
            if task.pool is self._pool:
                self._restart()
        try:
            return self._result(self._submit(task.file), cancel)
        except BrokenExecutor:
            self._restart()
            return Skipped(task.file.path, CRASHED)

    def _result(self, task: "_Task", cancel: CancelToken) -> Outcome:
        """Wait for a task.

        Raises:
            BrokenExecutor: the pool broke, or was started again since, or lost the task: the limit that
                it sets to a decoder has long passed.
        """
        give_up = time.monotonic() + self._timeout_s + _GRACE_S
        while not task.future.done():
            cancel.check()
            if task.pool is not self._pool or time.monotonic() > give_up:
                raise BrokenExecutor
            wait([task.future], timeout=0.1)
        cancel.check()
        try:
            outcome = task.future.result()
        except TimeoutError:
            return Skipped(task.file.path, f"Decoding took longer than {self._timeout_s:g} seconds.")
        except ProcessExpired:
            return Skipped(task.file.path, CRASHED)
        except CancelledError as error:
            raise BrokenExecutor from error
        if isinstance(outcome, _Bug):
            _log.error("Decoding %a failed:\n%s", str(task.file.path), outcome.trace)  # names hold newlines
            return Skipped(task.file.path, "The decoder failed on this file.")
        return outcome

    def _start(self) -> ProcessPool:
        # As many photos as there are cores are under way: a matrix product needs no threads of its own
        # there. Here NumPy has read this variable already, and goes on as it was.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._pool = ProcessPool(
            self._workers,
            initializer=settle,
            initargs=(self._niceness,),
            context=multiprocessing.get_context("spawn"),
        )
        self._pool.schedule(nothing)  # a pool starts its workers with its first task
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _restart(self) -> ProcessPool:
        _log.warning("The decode workers broke down and are started again.")
        self._stop()
        return self._start()


@dataclass(frozen=True, slots=True)
class _Task:
    file: ImageFile
    future: "Future[Outcome | _Bug]"
    pool: ProcessPool


@dataclass(frozen=True, slots=True)
class _Bug:
    """A failure that no decoder should have; as text, since not every exception crosses processes."""

    trace: str


def _work(decoder: Decoder, file: ImageFile, side: int) -> Outcome | _Bug:
    """In a worker: decode one file. Nothing may be raised, and everything returned must pickle."""
    try:
        return decoder(file, side)
    except UnreadablePhoto as error:
        return Skipped(file.path, str(error))
    except MemoryError:
        return Skipped(file.path, NO_MEMORY)
    except BaseException:  # Rust codecs panic with a BaseException
        return _Bug(traceback.format_exc())
