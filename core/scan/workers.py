"""Who does what takes a scan's time: processes of this machine, or those of a cluster (core/cluster/).

Workers (Protocol)       reader() reads and embeds photos, pool() does any other work on files,
│                        finder() finds close pairs, evidence() judges them
├── OwnProcesses         here: one crew of processes for all of it; the model in this one, or in many
└── ClusterWorkers       core/cluster/workers.py: each photo is embedded where it was decoded
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

import numpy as np

from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.embed.embedder import Embedder, Thresholds
from core.embed.onnx_backend import cpu_backend
from core.embed.order import ModelOrder
from core.finding.shared import SharedFinder
from core.photo import DecodedPhoto, Embeddings, ImageFile, Skipped
from core.progress import CancelToken
from core.scan.crew import Crew
from core.scan.decode import decode
from core.scan.decode_pool import DecodePool, HasPath, Outcome, WorkerPool
from core.scan.helpers import Answer, Piece
from core.scan.judging import Evidence
from core.scan.reading import Decoder, model_for
from core.scan.worker_processes import FILES_PER_WORKER

EMBEDDED_AT_ONCE = 8
"""Photos per call of the embedder: the most that a cancel waits for, and its fastest batch."""

Item = TypeVar("Item", bound=HasPath)
Found = TypeVar("Found")
ItemIn = TypeVar("ItemIn", bound=HasPath, contravariant=True)
FoundOut = TypeVar("FoundOut", covariant=True)


class Pool(Protocol[ItemIn, FoundOut]):
    """Does one kind of work on items, each of which may cost no more than itself."""

    def outcomes(self, items: Iterable[ItemIn], cancel: CancelToken) -> Iterator[FoundOut | Skipped]:
        """Work on items, giving one outcome for each, in their order; see `WorkerPool.outcomes`.

        Raises:
            ScanError: those who work have gone, and do not come back.
            Cancelled: soon after `cancel`.
        """
        ...


class Reader(Protocol):
    """Reads photos, and knows their vectors."""

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[Outcome]:
        """Decode files, giving one outcome for each, in their order; a `LikelyCopy` may be a known one.

        Raises:
            ScanError: those who read have gone, and do not come back.
            ModelError: the model cannot be used.
            Cancelled: soon after `cancel`.
        """
        ...

    def embed(self, photos: Sequence[DecodedPhoto], cancel: CancelToken) -> Embeddings:
        """The unit vectors of photos that this reader decoded.

        Raises:
            ModelError: the model failed on them.
            Cancelled: `cancel` was raised.
        """
        ...


class Workers(Protocol):
    """Who works for a scan."""

    @property
    def backend(self) -> str:
        """What runs the model, for people."""
        ...

    def reader(
        self, photos: int, decoder: Decoder = decode, *, per_worker: int = FILES_PER_WORKER
    ) -> AbstractContextManager[Reader]:
        """Who reads so many photos; at work while the context is open.

        Args:
            photos: how many there are.
            decoder: what decodes them; a function of a module.
            per_worker: photos that make one more process worth it.
        """
        ...

    def pool(
        self,
        work: Callable[[Item], Found],
        paths: Callable[[Item], Iterable[Path]],
        timeout_s: float,
        most: int,
    ) -> AbstractContextManager[Pool[Item, Found]]:
        """Who does another work; at work while the context is open.

        Args:
            work: a function of a module. It may raise `UnreadablePhoto`.
            paths: the files that it opens for an item; a function of a module.
            timeout_s: seconds after which an item is given up.
            most: processes that are worth it.
        """
        ...

    def finder(self, cancel: CancelToken) -> SharedFinder | None:
        """Who finds pairs in a large library, until `cancel`; None where nobody helps."""
        ...

    def evidence(self, catalog: Catalog, thresholds: Thresholds, cancel: CancelToken) -> Evidence:
        """Who judges close pairs of contents of a catalogue by a model's thresholds, until `cancel`."""
        ...


