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


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers())))
def test_the_second_key_is_asked_of_those_that_the_first_does_not_tell_apart(
    items: list[tuple[int, int, int]],
) -> None:
    asked: list[tuple[int, int, int]] = []
    found = sorted_in_pieces(items, lambda item: item[0], lambda item: asked.append(item) or item[1])
    assert found == sorted(items, key=lambda item: item[:2])
    firsts = [item[0] for item in items]
    assert sorted(asked) == sorted(item for item in items if firsts.count(item[0]) > 1)
