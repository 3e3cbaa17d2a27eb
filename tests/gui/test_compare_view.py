"""What two photos under comparison show: one view for both, zoom, flip, split, difference."""

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from nearDup_gui.comparing.canvas import Mode
from nearDup_gui.comparing.linked_view import Size, View
from tests.gui.comparing import KEEPER, OTHER, SMALL, Opened, canvas_of, page_of, wait_for_pictures


def test_thumbnail_stands_in_until_the_full_picture_comes(opened: Opened, qtbot: QtBot) -> None:
    window, services = opened
    window.review_page.begin_comparing()
    shown = canvas_of(window).left
    assert shown is not None
    assert shown.image is None
    assert shown.fault == ""
    wait_for_pictures(window, qtbot)
    assert threading.main_thread() not in services.threads
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_dragging_the_small_photo_moves_the_large_one_by_the_same_fraction(
    comparing: Opened, qtbot: QtBot
) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    canvas.zoom_by(4)
    before = canvas.view
    start = QPoint(canvas.width() * 3 // 4, canvas.height() // 2)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(-40, 20))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(-40, 20))
    assert canvas.view.x > before.x
    assert canvas.view.y < before.y
    assert canvas.view.zoom == before.zoom


def test_key_toggles_full_size_of_the_larger_photo(comparing: Opened) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    assert canvas.view.fits
    window.menus.full_size.trigger()
    assert canvas.percent == pytest.approx(100)
    window.menus.full_size.trigger()
    assert canvas.view == View()


def test_double_click_goes_to_full_size_where_it_hits(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    qtbot.mouseDClick(
        canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 8, canvas.height() // 2)
    )
    assert canvas.percent == pytest.approx(100)
    assert canvas.view.x < 0.5


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_F])
def test_flip_lasts_as_long_as_the_key_and_keeps_the_zoom(
    comparing: Opened, qtbot: QtBot, key: Qt.Key
) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    canvas.zoom_by(3, QPointF(60, 60))
    view = canvas.view
    qtbot.keyPress(canvas, key)
    shown = canvas.photo_at(QPointF(10, 10))
    assert canvas.flipped
    assert shown is not None
    assert shown.photo.id == SMALL
    assert canvas.view == view
    qtbot.keyRelease(canvas, key)
    shown = canvas.photo_at(QPointF(10, 10))
    assert shown is not None
    assert shown.photo.id == KEEPER
    assert canvas.view == view


def test_flip_shows_the_other_photo_s_pixels(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    page = page_of(window)
    window.comparing.choose(OTHER)
    wait_for_pictures(window, qtbot)
    right, canvas = page.canvas.right, page.canvas
    assert right is not None
    pane = Size(canvas.width() / 2, canvas.height())
    x, y = canvas.view.place(right.size, pane).point_at(0.85, 0.2)  # in its white corner
    spot = QPoint(round(x), round(y))
    before = page.canvas.grab().toImage().pixelColor(spot)
    page.canvas.flip(True)
    after = page.canvas.grab().toImage().pixelColor(spot)
    assert before != QColor("white")
    assert after == QColor("white")


def test_full_size_stays_full_size_from_side_by_side_to_split(comparing: Opened) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    canvas.toggle_full_size()
    window.menus.split.trigger()
    assert canvas.mode is Mode.SPLIT
    assert canvas.percent == pytest.approx(100)
    window.menus.split.trigger()
    assert canvas.mode is Mode.SIDE
    assert canvas.percent == pytest.approx(100)


def test_divider_is_dragged_and_moved_by_keys(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    window.menus.split.trigger()
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(canvas, middle - QPoint(canvas.width() // 4, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle - QPoint(canvas.width() // 4, 0))
    assert canvas.divider == pytest.approx(0.25, abs=0.01)
    assert canvas.view.fits
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.divider > 0.26


def test_difference_is_found_outside_the_gui_thread_and_told(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    window.comparing.choose(OTHER)
    window.menus.difference.trigger()
    qtbot.waitUntil(lambda: window.comparing.difference() is not None)
    found = window.comparing.difference()
    assert found is not None
    assert found.visible > 0.05
    assert not found.nothing
    window.comparing.choose(SMALL)
    qtbot.waitUntil(lambda: window.comparing.difference() is not None)
    window.menus.side_by_side.trigger()
    assert canvas_of(window).mode is Mode.SIDE
