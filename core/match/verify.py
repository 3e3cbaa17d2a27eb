"""From candidate pairs to exact cosines: the buckets propose, the vectors decide."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.photo import Embeddings

Contents = NDArray[np.int64]
"""int64[n]: content ids."""

ContentPairs = NDArray[np.int64]
"""int64[m, 2]: content ids, the smaller first."""

FetchVectors = Callable[[list[int]], tuple[Contents, Embeddings]]
"""Content ids -> int64[n] ids in rising order and float32[n, dim] unit rows."""


def verify(
    candidates: Iterable[ContentPairs], fetch: FetchVectors, at_least: float
) -> Iterator[list[tuple[int, int, float]]]:
    """Compute the exact cosine of every candidate pair and keep the close ones.

    One list comes out per block that goes in, so that the caller can store it, report and look at its
    cancel token. Memory follows the block: each content of a block is fetched once.

    Args:
        candidates: blocks of pairs.
        fetch: where vectors come from.
        at_least: the smallest cosine that may count as a match.

    Yields:
        `(a, b, cosine)` with a < b and cosine in [at_least, 1].
    """
    for pairs in candidates:
        close, cosines = close_among(pairs, fetch, at_least)
        one, other = close.T.tolist()
        yield list(zip(one, other, cosines.tolist(), strict=True))


def close_among(
    pairs: ContentPairs, fetch: FetchVectors, at_least: float
) -> tuple[ContentPairs, NDArray[np.float64]]:
    """Those of some candidate pairs that are close, int64[k, 2], and their cosines; see `verify`."""
    if len(pairs) == 0:
        return pairs, np.empty(0, dtype=np.float64)
    ids, vectors = fetch(np.unique(pairs).tolist())
    rows = np.searchsorted(ids, pairs)
    cosines = np.empty(len(pairs), dtype=np.float64)
    for first in range(0, len(pairs), _GATHERED):
        part = slice(first, first + _GATHERED)
        a, b = rows[part].T
        cosines[part] = np.einsum("nd,nd->n", vectors[a], vectors[b])
    near = cosines >= at_least
    return pairs[near], np.minimum(cosines[near], 1.0)


def compare_all(
    fresh: Contents,
    fresh_vectors: Embeddings,
    blocks: Iterable[tuple[Contents, Embeddings]],
    at_least: float,
) -> Iterator[list[tuple[int, int, float]]]:
    """Compute the cosine of every fresh content with all contents: no buckets, nothing missed.

    One matrix product per block, which for small libraries is quicker than anything cleverer.

    Args:
        fresh: int64[f] content ids in rising order.
        fresh_vectors: float32[f, dim] of the fresh contents.
        blocks: every content, the fresh ones too, as int64[n] ids and float32[n, dim].
        at_least: the smallest cosine that may count as a match.

    Yields:
        one list per block, of `(a, b, cosine)` with a < b; each pair comes once.
    """
    for ids, vectors in blocks:
        cosines = fresh_vectors @ vectors.T
        rows, columns = np.nonzero(cosines >= at_least)
        one, other = fresh[rows], ids[columns]
        # Two fresh contents meet twice, and each meets itself: the smaller id speaks for a pair.
        told = (one < other) | ~np.isin(other, fresh)
        exact = np.minimum(cosines[rows[told], columns[told]], 1.0)
        low, high = np.minimum(one[told], other[told]), np.maximum(one[told], other[told])
        yield list(zip(low.tolist(), high.tolist(), exact.tolist(), strict=True))


_GATHERED = 256
"""Pairs whose vectors are laid side by side at once: a megabyte for 512 numbers each, for the cache."""
