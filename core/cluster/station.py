"""What a worker of the cluster does: some items at a time, in processes of its own.

    items --inside the roots? there?--> [ a decode process per thread ] --finish--> Delivery

The worker itself opens no file from outside, so that one that crashes or hangs a decoder costs only itself,
and never a worker. Each of its threads has a process of its own, and a model of its own.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from core import __version__
from core.catalog.skips import UNOPENED
from core.cluster.reasons import OUTSIDE
from core.embed.embedder import Embedder
from core.embed.order import ModelOrder, close, opened
from core.errors import ScanError
from core.photo import DecodedPhoto, ImageFile, Skipped
from core.progress import CancelToken
from core.scan.decode_pool import HasPath, WorkerPool

Item = TypeVar("Item", bound=HasPath)
Found = TypeVar("Found")

MAY_START_NONE = (
    "A worker of the cluster may start no processes to decode in. Start workers with: neardup worker ADDRESS "
    "(or with DASK_DISTRIBUTED__WORKER__DAEMON=False)."
)


@dataclass(frozen=True)
class Order(Generic[Item, Found]):
    """What is to be done with items, on whichever machine.

    Args:
        work: what a decode process does with an item; a function of a module.
        settings: what it gets after the item.
        timeout_s: seconds after which an item is given up.
        roots: what may be read.
        paths: what an item reads.
        model: embeds what was decoded; None where there is nothing to embed.
        version: NearDup's.
    """

    work: Callable[..., Found]
    settings: tuple[Any, ...]
    timeout_s: float
    roots: tuple[Path, ...]
    paths: Callable[[Item], Iterable[Path]]
    model: ModelOrder | None = None
    version: str = __version__


@dataclass(frozen=True)
class Delivery(Generic[Found]):
    """What became of some items, one outcome for each; none where this worker runs another NearDup.

    `unseen` are the places of items whose files this worker does not see as the scan does. `sighted` says
    whether it sees anything in the scanned folders: storage that is not mounted is an empty folder, or none.
    """

    outcomes: tuple[Found | Skipped, ...]
    unseen: tuple[int, ...] = ()
    sighted: bool = True
    version: str = __version__
    backend: str = ""


def work_on(order: Order[Item, Found], items: Sequence[Item], sure: bool) -> Delivery[Found]:
    """In a worker of the cluster: work on some items.

    Args:
        order: what to do.
        items: with what.
        sure: whether the scan itself does not see their files either, so that this is the outcome.

    Raises:
        ModelError: this worker does not have the scan's model.
        ScanError: it may start no process to decode in.
    """
    if order.version != __version__:
        return Delivery(())
    if multiprocessing.current_process().daemon:
        raise ScanError(MAY_START_NONE)
    real = [Path(os.path.realpath(root)) for root in order.roots]
    inside = [_is_inside(order.paths(item), order.roots, real) for item in items]
    seen = [sure or is_seen(item, order.paths(item)) for item in items]
    wanted = [item for item, *said in zip(items, inside, seen, strict=True) if all(said)]
    jobs = [_Job(item.path, item, order.work, order.settings) for item in wanted]
    found = iter(_pool_for(order.timeout_s).outcomes(jobs, CancelToken()))
    outcomes: list[Found | Skipped] = []
    unseen: list[int] = []
    for place, item in enumerate(items):
        if not inside[place]:
            outcomes.append(Skipped(item.path, OUTSIDE))
            continue
        outcome = next(found) if seen[place] else Skipped(item.path, UNOPENED)
        unopened = isinstance(outcome, Skipped) and outcome.reason.startswith(UNOPENED)
        if unopened and not sure and not is_seen(item, order.paths(item)):
            unseen.append(place)
        outcomes.append(outcome)
    sighted = not unseen or all(has_something(root) for root in order.roots)
    if order.model is None:
        return Delivery(tuple(outcomes), tuple(unseen), sighted)
    embedder = opened(order.model)
    return Delivery(tuple(_embedded(outcomes, embedder)), tuple(unseen), sighted, backend=embedder.backend)


def _is_inside(paths: Iterable[Path], roots: Sequence[Path], real: Sequence[Path]) -> bool:
    """Whether paths lie below the roots as they are written, and where links lead on this machine too."""
    return all(
        any(path.is_relative_to(root) for root in roots)
        and any(Path(os.path.realpath(path)).is_relative_to(root) for root in real)
        for path in paths
    )


def is_seen(item: HasPath, paths: Iterable[Path]) -> bool:
    """Whether this machine sees some files, and a photo as the walk saw it. No file is opened."""
    try:
        found = [path.stat() for path in paths]
    except (OSError, ValueError):
        return False
    if isinstance(item, ImageFile):
        return all(_is_same(item, status) for status in found)
    return True


def _is_same(file: ImageFile, status: os.stat_result) -> bool:
    """Whether a file is what a walk saw, perhaps through another machine's mount of the same storage.

    Numbers of devices and files are each machine's own, and SMB tells times in other steps than NFS.
    """
    return status.st_size == file.size and abs(status.st_mtime_ns - file.mtime_ns) < _SAME_TIME_NS


def has_something(root: Path) -> bool:
    """Whether there is anything at a root: a file, or a folder with something in it."""
    try:
        return root.is_file() or any(root.iterdir())
    except OSError:
        return False


_SAME_TIME_NS = 2_000_000_001


@dataclass(frozen=True)
class _Job:
    """An item, and what is to be done with it."""

    path: Path
    item: Any
    work: Callable[..., Any]
    settings: tuple[Any, ...]


def _do(job: _Job) -> Any:
    """In a decode process."""
    return job.work(job.item, *job.settings)


class _Thread(threading.local):
    """What a thread of the worker keeps between orders."""

    pool: tuple[float, WorkerPool[_Job, Any]] | None = None
    at_exit: Finalize | None = None
    """Ends the pool; earlier than at the process's end where it is called."""


_thread = _Thread()


def _pool_for(timeout_s: float) -> WorkerPool[_Job, Any]:
    """This thread's decode process, kept from order to order."""
    if _thread.pool is not None and _thread.pool[0] == timeout_s:
        return _thread.pool[1]
    leave()
    pool = WorkerPool[_Job, Any](_do, 1, timeout_s)
    # A process that ends kills its children and waits for them, and a pool puts others in their place.
    _thread.at_exit = Finalize(None, pool.__exit__, (None, None, None), exitpriority=1)
    pool.__enter__()
    _thread.pool = timeout_s, pool
    return pool


def leave() -> None:
    """End what this thread keeps in between."""
    if _thread.at_exit is not None:
        _thread.at_exit()
    _thread.pool = _thread.at_exit = None
    close()


def _embedded(outcomes: Sequence[Any], embedder: Embedder) -> list[Any]:
    """Outcomes with vectors in place of pixels; one content is embedded once."""
    photos = [outcome for outcome in outcomes if isinstance(outcome, DecodedPhoto)]
    first = {photo.sha256: photo for photo in reversed(photos)}
    if not first:
        return list(outcomes)
    vectors = dict(zip(first, embedder.embed(np.stack([one.pixels for one in first.values()])), strict=True))
    return [
        outcome.with_vector(vectors[outcome.sha256]) if isinstance(outcome, DecodedPhoto) else outcome
        for outcome in outcomes
    ]
