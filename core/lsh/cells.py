"""Pairs in large libraries: photos that lie near one landmark are compared with each other, and no others.

Landmarks are photos of the library itself. A photo belongs to the cell of every landmark that it lies nearer
to than a certain cosine, a few dozen cells in all; two near photos share at least one of them. These are the
"filters" of Becker, Ducas, Gama and Laarhoven ("New directions in nearest neighbor searching with
applications to lattice sieving", SODA 2016). At moderate cosines they part photos far better than hyperplanes
do, and those that are to be compared lie side by side, as a matrix product likes it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import PART_DIM, Short
from core.lsh.sweep import SWEPT_PAIR_S, Comparison, Flags, Rows, in_threads, near_pairs, touched_pairs


@dataclass(frozen=True, slots=True)
class CellPlan:
    """How many `landmarks`, and the `share` of all photos that lies in the cell of one."""

    landmarks: int
    share: float

    def cost_seconds(self, photos: int, fresh: int) -> float:
        """Seconds of one core: finding out who is in which cell, then comparing inside."""
        members = photos * self.share
        inside = self.landmarks * (touched_pairs(members, members * fresh / max(photos, 1)) + _TILES)
        return (photos * self.landmarks + inside) * SWEPT_PAIR_S


_TILES = 400_000
"""What a cell costs beside its pairs, in pairs: tiles that its members do not fill, and calls."""


@lru_cache(maxsize=64)
def plan_cells(photos: int, fresh: int, cosine: float) -> CellPlan:
    """The cheapest plan by which 0.995 of the pairs at `cosine` share a cell."""
    lowest = cosine - (1.0 - cosine * cosine) / math.sqrt(PART_DIM)  # what a short vector may make of it
    plans = [CellPlan(landmarks, _share_needed(landmarks, lowest)) for landmarks in _LANDMARKS]
    return min(plans, key=lambda plan: plan.cost_seconds(photos, fresh))


_LANDMARKS = tuple(1 << power for power in range(8, 18))
_SHARED_CELLS = 8.5
"""Cells that two photos just at the cosine have in common on average: with 6.5 a fiftieth had none."""


def near_pairs_in_cells(
    short: Short, cosine: float, plan: CellPlan, fresh: Flags | None = None, block: int = 1 << 17
) -> Iterator[Pairs]:
    """Stream the pairs of rows that are as near as pairs at `cosine` and share a cell.

    Crowds of look-alikes (black frames, screenshots of one program) would meet in dozens of cells. They are
    compared with everyone instead, once, and take no part in the cells.

    The contract is that of `core.lsh.sweep.near_pairs`. Each pair comes once, for which eight bytes of it are
    remembered.

    Args:
        short: int8[n, m].
        cosine: the lowest cosine at which pairs are still to be found.
        plan: what `plan_cells` gave for them.
        fresh: bool[n]; only pairs with at least one fresh row are wanted. None wants all pairs.
        block: most pairs in a block.
    """
    crowded = _crowded(short, cosine)
    if crowded.any():
        for pairs in near_pairs(short, cosine, crowded, block):
            yield pairs if fresh is None else pairs[fresh[pairs].any(axis=1)]
    rest = np.flatnonzero(~crowded)
    for pairs in _in_cells(short[rest], cosine, plan, None if fresh is None else fresh[rest], block):
        yield rest[pairs]


def _crowded(short: Short, cosine: float) -> Flags:
    """Which rows are near to so many of a sample that they belong to a crowd?"""
    compare = Comparison(short, cosine)
    sample, everyone = _spread_evenly(len(short), _SAMPLED), np.arange(len(short))

    def near_some(first: int, end: int) -> NDArray[np.int64]:
        return np.bincount(compare.maybe_near(sample[first:end], everyone)[1], minlength=len(short))

    near = np.zeros(len(short), dtype=np.int64)
    near[sample] = -1  # each is near itself
    for count in in_threads(near_some, _pieces(len(sample))):
        near += count
    return near >= _CROWD


_SAMPLED = 4096
_CROWD = 3
"""Of the sample: a crowd of 750 in a million, and by chance one row in 3,000 that is in none."""


def _in_cells(
    short: Short, cosine: float, plan: CellPlan, fresh: Flags | None, block: int
) -> Iterator[Pairs]:
    order = np.arange(len(short)) if fresh is None else np.argsort(~fresh, kind="stable")  # fresh first
    speakers = len(short) if fresh is None else int(fresh.sum())
    if len(short) < 2 or speakers == 0:
        yield np.empty((0, 2), dtype=np.int64)
        return
    compare = Comparison(short[order], cosine)
    landmarks = _spread_evenly(len(short), plan.landmarks)
    border = _border(compare, landmarks, plan.share)
    everyone = np.arange(len(short))

    def cells(first: int, end: int) -> Rows:
        of_cell, member = compare.at_least(landmarks[first:end], everyone, border)
        borders = np.searchsorted(of_cell, np.arange(1, end - first))
        found = [_inside(compare, part, speakers) for part in np.split(member, borders)]
        return np.unique(np.concatenate(found))

    met = _Met()
    outbox = Outbox(block)
    for keys in in_threads(cells, _pieces(len(landmarks))):
        low, high = np.divmod(met.add(keys), len(short))
        near = compare.near(low, high)
        pairs = np.sort(np.stack((order[low[near]], order[high[near]]), axis=1), axis=1)
        yield from outbox.worked(block)
        for first in range(0, len(pairs), block):
            yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


def _spread_evenly(rows: int, count: int) -> Rows:
    return np.unique(np.linspace(0, rows - 1, min(rows, count)).astype(np.int64))


def _pieces(count: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + _AT_ONCE, count)) for first in range(0, count, _AT_ONCE))


def _border(compare: Comparison, landmarks: Rows, share: float) -> int:
    """The product with a landmark from which a photo is in its cell."""
    seen = compare.products(landmarks[:: max(1, len(landmarks) // 512)], landmarks)
    return int(np.quantile(seen, 1.0 - share)) if share < 1.0 else np.iinfo(np.int32).min


def _inside(compare: Comparison, members: Rows, speakers: int) -> Rows:
    """The pairs of one cell that may be near, as `low * n + high`; `members` rise, so the fresh ones lead."""
    low, high = compare.maybe_near_inside(members, int(np.searchsorted(members, speakers)))
    return low * compare.count + high


class _Met:
    """Tells which pairs come for the first time: near ones share several cells."""

    def __init__(self) -> None:
        self._seen = np.empty(0, dtype=np.int64)

    def add(self, keys: Rows) -> Rows:
        place = np.searchsorted(self._seen, keys)
        known = place < len(self._seen)
        known[known] = self._seen[place[known]] == keys[known]
        new = keys[~known]
        self._seen = np.insert(self._seen, place[~known], new)
        return new


_AT_ONCE = 256  # cells: a second of one core in a library of a million


@lru_cache(maxsize=256)
def _share_needed(landmarks: int, cosine: float) -> float:
    """The smallest share for which two photos at `cosine` have `_SHARED_CELLS` in common on average."""
    low, high = 1e-7, 1.0
    while high / low > 1.01:
        middle = math.sqrt(low * high)
        shared = landmarks * _both(middle, cosine)
        low, high = (middle, high) if shared < _SHARED_CELLS else (low, middle)
    return high


def _both(share: float, cosine: float) -> float:
    """The chance that two photos at `cosine` both are among the `share` nearest to a landmark.

    Cosines with a landmark are normal; those of the two correlate by `cosine`.
    """
    border = NormalDist().inv_cdf(1.0 - share)
    u = border + (np.arange(400) + 0.5) * (8.0 / 400)
    density = np.exp(-0.5 * u * u) / math.sqrt(2 * math.pi)
    away = (border - cosine * u) / math.sqrt(1.0 - cosine * cosine)
    beyond = np.array([0.5 * math.erfc(z / math.sqrt(2.0)) for z in away])
    return float((density * beyond).sum() * (8.0 / 400))
