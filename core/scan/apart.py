"""Photos for a program that decodes nothing itself: each is read in a process of its own, as a scan's are.

    path --submit--> [ one or two workers, started at the first photo ] --pixels--> picture | UnreadablePhoto

A file that crashes or hangs a decoder then costs a sentence, and not the window or the command.
"""

import atexit
import logging
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from pebble import ProcessExpired
from PIL import Image

from core.cores import usable_cores
from core.errors import UnreadablePhoto
from core.photo import DecodedPhoto, ImageFile, Pixels
from core.progress import Cancelled, CancelToken
from core.scan.decode import decode, open_upright
from core.scan.worker import CRASHED, NO_MEMORY
from core.scan.worker_processes import WorkerProcesses

_log = logging.getLogger(__name__)

TIMEOUT_S = 60.0
"""After so many seconds a photo is given up, as in a scan."""

T = TypeVar("T")


def decode_apart(file: ImageFile, side: int, cancel: CancelToken | None = None) -> DecodedPhoto:
    """`core.scan.decode.decode` in a worker. Any thread but the GUI's: it waits.

    Raises:
        UnreadablePhoto: the file cannot be read, or its decoder crashed or took too long.
        Cancelled: `cancel` was raised.
    """
    return apart(partial(decode, file, side), cancel)


def open_apart(
    path: Path,
    max_side: int | None = None,
    cancel: CancelToken | None = None,
    *,
    with_alpha: bool = False,
) -> Image.Image:
    """`core.scan.decode.open_upright` in a worker. Any thread but the GUI's: it waits.

    Raises:
        UnreadablePhoto: the file cannot be read, or its decoder crashed or took too long.
        Cancelled: `cancel` was raised.
    """
    return Image.fromarray(apart(partial(_pixels, path, max_side, with_alpha), cancel))


def apart(work: Callable[[], T], cancel: CancelToken | None = None, timeout_s: float = TIMEOUT_S) -> T:
    """Do something with a file from outside in a worker, and wait for it.

    Args:
        work: what to do; a function of a module or a `partial` of one, since it has to cross. It may raise
            `UnreadablePhoto`; its result crosses back.
        cancel: asked ten times a second, as is whether the workers are still there.
        timeout_s: the worker is stopped after so many seconds.

    Raises:
        UnreadablePhoto: what the work raised, or it crashed, or it took too long.
        Cancelled: `cancel` was raised, or `stop` ended the workers.
    """
    for _ in range(2):  # if the pool breaks under a photo, the photo is tried once more
        task = _Submitted(work, timeout_s)
        try:
            return _result(task, cancel)
        except BrokenExecutor as error:
            if task.pool is _stopped:  # since it was looked at last
                raise Cancelled from error
            _end(task.pool)
    raise UnreadablePhoto(CRASHED)


def prepare() -> None:
    """Start the workers now, to have them when the first photo is asked for. Waits for nothing."""
    with _lock:
        _started()


def stop() -> None:
    """End the workers, whatever they do and whoever waits for it. The next photo starts them again."""
    global _stopped
    _stopped = _pool
    _end(_pool)


_lock = threading.Lock()
_pool: WorkerProcesses | None = None
_stopped: WorkerProcesses | None = None
"""The workers that `stop` ended last: pebble leaves what they had not done pending for ever."""


def _started() -> WorkerProcesses:
    """The workers; the lock must be held."""
    global _pool
    if _pool is None:
        _pool = WorkerProcesses(min(2, usable_cores()))  # the two photos that are compared
        atexit.register(stop)
    return _pool


def _end(pool: WorkerProcesses | None) -> None:
    global _pool
    if pool is not None:
        with _lock:
            if _pool is pool:
                _pool = None
        pool.end()


class _Submitted(Generic[T]):
    """A piece of work under way. It ends some time after its limit, even if the pool loses it."""

    def __init__(self, work: Callable[[], T], timeout_s: float) -> None:
        global _pool
        self.timeout_s = timeout_s
        self.give_up = time.monotonic() + 4 * timeout_s + 15  # others may be before it
        with _lock:
            if _pool is not None and not _pool.active:
                _pool = None
            self.pool = _started()
            self.future: Future[T | _Fault] = self.pool.submit(_work, work, timeout_s=timeout_s)


def _result(task: _Submitted[T], cancel: CancelToken | None) -> T:
    """Raises BrokenExecutor where the pool broke or lost the task, Cancelled where it was stopped."""
    try:
        while not task.future.done():
            if cancel is not None:
                cancel.check()
            if task.pool is _stopped:
                raise Cancelled
            if not task.pool.active or time.monotonic() > task.give_up:
                raise BrokenExecutor
            wait([task.future], timeout=0.1)
        outcome = task.future.result()
    except TimeoutError as error:
        raise UnreadablePhoto(f"Decoding took longer than {task.timeout_s:g} seconds.") from error
    except (ProcessExpired, CancelledError) as error:
        if task.pool is _stopped:
            raise Cancelled from error
        if isinstance(error, CancelledError):
            raise BrokenExecutor from error
        raise UnreadablePhoto(CRASHED) from error
    finally:
        task.future.cancel()
    if isinstance(outcome, _Fault):
        if outcome.reason:
            raise UnreadablePhoto(outcome.reason)
        _log.error("A decoder failed:\n%s", outcome.trace)
        raise UnreadablePhoto("The decoder failed on this file.")
    return outcome


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why there is no result: a sentence, or the trace of a bug."""

    reason: str = ""
    trace: str = ""


def _work(work: Callable[[], T]) -> T | _Fault:
    """In a worker. Nothing may be raised, and everything returned must pickle."""
    try:
        return work()
    except UnreadablePhoto as error:
        return _Fault(str(error))
    except MemoryError:
        return _Fault(NO_MEMORY)
    except BaseException:  # Rust codecs panic with a BaseException
        return _Fault(trace=traceback.format_exc())


def _pixels(path: Path, max_side: int | None, with_alpha: bool) -> Pixels:
    return np.asarray(open_upright(path, max_side, with_alpha=with_alpha))
