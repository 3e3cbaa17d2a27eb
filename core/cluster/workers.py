"""A cluster's workers in place of a scan's own processes."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from core.catalog.catalog import Catalog
from core.cluster.connection import Connection
from core.cluster.helpers import ClusterHelpers
from core.cluster.pool import ClusterPool
from core.cluster.station import Found, Item, Order
from core.embed.embedder import ModelSpec, Thresholds
from core.embed.order import ModelOrder
from core.finding.shared import SharedFinder
from core.photo import DecodedPhoto, Embeddings, ImageFile, KnownCopy
from core.progress import CancelToken
from core.scan.decode import decode
from core.scan.decode_pool import Outcome
from core.scan.judging import Evidence
from core.scan.reading import Decoder, read
from core.scan.worker_processes import FILES_PER_WORKER
from core.settings import Accelerator

_BATCH_FOR_ONE = 4
"""Photos that go to a worker at once, times those that make one more process worth it: 16 of most, which are
a second of work. Asking costs nothing beside that."""

_BATCHES_PER_THREAD = 4
"""Fewer photos go out in smaller batches, so that each worker has some."""


class ClusterWorkers:
    """Workers of a cluster; satisfies `Workers`.

    Args:
        connection: the cluster.
        spec: the model that the scan uses.
        model: how workers find it: its name, or a path that is the same for them.
        roots: the folders that are scanned; workers read nothing else.
        accelerator: what workers with a graphics card do with it.
        timeout_s: seconds after which a photo is given up.
        folder: where vectors are laid out for the workers, who see it at the same path; that of the catalogue
            unless given.
    """

    def __init__(
        self,
        connection: Connection,
        spec: ModelSpec,
        model: str,
        roots: Sequence[Path],
        *,
        accelerator: Accelerator = Accelerator.OFF,
        timeout_s: float = 60,
        folder: Path | None = None,
    ) -> None:
        self._connection = connection
        self._spec = spec
        self._model = model
        self._roots = tuple(Path(root).resolve() for root in roots)
        self._accelerator = accelerator
        self._timeout_s = timeout_s
        self._folder = folder
        self._readers: list[_ClusterReader] = []

    @property
    def backend(self) -> str:
        count = len(self._connection.workers())
        cluster = f"{count} {'worker' if count == 1 else 'workers'} of {self._connection.place}"
        model = next((reader.backend for reader in self._readers if reader.backend), "")
        return f"{model}, {cluster}" if model else cluster

    def reader(
        self, photos: int, decoder: Decoder = decode, *, per_worker: int = FILES_PER_WORKER
    ) -> "_ClusterReader":
        threads = max(1, sum(self._connection.workers().values()))
        batch = min(_BATCH_FOR_ONE * per_worker, math.ceil(photos / (threads * _BATCHES_PER_THREAD)))
        model = ModelOrder(self._model, self._spec.digest, self._accelerator)
        order = Order[ImageFile, DecodedPhoto | KnownCopy](
            read, (decoder, self._spec.input_size, None), self._timeout_s, self._roots, paths_of_file, model
        )
        self._readers.append(
            _ClusterReader(ClusterPool(self._connection, order, max(1, batch)), self._spec.dim)
        )
        return self._readers[-1]

    def pool(
        self,
        work: Callable[[Item], Found],
        paths: Callable[[Item], Iterable[Path]],
        timeout_s: float,
        most: int,
    ) -> ClusterPool[Item, Found]:
        order = Order[Item, Found](work, (), timeout_s, self._roots, paths)
        return ClusterPool(self._connection, order, 1)

    def finder(self, cancel: CancelToken) -> SharedFinder:
        return SharedFinder(ClusterHelpers(self._connection, cancel), self._folder, far=True)

    def evidence(self, catalog: Catalog, thresholds: Thresholds, cancel: CancelToken) -> Evidence:
        return Evidence(catalog, thresholds, ClusterHelpers(self._connection, cancel))


class _ClusterReader:
    """Reads and embeds on a cluster; satisfies `Reader`."""

    def __init__(self, pool: ClusterPool[ImageFile, DecodedPhoto | KnownCopy], dim: int) -> None:
        self._pool = pool
        self._dim = dim

    @property
    def backend(self) -> str:
        """What has run the model; "" before the first photo."""
        return self._pool.backend

    def __enter__(self) -> Self:
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[Outcome]:
        return self._pool.outcomes(files, cancel)

    def embed(self, photos: Sequence[DecodedPhoto], cancel: CancelToken) -> Embeddings:
        """The vectors that came with the photos."""
        vectors = [photo.vector for photo in photos if photo.vector is not None]
        return np.stack(vectors) if vectors else np.empty((0, self._dim), np.float32)


def paths_of_file(file: ImageFile) -> tuple[Path]:
    """What is opened to decode a photo."""
    return (file.path,)
