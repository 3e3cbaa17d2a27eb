"""Finding the matches of new contents: close pairs by their cosines, then the evidence for each."""

import logging
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, drafts, embeddings, short_vectors, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.finding.search import Search
from core.finding.shared import SharedFinder
from core.lsh.candidates import candidate_pairs
from core.lsh.cells import CellPlan, near_pairs_in_cells, plan_cells
from core.lsh.newcomers import near_newcomers
from core.lsh.sweep import in_threads, near_pairs, sweep_seconds
from core.lsh.tuning import max_hamming, seconds_by_buckets
from core.match.verify import ContentPairs, Contents, compare_all, verify
from core.photo import Embeddings
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.evidence import ClosePairs
from core.scan.hash_tables import HashTables
from core.scan.judging import Evidence
from core.scan.workers import Workers

_log = logging.getLogger(__name__)

Complete = Callable[[set[int]], Iterable[int]]
"""Reads the pictures of some contents whole, and tells now and then how many were read."""


def find_pairs(
    catalog: Catalog,
    model: int,
    spec: ModelSpec,
    tables: HashTables,
    workers: Workers,
    report: Reporter,
    cancel: CancelToken,
    complete: Complete | None = None,
) -> None:
    """Compare every content that has not been compared with all the others, and store what matches.

    Args:
        workers: who finds pairs in a large library, and judges them.
        complete: reads pictures whole that are known by a small copy; without, the copies are compared.

    Raises:
        Cancelled: what was found is stored; what was not compared is compared next time.
    """
    with catalog.read() as connection:
        waiting = embeddings.not_compared(connection, model)
        library = embeddings.count(connection, model)
    if not waiting:
        return
    evidence = workers.evidence(catalog, spec.thresholds, cancel)
    meter = Meter(report, Stage.MATCH)
    meter.at(0)
    done, more = 0, True
    finder = workers.finder(cancel)
    stream = close_pairs(catalog, model, spec, tables, waiting, library, finder=finder, cancel=cancel)
    while more:
        held, more = _hold(stream, cancel)
        meter.total = None if more else done + sum(map(len, held))
        for block in held:
            close = [(int(a), int(b), cosine) for a, b, cosine in block.tolist()]
            if complete is not None and (unclear := _undecided(catalog, evidence, close)):
                for _ in complete(unclear):
                    meter.at(done)
                close = _with_new_cosines(catalog, model, spec, close, unclear)
            for judged, matches in evidence.judge(close):
                cancel.check()
                with catalog.write() as connection:
                    similar.add(connection, model, matches)
                done += judged
                meter.at(done)
    with catalog.write() as connection:
        embeddings.set_compared(connection, model, True, waiting)


def _undecided(catalog: Catalog, evidence: Evidence, close: ClosePairs) -> set[int]:
    """Contents known by a small copy only, whose pairs a look at that does not decide."""
    with catalog.read() as connection:
        known = drafts.among(connection, {content for a, b, _ in close for content in (a, b)})
    asked = [pair for pair in close if not known.isdisjoint(pair[:2])] if known else []
    return evidence.undecided(asked, known) if asked else set()


def _with_new_cosines(
    catalog: Catalog, model: int, spec: ModelSpec, close: ClosePairs, changed: set[int]
) -> ClosePairs:
    """Pairs with what the vectors of some contents say by now."""
    asked = [(a, b) for a, b, _ in close if a in changed or b in changed]
    with catalog.read() as connection:
        contents = {each for pair in asked for each in pair}
        ids, vectors = embeddings.vectors_of(connection, model, contents, spec.dim)
    rows = np.searchsorted(ids, np.array(asked, dtype=np.int64))
    cosines = np.einsum("ij,ij->i", vectors[rows[:, 0]], vectors[rows[:, 1]]).tolist()
    new = dict(zip(asked, cosines, strict=True))
    return [(a, b, new.get((a, b), cosine)) for a, b, cosine in close]


def _hold(stream: Iterator[ClosePairs], cancel: CancelToken) -> tuple[list[NDArray[np.float64]], bool]:
    """Find pairs before they are judged, so that it is known how many there are.

    Returns:
        blocks of pairs, float64[n, 3] of two contents and their cosine; and whether there may be more.
    """
    held: list[NDArray[np.float64]] = []
    count = 0
    for close in stream:
        cancel.check()
        if close:
            held.append(np.array(close, dtype=np.float64))
            count += len(close)
        if count >= _HELD:
            return held, True
    return held, False


_HELD = 2_000_000
"""Pairs held at a time: 48 MB, and more than an hour of judging."""


