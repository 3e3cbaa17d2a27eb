"""NearDup's own ways to a photo's neighbours, and to all pairs, as `ann_peers` puts them beside others."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.ann_curve import Answers, Curve, ask, recall_of, timed
from benchmarks.scale_steps import SPEC, made_up
from benchmarks.synthetic_library import DIM
from core.catalog import buckets, embeddings, photos
from core.catalog.catalog import Catalog
from core.lsh.candidates import probe_keys
from core.lsh.cells import near_pairs_in_cells, plan_cells
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.short import shorten
from core.lsh.sketchbook import Sketchbook
from core.lsh.sweep import near_pairs
from core.progress import CancelToken
from core.scan.hash_tables import prepare_tables
from core.settings import LshSettings


def sweep(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    """NearDup's sweep, as it compares a thousand new photos with a library."""
    short, build = timed(lambda: _short(library))
    curve = Curve("NearDup, short vectors", build)
    fresh = np.zeros(len(library), dtype=np.bool_)
    fresh[asked] = True

    def work() -> Answers:
        pairs = np.concatenate(list(near_pairs(short, threshold, fresh)))
        both = np.concatenate((pairs, pairs[:, ::-1]))
        return [both[both[:, 0] == row, 1] for row in asked]

    ask(curve, "", truth, work)
    yield curve


def _short(library: np.ndarray) -> np.ndarray:
    return shorten(Hyperplanes.draw(DIM, 16, 16, 1), library)


def sketches(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    """NearDup's sketches in memory, asked as `core.search.query` asks them, one photo at a time."""
    short, build = timed(lambda: _short(library))
    packed = np.packbits(short > 0, axis=1)
    book, filled = timed(lambda: Sketchbook().with_more(np.arange(len(library)), packed))
    curve = Curve("NearDup, sketches", build + filled)
    own = short[asked].astype(np.float32)
    for most in (10, 30, 120, 480):
        ask(curve, f"{most} likeliest", truth, lambda most=most: [book.nearest(row, most) for row in own])
    yield curve


def stored_buckets(
    library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float
) -> Iterator[Curve]:
    """NearDup's hash tables in SQLite, asked as `core.search.query` asks them, one photo at a time."""
    curve = Curve("NearDup, buckets in SQLite")
    with tempfile.TemporaryDirectory() as folder, Catalog.open(Path(folder) / "c.sqlite3") as catalog:
        with catalog.write() as connection:
            model = embeddings.model_id(connection, SPEC.digest, SPEC.name, DIM)
            ids = photos.add(connection, [made_up(row) for row in range(len(library))])
            embeddings.add(connection, model, list(ids.values()), library)
        tables, curve.build = timed(
            lambda: prepare_tables(
                catalog, model, SPEC, len(library), LshSettings(), lambda _: None, CancelToken()
            )
        )
        keys, margins = tables.hyperplanes.keys(library[asked]), tables.hyperplanes.project(library[asked])
        with catalog.read() as connection:
            for most in (4, 8, 16, 24, 48):

                def work(most: int = most) -> Answers:
                    found: Answers = []
                    for key, margin in zip(keys, margins, strict=True):
                        probed = probe_keys(key, margin, 2, most)
                        by_table = {table: row.tolist() for table, row in enumerate(probed)}
                        met = buckets.lookup(connection, tables.id, by_table)
                        found.append(np.fromiter(met, dtype=np.int64) - 1)
                    return found

                ask(curve, f"{most} keys a table", truth, work)
    yield curve


def own_all_pairs(
    library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float
) -> Iterator[tuple[str, float, float]]:
    """All pairs by NearDup's two ways, done and not reckoned: name, processor seconds, recall."""
    short, build = timed(lambda: _short(library))
    plan = plan_cells(len(library), len(library), threshold)
    for name, way in (
        ("NearDup, sweep", lambda: list(near_pairs(short, threshold))),
        ("NearDup, cells", lambda: list(near_pairs_in_cells(short, threshold, plan))),
    ):
        blocks, seconds = timed(way)
        pairs = np.concatenate(blocks)
        pairs = pairs[np.isin(pairs, asked).any(axis=1)]
        both = np.concatenate((pairs, pairs[:, ::-1]))
        yield name, build + seconds, recall_of([both[both[:, 0] == row, 1] for row in asked], truth)
