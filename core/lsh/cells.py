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
from core.lsh.sweep import (
    SWEPT_PAIR_S,
    Comparison,
    Flags,
    Order,
    Rows,
    in_threads,
    speakers_first,
    swept,
    touched_pairs,
)


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


_TURNS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
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
    compare = Comparison(short, cosine)
    speakers = speakers_of_crowds(compare)
    pieces = ((range(first, min(first + _PIECE, len(short))),) for first in range(0, len(short), _PIECE))

    def among(rows: range) -> Flags:
        return crowded_among(compare, rows, speakers)

    crowded = np.concatenate([np.zeros(0, dtype=np.bool_), *in_threads(among, pieces)])
    for order in orders_of_crowds(crowded, fresh):
        for pairs in swept(compare, order, block):
            yield pairs[fresh[pairs].any(axis=1)]
    rest = speakers_first(fresh, np.flatnonzero(~crowded))
    yield from _in_cells(short, compare, rest, plan, block)


def speakers_of_crowds(compare: Comparison) -> Rows:
    """Of a sample of the rows, those that have several others of it for neighbours."""
    sample = np.arange(0, compare.count, max(1, -(-compare.count // _SAMPLED)))
    return sample[_near_how_many(compare, sample, sample) >= _CROWD]


def crowded_among(compare: Comparison, rows: range, speakers: Rows) -> Flags:
    """Which of some rows belong to a crowd: are near to several of those that speak for crowds?"""
    return _near_how_many(compare, np.arange(rows.start, rows.stop), speakers) >= _CROWD


def _near_how_many(compare: Comparison, rows: Rows, speakers: Rows) -> NDArray[np.int64]:
    """How many of the speakers each row is near to, itself included."""
    counts = np.zeros(len(rows), dtype=np.int64)
    for first in range(0, len(speakers), _AT_ONCE):
        for _, near in compare.across(speakers[first : first + _AT_ONCE], rows):
            counts += np.bincount(near, minlength=len(rows))
    return counts


_SAMPLED, _AT_ONCE = 1 << 14, 256
_CROWD = 3
"""Of the sample: 180 in a million. To meet so many in dozens of cells costs more than everyone once."""


def orders_of_crowds(crowded: Flags, fresh: Flags) -> tuple[Order, Order]:
    """Crowds are compared with everyone: their fresh rows first, then the known ones with what is fresh.

    Two known rows that come along have been compared.
    """
    known_or_alone = np.flatnonzero(crowded != fresh)
    return speakers_first(crowded & fresh), speakers_first(crowded, known_or_alone)


def _in_cells(short: Short, compare: Comparison, rest: Order, plan: CellPlan, block: int) -> Iterator[Pairs]:
    """The pairs of rows of an order, with one at least that speaks."""
    if len(rest.rows) < 2 or rest.speakers == 0:
        yield np.empty((0, 2), dtype=np.int64)
        return
    border = border_of_cells(short, rest.rows, plan.share)
    met = Met()
    outbox = Outbox(block)
    for number in range(plan.turns):
        turn = Turn(short, rest.rows, number)

        def around(deal: int, axis: int, turn: Turn = turn) -> Rows:
            pairs = near_around(compare, rest, turn.cells(deal, axis, border))
            return np.sort(pairs[:, 0] * len(short) + pairs[:, 1])

        for _ in in_threads(turn.place, turn.pieces()):
            yield from outbox.worked(block)
        for keys in in_threads(around, turn.axes()):
            pairs = np.stack(np.divmod(met.add(keys), len(short)), axis=1)
            yield from outbox.worked(block)
            for first in range(0, len(pairs), block):
                yield from outbox.add(pairs[first : first + block], worked=0)
    yield from outbox.flush()


def border_of_cells(short: Short, rows: Rows, share: float) -> int:
    """Where cells hold `share` of some rows, by a sample."""
    sample = Turn(short, rows[:: -(-len(rows) // _PLACED)], 0)
    for piece in sample.pieces():
        sample.place(*piece)
    return sample.border(share)


_PLACED = 4096
_PIECE = 1 << 14


def near_around(compare: Comparison, rest: Order, cells: list[Rows]) -> Pairs:
    """The near pairs of rows that share one of some cells, whose members are places in an order.

    Each comes once, in no promised order.
    """
    low, high = compare.maybe_near_inside(rest.rows, cells, rest.speakers)
    low, high = np.divmod(np.unique(low * compare.count + high), compare.count)
    one, other = rest.rows[low], rest.rows[high]
    near = compare.near(one, other)
    return np.sort(np.stack((one[near], other[near]), axis=1), axis=1)


class Met:
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
