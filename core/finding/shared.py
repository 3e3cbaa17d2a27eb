"""Close pairs found by helpers: the steps of `core.lsh.cells` and `core.lsh.sweep`, cut into tasks.

    vectors --layout.py--> files --crowds, tiles, deals (tasks.py)--> near pairs, each once --cosines--> close

Whether two photos are compared, and what comes of it, depends on the two alone: so these are the pairs that
one process finds. What the scan holds are the ids of contents and eight bytes of each near pair.
"""

import logging
import math
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from core.catalog import embeddings
from core.finding.layout import NoRoom, laid_out
from core.finding.search import Search
from core.finding.tasks import (
    CosineTask,
    CrowdTask,
    DealTask,
    Keys,
    SightTask,
    Sought,
    Task,
    TileTask,
    done,
)
from core.lsh.cells import CellPlan, Met, border_of_cells, orders_of_crowds, speakers_of_crowds
from core.lsh.landmarks import DEALS
from core.lsh.outbox import Pairs
from core.lsh.sweep import Flags, Order, speakers_first
from core.match.verify import Contents, verify
from core.photo import Embeddings
from core.progress import CancelToken
from core.scan.evidence import ClosePairs
from core.scan.helpers import Answer, Helpers, Unseen, answers_of

_log = logging.getLogger(__name__)


class SharedFinder:
    """Finds close pairs with the help of others.

    Args:
        helpers: this machine's processes, or a cluster.
        folder: where vectors are laid out for them, who see it at the same path; None takes that of the
            catalogue's file, and where a server keeps it, that of this machine's temporary files.
        far: they are on other machines: what decides is laid out too, and computed there. They need a folder
            that they see.
    """

    def __init__(self, helpers: Helpers, folder: Path | None = None, *, far: bool = False) -> None:
        self._helpers = helpers
        self._folder = folder
        self._far = far

    @property
    def worth_s(self) -> float:
        """Seconds of one core from which it is worth it to ask for help."""
        return _FAR_WORTH_S if self._far else _WORTH_S

    def close_pairs(self, search: Search, cancel: CancelToken) -> Iterator[ClosePairs] | None:
        """The pairs that this process would find by the same plan, in blocks; each comes once.

        Returns:
            None where helpers cannot do it, which has been logged.

        Raises:
            ScanError: those who help have gone, and do not come back.
            Cancelled: `cancel` was raised.
        """
        blocks = self._blocks(search, cancel)
        try:
            next(blocks)
        except (NoRoom, Unseen) as problem:
            _log.warning("Pairs are looked for in this process alone. %s", problem)
            return None
        return blocks

    def _blocks(self, search: Search, cancel: CancelToken) -> Iterator[ClosePairs]:
        """First an empty block, once a helper sees the library; then what they find in it."""
        folder = self._folder or search.catalog.folder
        if folder is None and self._far:
            raise NoRoom("A server keeps the catalogue: name a folder for the vectors with --cluster-folder.")
        folder = folder or Path(tempfile.gettempdir())
        with laid_out(search, folder.resolve(), cancel, whole=self._far) as (layout, contents):
            looking = _Looking(self._helpers, Sought(layout, search.cosine, search.at_least))
            looking.check()
            yield []
            fresh = np.isin(contents, np.fromiter(search.waiting, np.int64, len(search.waiting)))
            near = looking.near(fresh, search.plan)
            if self._far:
                yield from looking.close(near, contents)
            else:
                yield from verify((contents[pairs] for pairs in near), _reading(search), search.at_least)


_FAR_WORTH_S = 60.0
"""To lay the vectors out takes 10 s a million."""

_WORTH_S = 10.0
"""Short vectors alone are laid out in half a second a million; processes that have read nothing take a second
to start."""


def _reading(search: Search) -> Callable[[list[int]], tuple[Contents, Embeddings]]:
    """Reads vectors from a catalogue."""

    def fetch(ids: list[int]) -> tuple[Contents, Embeddings]:
        with search.catalog.read() as connection:
            return embeddings.vectors_of(connection, search.model, ids, search.dim)

    return fetch


