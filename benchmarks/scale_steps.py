"""What `benchmarks/scale.py` measures of one made-up library; each step in a process of its own."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic_library import COSINES, DIM, THRESHOLD, planted, vectors
from core import integer_product
from core.catalog import embeddings, photos
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec, Thresholds
from core.photo import DecodedPhoto, Embeddings, ExifFacts, ImageBatch, ImageFile
from core.progress import CancelToken
from core.scan import pairing
from core.scan.hash_tables import add_to_tables, prepare_tables, stored_tables
from core.search.query import find_similar
from core.search.query_memory import QueryMemory
from core.settings import LshSettings

SPEC = ModelSpec(
    name="synthetic",
    version="1",
    digest="synthetic",
    path=Path("synthetic"),
    input_size=16,
    dim=DIM,
    licence="none",
    thresholds=Thresholds(same_picture=0.92, same_scene=THRESHOLD, candidate=0.25),
)
ADDED = 1000
QUERIES = 300


class Stopwatch:
    """Seconds since it was made: of the clock, and of the processors, which others' work does not stretch."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> "Took":
        return Took(time.perf_counter() - self._wall, time.process_time() - self._cpu)


@dataclass(frozen=True)
class Took:
    """Seconds of the clock and of the processors."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} of processors)"


def build(path: Path, size: int) -> tuple[Took, Took, str]:
    """Make the catalogue: the photos in one go, then the hash tables, as a scan makes them anew."""
    with Catalog.open(path) as catalog:
        watch = Stopwatch()
        with catalog.write() as connection:
            model = embeddings.model_id(connection, SPEC.digest, SPEC.name, DIM)
        first = 0
        for chunk in vectors(size):
            with catalog.write() as connection:
                ids = photos.add(connection, [made_up(first + row) for row in range(len(chunk))])
                embeddings.add(connection, model, list(ids.values()), chunk)
                connection.exec_driver_sql("DELETE FROM thumbnail")  # empty here, and told apart by the goal
            first += len(chunk)
        stored = watch.read()
        watch = Stopwatch()
        tables = prepare_tables(catalog, model, SPEC, size, LshSettings(), lambda _: None, CancelToken())
        hashed = watch.read()
        with catalog.read() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shape = tables.params
        return hashed, stored, f"{shape.tables} x {shape.bits} bits, {shape.probes} probes"


def made_up(row: int) -> DecodedPhoto:
    """A photo with the row's own digest, and as much of everything else as real ones have."""
    file = ImageFile(
        Path(f"/home/somebody/Pictures/{2000 + row % 25}/DSC_{row:07}.JPG"), 3_000_000, row, 1, row + 1
    )
    digest = row.to_bytes(8, "little") * 4
    pixels = np.empty((0, 0, 3), dtype=np.uint8)
    exif = ExifFacts(camera="NIKON D750")
    return DecodedPhoto(file, digest, pixels, b"", 6016, 4016, "JPEG", 1234.5, exif)


def expected_seconds(path: Path, size: int, way: str) -> float:
    """What a way is expected to take."""
    if way == "product":
        return size * size * DIM / 1e11 / (os.cpu_count() or 1)
    with Catalog.open(path, read_only=True) as catalog:
        with catalog.read() as connection:
            tables = stored_tables(connection, 1)
        assert tables is not None
        costs = pairing.expected_seconds(tables, SPEC, size, size)
        return min(costs.values()) if way == "auto" else costs[way]


def all_pairs(path: Path, size: int, way: str) -> dict[str, Any]:
    """Find all close pairs, as a scan would with nothing compared yet."""
    dots = Counted()
    with Catalog.open(path, read_only=True) as catalog:
        with catalog.read() as connection:
            tables = stored_tables(connection, 1)
        assert tables is not None
        watch = Stopwatch()
        close = pairing.close_pairs(catalog, 1, SPEC, tables, set(range(1, size + 1)), size, _forced(way))
        pairs = np.array([pair[:2] for block in close for pair in block], dtype=np.int64).reshape(-1, 2) - 1
        took = watch.read()
    keys = np.unique(pairs[:, 0] * size + pairs[:, 1])
    everything = size * (size - 1) / 2
    text = (
        f"{took}, {len(pairs):,} pairs; dot products: short {dots.short / everything:.1%}, "
        f"whole {dots.whole / everything:.2e} of all pairs"
    )
    known = planted(size)
    return {
        "took": took,
        "text": text,
        "planted": found_by_cosine(np.isin(known.pairs[:, 0] * size + known.pairs[:, 1], keys), known.cosine),
        "brute": f"{found_of_brute_force(path, size, keys):.4f}",
    }


def _forced(way: str) -> str | None:
    return None if way == "auto" else way


class Counted:
    """Counts the dot products that finding pairs takes, by standing in the way of those who compute them."""

    def __init__(self) -> None:
        self.short = self.whole = 0
        product, verify, compare_all = (
            integer_product.IntegerProduct.__call__,
            pairing.verify,
            pairing.compare_all,
        )

        def counted_product(itself: Any, left: Any, right: Any) -> Any:
            self.short += len(left) * len(right)
            return product(itself, left, right)

        def counted_verify(candidates: Iterator[Any], *rest: Any) -> Any:
            return verify(self._passing(candidates), *rest)

        def counted_compare(fresh: Any, rows: Any, blocks: Any, at_least: float) -> Any:
            for ids, block in blocks:
                self.whole += len(fresh) * len(ids)
                yield from compare_all(fresh, rows, [(ids, block)], at_least)

        integer_product.IntegerProduct.__call__ = counted_product  # type: ignore[method-assign]
        pairing.verify = counted_verify  # type: ignore[assignment]
        pairing.compare_all = counted_compare  # type: ignore[assignment]

    def _passing(self, blocks: Iterator[Any]) -> Iterator[Any]:
        for block in blocks:
            self.whole += len(block)
            yield block


