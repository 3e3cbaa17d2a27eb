"""Long work on the GUI thread in slices of a few milliseconds, with the event loop in between."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from core.catalog.chunks import batched

T = TypeVar("T")

_AT_A_TIME = 200
_SLICE_S = 0.008


def in_slices(
    owner: QObject, items: Iterable[T], do: Callable[[Sequence[T]], object], done: Callable[[], object]
) -> None:
    """Do something with some items after the other, and something else when all are through. GUI thread.

    What fits into the first slice is over when this returns. If `owner` is gone, the rest is left undone.

    Args:
        owner: the object that the work belongs to.
        items: read as they are needed.
        do: is given some hundreds of them at a time.
        done: called once, after the last.
    """
    _go_on(owner, batched(items, _AT_A_TIME), do, done)


def _go_on(
    owner: QObject,
    left: Iterator[Sequence[T]],
    do: Callable[[Sequence[T]], object],
    done: Callable[[], object],
) -> None:
    end = time.perf_counter() + _SLICE_S
    some = next(left, None)
    while some is not None:
        do(some)
        some = next(left, None)
        if some is not None and time.perf_counter() >= end:
            rest = chain([some], left)
            QTimer.singleShot(0, owner, partial(_go_on, owner, rest, do, done))
            return
    done()