class _Looking:
    """One search under way."""

    def __init__(self, helpers: Helpers, sought: Sought) -> None:
        self._helpers = helpers
        self._sought = sought
        self._layout = sought.layout
        self._count = len(self._layout.short())

    def check(self) -> None:
        """Raises Unseen: no helper sees the vectors."""
        list(self._answers([SightTask(self._sought)]))

    def near(self, fresh: Flags, plan: CellPlan | None) -> Iterator[Pairs]:
        """The near pairs of rows with a fresh one, each once, in blocks."""
        for keys in _in_blocks(self._each_once(self._tasks(fresh, plan)), _BLOCK_PAIRS):
            pairs = np.stack(np.divmod(keys, self._count), axis=1)
            yield pairs[fresh[pairs].any(axis=1)]  # crowds meet what is known, too

    def close(self, near: Iterable[Pairs], contents: Contents) -> Iterator[ClosePairs]:
        """Of near pairs those that are close, as contents, by helpers who have the vectors."""
        tasks = (CosineTask(self._sought, pairs) for pairs in near)
        for close in self._answers(tasks):
            one, other = contents[close.pairs].T.tolist()
            yield list(zip(one, other, close.cosines.tolist(), strict=True))

    def _tasks(self, fresh: Flags, plan: CellPlan | None) -> Iterator[TileTask | DealTask]:
        if plan is None:
            yield from self._tiles("everyone", speakers_first(fresh))
            return
        crowded = self._crowded()
        for name, order in zip(("crowds", "known-crowds"), orders_of_crowds(crowded, fresh), strict=True):
            yield from self._tiles(name, order)
        yield from self._deals(speakers_first(fresh, np.flatnonzero(~crowded)), plan)

    def _crowded(self) -> Flags:
        crowded = np.zeros(self._count, dtype=np.bool_)
        speakers = speakers_of_crowds(self._sought.comparison())  # of a sample that does not grow
        if len(speakers):
            self._layout.put_rows("speakers", speakers)
            height = max(1 << 14, _TASK_PAIRS // len(speakers))
            pieces = (
                CrowdTask(self._sought, "speakers", first, min(first + height, self._count))
                for first in range(0, self._count, height)
            )
            for rows in self._answers(pieces):
                crowded[rows] = True
        return crowded

    def _tiles(self, name: str, order: Order) -> Iterator[TileTask]:
        if order.speakers:
            self._layout.put_rows(name, order.rows)
            height = min(math.isqrt(_TASK_PAIRS), order.speakers)
            for tile in order.tiles(height, _TASK_PAIRS // height):
                yield TileTask(self._sought, name, order.speakers, tile)

    def _deals(self, rest: Order, plan: CellPlan) -> Iterator[DealTask]:
        """Several deals at once, as long as everybody has some: so a turn is made less often."""
        if len(rest.rows) < 2 or rest.speakers == 0:
            return
        self._layout.put_rows("rest", rest.rows)
        border = border_of_cells(self._layout.short(), rest.rows, plan.share)
        together = max(1, len(DEALS) // self._helpers.count)
        for turn in range(plan.turns):
            for first in range(0, len(DEALS), together):
                deals = DEALS[first : first + together]
                yield DealTask(self._sought, "rest", rest.speakers, turn, deals, border)

    def _each_once(self, tasks: Iterable[TileTask | DealTask]) -> Iterator[Keys]:
        """What tasks find, and those that they leave, which take turns with the others."""
        met, left, source = Met(), deque[TileTask | DealTask](), iter(tasks)

        def in_turns() -> Iterator[TileTask | DealTask]:
            for task in source:
                yield task
                if left:
                    yield left.popleft()

        tasks = in_turns()
        while True:
            for answer in self._answers(tasks):
                left += answer.left
                yield met.add(answer.keys) if answer.met_again else answer.keys
            if not left:
                return
            tasks = [left.popleft() for _ in range(len(left))]

    def _answers(self, tasks: Iterable[Task[Answer]]) -> Iterator[Answer]:
        return answers_of(self._helpers, done, tasks, self._helpers.count)


def _in_blocks(parts: Iterable[Keys], size: int) -> Iterator[Keys]:
    """Parts put together, and cut into blocks of one size; the last is smaller."""
    waiting, count = list[Keys](), 0
    for part in parts:
        waiting.append(part)
        count += len(part)
        if count >= size:
            whole = np.concatenate(waiting)
            while len(whole) >= size:
                yield whole[:size]
                whole = whole[size:]
            waiting, count = [whole], len(whole)
    if count:
        yield np.concatenate(waiting)


_TASK_PAIRS = 1 << 29
"""Short vectors compared in one task: half a second of a core."""

_BLOCK_PAIRS = 1 << 15
"""Pairs whose cosines are computed, and which are judged, together: their facts and thumbnails are read
together."""
