"""How does finding grow with the library? Made-up vectors with known near-duplicates, in a real catalogue.

    python benchmarks/scale.py N [N ...] [--ways auto sweep cells buckets product] [--limit 600]
                               [--folder /tmp] [--peers 100000] [--plots docs/plots]

For each size it builds a catalogue of N photos without thumbnails, and prints

- seconds to store and to hash them, and bytes per photo;
- seconds to find all pairs by the way that a scan would choose ("auto") and by the others; the share of
  planted near-duplicates that was found, at each cosine, and of all pairs at the working threshold that brute
  force finds for 1,000 photos; dot products of short and of whole vectors as a share of all pairs;
- milliseconds per query, for photos of the library, asked as the window asks;
- seconds to add 1,000 photos: hash, store, and find their pairs;
- the peak memory of each step: it runs in a process of its own.

Ways that are expected to take longer than the limit are left out, and say so. With several sizes it ends with
the exponent of time against N. `--peers` puts other libraries' indexes beside it, see
`benchmarks/ann_peers.py`. Evidence is not part of it.
"""

import argparse
import math
import multiprocessing
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as main.py does

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.synthetic_library import COSINES, DIM, THRESHOLD, planted, vectors
from core.catalog import embeddings, photos
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec, Thresholds
from core.lsh import integer_product
from core.photo import DecodedPhoto, Embeddings, ExifFacts, ImageBatch, ImageFile
from core.progress import CancelToken
from core.query import find_similar
from core.scan import pairing
from core.scan.hash_tables import add_to_tables, prepare_tables, stored_tables
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
WAYS = ("auto", "sweep", "cells", "buckets", "product")
ADDED = 1000
QUERIES = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+", metavar="N")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=WAYS)
    parser.add_argument(
        "--limit", type=float, default=600, help="seconds that one way may be expected to take"
    )
    parser.add_argument("--folder", type=Path, help="where the catalogues are made; they are removed again")
    parser.add_argument("--peers", type=int, metavar="N", help="measure other libraries on so many vectors")
    parser.add_argument("--plots", type=Path, help="folder for the plot of the peers, as PNG")
    args = parser.parse_args()

    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, NumPy {np.__version__}")
    seconds: dict[int, float] = {}
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            found = measure(Path(folder) / "catalogue.sqlite3", size, args.ways, args.limit)
            if found is not None:
                seconds[size] = found
    for (small, before), (large, after) in zip(
        list(seconds.items())[:-1], list(seconds.items())[1:], strict=True
    ):
        exponent = math.log(after / before) / math.log(large / small)
        print(f"from {small:,} to {large:,} photos, time to find all pairs grows as N^{exponent:.2f}")
    if args.peers:
        from benchmarks.ann_peers import compare_peers

        compare_peers(args.peers, THRESHOLD, args.plots)


def measure(path: Path, size: int, ways: list[str], limit: float) -> float | None:
    """Print everything about one size; returns the seconds of the way that a scan would choose."""
    print(f"\n{size:,} photos, vectors of {DIM}")
    (hashed, stored, tables), peak = _alone(build, path, size)
    print(f"  build: {hashed:.1f} s to hash, {stored:.1f} s to store; tables {tables}; peak {peak:.0f} MB")
    print(f"  catalogue: {path.stat().st_size / size:.0f} bytes per photo, without thumbnails")
    chosen: float | None = None
    for way in ways:
        expected, _ = _alone(expected_seconds, path, size, way)
        if expected > limit:
            print(f"  all pairs, {way}: left out, expected to take {expected:.0f} s")
            continue
        report, peak = _alone(all_pairs, path, size, way)
        print(f"  all pairs, {way}: {report['text']}; peak {peak:.0f} MB")
        print(
            f"      found of the planted, by cosine: {report['planted']}; of brute force: {report['brute']}"
        )
        if way == "auto":
            chosen = report["seconds"]
    (median, late, recall), peak = _alone(queries, path, size)
    print(f"  query: p50 {median:.1f} ms, p95 {late:.1f} ms; planted ones found {recall}; peak {peak:.0f} MB")
    (stored, paired, recall), peak = _alone(add_photos, path, size)
    print(
        f"  add {ADDED:,}: {stored + paired:.2f} s ({stored:.2f} to hash and store, {paired:.2f} to pair), "
        f"planted ones found {recall:.3f}; peak {peak:.0f} MB"
    )
    return chosen


