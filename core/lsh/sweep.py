"""Pairs without buckets: every short vector against every other, which is quicker than it sounds.

Buckets win where matches are much closer than the rest of the library. At moderate cosines they hold a large
share of all pairs, each reached by a detour; walking straight through the short vectors then costs less, and
misses only what their rounding hides. `core.lsh.cells` takes over where a library is too large for that.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.cores import usable_cores
from core.integer_product import IntegerProduct, shifted
from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import PART_DIM, Short, least_product

T = TypeVar("T")
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]


def near_pairs(
    short: Short, cosine: float, fresh: Flags | None = None, block: int = 1 << 17
) -> Iterator[Pairs]:
    """Stream the pairs of rows that are as near as pairs at `cosine`.

    Each pair comes once; at least 0.99 of the pairs at `cosine` come, and nearly all of closer ones. Blocks
    come regularly, empty ones too, so that the caller can look at its cancel token between them.

    Memory beside the short vectors: half as much again, and about 20 MB a thread.

    Args:
        short: int8[n, m].
        cosine: the lowest cosine at which pairs are still to be found.
        fresh: bool[n]; only pairs with at least one fresh row are wanted. None wants all pairs.
        block: most pairs in a block.

    Yields:
        int64[k, 2] with 0 <= k <= block, the smaller row first, in no promised order.
    """
    fresh = np.ones(len(short), dtype=np.bool_) if fresh is None else fresh
    yield from swept(Comparison(short, cosine), speakers_first(fresh), block)


@dataclass(frozen=True, slots=True)
class Order:
    """Rows to be compared: each of the first `speakers` with every row after it."""

    rows: Rows
    speakers: int

    def tiles(self, height: int, width: int) -> "Iterator[Tile]":
        """The comparisons, cut into tiles of so many rows and columns; the height is at most the width."""
        for top in range(0, self.speakers, height):
            for left in range(top, len(self.rows), width):
                yield Tile(top, min(top + height, self.speakers), left, min(left + width, len(self.rows)))


@dataclass(frozen=True, slots=True)
class Tile:
    """Places in an `Order`: those from `top` to before `bottom` meet those from `left` to before `right`."""

    top: int
    bottom: int
    left: int
    right: int


def speakers_first(speaking: Flags, among: Rows | None = None) -> Order:
    """All rows, or those of `among`, with the ones first that are marked as speaking."""
    rows = np.arange(len(speaking)) if among is None else among
    return Order(rows[np.argsort(~speaking[rows], kind="stable")], int(speaking[rows].sum()))


def swept(compare: "Comparison", order: Order, block: int) -> Iterator[Pairs]:
    """Stream the near pairs that an order asks for, in the blocks of `near_pairs`."""

    def strip(tile: Tile) -> Pairs:
        return np.concatenate([_NONE, *near_in_tile(compare, order, tile)])

    outbox = Outbox(block)
    for pairs in in_threads(strip, ((tile,) for tile in order.tiles(_STRIP_ROWS, _STRIP_COLUMNS))):
        yield from outbox.worked(_STRIP_ROWS * _STRIP_COLUMNS // PAIRS_PER_LOOK)
        for first in range(0, len(pairs), block):
            yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


def near_in_tile(compare: "Comparison", order: Order, tile: Tile) -> Iterator[Pairs]:
    """The near pairs that meet in a tile of an order, at most `_FOUND` and a bit at a time."""
    for strip in strips(tile, _STRIP_ROWS, _STRIP_COLUMNS):
        here, there = order.rows[strip.top : strip.bottom], order.rows[strip.left : strip.right]
        for low, high in compare.across(here, there):
            told = low + strip.top < high + strip.left  # places: each pair is met once this way round
            yield np.sort(np.stack((here[low[told]], there[high[told]]), axis=1), axis=1)


def strips(tile: Tile, height: int, width: int) -> Iterator[Tile]:
    """A tile, cut into smaller ones; what lies left of the diagonal is left out."""
    for top in range(tile.top, tile.bottom, height):
        for left in range(max(tile.left, top), tile.right, width):
            yield Tile(top, min(top + height, tile.bottom), left, min(left + width, tile.right))


def sweep_seconds(photos: int, fresh: int) -> float:
    """Seconds of one core that `near_pairs` takes."""
    return touched_pairs(photos, fresh) * SWEPT_PAIR_S


def touched_pairs(photos: float, fresh: float) -> float:
    """How many pairs of photos have at least one fresh one."""
    return fresh * photos - fresh * fresh / 2


SWEPT_PAIR_S = 1.1e-9
"""One pair compared by `PART_DIM` numbers, on one core with VNNI."""


class Comparison:
    """Finds the near pairs between some rows and others. Any number of threads may use it.

    Args:
        short: int8[n, m].
        cosine: the lowest cosine at which pairs are still to be found.
        part: the first `PART_DIM` numbers of each, side by side; copied from `short` unless given.
    """

    def __init__(self, short: Short, cosine: float, part: Short | None = None) -> None:
        self._short = short
        self._part = np.ascontiguousarray(short[:, :PART_DIM]) if part is None else part
        self._least_in_part = least_product(cosine, self._part.shape[1])
        self._least = least_product(cosine, short.shape[1])
        self._product = IntegerProduct()

    @property
    def count(self) -> int:
        return len(self._short)

    def across(self, here: Rows, there: Rows) -> Iterator[tuple[Rows, Rows]]:
        """Places in `here` and in `there` of the rows that are near each other, each pair once.

        They come a few at a time: of a crowd's rows each is near to each.
        """
        for low, high in self._maybe_near(here, there):
            near = self.near(here[low], there[high])
            yield low[near], high[near]

    def maybe_near_inside(self, rows: Rows, cells: list[Rows], speakers: int) -> tuple[Rows, Rows]:
        """Pairs of places that share a cell, the smaller first, and are near by the first parts.

        A pair comes once for each cell that it shares.

        Args:
            rows: the row of each place.
            cells: the places in each, which rise.
            speakers: at least one of a pair is among so many of the first places.
        """
        found, tiles, start = [_NO_ROWS], [(0, 1, 0, 0, 0)], 0
        for members in cells:
            speaking = int(np.searchsorted(members, speakers))
            # The last columns are filled up with nobody; see `_ALIGNED`.
            right = np.zeros((-(-len(members) // _ALIGNED) * _ALIGNED, self._part.shape[1]), dtype=np.int8)
            right[: len(members)] = self._part.take(rows[members], axis=0)
            left = shifted(right[:speaking])
            end = start + len(members)
            for tile in _tiles_inside(speaking, len(right)):
                there = right[tile.left : tile.right]
                product = self._product(left[tile.top : tile.bottom], there)
                near = np.flatnonzero(product >= self._least_in_part)
                found.append(near)
                tiles.append((len(near), len(there), start + tile.top, start + tile.left, end))
            start = end
        count, width, top, left_end, end = np.array(tiles, dtype=np.int64).T
        low, high = np.divmod(np.concatenate(found), np.repeat(width, count))
        low, high = low + np.repeat(top, count), high + np.repeat(left_end, count)
        told = (low < high) & (high < np.repeat(end, count))
        places = np.concatenate([_NO_ROWS, *cells])
        return places[low[told]], places[high[told]]

    def near(self, a: Rows, b: Rows) -> Flags:
        """Which pairs of rows are near by all numbers of their short vectors?"""
        return near_by_all((self._short, a), (self._short, b), self._least)

    def _maybe_near(self, here: Rows, there: Rows) -> Iterator[tuple[Rows, Rows]]:
        """Places in `here`, rising, and in `there` of the rows that are near by the first parts alone."""
        left = shifted(self._part.take(here, axis=0))
        found: list[Rows] = []
        count = 0
        for column in range(0, len(there), _TILE_COLUMNS):
            right = self._part.take(there[column : column + _TILE_COLUMNS], axis=0)
            for row in range(0, len(here), _TILE_ROWS):
                product = self._product(left[row : row + _TILE_ROWS], right)
                low, high = np.divmod(np.flatnonzero(product >= self._least_in_part), len(right))
                found.append((low + row) * len(there) + high + column)
                count += len(low)
                if count >= _FOUND:
                    yield np.divmod(np.sort(np.concatenate(found)), len(there))
                    found, count = [], 0
        if count:
            yield np.divmod(np.sort(np.concatenate(found)), len(there))


def _tiles_inside(speaking: int, members: int) -> Iterator[Tile]:
    """What the members of a cell have to meet, the first of which speak: all before each, and itself."""
    strips = max(1, round(members / _CELL_COLUMNS))
    width = max(1, -(-members // (strips * _ALIGNED))) * _ALIGNED
    for left in range(0, members if speaking else 0, width):
        right = min(left + width, members)
        for top in range(0, min(right, speaking), _CELL_ROWS):
            yield Tile(top, min(top + _CELL_ROWS, right, speaking), left, right)


def near_by_all(one: tuple[Short, Rows], other: tuple[Short, Rows], least: int) -> Flags:
    """Which pairs of rows, of two sets of short vectors or of one, have at least this product in all?"""
    (here, a), (there, b) = one, other
    near = np.empty(len(a), dtype=np.bool_)
    for first in range(0, len(a), _GATHERED):
        part = slice(first, first + _GATHERED)
        left, right = here.take(a[part], axis=0), there.take(b[part], axis=0)
        near[part] = np.einsum("nm,nm->n", left.astype(np.int32), right.astype(np.int32)) >= least
    return near


def in_threads(work: Callable[..., T], pieces: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """Do pieces of work on all cores, a few ahead of the reader, giving results in the order of the pieces.

    The threads live as long as the iteration: closing it waits for what is under way, a tenth of a second.
    """
    threads = usable_cores()
    under_way: deque[Future[T]] = deque()
    with ThreadPoolExecutor(threads, "pairs") as pool:
        try:
            for piece in pieces:
                under_way.append(pool.submit(work, *piece))
                if len(under_way) > 2 * threads:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


_TILE_ROWS, _TILE_COLUMNS = 256, 512  # half a megabyte of products: with a whole one it takes a fifth longer
_CELL_ROWS, _CELL_COLUMNS, _ALIGNED = 1024, 192, 16
"""In a cell tiles are tall: rows are not packed for a product, and columns are. The last few columns of a
number that sixteen does not divide cost half as much again as all, so they are filled up."""
_STRIP_ROWS, _STRIP_COLUMNS = 2048, 8192  # 16 ms of one core
_FOUND = 1 << 17  # pairs held at a time where many are near: 10 MB while they are looked at
_NONE: Pairs = np.empty((0, 2), dtype=np.int64)
_NO_ROWS: Rows = np.empty(0, dtype=np.int64)
_GATHERED = 1024  # 2 MB in all; with four times as many, a pair takes 1.1 us instead of 0.2
PAIRS_PER_LOOK = 100
"""A swept pair costs about a hundredth of one that comes out of a bucket."""
