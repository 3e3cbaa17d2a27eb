"""The mapping behind comparing: fractions of pictures against points of panes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearDup_gui.comparing.linked_view import Size, View, fitting_scale, larger, scale_of, zoom_for_scale

sides = st.floats(1, 20_000)
sizes = st.builds(Size, sides, sides)
panes = st.builds(Size, st.floats(50, 4_000), st.floats(50, 4_000))
views = st.builds(View, st.floats(0, 1), st.floats(0, 1), st.floats(1, 50))
points = st.tuples(st.floats(-100, 4_000), st.floats(-100, 4_000))


@given(views, sizes, panes, points)
def test_fraction_and_point_are_each_other_s_inverse(
    view: View, picture: Size, pane: Size, point: tuple[float, float]
) -> None:
    placed = view.place(picture, pane)
    assert placed.point_at(*placed.fraction_at(*point)) == pytest.approx(point, abs=1e-4)


@given(sizes, panes)
def test_fitting_picture_is_whole_and_in_the_middle(picture: Size, pane: Size) -> None:
    placed = View().place(picture, pane)
    assert placed.width <= pane.width * 1.000001
    assert placed.height <= pane.height * 1.000001
    assert placed.left + placed.width / 2 == pytest.approx(pane.width / 2)
    assert placed.top + placed.height / 2 == pytest.approx(pane.height / 2)


@given(views, sizes, sizes, panes, st.floats(-500, 500), st.floats(-500, 500))
def test_dragging_one_picture_keeps_the_same_fraction_of_both_in_the_middle(
    view: View, a: Size, b: Size, pane: Size, dx: float, dy: float
) -> None:
    moved = view.panned(dx, dy, a, pane)
    middle = pane.width / 2, pane.height / 2
    for picture in (a, b):
        assert moved.place(picture, pane).fraction_at(*middle) == pytest.approx((moved.x, moved.y), abs=1e-6)


@given(views, sizes, panes, st.floats(-500, 500), st.floats(-500, 500))
def test_dragged_picture_follows_the_pointer(
    view: View, picture: Size, pane: Size, dx: float, dy: float
) -> None:
    before, after = view.place(picture, pane), view.panned(dx, dy, picture, pane).place(picture, pane)
    assert after.left - before.left == pytest.approx(dx, abs=1e-4)
    assert after.top - before.top == pytest.approx(dy, abs=1e-4)


@given(views, sizes, panes, st.floats(0, 1), st.floats(0, 1), st.floats(1, 50))
def test_zooming_leaves_what_is_under_the_pointer_where_it_is(
    view: View, picture: Size, pane: Size, across: float, down: float, zoom: float
) -> None:
    point = across * pane.width, down * pane.height
    before = view.place(picture, pane).fraction_at(*point)
    after = view.zoomed(zoom, *point, picture, pane).place(picture, pane).fraction_at(*point)
    assert after == pytest.approx(before, abs=1e-6)


@given(views, sizes, panes, st.floats(0.1, 4), st.floats(4, 16))
def test_held_view_covers_the_pane_or_shows_all_there_is(
    view: View, picture: Size, pane: Size, least: float, most: float
) -> None:
    placed = view.held([picture], pane, least, most).place(picture, pane)
    for start, length, room in (
        (placed.left, placed.width, pane.width),
        (placed.top, placed.height, pane.height),
    ):
        if length > room:
            assert start <= 1e-3
            assert start + length >= room - 1e-3
        else:
            assert start == pytest.approx((room - length) / 2, abs=1e-3)


@given(st.lists(sizes, min_size=1, max_size=3), panes, views, st.floats(0.1, 4), st.floats(4, 16))
def test_holding_a_held_view_changes_nothing(
    pictures: list[Size], pane: Size, view: View, least: float, most: float
) -> None:
    held = view.held(pictures, pane, least, most)
    assert held.held(pictures, pane, least, most) == held


@given(sizes, sizes, panes)
def test_full_size_is_one_to_one_for_the_larger_picture(a: Size, b: Size, pane: Size) -> None:
    view = View(zoom=zoom_for_scale(1.0, [a, b], pane))
    assert scale_of(view, [a, b], pane) == pytest.approx(1.0)
    assert view.place(larger([a, b]), pane).width == pytest.approx(larger([a, b]).width)


@given(views, sizes, st.floats(0.1, 1), panes)
def test_smaller_copy_is_seen_exactly_as_the_original(
    view: View, picture: Size, scale: float, pane: Size
) -> None:
    copy = Size(picture.width * scale, picture.height * scale)
    original, smaller = view.place(picture, pane), view.place(copy, pane)
    assert (smaller.left, smaller.top) == pytest.approx((original.left, original.top), abs=1e-3)
    assert (smaller.width, smaller.height) == pytest.approx((original.width, original.height), rel=1e-6)
    assert fitting_scale(copy, pane) == pytest.approx(fitting_scale(picture, pane) / scale)
