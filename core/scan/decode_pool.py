"""Decodes photos in processes of their own: a file that crashes or hangs a decoder costs only itself.

    files --submit--> [ sixteen per worker under way ] --in order--> DecodedPhoto | KnownCopy | Skipped

Processes, because no thread can be stopped inside native code.
"""

import logging
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from pebble import ProcessExpired

from core.embed.order import ModelOrder
from core.errors import ScanError, UnreadablePhoto
from core.photo import DecodedPhoto, ImageFile, KnownCopy, Skipped
from core.progress import CancelToken
from core.scan.crew import Crew
from core.scan.decode import decode
from core.scan.reading import Decoder, read
from core.scan.worker import CRASHED, NO_MEMORY, UNABLE, nothing
from core.scan.worker_processes import WorkerProcesses

_log = logging.getLogger(__name__)

Outcome = DecodedPhoto | KnownCopy | Skipped

UNDER_WAY_PER_WORKER = 16
"""Enough that a slow file does not idle the others; few enough that memory stays flat (170 kB a photo)."""

WINDOW_FIRST = 5
"""How far workers step back behind a window, which has to answer while they decode (Unix's niceness).

A command runs as it was started: its person waits for nothing else, or says `nice`. On a busy machine that is
a fair share of the cores instead of what others leave.
"""

_GRACE_S = 15
"""How much later than a file's limit the pool itself is given up: a worker that was killed from outside may
have died with the pool's lock in its hands."""


class HasPath(Protocol):
    """What a worker can be given: something that tells which file to name if it fails."""

    @property
    def path(self) -> Path: ...


Item = TypeVar("Item", bound=HasPath)
Found = TypeVar("Found")


