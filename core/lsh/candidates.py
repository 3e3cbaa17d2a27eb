"""From bucket keys to the pairs worth a closer look, streamed.

Everything here is sorting and run lengths over whole columns: no Python loop runs per photo, per
bucket or per pair. A bucket may hold thousands of photos (flat skies, black frames); its pairs are
streamed in blocks like any others, never dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.lsh.outbox import Outbox, Pairs
from core.lsh.sketches import Sketches
from core.photo import BucketKeys

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


def candidate_pairs(
    keys: BucketKeys,
    bits: int,
    probes: int,
    fresh: Flags | None = None,
    max_hamming: int | None = None,
    block: int = 1 << 17,
) -> Iterator[Pairs]:
    """Stream the pairs of rows whose keys are equal, or nearly so, in at least one table.

    Each pair comes once over the whole stream, from the first table in which it collides; that is
    seen from the pair's own keys, so no set of seen pairs grows. Blocks come regularly, empty ones
    too, so that the caller can look at its cancel token between them.

    Memory beside the keys: the packed sketches (8 bytes per 64 // bits tables and row), five numbers
    per row for the table at hand, and about 100 bytes per pair of a block.

    Args:
        keys: int64[n, tables], each in [0, 2**bits).
        bits: bits per key.
        probes: how many bits of a key may differ (0, 1 or 2).
        fresh: bool[n]; only pairs with at least one fresh row are wanted. The work then follows the
            number of fresh rows, but for one sort per table. None wants all pairs.
        max_hamming: drop pairs whose whole sketches differ in more bits than this.
        block: most pairs in a block.

    Yields:
        int64[m, 2] with 0 <= m <= block, in no promised order.
    """
    if len(keys) and not 0 <= int(keys.min()) <= int(keys.max()) < 1 << bits:
        raise ValueError(f"keys must lie in [0, 2**{bits})")
    if block < 1:
        raise ValueError(f"a block holds at least one pair, not {block}")
    sketches = Sketches.pack(keys, bits)
    wanted = np.ones(len(keys), dtype=np.bool_) if fresh is None else fresh
    flips = _flips(bits, probes)
    outbox = Outbox(block)
    for table in range(keys.shape[1]):
        buckets = _Buckets.sort(keys[:, table], bits, wanted)
        for flip in (0, *flips):
            spans = buckets.inside() if flip == 0 else buckets.across(flip)
            yield from outbox.worked(len(buckets.lively))
            for left, right in spans.blocks(block):
                low = np.minimum(buckets.rows[left], buckets.rows[right])
                high = np.maximum(buckets.rows[left], buckets.rows[right])
                new = sketches.newly_met(low, high, table, probes, max_hamming)
                yield from outbox.add(np.stack((low[new], high[new]), axis=1), worked=len(low))
    yield from outbox.flush()


def probe_keys(
    keys: NDArray[np.int64], margins: NDArray[np.float32], probes: int, limit: int | None = None
) -> NDArray[np.int64]:
    """List the buckets of every table in which to look for one query, likeliest first.

    The query's own key leads. The others flip its least certain bits: a set of flips scores the sum of
    the squared margins, smallest first (query-directed probing: Lv et al., "Multi-probe LSH", VLDB 2007).

    Args:
        keys: int64[tables], the query's keys.
        margins: float32[tables, bits], the query's distances from the planes.
        probes: most bits flipped at once.
        limit: most keys of a table that are returned; None for all of them.

    Returns:
        int64[tables, k].
    """
    flips: NDArray[np.int64] = np.array([0, *_flips(margins.shape[1], probes)], dtype=np.int64)
    bit = np.arange(margins.shape[1], dtype=np.int64)
    flipped: NDArray[np.float64] = (np.right_shift(flips[:, None], bit) & 1).astype(np.float64)
    doubt = np.square(margins.astype(np.float64)) @ flipped.T
    likeliest = np.argsort(doubt, axis=1, kind="stable")[:, :limit]
    return keys[:, None] ^ flips[likeliest]


def tables_matched(keys_a: BucketKeys, keys_b: BucketKeys) -> float:
    """Return the share of tables, 0 to 1, in which two photos share a bucket; each is int64[tables]."""
    return np.count_nonzero(keys_a == keys_b) / len(keys_a)


@cache
def _flips(bits: int, probes: int) -> list[int]:
    """Every mask of one to `probes` bits."""
    return [
        sum(1 << bit for bit in flipped)
        for count in range(1, probes + 1)
        for flipped in combinations(range(bits), count)
    ]


@dataclass(frozen=True, slots=True)
class _Spans:
    """Many short joins at once: place `left[i]` with each of the `count[i]` places from `start[i]` on."""

    left: Rows
    start: Rows
    count: Rows

    def blocks(self, block: int) -> Iterator[tuple[Rows, Rows]]:
        """Write the pairs out, at most `block` at a time; one long span may fill several blocks."""
        ends = np.cumsum(self.count)
        total = int(ends[-1]) if len(ends) else 0
        for first in range(0, total, block):
            end = min(first + block, total)
            low = int(np.searchsorted(ends, first, side="right"))
            high = int(np.searchsorted(ends, end - 1, side="right"))
            inside = np.minimum(ends[low : high + 1], end)
            lengths = np.diff(inside, prepend=first)
            span = np.repeat(np.arange(low, high + 1), lengths)
            begins = ends[span] - self.count[span]
            yield self.left[span], self.start[span] + np.arange(first, end) - begins


@dataclass(frozen=True, slots=True)
class _Buckets:
    """One table's rows sorted by bucket, the fresh rows of each bucket first.

    `rows[place]` is the row at a place; bucket i covers places `start[i]` to `start[i] + size[i]`, the
    first `fresh[i]` of them fresh. `lively` lists the buckets that hold a fresh row. `index` finds a
    bucket by its key, and holds -1 for a key that no row has; it is empty where keys are too long for it.
    """

    rows: Rows
    key: Rows
    start: Rows
    size: Rows
    fresh: Rows
    lively: Rows
    index: NDArray[np.int32]

    @classmethod
    def sort(cls, keys: Rows, bits: int, fresh: Flags) -> "_Buckets":
        rows = np.argsort(keys * 2 + ~fresh, kind="stable")  # keys have 62 bits at most: no overflow
        in_order = keys[rows]
        is_first = np.ones(len(rows), dtype=np.bool_)
        is_first[1:] = in_order[1:] != in_order[:-1]
        start = np.flatnonzero(is_first)
        size = np.diff(start, append=len(rows))
        fresh_before = np.concatenate(([0], np.cumsum(fresh[rows])))
        fresh_count = fresh_before[start + size] - fresh_before[start]
        index = np.full(1 << bits if bits <= _INDEXED_BITS else 0, -1, dtype=np.int32)
        if len(index):
            index[in_order[start]] = np.arange(len(start), dtype=np.int32)
        return cls(rows, in_order[start], start, size, fresh_count, np.flatnonzero(fresh_count), index)

    def inside(self) -> _Spans:
        """Pairs within a bucket: a fresh row with every row after it."""
        place = _counting(self.start[self.lively], self.fresh[self.lively])
        end = np.repeat((self.start + self.size)[self.lively], self.fresh[self.lively])
        return _Spans(place, place + 1, end - place - 1)

    def across(self, flip: int) -> _Spans:
        """Pairs of two buckets whose keys differ by `flip`: fresh with all, old with fresh."""
        # Two lively buckets would find each other twice: the lower key speaks for both.
        here = self.lively
        if len(here) == len(self.key):
            here = np.flatnonzero(self.key < self.key ^ flip)
            there = self._find(self.key[here] ^ flip)
            met = np.flatnonzero(there >= 0)
        else:
            wanted = self.key[here] ^ flip
            there = self._find(wanted)
            met = np.flatnonzero((there >= 0) & ((self.fresh[there] == 0) | (self.key[here] < wanted)))
        here, there = here[met], there[met]
        speakers = np.where(self.fresh[there] > 0, self.size[here], self.fresh[here])
        place = _counting(self.start[here], speakers)
        bucket = np.repeat(np.arange(len(here)), speakers)
        here, there = here[bucket], there[bucket]
        is_fresh = place < self.start[here] + self.fresh[here]
        return _Spans(place, self.start[there], np.where(is_fresh, self.size[there], self.fresh[there]))

    def _find(self, keys: Rows) -> Rows:
        """Which bucket has each key? -1 where none has."""
        if len(self.index):
            return self.index[keys].astype(np.int64)
        place = np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)
        return np.where(self.key[place] == keys, place, -1)


_INDEXED_BITS = 22  # 16 MB; a look-up in it takes a tenth of a binary search's time


def _counting(start: Rows, count: Rows) -> Rows:
    """Join the ranges `start[i] ... start[i] + count[i]` into one array."""
    ends = np.cumsum(count)
    shift = np.repeat(start - (ends - count), count)
    return np.arange(len(shift)) + shift
