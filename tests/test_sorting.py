"""Sorting in pieces is sorting."""

from hypothesis import given
from hypothesis import strategies as st

from core.sorting import sorted_in_pieces


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())))
def test_short_lists_are_sorted_and_equals_keep_their_order(items: list[tuple[int, int]]) -> None:
    assert sorted_in_pieces(items, lambda item: item[0]) == sorted(items, key=lambda item: item[0])


def test_long_lists_are_sorted_and_equals_keep_their_order() -> None:
    items = [(n * 7919 % 101, n) for n in range(9001)]
    assert sorted_in_pieces(items, lambda item: item[0]) == sorted(items, key=lambda item: item[0])


def test_nothing_is_sorted_into_nothing() -> None:
    assert sorted_in_pieces([], lambda item: item) == []