class OwnProcesses:
    """Processes of this machine; satisfies `Workers`. Use it in a `with`.

    Args:
        embedder: the model; see `model_for`. count: how many processes at most. niceness: how far they step
        back behind other programs. ahead: processes that read already, for the first reader.
    """

    def __init__(
        self, embedder: Embedder, count: int, niceness: int = 0, ahead: DecodePool | None = None
    ) -> None:
        self._embedder = embedder
        self._model = model_for(embedder, count)
        self._count = count
        self._ahead = ahead
        self._crew = ahead.crew if ahead else Crew(niceness)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the processes, at once and whatever they do."""
        self._crew.end()

    @property
    def backend(self) -> str:
        return self._embedder.backend if self._model is None else cpu_backend(self._count, "process")

    def reader(
        self, photos: int, decoder: Decoder = decode, *, per_worker: int = FILES_PER_WORKER
    ) -> "_OwnReader":
        if self._ahead is not None and decoder is decode:
            return _OwnReader(self._ahead, self._embedder, self._model)
        side = self._embedder.spec.input_size
        count = min(self._count, math.ceil(photos / per_worker))
        pool = DecodePool(side, count, decoder=decoder, crew=self._crew, model=self._model)
        return _OwnReader(pool, self._embedder, self._model)

    def pool(
        self,
        work: Callable[[Item], Found],
        paths: Callable[[Item], Iterable[Path]],
        timeout_s: float,
        most: int,
    ) -> WorkerPool[Item, Found]:
        return WorkerPool[Item, Found](work, max(1, min(self._count, most)), timeout_s, crew=self._crew)

    def finder(self, cancel: CancelToken) -> SharedFinder | None:
        if self._count == 1:
            return None
        return SharedFinder(_OwnHelpers(self._crew, self._count, cancel, _SECONDS_OF_A_TASK))

    def evidence(self, catalog: Catalog, thresholds: Thresholds, cancel: CancelToken) -> Evidence:
        return Evidence(catalog, thresholds, _OwnHelpers(self._crew, self._count, cancel, _SECONDS_OF_A_CASE))


class _OwnHelpers:
    """Processes of this machine that work on pairs; satisfies `Helpers`."""

    def __init__(self, crew: Crew, count: int, cancel: CancelToken, timeout_s: float) -> None:
        self.count = count
        self._crew = crew
        self._cancel = cancel
        self._timeout_s = timeout_s

    def answers(
        self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
    ) -> Iterator[Answer | Skipped]:
        workers = max(1, min(self.count, most))
        with WorkerPool[Piece, Answer](work, workers, self._timeout_s, crew=self._crew, ahead=_AHEAD) as pool:
            yield from pool.outcomes(pieces, self._cancel)


_SECONDS_OF_A_CASE = 60.0
"""A second is much, on an idle machine."""

_SECONDS_OF_A_TASK = 300.0
"""Cells of ten million photos take half a minute. What takes longer is done by the scan itself; nobody
works for so long where a process was killed with the lock of all in its hands."""

_AHEAD = 3
"""One is worked on, and the next ones wait where they cost no more than their thumbnails, a megabyte."""


class _OwnReader:
    """Decodes in processes, and embeds there or in this one."""

    def __init__(self, pool: DecodePool, embedder: Embedder, there: ModelOrder | None) -> None:
        self._pool = pool
        self._embedder = embedder
        self._there = there

    def __enter__(self) -> Self:
        self._pool.__enter__()
        if self._there is None:
            _ = self._embedder.backend  # opens the model while the workers start
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[Outcome]:
        return self._pool.decode_all(files, cancel)

    def embed(self, photos: Sequence[DecodedPhoto], cancel: CancelToken) -> Embeddings:
        vectors = np.empty((len(photos), self._embedder.spec.dim), np.float32)
        left: list[int] = []
        for row, photo in enumerate(photos):
            if photo.vector is None:
                left.append(row)
            else:
                vectors[row] = photo.vector
        for rows in batched(left, EMBEDDED_AT_ONCE):
            cancel.check()
            vectors[list(rows)] = self._embedder.embed(np.stack([photos[row].pixels for row in rows]))
        return vectors
