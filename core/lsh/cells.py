"""Pairs in large libraries: photos that lie near one landmark are compared with each other, and no others.

Landmarks are directions, a hundred thousand of them. A photo belongs to the cells of those that it is nearer
to than a border, a few dozen in all; two near photos share several of them, and nearly always one. These are
the "filters" of Becker, Ducas, Gama and Laarhoven ("New directions in nearest neighbor searching with
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

from core.lsh.landmarks import LANDMARKS_PER_TURN, Turn
from core.lsh.outbox import Outbox, Pairs
from core.lsh.short import Short
from core.lsh.sweep import SWEPT_PAIR_S, Comparison, Flags, Rows, in_threads, near_pairs, touched_pairs


@dataclass(frozen=True, slots=True)
class CellPlan:
    """How many turns of landmarks, and the `share` of all photos that lies in the cell of one."""

    turns: int
    share: float

    @property
    def landmarks(self) -> int:
        return self.turns * LANDMARKS_PER_TURN

    def cost_seconds(self, photos: int, fresh: int) -> float:
        """Seconds of one core: looking for crowds, finding out who is in which cell, comparing inside."""
        members = photos * self.share
        inside = touched_pairs(members, members * fresh / max(photos, 1)) * _INSIDE_PAIR_S
        crowds = min(photos, _SAMPLED) ** 2 * SWEPT_PAIR_S
        cell = _CELL_S + members * _MEMBER_S + inside
        return crowds + self.turns * photos * _TURNED_S + self.landmarks * cell


_TURNED_S = 1.2e-6
"""Turning one photo, and finding its cells among the landmarks of that turn."""

_CELL_S, _MEMBER_S = 40e-6, 0.15e-6
"""What one cell takes in calls, and one of its members in being fetched and laid out for the product."""

_INSIDE_PAIR_S = 2.0 * SWEPT_PAIR_S
"""A pair inside a cell of the planned size: some cells are larger, and tiles hold some pairs twice."""


@lru_cache(maxsize=64)
def plan_cells(photos: int, fresh: int, cosine: float) -> CellPlan:
    """The cheapest plan by which 0.996 of the pairs at `cosine` share a cell."""
    plans = [CellPlan(turns, _share_needed(turns * LANDMARKS_PER_TURN, cosine)) for turns in _TURNS]
    return min(plans, key=lambda plan: plan.cost_seconds(photos, fresh))


_TURNS = (2, 3, 4, 6, 8, 12, 16, 24, 32)
_SHARED_CELLS = 8.0
"""Cells that two photos just at the cosine share on average: one pair in 250 has none; with 7, one in 140."""


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
    fresh = np.ones(len(short), dtype=np.bool_) if fresh is None else fresh
    crowded = _crowded(short, cosine)
    yield from _with_crowds(short, cosine, crowded, fresh, block)
    rest = np.flatnonzero(~crowded)
    rest = rest[np.argsort(~fresh[rest], kind="stable")]  # the fresh ones lead
    for pairs in _in_cells(short[rest], cosine, plan, int(fresh[rest].sum()), block):
        yield np.sort(rest[pairs], axis=1)


def _crowded(short: Short, cosine: float) -> Flags:
    """Which rows belong to a crowd: are near to several of a sample that have each other for neighbours?"""
    compare = Comparison(short, cosine)
    everyone = np.arange(len(short))
    sample = everyone[:: max(1, -(-len(short) // _SAMPLED))]
    speakers = sample[_near_how_many(compare, sample, sample) >= _CROWD]
    return _near_how_many(compare, everyone, speakers) >= _CROWD


def _near_how_many(compare: Comparison, rows: Rows, speakers: Rows) -> NDArray[np.int64]:
    """How many of the speakers each row is near to, itself included."""

    def near_some(first: int) -> NDArray[np.int64]:
        found = compare.across(speakers[first : first + _AT_ONCE], rows)
        return np.bincount(found[1], minlength=len(rows))

    counts = np.zeros(len(rows), dtype=np.int64)
    for count in in_threads(near_some, ((first,) for first in range(0, len(speakers), _AT_ONCE))):
        counts += count
    return counts


_SAMPLED, _AT_ONCE = 1 << 14, 256
_CROWD = 3
"""Of the sample: 180 in a million. To meet so many in dozens of cells costs more than everyone once."""


def _with_crowds(short: Short, cosine: float, crowded: Flags, fresh: Flags, block: int) -> Iterator[Pairs]:
    """The pairs with a row of a crowd, and a fresh one: crowds are compared with everyone, once."""
    yield from near_pairs(short, cosine, crowded & fresh, block)
    others = np.flatnonzero(crowded != fresh)  # known ones of crowds, and fresh ones of none
    for pairs in near_pairs(short[others], cosine, crowded[others], block):
        pairs = others[pairs]
        yield pairs[fresh[pairs].any(axis=1)]


def _in_cells(short: Short, cosine: float, plan: CellPlan, speakers: int, block: int) -> Iterator[Pairs]:
    """The pairs in which one row at least is among the first `speakers`."""
    if len(short) < 2 or speakers == 0:
        yield np.empty((0, 2), dtype=np.int64)
        return
    compare = Comparison(short, cosine)
    border = _border(short, plan.share)
    met = _Met()
    outbox = Outbox(block)
    for number in range(plan.turns):
        turn = Turn(short, number)

        def near_around(deal: int, axis: int, turn: Turn = turn) -> Rows:
            cells = turn.cells(deal, axis, border)
            low, high = _maybe_near(compare, cells, speakers)
            near = compare.near(low, high)
            return low[near] * len(short) + high[near]

        for _ in in_threads(turn.place, turn.pieces()):
            yield from outbox.worked(block)
        for keys in in_threads(near_around, turn.axes()):
            pairs = np.stack(np.divmod(met.add(keys), len(short)), axis=1)
            yield from outbox.worked(block)
            for first in range(0, len(pairs), block):
                yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


def _border(short: Short, share: float) -> int:
    """Where cells hold `share` of the photos, by a sample."""
    sample = Turn(short[:: -(-len(short) // _PLACED)], 0)
    for piece in sample.pieces():
        sample.place(*piece)
    return sample.border(share)


_PLACED = 4096


def _maybe_near(compare: Comparison, cells: list[Rows], speakers: int) -> tuple[Rows, Rows]:
    """The pairs that are near by the first parts and share one of the cells; each comes once."""
    found = [np.empty(0, dtype=np.int64)]
    for members in cells:
        speaking = int(np.searchsorted(members, speakers))
        if speaking:
            low, high = compare.maybe_near_inside(members, speaking)
            found.append(low * compare.count + high)
    return np.divmod(np.unique(np.concatenate(found)), compare.count)


class _Met:
    """Tells which pairs come for the first time: near ones share several cells.

    Runs of sorted keys, each at least twice as long as the next, so that a key is moved a few times in all.
    """

    def __init__(self) -> None:
        self._runs: list[Rows] = []

    def add(self, keys: Rows) -> Rows:
        """Of sorted keys, those that were not added before."""
        for run in self._runs:
            place = np.minimum(np.searchsorted(run, keys), len(run) - 1)
            keys = keys[run[place] != keys]
        new = keys
        while self._runs and len(self._runs[-1]) < 2 * len(new):
            new = np.sort(np.concatenate((self._runs.pop(), new)))
        if len(new):
            self._runs.append(new)
        return keys


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
