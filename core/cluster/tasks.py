"""What workers of a cluster do to find pairs: each task by itself, from the vectors that are laid out.

    CrowdTask    which of some rows look like many others
    TileTask     some rows with some others
    DealTask     all that share a cell of one deal of landmarks

A task runs in one thread. It holds 50 MB, and a `DealTask` 33 bytes for each photo; what it reads of the
mapped files the system keeps as long as there is room.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.cluster.layout import Layout
from core.lsh.cells import crowded_among, near_around
from core.lsh.landmarks import Turn
from core.lsh.outbox import Pairs
from core.lsh.sweep import Comparison, Order, Rows, Tile, pairs_of_tile
from core.match.verify import Contents, verify
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

    def close(self, near: Pairs) -> tuple[Pairs, Cosines]:
        """Of pairs that seem near, those that are, and their cosines."""

        def fetch(rows: list[int]) -> tuple[Contents, Embeddings]:
            wanted = np.array(rows, dtype=np.int64)
            return wanted, self.layout.vectors_of(wanted)

        blocks = (near[first : first + _VERIFIED] for first in range(0, len(near), _VERIFIED))
        found = [pair for block in verify(blocks, fetch, self.at_least) for pair in block]
        rows = np.array([pair[:2] for pair in found], dtype=np.int64).reshape(-1, 2)
        return rows, np.array([cosine for _, _, cosine in found], dtype=np.float64)


_VERIFIED = 1 << 13
"""Pairs whose vectors are read together: 32 MB for 512 numbers each, if no two share a photo."""


class PairTask(Protocol):
    """A task that finds pairs."""

    def run(self) -> tuple[Pairs, Cosines]:
        """The close pairs, int64[k, 2] rows with the smaller first, each once, and float64[k] their cosines.

        Raises:
            FileNotFoundError: this machine does not see the vectors.
        """
        ...


@dataclass(frozen=True, slots=True)
class TileTask:
    """The close pairs of a tile of an order, whose rows are laid out by a name."""

    sought: Sought
    order: str
    speakers: int
    tile: Tile

    def run(self) -> tuple[Pairs, Cosines]:
        order = Order(self.sought.layout.rows(self.order), self.speakers)
        return self.sought.close(pairs_of_tile(self.sought.comparison(), order, self.tile))


@dataclass(frozen=True, slots=True)
class DealTask:
    """The close pairs that share a cell of one deal of a turn; its border is that of all cells."""

    sought: Sought
    order: str
    speakers: int
    turn: int
    deal: int
    border: int

    def run(self) -> tuple[Pairs, Cosines]:
        layout = self.sought.layout
        order = Order(layout.rows(self.order), self.speakers)
        near = np.concatenate(list(self._near(self.sought.comparison(), order)))
        return self.sought.close(np.unique(near, axis=0))

    def _near(self, compare: Comparison, order: Order) -> Iterator[Pairs]:
        turn = Turn(self.sought.layout.short(), order.rows, self.turn, range(self.deal, self.deal + 1))
        for piece in turn.pieces():
            turn.place(*piece)
        for deal, axis in turn.axes():
            yield near_around(compare, order, turn.cells(deal, axis, self.border))


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


def pairs_of(task: PairTask) -> tuple[Pairs, Cosines]:
    """Do a task."""
    return task.run()


def crowded_of(task: CrowdTask) -> Rows:
    """Do a task."""
    return task.run()
