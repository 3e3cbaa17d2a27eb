"""A few new photos against a library that passes by: nothing of it is held but the block at hand."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.integer_product import IntegerProduct, shifted
from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import PART_DIM, Short, least_product
from core.lsh.sweep import PAIRS_PER_LOOK, TILE_COLUMNS, TILE_ROWS, in_threads, near_by_all

Ids = NDArray[np.int64]


def near_newcomers(
    new: tuple[Ids, Short], library: Iterable[tuple[Ids, Short]], cosine: float, block: int = 1 << 15
) -> Iterator[Pairs]:
    """Stream the pairs of a newcomer and any other that are as near as pairs at `cosine`.

    They are those of `core.lsh.sweep.near_pairs`, which holds the whole library and meets every pair of
    newcomers once. Here they meet twice: this is for newcomers that are few beside the library.

    Args:
        new: int64[f] ids in rising order, and int8[f, m].
        library: everything, the newcomers too, block by block; read in the caller's thread.
        cosine: the lowest cosine at which pairs are still to be found.
        block: most pairs in a block.

    Yields:
        int64[k, 2] ids with 0 <= k <= block, the smaller first; regularly, so also empty.
    """
    ids, short = new
    right = np.ascontiguousarray(short[:, :PART_DIM])
    multiply = IntegerProduct()
    least_in_part, least = least_product(cosine, right.shape[1]), least_product(cosine, short.shape[1])

    def near_in(others: Ids, numbers: Short) -> tuple[int, Pairs]:
        left = shifted(np.ascontiguousarray(numbers[:, :PART_DIM]))
        found = [np.empty(0, dtype=np.int64)]
        for column in range(0, len(right), TILE_COLUMNS):
            some = right[column : column + TILE_COLUMNS]
            for row in range(0, len(left), TILE_ROWS):
                product = multiply(left[row : row + TILE_ROWS], some)
                other, one = np.divmod(np.flatnonzero(product >= least_in_part), len(some))
                found.append((one + column) * len(left) + other + row)
        one, other = np.divmod(np.concatenate(found), max(len(left), 1))
        near = near_by_all((short, one), (numbers, other), least)
        pairs = np.stack((ids[one[near]], others[other[near]]), axis=1)
        # Two newcomers meet twice, and each meets itself: the smaller id speaks for a pair.
        told = (pairs[:, 0] < pairs[:, 1]) | ~np.isin(pairs[:, 1], ids)
        return len(left) * len(right), np.sort(pairs[told], axis=1)

    outbox = Outbox(block)
    for met, pairs in in_threads(near_in, library):
        yield from outbox.worked(met // PAIRS_PER_LOOK)
        for first in range(0, len(pairs), block):
            yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()
