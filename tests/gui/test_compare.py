"""Comparing two photos: one view for both, flip, split, difference, marks, and the way there and back."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from core.photo import ExifFacts, ImageFile, Photo, Relation
from nearDup_gui.controllers.places import ComparePlace, GroupPlace, QueryPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.models.facts import Standing, facts_of
from nearDup_gui.pictures.linked_view import Size, View
from nearDup_gui.views.compare_canvas import CompareCanvas, Mode
from nearDup_gui.views.compare_page import ComparePage
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_photo

KEEPER, SMALL, OTHER = 1, 2, 3
Opened = tuple[MainWindow, FakeServices]


def photo_on_disk(folder: Path, photo_id: int, width: int, height: int, spot: bool = False) -> Photo:
    """A photo whose file is there, of one colour with a disc; and a white spot, if asked for."""
    image = Image.new("RGB", (width, height), (40, 90, 160))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 4, height // 4, width // 2, height // 2), fill=(230, 180, 40))
    if spot:
        draw.rectangle((width * 3 // 4, 0, width - 1, height // 4), fill="white")
    path = folder / f"photo-{photo_id}.png"
    image.save(path)
    file = ImageFile(path, path.stat().st_size, 1, 1, photo_id)
    return replace(make_photo(photo_id, width=width), file=file, height=height)


@pytest.fixture
def photos(tmp_path: Path) -> dict[int, Photo]:
    return {
        KEEPER: photo_on_disk(tmp_path, KEEPER, 1200, 800),
        SMALL: photo_on_disk(tmp_path, SMALL, 600, 400),
        OTHER: photo_on_disk(tmp_path, OTHER, 500, 700, spot=True),
        11: photo_on_disk(tmp_path, 11, 300, 300),
        12: photo_on_disk(tmp_path, 12, 300, 300, spot=True),
    }


@pytest.fixture
def opened(open_window: MakeWindow, photos: dict[int, Photo], qtbot: QtBot) -> Opened:
    groups = [
        make_group(photos[KEEPER], photos[SMALL], photos[OTHER]),
        make_group(photos[11], photos[12], relation=Relation.SAME_SCENE),
    ]
    window, services = open_window(make_library(groups))
    qtbot.waitExposed(window)
    return window, services


@pytest.fixture
def comparing(opened: Opened, qtbot: QtBot) -> Iterator[Opened]:
    """The keeper beside its smaller copy, both loaded."""
    window, _ = opened
    window.review_page.begin_comparing()
    wait_for_pictures(window, qtbot)
    yield opened
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def page_of(window: MainWindow) -> ComparePage:
    return window.review_page.compare


def canvas_of(window: MainWindow) -> CompareCanvas:
    return page_of(window).canvas


def compared(window: MainWindow) -> tuple[int, int]:
    pair = window.comparing.pair
    assert pair is not None
    return pair.left.id, pair.right.id


def wait_for_pictures(window: MainWindow, qtbot: QtBot) -> None:
    canvas = canvas_of(window)

    def both() -> bool:
        shown = (canvas.left, canvas.right)
        return all(pane is not None and pane.image is not None for pane in shown)

    qtbot.waitUntil(both)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_C])
def test_keys_lead_from_a_card_to_comparing_and_back(opened: Opened, qtbot: QtBot, key: Qt.Key) -> None:
    window, _ = opened
    grid = window.review_page.group.grid
    grid.go_to(OTHER)
    grid.setFocus()
    qtbot.keyClick(grid, key) if key != Qt.Key.Key_C else window.menus.compare.trigger()
    assert compared(window) == (KEEPER, OTHER)
    assert page_of(window).isVisible()
    assert not window.review_page.groups.isVisible()
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Escape)
    assert window.places.here == GroupPlace(KEEPER)
    assert window.review_page.group.isVisible()
    assert window.review_page.groups.isVisible()
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_button_on_a_card_compares_instead_of_marking(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    grid = window.review_page.group.grid
    index = grid.model().index(1, 0)
    box = grid.visualRect(index)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.topRight() + QPoint(-38, 38))
    assert compared(window) == (KEEPER, SMALL)
    assert not window.review.is_marked(SMALL)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


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


def test_arrows_walk_the_group_and_skip_the_photo_on_the_left(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    seen = []
    for _step in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        seen.append(compared(window))
    assert seen == [(KEEPER, OTHER), (KEEPER, SMALL), (KEEPER, OTHER)]
    window.menus.swap.trigger()
    assert compared(window) == (OTHER, KEEPER)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert compared(window) == (OTHER, SMALL)


def test_next_group_is_compared_and_the_way_back_leads_to_it(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    canvas = canvas_of(window)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert compared(window) == (11, 12)
    assert not page_of(window).filmstrip.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert compared(window) == (KEEPER, SMALL)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert window.places.here == GroupPlace(11)


def test_marks_are_made_and_seen_while_comparing(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    page = page_of(window)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert window.review.is_marked(SMALL)
    shown = page.canvas.right
    assert shown is not None
    assert shown.marked
    assert page.right_facts.mark.text() == "Marked"
    qtbot.mouseClick(page.right_facts.mark, Qt.MouseButton.LeftButton)
    assert not window.review.is_marked(SMALL)
    assert page.right_facts.mark.text() == "Stays"


def test_last_photo_of_a_group_is_refused_with_a_sentence(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    window.menus.mark_left.trigger()
    window.menus.mark_right.trigger()
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Right)
    window.menus.mark_right.trigger()
    assert [window.review.is_marked(n) for n in (KEEPER, SMALL, OTHER)] == [True, True, False]
    assert "At least one photo of a group stays" in window.messages.text
    assert window.messages.isVisible()


def test_vanished_file_says_so_in_its_pane_and_the_other_is_shown(
    opened: Opened, photos: dict[int, Photo], qtbot: QtBot
) -> None:
    window, _ = opened
    photos[SMALL].path.unlink()
    window.review_page.begin_comparing()
    canvas = canvas_of(window)
    qtbot.waitUntil(lambda: canvas.right is not None and canvas.right.fault != "")
    qtbot.waitUntil(lambda: canvas.left is not None and canvas.left.image is not None)
    assert canvas.right is not None
    assert canvas.right.fault == "It is not an image that can be read."
    canvas.grab()
    window.menus.difference.trigger()
    canvas.grab()
    assert window.comparing.difference() is None
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_neighbours_are_read_ahead(comparing: Opened, photos: dict[int, Photo], qtbot: QtBot) -> None:
    window, _ = comparing
    qtbot.waitUntil(lambda: window.comparing.image(photos[OTHER]) is not None)
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Right)
    shown = canvas_of(window).right
    assert shown is not None
    assert shown.image is not None


def test_pictures_are_let_go_when_nobody_compares_any_more(
    comparing: Opened, photos: dict[int, Photo], qtbot: QtBot
) -> None:
    window, _ = comparing
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Escape)
    assert window.comparing.image(photos[KEEPER]) is None


def test_filmstrip_chooses_the_right_photo(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    strip = page_of(window).filmstrip
    box = strip.visualRect(strip.model().index(2, 0))
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert compared(window) == (KEEPER, OTHER)


def test_removed_photo_leaves_the_comparison(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    window.menus.mark_right.trigger()
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    assert compared(window) == (KEEPER, OTHER)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_single_letters_act_only_while_photos_are_compared(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    assert window.menus.difference.isEnabled()
    assert not window.menus.compare.isEnabled()
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Escape)
    assert not window.menus.difference.isEnabled()
    assert window.menus.compare.isEnabled()


def test_history_holds_one_step_for_a_whole_comparison(comparing: Opened, qtbot: QtBot) -> None:
    window, _ = comparing
    for _step in range(4):
        qtbot.keyClick(canvas_of(window), Qt.Key.Key_Right)
    window.places.back()
    assert window.places.here == GroupPlace(KEEPER)
    assert not window.places.can_go_back
    window.places.forward()
    assert isinstance(window.places.here, ComparePlace)
    pair = window.comparing.pair
    assert pair is not None
    window.places.go(QueryPlace(pair.left.path, pair.left))
    assert isinstance(window.places.here, QueryPlace)
    window.places.back()
    assert isinstance(window.places.here, ComparePlace)
    wait_for_pictures(window, qtbot)


def test_facts_say_which_photo_has_the_better_one() -> None:
    large, small = make_photo(1, width=4000), make_photo(2, width=2000, size=900_000)
    small = replace(small, exif=ExifFacts(), format="PNG")
    told = {fact.name: fact for fact in facts_of(large, small)}
    assert told["Dimensions"].standing is Standing.BETTER
    assert told["Size"].spoken == "Size: 4.2 MB (differs)"  # of another format
    assert told["Format"].standing is Standing.OTHER
    assert told["Camera"].standing is Standing.BETTER
    assert "Place" not in told
    assert {fact.name: fact for fact in facts_of(small, large)}[
        "Camera"
    ].spoken == "Camera: no camera (worse)"


def test_equal_facts_are_told_as_the_same() -> None:
    photo = make_photo(1)
    assert {fact.standing for fact in facts_of(photo, photo)} == {Standing.SAME}