class WorkerPool(Generic[Item, Found]):
    """Worker processes that do one kind of work. Use it in a `with`; one thread at a time.

    Args:
        work: what a worker runs on an item; a function of a module, since its name is what crosses to the
        worker. workers: how many processes. timeout_s: seconds after which an item is given up. niceness:
        how far the workers step back behind other programs; see `WINDOW_FIRST`. settings: what `work` gets
        after the item. crew: the processes, if they are shared with other pools; they outlive this one.
        ahead: items that are under way for each process.
    """

    def __init__(
        self,
        work: Callable[..., Found],
        workers: int,
        timeout_s: float,
        niceness: int = 0,
        settings: tuple[Any, ...] = (),
        crew: Crew | None = None,
        ahead: int = UNDER_WAY_PER_WORKER,
    ) -> None:
        self._work = work
        self._workers = workers
        self._timeout_s = timeout_s
        self._settings = settings
        self._crew = crew or Crew(niceness)
        self._is_shared = crew is not None
        self._ahead = ahead
        self._begun: dict[Path, _Task[Item, Found]] = {}

    @property
    def crew(self) -> Crew:
        """The processes."""
        return self._crew

    def __enter__(self) -> Self:
        """Start the workers. They take a moment to import, which the caller need not wait for."""
        self._crew.enlist(self._workers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers, at once and whatever they do; those that are shared stay."""
        self._crew.release()
        if not self._is_shared:
            self._crew.end()
        for task in self._begun.values():
            task.future.cancel()
        self._begun.clear()

    def begin(self, items: Iterable[Item]) -> None:
        """Let workers begin with items that `outcomes` will be asked for first, in this order.

        Not more than are under way at a time. What `outcomes` is not asked for is done in vain.
        """
        self._begun |= {item.path: self._submit(item) for item in items}

    def outcomes(self, items: Iterable[Item], cancel: CancelToken) -> Iterator[Found | Skipped]:
        """Work on items, giving one outcome for each, in their order.

        Items are taken from the iterable as outcomes are consumed: `ahead` per worker are under way.

        Raises:
            ScanError: the processes end before they do anything, however often they are started.
            Cancelled: within a tenth of a second of `cancel`, even while a worker hangs.
        """
        source = iter(items)
        under_way: deque[_Task[Item, Found]] = deque()
        try:
            while True:
                room = self._ahead * self._workers - len(under_way)
                under_way.extend(self._submit(item) for item in islice(source, room))
                if not under_way:
                    return
                yield self._outcome(under_way[0], cancel)
                under_way.popleft()
        finally:
            for task in under_way:
                task.future.cancel()

    def _submit(self, item: Item) -> "_Task[Item, Found]":
        begun = self._begun.pop(item.path, None)
        if begun is not None and begun.item == item:
            return begun
        try:
            return self._submit_to(self._crew.processes, item)
        except RuntimeError:  # they broke down between two items
            self._crew.renew()
            return self._submit_to(self._crew.processes, item)

    def _submit_to(self, processes: WorkerProcesses, item: Item) -> "_Task[Item, Found]":
        future = processes.submit(_work, self._work, item, self._settings, timeout_s=self._timeout_s)
        return _Task(item, future, processes)

    def _outcome(self, task: "_Task[Item, Found]", cancel: CancelToken) -> Found | Skipped:
        """Wait for one file. If the pool broke under it, try the file once more, alone.

        Raises:
            ScanError: it was no fault of the file: the processes do nothing at all.
        """
        try:
            return self._result(task, cancel)
        except BrokenExecutor:
            if self._crew.is_at_work(task.processes):
                self._crew.renew()
        try:
            return self._result(self._submit(task.item), cancel)
        except BrokenExecutor:
            self._crew.renew()
        if not self._can_work(task.item, cancel):
            raise ScanError(UNABLE)
        return Skipped(task.item.path, CRASHED)

    def _can_work(self, item: Item, cancel: CancelToken) -> bool:
        """Whether the processes do anything: give them nothing to do."""
        processes = self._crew.processes
        try:
            future: Future[Any] = processes.submit(nothing, timeout_s=self._timeout_s)
            return self._result(_Task[Item, Any](item, future, processes), cancel) is None
        except (BrokenExecutor, RuntimeError):  # it broke down, or had broken down already
            return False

    def _result(self, task: "_Task[Item, Found]", cancel: CancelToken) -> Found | Skipped:
        """Wait for a task.

        Raises:
            BrokenExecutor: the pool broke, or was started again since, or lost the task: the limit that
                it sets to a decoder has long passed.
        """
        give_up = time.monotonic() + self._timeout_s + _GRACE_S
        while not task.future.done():
            cancel.check()
            if not self._crew.is_at_work(task.processes) or time.monotonic() > give_up:
                raise BrokenExecutor
            wait([task.future], timeout=0.1)
        cancel.check()
        try:
            outcome = task.future.result()
        except TimeoutError:
            return Skipped(task.item.path, f"Decoding took longer than {self._timeout_s:g} seconds.")
        except ProcessExpired:
            return Skipped(task.item.path, CRASHED)
        except CancelledError as error:
            raise BrokenExecutor from error
        if isinstance(outcome, _Bug):
            _log.error("Decoding %a failed:\n%s", str(task.item.path), outcome.trace)  # names hold newlines
            return Skipped(task.item.path, "The decoder failed on this file.")
        return outcome


class DecodePool(WorkerPool[ImageFile, DecodedPhoto | KnownCopy]):
    """Worker processes that decode photos, unless they are copies of known ones.

    Args:
        side: the model's input size.
        workers: how many processes.
        model: embeds what was decoded, in the processes; None where somebody else will.
        timeout_s: seconds after which a file's decoder is stopped and the file skipped.
        decoder: what decodes; a test may bring its own.
        niceness: how far the workers step back behind other programs.
        crew: the processes, if they are shared with other pools.
    """

    def __init__(
        self,
        side: int,
        workers: int,
        timeout_s: float = 60,
        decoder: Decoder = decode,
        niceness: int = 0,
        crew: Crew | None = None,
        model: ModelOrder | None = None,
    ) -> None:
        super().__init__(read, workers, timeout_s, niceness, (decoder, side, model), crew)

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[Outcome]:
        """Decode files, giving one outcome for each, in their order; see `outcomes`."""
        return self.outcomes(files, cancel)


@dataclass(frozen=True)
class _Task(Generic[Item, Found]):
    item: Item
    future: "Future[Found | Skipped | _Bug]"
    processes: WorkerProcesses


@dataclass(frozen=True, slots=True)
class _Bug:
    """A failure that no decoder should have; as text, since not every exception crosses processes."""

    trace: str


def _work(work: Callable[..., Found], item: HasPath, settings: tuple[Any, ...]) -> Found | Skipped | _Bug:
    """In a worker: work on one item. Nothing may be raised, and everything returned must pickle."""
    try:
        return work(item, *settings)
    except UnreadablePhoto as error:
        return Skipped(item.path, str(error))
    except MemoryError:
        return Skipped(item.path, NO_MEMORY)
    except BaseException:  # Rust codecs panic with a BaseException
        return _Bug(traceback.format_exc())
