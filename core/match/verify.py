"""From candidate pairs to exact cosines: the buckets propose, the vectors decide."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.photo import Embeddings

ContentPairs = NDArray[np.int64]
"""int64[m, 2]: content ids, the smaller first."""

FetchVectors = Callable[[list[int]], tuple[NDArray[np.int64], Embeddings]]
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
        if len(pairs) == 0:
            yield []
            continue
        ids, vectors = fetch(np.unique(pairs).tolist())
        rows = np.searchsorted(ids, pairs)
        close: list[tuple[int, int, float]] = []
        for part in range(0, len(pairs), _GATHERED):
            a, b = rows[part : part + _GATHERED].T
            cosines = np.minimum(np.einsum("nd,nd->n", vectors[a], vectors[b]), 1.0)
            for row in np.flatnonzero(cosines >= at_least).tolist():
                first, second = pairs[part + row].tolist()
                close.append((first, second, float(cosines[row])))
        yield close


_GATHERED = 4096
"""Pairs whose vectors are laid side by side at once: 2 x 4096 x 1280 float32 are 42 MB."""
