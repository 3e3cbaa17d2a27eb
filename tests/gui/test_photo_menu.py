"""A right click offers the same wherever a photo, a group or a file is shown, if it makes sense there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.photo import Skipped
from nearDup_gui.frame.places import ComparePlace, GroupPlace, QueryPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.review.photo_menu import Seat
from nearDup_gui.scanning.skipped_dialog import skipped_dialog
from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

EVERYWHERE = [
    "Mark for removal",
    "Find similar",
    "Find similar to a part…",
    "Open",
    "Show in folder",
    "Copy path",
]


@pytest.fixture
def opened(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    return open_window(make_library(make_groups(3)))


def words(menu: QMenu) -> list[str]:
    """What a menu offers, without keys and underlined letters."""
    return [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]


def choose(menu: QMenu, text: str) -> None:
    next(a for a in menu.actions() if a.text().split("\t")[0].replace("&", "") == text).trigger()
    menu.close()


def right_click(widget: QWidget, where: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize("seat", Seat)
def test_every_place_of_a_photo_offers_the_same(opened: tuple[MainWindow, FakeServices], seat: Seat) -> None:
    window, _ = opened
    group = next(iter(window.review.groups))
    if seat is Seat.COMPARED:
        window.comparing.begin(group.members[0].photo)
    menu = window.photo_menus.of_photo(group.members[0].photo, seat, window)
    offered = words(menu)
    assert [word for word in offered if word in EVERYWHERE] == EVERYWHERE
    assert any(word.startswith("Folder ") for word in offered)
    assert ("Make this the keeper" in offered) == (seat is not Seat.ANSWER)
    assert ("Show its group" in offered) == (seat is Seat.ANSWER)
    assert ("Swap left and right" in offered) == (seat is Seat.COMPARED)
    menu.close()


def test_a_right_click_on_a_card_marks_its_photo(opened: tuple[MainWindow, FakeServices]) -> None:
    window, _ = opened
    grid = window.review_page.group.grid
    second = grid.model().index(1, 0)
    menu = right_click(grid.viewport(), grid.visualRect(second).center())
    choose(menu, "Mark for removal")
    assert window.review.is_marked(grid.card(second).photo.id)
    again = window.photo_menus.of_photo(grid.card(second).photo, Seat.GROUP, grid)
    assert "Let it stay" in words(again)
    again.close()


def test_a_photo_of_the_row_comes_to_the_right(opened: tuple[MainWindow, FakeServices]) -> None:
    window, _ = opened
    group = next(iter(window.review.groups))
    window.comparing.begin(group.members[0].photo)
    strip = window.review_page.compare.filmstrip
    assert isinstance(window.places.here, ComparePlace)
    third = group.members[1].photo
    assert strip.photo_menu is not None
    choose(strip.photo_menu(third), "Put it on the right")
    assert window.comparing.pair is not None
    assert window.comparing.pair.right.id == third.id


def test_a_right_click_on_a_group_goes_to_it_and_decides_about_it(
    opened: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = opened
    rows = window.review_page.groups.list
    where = rows.visualRect(rows.model().index(1, 0)).center()
    qtbot.mousePress(rows.viewport(), Qt.MouseButton.RightButton, pos=where)
    menu = right_click(rows.viewport(), where)
    key = window.review_page.groups.current_key()
    assert window.places.here == GroupPlace(window.review_page.groups.model.group_at(1).keeper.id)
    choose(menu, "Mark copies")
    assert key is not None
    group = window.review.groups.get(key)
    assert group is not None
    assert window.review.count_marked(group) == len(group.members)


def test_the_keeper_of_a_group_can_be_asked_about_from_the_list(
    opened: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = opened
    group = next(iter(window.review.groups))
    menu = window.photo_menus.of_group(group, window)
    below = next(one for one in menu.findChildren(QMenu) if one.title().startswith("Keeper "))
    choose(below, "Find similar")
    assert window.places.here == QueryPlace(group.keeper.path, group.keeper)
    menu.close()


def test_a_copied_path_is_on_the_clipboard_and_told(opened: tuple[MainWindow, FakeServices]) -> None:
    window, _ = opened
    photo = next(iter(window.review.groups)).keeper
    choose(window.photo_menus.of_photo(photo, Seat.GROUP, window), "Copy path")
    assert QGuiApplication.clipboard().text() == str(photo.path)
    assert window.messages.text == f"Copied the path of {photo.path.name}."


def test_a_file_that_is_gone_is_told_instead_of_opened(opened: tuple[MainWindow, FakeServices]) -> None:
    window, _ = opened
    photo = next(iter(window.review.groups)).keeper
    choose(window.photo_menus.of_photo(photo, Seat.GROUP, window), "Open")
    assert window.messages.text == f"{photo.path} cannot be opened. Is it still there?"


def test_a_window_that_may_only_look_offers_no_mark_and_says_why(
    opened: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = opened
    services.only_read = "Another window has it."
    with qtbot.waitSignal(window.access.changed):
        window.access.look()
    photo = next(iter(window.review.groups)).keeper
    menu = window.photo_menus.of_photo(photo, Seat.GROUP, window)
    mark = menu.actions()[0]
    assert not mark.isEnabled()
    assert mark.toolTip() == services.only_read
    menu.close()


def test_rows_of_listed_files_offer_the_file_too(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(desktop, "show_in_folder", lambda path: shown.append(path) or True)
    holder = QWidget()
    qtbot.addWidget(holder)
    dialog = skipped_dialog(look, [Skipped(Path("/photos/bad.jpg"), "It is broken.")], holder)
    dialog.show()
    where = dialog.table.visualRect(dialog.table.model().index(0, 0)).center()
    menu = right_click(dialog.table.viewport(), where)
    assert words(menu) == ["Open", "Show in folder", "Copy path"]
    choose(menu, "Show in folder")
    assert shown == [Path("/photos/bad.jpg")]
