"""Sorting long lists without holding Python's lock for long, for workers beside a window."""

import heapq
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")

_PIECE = 2000
"""Sorted in a few milliseconds. `list.sort` compares in C and lets no other thread run until it is through:
74,000 photos by a dozen rules each held the window up for a third of a second."""


def sorted_in_pieces(items: Iterable[T], key: Callable[[T], Any]) -> list[T]:
    """What `sorted` returns, stable as it is, in about twice the time."""
    keyed = [(key(item), item) for item in items]
    first = itemgetter(0)
    if len(keyed) <= _PIECE:
        return [item for _, item in sorted(keyed, key=first)]
    pieces = [sorted(keyed[n : n + _PIECE], key=first) for n in range(0, len(keyed), _PIECE)]
    return [item for _, item in heapq.merge(*pieces, key=first)]
