"""Sorting long lists without holding Python's lock for long, for workers beside a window."""

import heapq
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")

_PIECE = 2000
"""Sorted in a few milliseconds. `list.sort` compares in C and lets no other thread run until it is through:
74,000 photos by a dozen rules each held the window up for a third of a second."""


def sorted_in_pieces(
    items: Iterable[T], key: Callable[[T], Any], then: Callable[[T], Any] | None = None
) -> list[T]:
    """What `sorted` returns, stable as it is, in about twice the time.

    Args:
        items: any number of them.
        key: what they are sorted by.
        then: what those of equal keys are sorted by; of the others it is not asked.
    """
    keyed = [(key(item), item) for item in items]
    first = itemgetter(0)
    pieces = (sorted(keyed[n : n + _PIECE], key=first) for n in range(0, len(keyed), _PIECE))
    merged = heapq.merge(*pieces, key=first)
    if then is None:
        return [item for _, item in merged]
    in_order: list[T] = []
    for _, run in groupby(merged, key=first):
        alike = [item for _, item in run]
        in_order += sorted_in_pieces(alike, then) if len(alike) > 1 else alike
    return in_order
