"""What looks like this one: from any photo or a dropped image, ranked, and with a way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.errors import ModelError
from nearDup_gui.frame.places import GroupPlace, Places, QueryPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.photos.cards import CardRole
from tests.gui.conftest import MakeWindow, settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.test_scanning import drop
from tests.gui.values import make_groups, make_neighbours, make_photo, picture


@pytest.fixture
def reviewing(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    window, services = open_window(make_library(make_groups(3)))
    services.neighbours = make_neighbours(make_photo(4), make_photo(99))
    return window, services


def answers(window: MainWindow) -> list[str]:
    model = window.review_page.query.grid.model()
    return [model.index(row, 0).data(CardRole.LIKENESS) for row in range(model.rowCount())]


def test_neighbours_are_ranked_by_how_alike_they_are(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    assert services.asked == [Path("/photos/IMG_0001.jpg")]
    assert answers(window) == ["100 % alike", "90 % alike"]
    assert window.review_page.query.isVisible()


def test_back_leads_to_the_group_and_forward_to_the_answer(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    qtbot.mouseClick(window.header.back, Qt.MouseButton.LeftButton)
    assert window.review_page.group.isVisible()
    with qtbot.waitSignal(window.queries.answered):
        qtbot.mouseClick(window.header.forward, Qt.MouseButton.LeftButton)
    assert window.review_page.query.isVisible()
    assert len(services.asked) == 1  # the answer was kept


def test_escape_leaves_an_answer(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = reviewing
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.queries.answered):
        window.places.go(QueryPlace(Path("/photos/IMG_0001.jpg"), make_photo(1)))
    window.review_page.focus_grid()
    qtbot.keyClick(window.review_page.query.grid, Qt.Key.Key_Escape)
    assert isinstance(window.places.here, GroupPlace)


def test_asking_goes_on_from_an_answer_and_all_the_way_back(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    grid = window.review_page.query.grid
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(grid, Qt.Key.Key_F)
    assert services.asked[-1] == Path("/photos/IMG_0004.jpg")
    window.places.back()
    window.places.back()
    assert window.review_page.group.isVisible()
    assert not window.places.can_go_back


def test_dropped_image_outside_the_catalogue_is_asked_about_and_shown(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot, tmp_path: Path
) -> None:
    window, services = reviewing
    image = tmp_path / "dropped.jpg"
    image.write_bytes(picture(5))
    with qtbot.waitSignal(window.queries.answered) as answered:
        drop(window, image)
    assert services.asked == [image]
    assert answered.args is not None
    assert not answered.args[0].preview.isNull()


def test_unreadable_image_is_answered_with_a_sentence(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot, tmp_path: Path
) -> None:
    window, _ = reviewing
    image = tmp_path / "notes.txt"
    image.write_text("no image")
    with qtbot.waitSignal(window.queries.failed) as failed:
        drop(window, image)
    sentence = "notes.txt cannot be looked up: It is not an image that can be read."
    assert failed.args is not None
    assert failed.args[1] == sentence
    assert window.review_page.query.said() == sentence


def test_newcomer_may_drop_an_image_and_learns_that_nothing_was_scanned(
    open_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window, _ = open_window(None)
    image = tmp_path / "dropped.jpg"
    image.write_bytes(picture(5))
    with qtbot.waitSignal(window.queries.answered):
        drop(window, image)
    assert "Nothing in the scanned folders" in window.review_page.query.said()
    window.places.back()
    assert window.pages.currentWidget() is window.pages.empty


def test_only_the_last_question_is_answered(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = reviewing
    told: list[Path] = []
    window.queries.answered.connect(lambda answer: told.append(answer.place.image))
    for photo_id in (1, 2, 3):
        photo = make_photo(photo_id)
        window.places.go(QueryPlace(photo.path, photo))
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert told == [Path("/photos/IMG_0003.jpg")]


def test_model_that_fails_is_a_sentence_on_the_page(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    settled(window, qtbot)  # or whatever is still under way would meet the fault
    services.fault = ModelError("The model file is missing. Install NearDup again.")
    photo = make_photo(2)
    with qtbot.waitSignal(window.queries.failed):
        window.places.go(QueryPlace(photo.path, photo))
    assert "Install NearDup again" in window.review_page.query.said()


def test_answer_leads_to_the_group_of_a_photo(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    qtbot.keyClick(window.review_page.query.grid, Qt.Key.Key_G)
    assert window.places.here == GroupPlace(4)
    assert window.review_page.group.isVisible()


def test_photo_in_no_group_cannot_be_marked_and_the_window_says_why(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(99)
    assert "in no group" in window.messages.text


def test_going_from_group_to_group_is_no_journey(qapp: object) -> None:
    places = Places()
    places.go(GroupPlace(1))
    places.go(GroupPlace(2))
    assert not places.can_go_back
    places.go(QueryPlace(Path("a.jpg")))
    places.go(QueryPlace(Path("b.jpg")))
    places.back()
    assert places.here == QueryPlace(Path("a.jpg"))
    places.back()
    assert places.here == GroupPlace(2)
    places.forward()
    assert places.here == QueryPlace(Path("a.jpg"))


def test_groups_that_are_gone_leave_the_way_back(qapp: object) -> None:
    places = Places()
    places.go(GroupPlace(1))
    places.go(QueryPlace(Path("a.jpg")))
    places.forget({1})
    assert not places.can_go_back


def test_an_answer_outside_the_scanned_folders_says_so_and_its_folder_is_scanned_too(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    old = make_photo(98, folder=Path("/old backup"))
    services.neighbours = make_neighbours(make_photo(4), make_photo(99), old)
    grid = window.review_page.query.grid
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    spoken = [grid.cards.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert ["Outside the scanned folders" in text for text in spoken] == [False, False, True]
    assert ["In no group" in text for text in spoken] == [False, True, False]
    grid.go_to(old.id)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert "lies outside the scanned folders" in window.messages.text
    assert not window.review.is_marked(old.id)
    with qtbot.waitSignal(window.scans.found):
        next(one for one in window.messages.findChildren(QPushButton) if "its folder" in one.text()).click()
    assert services.scanned[-1] == (*services.library.roots, Path("/old backup"))  # pyright: ignore[reportOptionalMemberAccess]
