"""A pool whose workers are a cluster's: batches go out, outcomes come back in the order of the items.

    items --batch--> [ four batches per thread under way ] --in order--> found | Skipped

What goes wrong costs as little as it can: batches of a worker that died are given to another by Dask, those
that killed workers are tried item by item, those of a scheduler that was restarted are asked for again, and
files that one worker does not see are tried on the others.
"""

import importlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import Any, Generic, Self

from core import __version__
from core.catalog.chunks import batched
from core.cluster.connection import Asked, Connection
from core.cluster.reasons import UNSEEN
from core.cluster.station import Delivery, Found, Item, Order, has_something, is_seen, work_on
from core.errors import NearDupError, ScanError
from core.photo import Skipped
from core.progress import CancelToken
from core.scan.worker import CRASHED

_UNDER_WAY_PER_THREAD = 4
"""Batches: enough that a slow file does not idle the others, few enough that little is read twice."""


class ClusterPool(Generic[Item, Found]):
    """Workers of a cluster that do one kind of work; satisfies `Pool`. One thread at a time.

    Args:
        connection: the cluster.
        order: what is to be done.
        batch: items that go to a worker at once.
    """

    def __init__(self, connection: Connection, order: Order[Item, Found], batch: int) -> None:
        self._connection = connection
        self._order = order
        self._batch = batch
        self._blind: set[str] = set()
        """Workers that see none of the storage."""
        self.backend = ""
        """What runs the model there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What was under way is let go of when its iterator ends."""

    def outcomes(self, items: Iterable[Item], cancel: CancelToken) -> Iterator[Found | Skipped]:
        """Work on items, giving one outcome for each, in their order; see `Pool.outcomes`."""
        source = batched(items, self._batch)
        under_way: deque[_Batch[Item]] = deque()
        try:
            while True:
                room = _UNDER_WAY_PER_THREAD * max(1, sum(self._connection.workers().values()))
                for part in islice(source, max(0, room - len(under_way))):
                    under_way.append(self._sent(part))
                if not under_way:
                    return
                yield from self._outcomes(under_way[0], under_way, cancel)
                under_way.popleft()
        finally:
            for batch in under_way:
                self._connection.forget(batch.asked)

    def _sent(self, items: Sequence[Item], **kept: Any) -> "_Batch[Item]":
        return self._asked(_Batch(tuple(items), **kept))

    def _asked(self, batch: "_Batch[Item]") -> "_Batch[Item]":
        """Ask for a batch, for the first time or once more."""
        shut_out = self._blind | batch.tried
        only = [worker for worker in self._connection.workers() if worker not in shut_out] if shut_out else []
        batch.asked = self._connection.ask(
            at_worker, self._order, batch.items, batch.sure, only=only, first=bool(batch.tried or batch.sure)
        )
        return batch

    def _outcomes(
        self, batch: "_Batch[Item]", under_way: Iterable["_Batch[Item]"], cancel: CancelToken
    ) -> list[Found | Skipped]:
        """Wait for a batch, and ask again for what nobody else will answer."""
        while True:
            if self._connection.wait(batch.asked, cancel):
                try:
                    worker, delivery = self._connection.answer(batch.asked)
                except Exception as error:
                    if not self._connection.is_lost(batch.asked):
                        return self._after(error, batch, cancel)
                else:
                    self._connection.forget(batch.asked)
                    return self._checked(batch, worker, delivery, cancel)
            for each in (batch, *under_way):
                if self._connection.is_lost(each.asked):
                    self._asked(each)

    def _alone(self, batch: "_Batch[Item]", cancel: CancelToken) -> list[Found | Skipped]:
        """Ask for something on the side, and wait for it."""
        try:
            return self._outcomes(batch, (), cancel)
        finally:
            self._connection.forget(batch.asked)

    def _after(self, error: Exception, batch: "_Batch[Item]", cancel: CancelToken) -> list[Found | Skipped]:
        """What becomes of a batch whose work raised something.

        Raises:
            ScanError, ModelError: no worker could do it either.
        """
        self._connection.forget(batch.asked)
        if type(error).__name__ == "KilledWorker":
            if len(batch.items) == 1:
                return [Skipped(batch.items[0].path, CRASHED)]
            return [self._alone(self._sent([item]), cancel)[0] for item in batch.items]
        if isinstance(error, NearDupError):
            raise error
        if isinstance(error, (ImportError, AttributeError, TypeError, RuntimeError)):
            raise ScanError(
                f"A worker of the cluster cannot run NearDup {__version__}: {_first_line(error)}. Install "
                "the same NearDup where it runs, and start it with: neardup worker ADDRESS"
            ) from error
        raise error

    def _checked(
        self, batch: "_Batch[Item]", worker: str, delivery: Delivery[Found], cancel: CancelToken
    ) -> list[Found | Skipped]:
        """The outcomes of a batch, once files that its worker did not see were tried elsewhere."""
        outcomes = list(delivery.outcomes)
        if len(outcomes) != len(batch.items):
            raise ScanError(
                f"The worker {worker} runs NearDup {delivery.version}, and this is {__version__}. Install "
                "the same one on all machines."
            )
        self.backend = delivery.backend or self.backend
        if delivery.unseen and not delivery.sighted:
            self._blind.add(worker)
        here = [place for place in delivery.unseen if self._sees(batch.items[place])]
        gone = [place for place in delivery.unseen if place not in here]
        if gone:
            self._check_storage()
            missing = self._sent([batch.items[place] for place in gone], sure=True)
            for place, outcome in zip(gone, self._alone(missing, cancel), strict=True):
                outcomes[place] = outcome
        if here:
            items = [batch.items[place] for place in here]
            for place, outcome in zip(here, self._elsewhere(items, batch, worker, cancel), strict=True):
                outcomes[place] = outcome
        return outcomes

    def _elsewhere(
        self, items: Sequence[Item], batch: "_Batch[Item]", worker: str, cancel: CancelToken
    ) -> list[Found | Skipped]:
        """Outcomes of files that are there, and that one worker does not see.

        Raises:
            ScanError: no worker sees anything of the storage.
        """
        tried = batch.tried | {worker}
        left = set(self._connection.workers()) - tried - self._blind
        if left:
            return self._alone(self._sent(items, tried=tried), cancel)
        if tried <= self._blind:
            folder = next(root for root in self._order.roots if items[0].path.is_relative_to(root))
            raise ScanError(
                f"No worker of the cluster sees what is in {folder}. It has to be mounted at that very path "
                f"where they run ({', '.join(sorted(tried))})."
            )
        return [Skipped(item.path, UNSEEN) for item in items]

    def _sees(self, item: Item) -> bool:
        return is_seen(item, self._order.paths(item))

    def _check_storage(self) -> None:
        """Raises ScanError: a folder that was walked has gone, with all that is in it."""
        for root in self._order.roots:
            if not has_something(root):
                raise ScanError(
                    f"{root} cannot be read any more; is its drive still there? What was read is kept; the "
                    "next scan goes on from there."
                )


@dataclass(eq=False, slots=True)
class _Batch(Generic[Item]):
    items: tuple[Item, ...]
    tried: frozenset[str] = frozenset()
    """Workers that did not see these files."""
    sure: bool = False
    asked: Asked = field(init=False)


def at_worker(order: Order[Item, Found], items: Sequence[Item], sure: bool) -> tuple[str, Delivery[Found]]:
    """In a worker: work on some items, and say who did."""
    worker: Any = importlib.import_module("distributed").get_worker()
    return str(worker.address), work_on(order, items, sure)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
