"""What workers of a cluster do to find pairs: each task by itself, from the vectors that are laid out.

    CrowdTask    which of some rows look like many others
    TileTask     some rows with some others
    DealTask     all that share a cell of one deal of landmarks

A task runs in one thread. It holds 60 MB, and a `DealTask` 33 bytes for each photo; what it reads of the
mapped files the system keeps as long as there is room. How many pairs it finds nobody knows beforehand: two
thousand look-alikes are two million pairs. So it answers with what it has once that is much, and with the
tasks that are left of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.cluster.layout import Layout
from core.lsh.cells import crowded_among, near_around
from core.lsh.landmarks import Turn
from core.lsh.outbox import Pairs
from core.lsh.sweep import Comparison, Order, Rows, Tile, near_in_tile, strips
from core.match.verify import Contents, close_among
from core.photo import Embeddings

Cosines = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and where; see `core.scan.finder.Search`."""

    layout: Layout
    cosine: float
    at_least: float

    def comparison(self) -> Comparison:
        return Comparison(self.layout.short(), self.cosine, self.layout.part())

    def part(self, found: list[Pairs], left: "tuple[PairTask, ...]" = ()) -> "Part":
        """Of pairs that seem near, those that are, as a task's answer."""

        def fetch(rows: list[int]) -> tuple[Contents, Embeddings]:
            wanted = np.array(rows, dtype=np.int64)
            return wanted, self.layout.vectors_of(wanted)

        near = np.concatenate(found)
        blocks = (near[first : first + _VERIFIED] for first in range(0, max(1, len(near)), _VERIFIED))
        close = [close_among(block, fetch, self.at_least) for block in blocks]
        pairs, cosines = (np.concatenate(column) for column in zip(*close, strict=True))
        return Part(pairs, cosines, left)


_VERIFIED = 1 << 13
"""Pairs whose vectors are read together: 32 MB for 512 numbers each, if no two share a photo."""

MOST_FOUND = 1 << 18
"""Pairs after which a task answers: 6 MB, which lie in the worker, cross, and lie at the scan's machine."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a task has found, and what is left of it.

    Args:
        pairs: int64[k, 2] rows, the smaller first, each once in a task and what is left of it.
        cosines: float64[k].
        left: tasks that find the rest.
    """

    pairs: Pairs
    cosines: Cosines
    left: "tuple[PairTask, ...]" = ()


class PairTask(Protocol):
    """A task that finds pairs."""

    def run(self) -> Part:
        """The close pairs, or some of them.

        Raises:
            FileNotFoundError: this machine does not see the vectors.
        """
        ...


@dataclass(frozen=True, slots=True)
class TileTask:
    """The close pairs of a tile of an order, whose rows are laid out by a name.

    It is looked at strip by strip: `done` is how many others have looked at, and `end` the first that others
    will. A strip in which a crowd meets is left, to be looked at in `small` ones.
    """

    sought: Sought
    order: str
    speakers: int
    tile: Tile
    done: int = 0
    end: int | None = None
    small: bool = False

    def run(self) -> Part:
        order = Order(self.sought.layout.rows(self.order), self.speakers)
        compare = self.sought.comparison()
        found, count = [_NONE], 0
        for number, strip in enumerate(islice(self._strips(), self.done, self.end), self.done):
            before, here = len(found), 0
            for near in near_in_tile(compare, order, strip):
                found.append(near)
                here += len(near)
                if here >= MOST_FOUND and not self.small:
                    crowd = replace(self, tile=strip, done=0, end=None, small=True)
                    return self.sought.part(found[:before], (crowd, *self._after(number + 1)))
            count += here
            if count >= MOST_FOUND:
                return self.sought.part(found, self._after(number + 1))
        return self.sought.part(found)

    def _after(self, done: int) -> "tuple[TileTask, ...]":
        """What is left, in halves, so that it is soon shared out."""
        end = sum(1 for _ in self._strips()) if self.end is None else self.end
        middle = (done + end + 1) // 2
        halves = ((done, middle), (middle, end))
        return tuple(replace(self, done=first, end=last) for first, last in halves if first < last)

    def _strips(self) -> Iterator[Tile]:
        return strips(self.tile, *(_SMALL_STRIP if self.small else _STRIP))


_STRIP, _SMALL_STRIP = (2048, 8192), (512, 1024)
"""Rows and columns. Small ones, 12 MB of pairs if all are near to all, take a quarter longer."""


@dataclass(frozen=True, slots=True)
class DealTask:
    """The close pairs that share a cell of one deal of a turn; its border is that of all cells.

    `done` is how many of the deal's axes others have looked at. A pair may come once more with each axis.
    """

    sought: Sought
    order: str
    speakers: int
    turn: int
    deal: int
    border: int
    done: int = 0

    def run(self) -> Part:
        layout = self.sought.layout
        order, compare = Order(layout.rows(self.order), self.speakers), self.sought.comparison()
        turn = Turn(layout.short(), order.rows, self.turn, range(self.deal, self.deal + 1))
        for piece in turn.pieces():
            turn.place(*piece)
        axes = list(turn.axes())
        near, count = [_NONE], 0
        for number, (deal, axis) in enumerate(axes[self.done :], self.done + 1):
            near.append(near_around(compare, order, turn.cells(deal, axis, self.border)))
            count += len(near[-1])
            if count >= MOST_FOUND and number < len(axes):
                return self._part(near, (replace(self, done=number),))
        return self._part(near)

    def _part(self, near: list[Pairs], left: "tuple[DealTask, ...]" = ()) -> Part:
        return self.sought.part([np.unique(np.concatenate(near), axis=0)], left)


_NONE: Pairs = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class CrowdTask:
    """Which rows from `first` to before `end` are near to several of those that speak for crowds."""

    sought: Sought
    speakers: str
    first: int
    end: int

    def run(self) -> Rows:
        """int64[k]: the rows.

        Raises:
            FileNotFoundError: this machine does not see the vectors.
        """
        speakers = self.sought.layout.rows(self.speakers)
        found = crowded_among(self.sought.comparison(), range(self.first, self.end), speakers)
        return np.flatnonzero(found) + self.first


def sees(layout: Layout) -> bool:
    """Whether this machine sees the vectors.

    Raises:
        FileNotFoundError: it does not.
    """
    return len(layout.short()) > 0


def pairs_of(task: PairTask) -> Part:
    """Do a task."""
    return task.run()


def crowded_of(task: CrowdTask) -> Rows:
    """Do a task."""
    return task.run()
