"""Finding the matches of contents that are new: buckets to candidates to exact cosines to the catalogue."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, embeddings, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.lsh.candidates import candidate_pairs
from core.lsh.tuning import max_hamming
from core.match.verify import verify
from core.photo import Embeddings
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.hash_tables import HashTables


def find_pairs(
    catalog: Catalog, model: int, spec: ModelSpec, tables: HashTables, report: Reporter, cancel: CancelToken
) -> int:
    """Compare every content that has not been compared with all the others, and store what is similar.

    Returns:
        the number of candidates whose cosine was computed.

    Raises:
        Cancelled: what was found is stored; what was not compared is compared next time.
    """
    at_least = spec.thresholds.same_scene
    with catalog.read() as connection:
        waiting = embeddings.not_compared(connection, model)
        if not waiting:
            return 0
        contents, keys = buckets.all_keys(connection, tables.id, tables.params.tables)
    fresh = np.isin(contents, np.fromiter(waiting, dtype=np.int64, count=len(waiting)))
    nearest = max_hamming(tables.params, at_least)
    compared = 0

    def proposed() -> Iterator[NDArray[np.int64]]:
        nonlocal compared
        for rows in candidate_pairs(keys, tables.params.bits, tables.params.probes, fresh, nearest, _BLOCK):
            cancel.check()
            compared += len(rows)
            yield np.sort(contents[rows], axis=1)

    def fetch(ids: list[int]) -> tuple[NDArray[np.int64], Embeddings]:
        with catalog.read() as connection:
            return embeddings.vectors_of(connection, model, ids, spec.dim)

    meter = Meter(report, Stage.MATCH)
    for close in verify(proposed(), fetch, at_least):
        cancel.check()
        if close:
            with catalog.write() as connection:
                similar.add(connection, model, close)
        meter.at(compared)
    with catalog.write() as connection:
        embeddings.set_compared(connection, model, True, waiting)
    return compared


_BLOCK = 1 << 14
"""Candidates per block: their vectors are fetched together, 80 MB at worst for 1,280 dimensions."""
