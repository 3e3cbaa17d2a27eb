"""Finding close pairs on a cluster: the steps of `core.lsh.cells` and `core.lsh.sweep`, cut into tasks.

    vectors --layout.py--> files --crowds, tiles, deals (tasks.py)--> close pairs --each once--> the scan

Whether two photos are compared, and what comes of it, depends on the two alone: so these are the pairs that
one machine finds. What the scan's machine holds are the ids of contents and eight bytes of each close pair.
"""

import logging
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from core.cluster.asking import Unseen, answers
from core.cluster.connection import Connection
from core.cluster.layout import NoRoom, laid_out
from core.cluster.tasks import (
    Cosines,
    CrowdTask,
    DealTask,
    PairTask,
    Sought,
    TileTask,
    crowded_of,
    pairs_of,
    sees,
)
from core.lsh.cells import CellPlan, Met, border_of_cells, orders_of_crowds, speakers_of_crowds
from core.lsh.landmarks import DEALS
from core.lsh.outbox import Pairs
from core.lsh.sweep import Flags, Order, speakers_first
from core.progress import CancelToken
from core.scan.evidence import ClosePairs
from core.scan.finder import Search

_log = logging.getLogger(__name__)

ClosePart = tuple[Pairs, Cosines]
"""int64[k, 2] rows, the smaller first, and float64[k] their cosines."""


class ClusterFinder:
    """Finds close pairs on a cluster; satisfies `Finder`.

    Args:
        connection: the cluster.
        folder: where vectors are laid out for the workers, who see it at the same path; None takes that
            of the catalogue's file.
    """

    def __init__(self, connection: Connection, folder: Path | None) -> None:
        self._connection = connection
        self._folder = folder

    def close_pairs(self, search: Search, cancel: CancelToken) -> Iterator[ClosePairs] | None:
        """See `Finder.close_pairs`."""
        blocks = self._blocks(search, cancel)
        try:
            next(blocks)
        except (NoRoom, Unseen) as problem:
            _log.warning("Pairs are looked for on this machine alone. %s", problem)
            return None
        return blocks

    def _blocks(self, search: Search, cancel: CancelToken) -> Iterator[ClosePairs]:
        """First an empty block, once a worker sees the library; then what they find in it."""
        folder = self._folder or search.catalog.folder
        if folder is None:
            raise NoRoom("A server keeps the catalogue: name a folder for the vectors with --cluster-folder.")
        with laid_out(search, folder.resolve(), cancel) as (layout, contents):
            looking = _Looking(self._connection, Sought(layout, search.cosine, search.at_least), cancel)
            looking.check()
            yield []
            fresh = np.isin(contents, np.fromiter(search.waiting, np.int64, len(search.waiting)))
            for rows, cosines in _blocks(looking.close(fresh, search.plan), _BLOCK_PAIRS):
                one, other = contents[rows].T.tolist()
                yield list(zip(one, other, cosines.tolist(), strict=True))


def _blocks(parts: Iterator[ClosePart], size: int) -> Iterator[ClosePart]:
    """Parts in blocks of about so many pairs: small ones put together, large ones cut."""
    waiting: list[ClosePart] = []
    for part in parts:
        waiting.append(part)
        if sum(len(pairs) for pairs, _ in waiting) >= size:
            yield from _cut(waiting, size)
            waiting = []
    yield from _cut(waiting, size)


def _cut(parts: list[ClosePart], size: int) -> Iterator[ClosePart]:
    if parts:
        pairs, cosines = (np.concatenate(column) for column in zip(*parts, strict=True))
        for first in range(0, len(pairs), size):
            yield pairs[first : first + size], cosines[first : first + size]


_BLOCK_PAIRS = 1 << 15
"""Pairs that are judged together: their facts and thumbnails are read together."""


class _Looking:
    """One search under way."""

    def __init__(self, connection: Connection, sought: Sought, cancel: CancelToken) -> None:
        self._connection = connection
        self._sought = sought
        self._layout = sought.layout
        self._cancel = cancel
        self._blind: set[str] = set()
        """Workers that do not see the vectors."""

    def check(self) -> None:
        """Raises Unseen: no worker sees the vectors."""
        list(answers(self._connection, sees, [self._layout], self._cancel, self._blind))

    def close(self, fresh: Flags, plan: CellPlan | None) -> Iterator[ClosePart]:
        """The close pairs with a fresh row, each once."""
        if plan is None:
            yield from self._swept("everyone", speakers_first(fresh))
            return
        crowded = self._crowded(len(fresh))
        for name, order in zip(("crowds", "known-crowds"), orders_of_crowds(crowded, fresh), strict=True):
            for pairs, cosines in self._swept(name, order):
                told = fresh[pairs].any(axis=1)
                yield pairs[told], cosines[told]
        yield from self._in_cells(speakers_first(fresh, np.flatnonzero(~crowded)), plan)

    def _crowded(self, count: int) -> Flags:
        crowded = np.zeros(count, dtype=np.bool_)
        speakers = speakers_of_crowds(self._sought.comparison())  # of a sample that does not grow
        if len(speakers):
            self._layout.put_rows("speakers", speakers)
            height = max(1 << 14, _TASK_PAIRS // len(speakers))
            pieces = (
                CrowdTask(self._sought, "speakers", first, min(first + height, count))
                for first in range(0, count, height)
            )
            for rows in answers(self._connection, crowded_of, pieces, self._cancel, self._blind):
                crowded[rows] = True
        return crowded

    def _swept(self, name: str, order: Order) -> Iterator[ClosePart]:
        if order.speakers:
            self._layout.put_rows(name, order.rows)
            height = min(math.isqrt(_TASK_PAIRS), order.speakers)
            yield from self._asked(
                TileTask(self._sought, name, order.speakers, tile)
                for tile in order.tiles(height, _TASK_PAIRS // height)
            )

    def _in_cells(self, rest: Order, plan: CellPlan) -> Iterator[ClosePart]:
        if len(rest.rows) < 2 or rest.speakers == 0:
            return
        self._layout.put_rows("rest", rest.rows)
        border = border_of_cells(self._layout.short(), rest.rows, plan.share)
        met, count = Met(), len(self._layout.short())
        tasks = (
            DealTask(self._sought, "rest", rest.speakers, turn, deal, border)
            for turn in range(plan.turns)
            for deal in DEALS
        )
        for pairs, cosines in self._asked(tasks):
            keys = pairs[:, 0] * count + pairs[:, 1]
            rising = np.argsort(keys)
            new = rising[np.isin(keys[rising], met.add(keys[rising]))]
            yield pairs[new], cosines[new]

    def _asked(self, tasks: Iterable[PairTask]) -> Iterator[ClosePart]:
        """What tasks find; what they leave is asked for when all have answered once."""
        left: list[PairTask] = []
        for part in answers(self._connection, pairs_of, tasks, self._cancel, self._blind):
            left += part.left
            yield part.pairs, part.cosines
        if left:
            yield from self._asked(left)


_TASK_PAIRS = 1 << 31
"""Short vectors compared in one task: two or three seconds of a core."""
