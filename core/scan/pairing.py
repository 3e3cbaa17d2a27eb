"""Finding the matches of new contents: close pairs by their cosines, then the evidence for each."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, embeddings, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.lsh.candidates import candidate_pairs
from core.lsh.sweep import near_pairs
from core.lsh.tuning import max_hamming, sweep_is_cheaper
from core.match.verify import Contents, compare_all, verify
from core.photo import BucketKeys, Embeddings
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.evidence import ClosePairs, EvidenceRoom
from core.scan.hash_tables import HashTables
from core.settings import LshParams


def find_pairs(
    catalog: Catalog, model: int, spec: ModelSpec, tables: HashTables, report: Reporter, cancel: CancelToken
) -> None:
    """Compare every content that has not been compared with all the others, and store what matches.

    Raises:
        Cancelled: what was found is stored; what was not compared is compared next time.
    """
    with catalog.read() as connection:
        waiting = embeddings.not_compared(connection, model)
        library = embeddings.count(connection, model)
    if not waiting:
        return
    evidence = EvidenceRoom(catalog, spec)
    meter = Meter(report, Stage.MATCH)
    done = 0
    for close in _close_pairs(catalog, model, spec, tables, waiting, library):
        cancel.check()
        for judged, matches in evidence.judge(close):
            cancel.check()
            with catalog.write() as connection:
                similar.add(connection, model, matches)
            done += judged
            meter.at(done)
    with catalog.write() as connection:
        embeddings.set_compared(connection, model, True, waiting)


def _close_pairs(
    catalog: Catalog, model: int, spec: ModelSpec, tables: HashTables, waiting: set[int], library: int
) -> Iterator[ClosePairs]:
    """Pairs worth a close look. Here the size of the library, and of what is new, chooses the way to them.

    - A matrix product of what is new with everything misses nothing, and is the quickest up to about
      10,000 new photos of 1,280 numbers each, or 20,000 of 256.
    - Beyond that a sweep over all sketches, or the buckets of the hash tables, whichever costs less
      (`core.lsh.tuning.sweep_is_cheaper`); they find what lies at the threshold for one scene.
    """
    at_least = spec.thresholds.candidate_among(library)
    if len(waiting) * library * spec.dim <= _MULTIPLIED:
        return _by_product(catalog, model, spec, waiting, at_least)
    return _by_sketches(catalog, model, spec, tables, waiting, at_least)


_MULTIPLIED = 1.2e11
"""Multiplications that one look for pairs may spend on matrix products: two or three seconds on two cores."""


def _by_product(
    catalog: Catalog, model: int, spec: ModelSpec, waiting: set[int], at_least: float
) -> Iterator[ClosePairs]:
    with catalog.read() as connection:
        fresh, vectors = embeddings.vectors_of(connection, model, waiting, spec.dim)
        yield from compare_all(
            fresh, vectors, embeddings.all_vectors(connection, model, spec.dim, _BLOCK_ROWS), at_least
        )


_BLOCK_ROWS = 1024


def _by_sketches(
    catalog: Catalog, model: int, spec: ModelSpec, tables: HashTables, waiting: set[int], at_least: float
) -> Iterator[ClosePairs]:
    with catalog.read() as connection:
        contents, keys = buckets.all_keys(connection, tables.id, tables.params.tables)
    fresh = np.isin(contents, np.fromiter(waiting, dtype=np.int64, count=len(waiting)))

    def fetch(ids: list[int]) -> tuple[Contents, Embeddings]:
        with catalog.read() as connection:
            return embeddings.vectors_of(connection, model, ids, spec.dim)

    rows = _candidates(keys, tables.params, spec.thresholds.same_scene, fresh)
    yield from verify((contents[block] for block in rows), fetch, at_least)


def _candidates(
    keys: BucketKeys, params: LshParams, cosine: float, fresh: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Pairs of rows worth an exact cosine."""
    if sweep_is_cheaper(params, len(keys), cosine, int(fresh.sum())):
        return near_pairs(keys, params, cosine, fresh, _BLOCK_PAIRS)
    return candidate_pairs(keys, params.bits, params.probes, fresh, max_hamming(params, cosine), _BLOCK_PAIRS)


_BLOCK_PAIRS = 1 << 14
"""Candidates per block: their vectors are fetched together, 80 MB at worst for 1,280 dimensions."""