def close_pairs(
    catalog: Catalog,
    model: int,
    spec: ModelSpec,
    tables: HashTables,
    waiting: set[int],
    library: int,
    way: str | None = None,
    finder: SharedFinder | None = None,
    cancel: CancelToken | None = None,
) -> Iterator[ClosePairs]:
    """Pairs worth a close look. Here the size of the library, and of what is new, chooses the way to them.

    - In a small library a matrix product of what is new with everything, which misses nothing.
    - In a larger one whatever costs least: a sweep over all short vectors (up to 100,000 photos, or for ten
      thousand new ones), the cells around landmarks (beyond, and steadily further ahead), or the buckets of
      the hash tables (only where a model's threshold is very high). They miss one in a hundred, at the
      most, of what a look at all would verify.

    Args:
        way: "product", "sweep", "cells" or "buckets", to measure one; None chooses.
        finder: sweeps or looks into cells with others, if that takes long.
        cancel: ends that.
    """
    at_least, cosine = spec.thresholds.candidate_among(library), sought_cosine(spec, library)
    if way is None:
        if library <= _SMALL and len(waiting) * library * spec.dim <= _MULTIPLIED:
            way = "product"  # to weigh the others takes ten times as long
        else:
            seconds = expected_seconds(tables, spec, library, len(waiting))
            way = min(seconds, key=lambda name: seconds[name])
            if finder is not None and seconds[way] < finder.worth_s:
                finder = None
    _log.info("Comparing %d new of %d photos by way of %s.", len(waiting), library, way)
    if way == "product":
        return _by_product(catalog, model, spec, waiting, at_least)
    if way == "buckets":
        found = _in_buckets(catalog, tables, waiting, cosine)
    else:
        plan = plan_cells(library, len(waiting), cosine) if way == "cells" else None
        if finder is not None:
            search = Search(catalog, model, spec.dim, tables, waiting, cosine, at_least, plan)
            elsewhere = finder.close_pairs(search, cancel or CancelToken())
            if elsewhere is not None:
                return elsewhere
        found = _by_short_vectors(catalog, tables, waiting, cosine, plan)

    def fetch(ids: list[int]) -> tuple[Contents, Embeddings]:
        with catalog.read() as connection:
            return embeddings.vectors_of(connection, model, ids, spec.dim)

    return verify(found, fetch, at_least)


def expected_seconds(tables: HashTables, spec: ModelSpec, library: int, fresh: int) -> dict[str, float]:
    """What each way through the hash tables is expected to take on one core, without exact cosines."""
    return {
        "sweep": sweep_seconds(library, fresh),
        "cells": plan_cells(library, fresh, sought_cosine(spec, library)).cost_seconds(library, fresh),
        "buckets": seconds_by_buckets(tables.params, library, fresh),
    }


def sought_cosine(spec: ModelSpec, library: int) -> float:
    """The cosine for which the short vectors are asked, so that pairs worth a closer look come too.

    Pairs at this cosine come with near certainty, and most of those `_BELOW` under it, where the closer look
    begins. Asking for that end itself would let several times as many pairs through and gain almost nothing.
    """
    worth_a_look = spec.thresholds.candidate_among(library)
    return min(spec.thresholds.same_scene, worth_a_look + _BELOW)


_BELOW = 0.05
"""With the threshold for one scene instead, 0.93 of the verified pairs came in a library of 60,000."""

_SMALL = 50_000
"""Photos whose vectors are read whole for a few new ones: 0.2 s for 512 numbers each."""

_MULTIPLIED = 1.2e11
"""Multiplications that one look for pairs may spend on matrix products: two or three seconds on two cores."""


def _by_product(
    catalog: Catalog, model: int, spec: ModelSpec, waiting: set[int], at_least: float
) -> Iterator[ClosePairs]:
    def compare(contents: Contents, block: Embeddings) -> ClosePairs:
        return next(compare_all(fresh, vectors, [(contents, block)], at_least))

    with catalog.read() as connection:
        fresh, vectors = embeddings.vectors_of(connection, model, waiting, spec.dim)
        yield from in_threads(compare, embeddings.all_vectors(connection, model, spec.dim, _BLOCK_ROWS))


_BLOCK_ROWS = 512


def _by_short_vectors(
    catalog: Catalog, tables: HashTables, waiting: set[int], cosine: float, plan: CellPlan | None
) -> Iterator[ContentPairs]:
    """Pairs that are near by their short vectors: among all, or among those that share a cell.

    The library is read whole for that, unless only a few photos are new.
    """
    with catalog.read() as connection:
        if plan is None and len(waiting) * _FEW_OF <= short_vectors.count(connection, tables.id):
            new = short_vectors.of_contents(connection, tables.id, waiting)
            passing = short_vectors.blocks(connection, tables.id)
            yield from near_newcomers(new, passing, cosine, _BLOCK_PAIRS)
            return
        contents, short = short_vectors.all_of(connection, tables.id)
    fresh = _fresh(contents, waiting)
    if plan is None:
        rows = near_pairs(short, cosine, fresh, _BLOCK_PAIRS)
    else:
        rows = near_pairs_in_cells(short, cosine, plan, fresh, _BLOCK_PAIRS)
    yield from (contents[block] for block in rows)


_FEW_OF = 4
"""New photos are few, and the library passes by instead of being held, if it is so many times as large."""


def _in_buckets(
    catalog: Catalog, tables: HashTables, waiting: set[int], cosine: float
) -> Iterator[ContentPairs]:
    """Pairs that share a bucket, or nearly so, and whose sketches are near."""
    params = tables.params
    with catalog.read() as connection:
        contents, keys = buckets.all_keys(connection, tables.id, params.tables)
    fresh, near = _fresh(contents, waiting), max_hamming(params, cosine)
    rows = candidate_pairs(keys, params.bits, params.probes, fresh, near, _BLOCK_PAIRS)
    yield from (contents[block] for block in rows)


def _fresh(contents: Contents, waiting: set[int]) -> NDArray[np.bool_]:
    return np.isin(contents, np.fromiter(waiting, dtype=np.int64, count=len(waiting)))


_BLOCK_PAIRS = 1 << 15
"""Candidates per block: their vectors are fetched together, 130 MB at worst for 512 dimensions."""
