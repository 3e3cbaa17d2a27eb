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

from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import PART_DIM, Short
from core.lsh.sweep import SWEPT_PAIR_S, Comparison, Flags, Rows, in_threads, touched_pairs


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
_SHARED_CELLS = 6.5
"""Cells that two photos just at the cosine have in common on average: with 5.3 a hundredth had none."""


def near_pairs_in_cells(
    short: Short, cosine: float, plan: CellPlan, fresh: Flags | None = None, block: int = 1 << 17
) -> Iterator[Pairs]:
    """Stream the pairs of rows that are as near as pairs at `cosine` and share a cell.

    The contract is that of `core.lsh.sweep.near_pairs`. Each pair comes once, for which eight bytes of it are
    remembered.

    Args:
        short: int8[n, m].
        cosine: the lowest cosine at which pairs are still to be found.
        plan: what `plan_cells` gave for them.
        fresh: bool[n]; only pairs with at least one fresh row are wanted. None wants all pairs.
        block: most pairs in a block.
    """
    order = np.arange(len(short)) if fresh is None else np.argsort(~fresh, kind="stable")  # fresh first
    speakers = len(short) if fresh is None else int(fresh.sum())
    if len(short) < 2 or speakers == 0:
        yield np.empty((0, 2), dtype=np.int64)
        return
    compare = Comparison(short[order], cosine)
    landmarks = np.unique(np.linspace(0, len(short) - 1, plan.landmarks).astype(np.int64))  # evenly spread
    border = _border(compare, landmarks, plan.share)
    everyone = np.arange(len(short))

    def cells(first: int, end: int) -> Pairs:
        of_cell, member = compare.at_least(landmarks[first:end], everyone, border)
        borders = np.searchsorted(of_cell, np.arange(1, end - first))
        return np.concatenate([_inside(compare, part, speakers) for part in np.split(member, borders)])

    pieces = ((first, min(first + _AT_ONCE, len(landmarks))) for first in range(0, len(landmarks), _AT_ONCE))
    met = _Met(len(short))
    outbox = Outbox(block)
    for places in in_threads(cells, pieces):
        new = met.add(places)
        pairs = np.sort(order[new], axis=1)
        yield from outbox.worked(block)
        for first in range(0, len(pairs), block):
            yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


def _border(compare: Comparison, landmarks: Rows, share: float) -> int:
    """The product with a landmark from which a photo is in its cell."""
    seen = compare.products(landmarks[:: max(1, len(landmarks) // 512)], landmarks)
    return int(np.quantile(seen, 1.0 - share)) if share < 1.0 else np.iinfo(np.int32).min


def _inside(compare: Comparison, members: Rows, speakers: int) -> Pairs:
    """The near pairs of one cell, int64[k, 2]; `members` rise, so that the fresh ones come first."""
    found: list[Pairs] = [np.empty((0, 2), dtype=np.int64)]
    fresh = int(np.searchsorted(members, speakers))
    for top in range(0, fresh, _STRIP_ROWS):
        here = members[top : min(top + _STRIP_ROWS, fresh)]
        for left in range(top, len(members), _STRIP_COLUMNS):
            there = members[left : left + _STRIP_COLUMNS]
            low, high = compare.across(here, there)
            told = here[low] < there[high]
            found.append(np.stack((here[low[told]], there[high[told]]), axis=1))
    return np.concatenate(found)


class _Met:
    """Tells which pairs come for the first time."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._seen = np.empty(0, dtype=np.int64)

    def add(self, pairs: Pairs) -> Pairs:
        keys = np.unique(pairs[:, 0] * self._rows + pairs[:, 1])
        place = np.searchsorted(self._seen, keys)
        known = place < len(self._seen)
        known[known] = self._seen[place[known]] == keys[known]
        new = keys[~known]
        self._seen = np.insert(self._seen, place[~known], new)
        return np.stack(np.divmod(new, self._rows), axis=1)


_AT_ONCE = 128
_STRIP_ROWS, _STRIP_COLUMNS = 512, 4096


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
