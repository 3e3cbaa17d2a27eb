"""A window that may only look: it says why, changes nothing, searches all the same, and can try again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.decision import Kind
from core.settings import Settings
from nearDup_gui.main_window import MainWindow
from nearDup_gui.services import CoreServices
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.test_scanning import drop
from tests.gui.values import make_groups, make_neighbours, make_photo

WHY = "Another NearDup window has the catalogue /c open."


@pytest.fixture
def looking(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    window, services = open_window(make_library(make_groups(3)))
    services.only_read = WHY
    with qtbot.waitSignal(window.access.changed):
        window.access.look()
    return window, services


def test_the_strip_says_why_and_what_would_change_anything_is_off(
    looking: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = looking
    assert WHY in window.only_read_strip.said()
    assert window.review_page.bar.said() == "Nothing is marked for removal."
    bar, menus = window.review_page.bar, window.menus
    for part in (bar.remove, bar.choose, bar.clear_all, window.header.choose, window.header.rescan):
        assert not part.isEnabled()
        assert part.toolTip() == WHY
    for action in (menus.choose, menus.rescan, menus.mark_copies, menus.clear_all, menus.remove):
        assert not action.isEnabled()
    assert menus.next.isEnabled()
    assert menus.ask_file.isEnabled()


def test_what_is_known_later_of_the_ways_to_remove_does_not_hide_the_reason(
    looking: tuple[MainWindow, FakeServices],
) -> None:
    window, services = looking
    window.review.ways.changed.emit()
    assert window.review_page.bar.remove.toolTip() == WHY
    services.only_read = ""
    window.access.look()
    assert window.review_page.bar.remove.toolTip().startswith("Each photo goes to your system's trash")


def test_nothing_can_be_decided_or_marked_and_every_button_says_why(
    looking: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = looking
    page, menus = window.review_page, window.menus
    bar, compare = page.group.decisions, page.compare
    deciding = (bar.reviewed, bar.later, bar.variants, bar.not_duplicates, bar.keeper, bar.split)
    actions = (menus.reviewed, menus.later, menus.variants, menus.not_duplicates, menus.none_duplicates)
    for row in (1, 0):  # as much with another photo chosen
        page.group.grid.setCurrentIndex(page.group.grid.model().index(row, 0))
        for part in (*deciding, compare.left_facts.mark, compare.right_facts.mark):
            assert not part.isEnabled(), part.text()
            assert part.toolTip() == WHY
        assert not any(action.isEnabled() for action in actions)
    bar.settle_wanted.emit(Kind.REVIEWED)
    assert window.messages.text == WHY
    assert window.decisions.reviewed == 0
    services.writable_again = True
    with qtbot.waitSignals([window.access.regained, window.scans.restored]):
        qtbot.mouseClick(window.only_read_strip.again, Qt.MouseButton.LeftButton)
    assert bar.reviewed.isEnabled()
    assert menus.reviewed.isEnabled()
    assert bar.reviewed.toolTip() == "Remember this group as reviewed and go on"


def test_keys_and_drops_change_nothing_either_and_say_why(
    looking: tuple[MainWindow, FakeServices], qtbot: QtBot, tmp_path: Path
) -> None:
    window, services = looking
    window.review_page.focus_grid()
    qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_Space)
    assert window.review.totals.photos == 0
    assert window.messages.text == WHY
    window.messages.hide()
    drop(window, tmp_path)
    assert services.scanned == []
    assert window.messages.text == WHY


def test_marks_from_before_cannot_be_carried_out(
    reviewing_marked: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing_marked
    bar = window.review_page.bar
    qtbot.waitUntil(lambda: bool(window.review.ways.possible))
    assert not bar.remove.isEnabled()


@pytest.fixture
def reviewing_marked(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    """Marks that an earlier run left, in a window that may only look."""
    window, services = open_window(make_library(make_groups(3)))
    window.review.toggle(2)
    services.only_read = WHY
    with qtbot.waitSignal(window.access.changed):
        window.access.look()
    return window, services


def test_searching_goes_on(looking: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, services = looking
    services.neighbours = make_neighbours(make_photo(4))
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(window.review_page.group.grid, Qt.Key.Key_F)
    assert window.review_page.query.isVisible()


def test_trying_again_in_vain_keeps_the_strip(looking: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = looking
    with qtbot.waitSignal(window.access.changed):
        qtbot.mouseClick(window.only_read_strip.again, Qt.MouseButton.LeftButton)
    assert WHY in window.only_read_strip.said()


def test_once_the_other_window_is_closed_everything_can_be_done(
    looking: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = looking
    services.writable_again = True
    with qtbot.waitSignals([window.access.regained, window.scans.restored]):
        qtbot.mouseClick(window.only_read_strip.again, Qt.MouseButton.LeftButton)
    assert window.only_read_strip.said() == ""
    assert window.header.choose.isEnabled()
    assert window.menus.mark_copies.isEnabled()
    assert WHY not in window.review_page.bar.remove.toolTip()
    window.review.toggle(2)
    assert window.review.totals.photos == 1


def test_two_windows_on_one_catalogue_are_told_apart_by_core(tmp_path: Path) -> None:
    """On the real core: the second only reads, and takes over when the first is closed."""
    catalog, settings = tmp_path / "catalogue.sqlite3", tmp_path / "settings.toml"
    first, second = CoreServices(catalog, settings), CoreServices(catalog, settings)
    assert first.settings == Settings()
    first.kept_apart()
    second.kept_apart()
    assert first.only_read == ""
    assert "Another NearDup window has the catalogue" in second.only_read
    assert second.try_to_write() == second.only_read != ""
    first.close()
    assert second.try_to_write() == ""
    second.keep_apart(tmp_path / "a.jpg", apart=True)
    second.close()
