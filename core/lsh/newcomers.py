"""A few new photos against a library that passes by: nothing of it is held but the block at hand."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.integer_product import IntegerProduct, shifted
from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import PART_DIM, Short, least_product
from core.lsh.sweep import PAIRS_PER_LOOK, Rows, in_threads, near_by_all

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
        left, found = shifted(np.ascontiguousarray(numbers[:, :PART_DIM])), [(_NONE, _NONE)]
        for first in range(0, len(right), _NEW_AT_ONCE):
            row, column = _reaching(multiply, left, right[first : first + _NEW_AT_ONCE], least_in_part)
            found.append((column + first, row))
        one, other = (np.concatenate(places) for places in zip(*found, strict=True))
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


def _reaching(
    multiply: IntegerProduct, left: NDArray[np.uint8], right: Short, least: int
) -> tuple[Rows, Rows]:
    """Rows of `left` and of `right` whose product is at least this.

    All products are searched at once: each call that lets go of Python's lock may have to wait to get it
    back, and two threads with many short ones are hardly quicker than one.
    """
    near = np.empty((-(-len(right) // _TILE_COLUMNS), len(left), _TILE_COLUMNS), dtype=np.bool_)
    near[-1] = False  # the last strip may be narrower
    for number, strip in enumerate(near):
        some = right[number * _TILE_COLUMNS :][:_TILE_COLUMNS]
        for row in range(0, len(left), _TILE_ROWS):
            product = multiply(left[row : row + _TILE_ROWS], some)
            np.greater_equal(product, least, out=strip[row : row + _TILE_ROWS, : len(some)])
    number, row, column = np.unravel_index(np.flatnonzero(near), near.shape)
    return row, column + number * _TILE_COLUMNS


_NEW_AT_ONCE = 1024  # 4 MB of flags for a block of 4,096 photos
_TILE_ROWS, _TILE_COLUMNS = 1024, 128
"""Half a megabyte of products, which stays in the cache. Columns are turned and packed for each product, rows
are not: tiles of 256 x 512 take a third longer."""
_NONE: Rows = np.empty(0, dtype=np.int64)
