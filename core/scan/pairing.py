"""Finding the matches of new contents: stored keys, candidates, exact cosines, evidence, catalogue."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, embeddings, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.lsh.candidates import candidate_pairs
from core.lsh.sweep import near_pairs
from core.lsh.tuning import max_hamming, sweep_is_cheaper
from core.match.verify import verify
from core.photo import BucketKeys, Embeddings
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.evidence import EvidenceRoom
from core.scan.hash_tables import HashTables
from core.settings import LshParams


def find_pairs(
    catalog: Catalog, model: int, spec: ModelSpec, tables: HashTables, report: Reporter, cancel: CancelToken
) -> int:
    """Compare every content that has not been compared with all the others, and store what matches.

    Returns:
        the number of candidates whose cosine was computed.

    Raises:
        Cancelled: what was found is stored; what was not compared is compared next time.
    """
    at_least = spec.thresholds.candidate
    with catalog.read() as connection:
        waiting = embeddings.not_compared(connection, model)
        if not waiting:
            return 0
        contents, keys = buckets.all_keys(connection, tables.id, tables.params.tables)
    fresh = np.isin(contents, np.fromiter(waiting, dtype=np.int64, count=len(waiting)))
    compared = 0

    def proposed() -> Iterator[NDArray[np.int64]]:
        nonlocal compared
        for rows in _candidates(keys, tables.params, at_least, fresh):
            cancel.check()
            compared += len(rows)
            yield contents[rows]

    def fetch(ids: list[int]) -> tuple[NDArray[np.int64], Embeddings]:
        with catalog.read() as connection:
            return embeddings.vectors_of(connection, model, ids, spec.dim)

    meter = Meter(report, Stage.MATCH)
    evidence = EvidenceRoom(catalog, spec)
    for close in verify(proposed(), fetch, at_least):
        for matches in evidence.matches(close):
            cancel.check()
            with catalog.write() as connection:
                similar.add(connection, model, matches)
            meter.at(compared)
        meter.at(compared)
    with catalog.write() as connection:
        embeddings.set_compared(connection, model, True, waiting)
    return compared


def _candidates(
    keys: BucketKeys, params: LshParams, cosine: float, fresh: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Pairs of rows worth an exact cosine. Here the size of the library chooses the way to them."""
    if sweep_is_cheaper(params, len(keys), cosine, int(fresh.sum())):
        return near_pairs(keys, params, cosine, fresh, _BLOCK)
    return candidate_pairs(keys, params.bits, params.probes, fresh, max_hamming(params, cosine), _BLOCK)


_BLOCK = 1 << 14
"""Candidates per block: their vectors are fetched together, 80 MB at worst for 1,280 dimensions."""
