"""Pairs without buckets: every sketch against every other, which is quicker than it sounds.

Buckets win where matches are much closer than the rest of the library. At moderate cosines they hold a
fifth of all pairs, each reached by a detour; walking straight through the sketches then costs less, and
misses only what `max_hamming` cuts off. `core.lsh.tuning.sweep_is_cheaper` knows which is which.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.lsh.outbox import Outbox, Pairs
from core.lsh.sketches import Sketches, Words
from core.lsh.tuning import SWEPT_WORDS, max_hamming
from core.photo import BucketKeys
from core.settings import LshParams

Flags = NDArray[np.bool_]


def near_pairs(
    keys: BucketKeys, params: LshParams, cosine: float, fresh: Flags | None = None, block: int = 1 << 17
) -> Iterator[Pairs]:
    """Stream the pairs of rows whose sketches are as near as those of pairs at `cosine`.

    The first words of the sketches are compared for all pairs, the rest for those that pass. Each pair
    comes once; at least 0.999 of the pairs at `cosine` come, and more of closer ones. Blocks come
    regularly, empty ones too, as from `candidate_pairs`.

    Memory beside the keys: the packed sketches twice, and about 20 MB.

    Args:
        keys: int64[n, tables], of tables shaped as `params` says.
        params: the shape of the tables; the probes do not matter here.
        cosine: the lowest cosine at which pairs are still to be found.
        fresh: bool[n]; only pairs with at least one fresh row are wanted. None wants all pairs.
        block: most pairs in a block.

    Yields:
        int64[m, 2] with 0 <= m <= block, in no promised order.
    """
    rows = np.arange(len(keys)) if fresh is None else np.argsort(~fresh, kind="stable")  # fresh first
    speakers = len(keys) if fresh is None else int(fresh.sum())
    words = Sketches.pack(keys, params.bits).words[:, rows]
    swept = words[:SWEPT_WORDS]
    tables_swept = min(params.tables, len(swept) * (64 // params.bits))
    near_in_part = max_hamming(LshParams(params.bits, tables_swept, 0), cosine)
    near_in_all = max_hamming(params, cosine)
    outbox = Outbox(block)
    for top in range(0, speakers, _TILE_ROWS):
        bottom = min(top + _TILE_ROWS, speakers)
        for left in range(top, len(keys), _TILE_COLUMNS):
            here, there = swept[:, top:bottom], swept[:, left : left + _TILE_COLUMNS]
            low, high = np.divmod(np.flatnonzero(_distance(here, there) <= near_in_part), there.shape[1])
            low, high = low + top, high + left
            near = np.flatnonzero(low < high)  # places, fresh first: each pair is met once this way round
            low, high = low[near], high[near]
            near = np.flatnonzero(_distance_of_pairs(words, low, high) <= near_in_all)
            pairs = np.sort(np.stack((rows[low[near]], rows[high[near]]), axis=1), axis=1)
            yield from outbox.worked(here.shape[1] * there.shape[1] // _PAIRS_PER_LOOK)
            for first in range(0, len(pairs), block):
                yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


_TILE_ROWS, _TILE_COLUMNS = 256, 4096  # a tile's 8 MB of words stay in the cache
_PAIRS_PER_LOOK = 8  # a swept pair costs about an eighth of one that comes out of a bucket


def _distance(here: Words, there: Words) -> NDArray[np.uint16]:
    """uint16[rows, columns]: in how many bits each sketch here differs from each there."""
    shape = here.shape[1], there.shape[1]
    differing = np.empty(shape, dtype=np.uint64)
    distance, count = np.zeros(shape, dtype=np.uint16), np.empty(shape, dtype=np.uint8)
    for mine, theirs in zip(here, there, strict=True):
        np.bitwise_xor(mine[:, None], theirs[None, :], out=differing)
        np.bitwise_count(differing, out=count)
        np.add(distance, count, out=distance)
    return distance


def _distance_of_pairs(words: Words, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.uint16]:
    distance = np.zeros(len(low), dtype=np.uint16)
    for word in words:
        distance += np.bitwise_count(word[low] ^ word[high])
    return distance