def _alone(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Do work in a new process; its result, and its peak memory in MB."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_and_peak, work, *arguments).result()


def _and_peak(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    result = work(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result, peak / (1e6 if sys.platform == "darwin" else 1e3)


def build(path: Path, size: int) -> tuple[float, float, str]:
    """Make the catalogue: the photos in one go, then the hash tables, as a scan makes them anew."""
    with Catalog.open(path) as catalog:
        started = time.perf_counter()
        with catalog.write() as connection:
            model = embeddings.model_id(connection, SPEC.digest, SPEC.name, DIM)
        first = 0
        for chunk in vectors(size):
            with catalog.write() as connection:
                ids = photos.add(connection, [made_up(first + row) for row in range(len(chunk))])
                embeddings.add(connection, model, list(ids.values()), chunk)
            first += len(chunk)
        stored = time.perf_counter() - started
        tables = prepare_tables(catalog, model, SPEC, size, LshSettings(), lambda _: None, CancelToken())
        hashed = time.perf_counter() - started - stored
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
        started, cpu = time.perf_counter(), time.process_time()
        close = pairing.close_pairs(catalog, 1, SPEC, tables, set(range(1, size + 1)), size, _forced(way))
        pairs = np.array([pair[:2] for block in close for pair in block], dtype=np.int64).reshape(-1, 2) - 1
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    keys = np.unique(pairs[:, 0] * size + pairs[:, 1])
    everything = size * (size - 1) / 2
    text = (
        f"{seconds:.1f} s ({cpu:.1f} s of processors), {len(pairs):,} pairs; dot products: short "
        f"{dots.short / everything:.1%}, whole {dots.whole / everything:.2e} of all pairs"
    )
    known = planted(size)
    return {
        "seconds": seconds,
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
            self.short += len(left) * right.shape[1]
            return product(itself, left, right)

        def counted_verify(candidates: Iterator[Any], *rest: Any) -> Any:
            return verify(self._passing(candidates), *rest)

        def counted_compare(fresh: Any, rows: Any, blocks: Any, at_least: float) -> Any:
            self.whole += len(fresh) * len(fresh) // 2
            return compare_all(fresh, rows, blocks, at_least)

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


def queries(path: Path, size: int) -> tuple[float, float, str]:
    """Ask for the neighbours of planted photos; p50 and p95 in milliseconds, the share found by cosine."""
    known = planted(size)
    chosen = np.linspace(0, len(known.pairs) - 1, QUERIES).astype(np.int64)
    embedder, pixels = FixedEmbedder(), np.zeros((16, 16, 3), dtype=np.uint8)
    times: list[float] = []
    found: list[bool] = []
    with Catalog.open(path, read_only=True) as catalog:
        with catalog.read() as connection:
            contents = (known.pairs[chosen, 0] + 1).tolist()
            _, asked = embeddings.vectors_of(connection, 1, contents, DIM)
        for number, row in enumerate(chosen.tolist()):
            embedder.vector = asked[number : number + 1]
            started = time.perf_counter()
            near = find_similar(pixels, catalog, embedder, cancel=CancelToken())
            times.append(1e3 * (time.perf_counter() - started))
            found.append(int(known.pairs[row, 1]) + 1 in {neighbour.photo.content_id for neighbour in near})
    recall = found_by_cosine(np.array(found), known.cosine[chosen])
    return float(np.median(times)), float(np.quantile(times, 0.95)), recall


def add_photos(path: Path, size: int) -> tuple[float, float, float]:
    """Add near-duplicates of known photos, in batches as a scan does, and find their pairs."""
    batch = 32
    with Catalog.open(path) as catalog:
        with catalog.write() as connection:
            tables = stored_tables(connection, 1)
            assert tables is not None
            embeddings.set_compared(connection, 1, True)
            originals = np.linspace(1, size, ADDED).astype(np.int64)
            _, near = embeddings.vectors_of(connection, 1, originals.tolist(), DIM)
        noise = np.random.default_rng(3).standard_normal(near.shape).astype(np.float32)
        near = 0.8 * near + 0.6 * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        near /= np.linalg.norm(near, axis=1, keepdims=True)
        started = time.perf_counter()
        for first in range(0, len(near), batch):
            rows = near[first : first + batch]
            with catalog.write() as connection:
                ids = photos.add(connection, [made_up(size + first + row) for row in range(len(rows))])
                embeddings.add(connection, 1, list(ids.values()), rows)
                add_to_tables(connection, tables, list(ids.values()), rows)
        stored = time.perf_counter() - started
        with catalog.read() as connection:
            waiting = embeddings.not_compared(connection, 1)
        close = pairing.close_pairs(catalog, 1, SPEC, tables, waiting, size + len(near))
        found = {pair[:2] for block in close for pair in block}
        paired = time.perf_counter() - started - stored
    wanted = list(zip(originals.tolist(), sorted(waiting), strict=True))
    return stored, paired, sum(pair in found for pair in wanted) / len(wanted)


if __name__ == "__main__":
    main()
