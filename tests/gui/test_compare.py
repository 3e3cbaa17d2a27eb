"""Comparing two photos: the way there and back, through the group, with marks."""

import gc
import weakref
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.photo import ExifFacts, Photo
from core.progress import CancelToken
from nearDup_gui.comparing import full_images
from nearDup_gui.frame.places import ComparePlace, GroupPlace, QueryPlace
from nearDup_gui.photos.facts import Standing, facts_of
from nearDup_gui.photos.to_qimage import to_qimage
from tests.gui.comparing import KEEPER, OTHER, SMALL, Opened, canvas_of, compared, page_of, wait_for_pictures
from tests.gui.values import make_photo


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
    window.menus.mark_right.trigger()
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_Right)
    window.menus.mark_right.trigger()
    window.menus.mark_left.trigger()
    assert [window.review.is_marked(n) for n in (SMALL, OTHER, KEEPER)] == [True, True, False]
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


def test_no_byte_of_a_picture_is_held_when_nobody_compares_any_more(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by the canvas, nor by a difference, nor by a job that has ended; no collector is waited for."""
    window, _ = opened
    made: list[weakref.ref[QImage]] = []

    def recorded(picture: Image.Image, cancel: CancelToken) -> QImage:
        image = to_qimage(picture, cancel)
        made.append(weakref.ref(image))
        return image

    def held() -> int:
        return sum(image.sizeInBytes() for ref in made if (image := ref()) is not None)

    monkeypatch.setattr(full_images, "to_qimage", recorded)
    gc.disable()
    try:
        window.review_page.begin_comparing()
        wait_for_pictures(window, qtbot)
        window.menus.difference.trigger()
        qtbot.waitUntil(lambda: window.comparing.difference() is not None)
        qtbot.keyClick(canvas_of(window), Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: window.comparing.difference() is not None)
        qtbot.waitUntil(lambda: window.jobs.running == 0)
        assert held() > 0
        qtbot.keyClick(canvas_of(window), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: held() == 0)
    finally:
        gc.enable()


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