def found_by_cosine(found: np.ndarray, cosine: np.ndarray) -> str:
    """The share found at each cosine, for people."""
    return ", ".join(f"{at:g}: {found[cosine == at].mean():.4f}" for at in COSINES)


def found_of_brute_force(path: Path, size: int, keys: np.ndarray) -> float:
    """The share of the pairs at the threshold that a thousand photos have, by brute force, among `keys`."""
    rows = np.linspace(0, size - 1, min(size, 1000)).astype(np.int64)
    with Catalog.open(path, read_only=True) as catalog, catalog.read() as connection:
        _, asked = embeddings.vectors_of(connection, 1, (rows + 1).tolist(), DIM)
        true: list[np.ndarray] = []
        for contents, block in embeddings.all_vectors(connection, 1, DIM):
            one, other = np.nonzero(asked @ block.T >= THRESHOLD)
            a, b = rows[one], contents[other] - 1
            true.append(np.minimum(a, b)[a != b] * size + np.maximum(a, b)[a != b])
    return float(np.isin(np.unique(np.concatenate(true)), keys).mean())


class FixedEmbedder:
    """Answers with one vector, whatever the picture, so that a query can be asked without one."""

    spec = SPEC
    backend = "none"

    def __init__(self) -> None:
        self.vector = np.zeros((1, DIM), dtype=np.float32)

    def embed(self, images: ImageBatch) -> Embeddings:
        return self.vector


def queries(path: Path, size: int) -> tuple[str, str]:
    """Ask for the neighbours of planted photos; what it took, and the share found by cosine, for people.

    The first question reads the sketches, so it is told apart.
    """
    known = planted(size)
    chosen = np.unique(np.linspace(0, len(known.pairs) - 1, QUERIES).astype(np.int64))
    embedder, pixels = FixedEmbedder(), np.zeros((16, 16, 3), dtype=np.uint8)
    memory = QueryMemory()
    took: list[Took] = []
    found: list[bool] = []
    with Catalog.open(path, read_only=True) as catalog:
        with catalog.read() as connection:
            contents = (known.pairs[chosen, 0] + 1).tolist()
            _, asked = embeddings.vectors_of(connection, 1, contents, DIM)
        for number, row in enumerate(chosen.tolist()):
            embedder.vector = asked[number : number + 1]
            watch = Stopwatch()
            near = find_similar(pixels, catalog, embedder, cancel=CancelToken(), memory=memory)
            took.append(watch.read())
            found.append(int(known.pairs[row, 1]) + 1 in {neighbour.photo.content_id for neighbour in near})
    recall = found_by_cosine(np.array(found), known.cosine[chosen])
    wall, cpu = (1e3 * np.quantile(each, [0.5, 0.95]) for each in zip(*map(_seconds, took[1:]), strict=True))
    text = f"p50 {wall[0]:.1f} ms, p95 {wall[1]:.1f} ms ({cpu[0]:.1f} and {cpu[1]:.1f} of a processor)"
    text += f", the first {1e3 * took[0].wall:.0f} ms ({1e3 * took[0].cpu:.0f})"
    return text, recall


def _seconds(took: Took) -> tuple[float, float]:
    return took.wall, took.cpu


def add_photos(path: Path, size: int) -> tuple[Took, Took, float]:
    """Add near-duplicates of known photos to a copy, in batches as a scan does, and find their pairs."""
    batch = 32
    copy = path.with_suffix(".added")
    shutil.copyfile(path, copy)
    with Catalog.open(copy) as catalog:
        with catalog.write() as connection:
            tables = stored_tables(connection, 1)
            assert tables is not None
            embeddings.set_compared(connection, 1, True)
            originals = np.linspace(1, size, ADDED).astype(np.int64)
            _, near = embeddings.vectors_of(connection, 1, originals.tolist(), DIM)
        noise = np.random.default_rng(3).standard_normal(near.shape).astype(np.float32)
        near = 0.8 * near + 0.6 * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        near /= np.linalg.norm(near, axis=1, keepdims=True)
        watch = Stopwatch()
        for first in range(0, len(near), batch):
            rows = near[first : first + batch]
            with catalog.write() as connection:
                ids = photos.add(connection, [made_up(size + first + row) for row in range(len(rows))])
                embeddings.add(connection, 1, list(ids.values()), rows)
                add_to_tables(connection, tables, list(ids.values()), rows)
        stored = watch.read()
        watch = Stopwatch()
        with catalog.read() as connection:
            waiting = embeddings.not_compared(connection, 1)
        close = pairing.close_pairs(catalog, 1, SPEC, tables, waiting, size + len(near))
        found = {pair[:2] for block in close for pair in block}
        paired = watch.read()
    for leftover in path.parent.glob(f"{copy.name}*"):
        leftover.unlink()
    wanted = list(zip(originals.tolist(), sorted(waiting), strict=True))
    return stored, paired, sum(pair in found for pair in wanted) / len(wanted)
