"""What helpers do to find pairs: each task by itself, from the vectors that are laid out.

    CrowdTask     which of some rows look like many others
    TileTask      the near pairs of some rows with some others
    DealTask      the near pairs that share a cell of some deals of landmarks
    CosineTask    which of some near pairs are close

A task runs in one thread. It holds 60 MB, and a `DealTask` 33 bytes for each photo and deal; what it reads of
the mapped files the system keeps as long as there is room. How many pairs it finds nobody knows beforehand:
two thousand look-alikes are two million pairs. So it answers with what it has once that is much, and with the
tasks that are left of it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.finding.layout import Layout
from core.lsh.cells import crowded_among, near_around
from core.lsh.landmarks import AXES_PER_DEAL, Turn
from core.lsh.outbox import Pairs
from core.lsh.sweep import Comparison, Order, Rows, Tile, near_in_tile, strips
from core.match.verify import Contents, close_among
from core.photo import Embeddings

Answer = TypeVar("Answer")

Cosines = NDArray[np.float64]

Keys = NDArray[np.int64]
"""int64[k]: pairs of rows, the smaller row times the number of rows, and the larger one."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and where; see `core.finding.search.Search`."""

    layout: Layout
    cosine: float
    at_least: float

    def comparison(self) -> Comparison:
        return Comparison(self.layout.short(), self.cosine, self.layout.part())


MOST_FOUND = 1 << 18
"""Pairs after which a task answers: 2 MB, which lie in the helper, cross, and lie at the scan's process."""


@dataclass(frozen=True, slots=True)
class Near:
    """What a task has found of pairs that seem near, and what is left of it.

    Args:
        keys: each once in a task.
        met_again: whether other tasks may find the same pairs.
        left: tasks that find the rest.
    """

    keys: Keys
    met_again: bool
    left: "tuple[TileTask | DealTask, ...]" = ()


@dataclass(frozen=True, slots=True)
class Task(ABC, Generic[Answer]):
    """A piece of work on vectors that are laid out."""

    sought: Sought

    @property
    def path(self) -> Path:
        """What is named if it fails."""
        return self.sought.layout.folder

    @abstractmethod
    def run(self) -> Answer: ...


@dataclass(frozen=True, slots=True)
class TileTask(Task[Near]):
    """The near pairs of a tile of an order, whose rows are laid out by a name.

    It is looked at strip by strip: `done` is how many others have looked at, and `end` the first that others
    will. A strip in which a crowd meets is left, to be looked at in `small` ones.
    """

    order: str
    speakers: int
    tile: Tile
    done: int = 0
    end: int | None = None
    small: bool = False

    def run(self) -> Near:
        order = Order(self.sought.layout.rows(self.order), self.speakers)
        compare = self.sought.comparison()
        found, count = [_NO_KEYS], 0
        for number, strip in enumerate(islice(self._strips(), self.done, self.end), self.done):
            before, here = len(found), 0
            for near in near_in_tile(compare, order, strip):
                found.append(_keys(compare, near))
                here += len(near)
                if here >= MOST_FOUND and not self.small:
                    crowd = replace(self, tile=strip, done=0, end=None, small=True)
                    left = (crowd, *self._after(number + 1))
                    return Near(np.concatenate(found[:before]), met_again=False, left=left)
            count += here
            if count >= MOST_FOUND:
                return Near(np.concatenate(found), met_again=False, left=self._after(number + 1))
        return Near(np.concatenate(found), met_again=False)

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
class DealTask(Task[Near]):
    """The near pairs that share a cell of some deals of a turn; their border is that of all cells.

    `done` is how many of the deals' axes others have looked at.
    """

    order: str
    speakers: int
    turn: int
    deals: range
    border: int
    done: int = 0

    def run(self) -> Near:
        layout = self.sought.layout
        order, compare = Order(layout.rows(self.order), self.speakers), self.sought.comparison()
        turn = Turn(layout.short(), order.rows, self.turn, self.deals)
        for piece in turn.pieces():
            turn.place(*piece)
        axes = len(self.deals) * AXES_PER_DEAL
        found, count = [_NO_KEYS], 0
        for number, (deal, axis) in enumerate(islice(turn.axes(), self.done, None), self.done + 1):
            near = near_around(compare, order, turn.cells(deal, axis, self.border))
            found.append(_keys(compare, near))
            count += len(near)
            if count >= MOST_FOUND and number < axes:
                return Near(np.unique(np.concatenate(found)), True, (replace(self, done=number),))
        return Near(np.unique(np.concatenate(found)), met_again=True)


def _keys(compare: Comparison, pairs: Pairs) -> Keys:
    return pairs[:, 0] * compare.count + pairs[:, 1]


_NO_KEYS: Keys = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class CosineTask(Task["Close"]):
    """Which of some near pairs are close, where the vectors are laid out too."""

    pairs: Pairs

    def run(self) -> "Close":
        def fetch(rows: list[int]) -> tuple[Contents, Embeddings]:
            wanted = np.array(rows, dtype=np.int64)
            return wanted, self.sought.layout.vectors_of(wanted)

        blocks = (
            self.pairs[first : first + _FETCHED] for first in range(0, max(1, len(self.pairs)), _FETCHED)
        )
        close = [close_among(block, fetch, self.sought.at_least) for block in blocks]
        pairs, cosines = (np.concatenate(column) for column in zip(*close, strict=True))
        return Close(pairs, cosines)


_FETCHED = 1 << 13
"""Pairs whose vectors are read together: 32 MB for 512 numbers each, if no two share a photo."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close pairs: int64[k, 2] rows, the smaller first, and float64[k] their cosines."""

    pairs: Pairs
    cosines: Cosines


@dataclass(frozen=True, slots=True)
class CrowdTask(Task[Rows]):
    """Which rows from `first` to before `end` are near to several of those that speak for crowds."""

    speakers: str
    first: int
    end: int

    def run(self) -> Rows:
        """int64[k]: the rows."""
        speakers = self.sought.layout.rows(self.speakers)
        found = crowded_among(self.sought.comparison(), range(self.first, self.end), speakers)
        return np.flatnonzero(found) + self.first


@dataclass(frozen=True, slots=True)
class SightTask(Task[int]):
    """Whether a machine sees the vectors; what it raises if not tells who asked."""

    def run(self) -> int:
        """How many photos there are."""
        return len(self.sought.layout.short())


def done(task: Task[Answer]) -> Answer:
    """Do a task.

    Raises:
        FileNotFoundError: this machine does not see the vectors.
    """
    return task.run()
