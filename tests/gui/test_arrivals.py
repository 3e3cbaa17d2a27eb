"""What is new and covered: a pile with a count, one press, one undo, and nothing that goes by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.arrival_settings import ArrivalRule
from core.errors import CatalogError
from core.settings import Settings
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.settings.dialog import SettingsDialog
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices
from tests.gui.test_accessible import assert_usable_by_all
from tests.gui.values import make_group, make_photo

Opened = tuple[MainWindow, FakeServices]
CHAT, CAMERA = Path("/chat"), Path("/camera")
RULE = ArrivalRule(CHAT, CAMERA)
LEFT = Qt.MouseButton.LeftButton


def library() -> Library:
    """Four photos of the camera, each with a copy of the chat's."""
    groups = [make_group(make_photo(n, folder=CAMERA), make_photo(100 + n, folder=CHAT)) for n in range(1, 5)]
    return Library((CHAT, CAMERA), GroupIndex(groups), scanned=8)


@pytest.fixture
def opened(open_window: MakeWindow, qtbot: QtBot) -> Opened:
    """Three of the four are new; one more is new and not covered."""
    window, services = open_window(library())
    services.arrived = {101, 102, 103, 999}
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.folders.seen is not None and window.jobs.running == 0)
    return window, services


def with_rule(opened: Opened, qtbot: QtBot) -> Opened:
    """The person has made the rule, and looks at the pile."""
    window, services = opened
    window.settings.change(replace(services.settings, arrivals=(RULE,)))
    qtbot.waitUntil(lambda: window.arrivals.found is not None)
    qtbot.mouseClick(window.arrivals_view.tab, LEFT)
    return window, services


def shown(window: MainWindow) -> list[int]:
    return [pair.photo.id for pair in window.arrivals_view.page.model.pairs()]


def test_a_rule_is_made_beside_the_pair_and_its_pile_is_there_at_once(opened: Opened, qtbot: QtBot):
    window, services = opened
    assert not window.arrivals_view.tab.isVisible(), "without a rule there is no such pile"
    window.folders_view.open()
    qtbot.waitUntil(lambda: window.folders.clearing is not None)
    detail = window.folders_view.page.detail
    assert window.folders.pair is not None
    folders = window.folders.pair.folder.path, window.folders.pair.other.path
    detail.rule.click()
    assert [rule.folders for rule in services.settings.arrivals] == [folders]
    assert services.settings.arrivals[0].since is not None
    assert "collected from now on" in window.messages.text
    qtbot.waitUntil(lambda: window.arrivals.found is not None)
    assert window.arrivals_view.tab.isVisible()
    detail.rule.click()
    assert services.settings.arrivals == ()
    qtbot.waitUntil(lambda: window.arrivals.found is None and window.jobs.running == 0)
    assert not window.arrivals_view.tab.isVisible()


def test_without_a_rule_the_tab_goes_with_its_page_and_enter_leads_to_one(opened: Opened, qtbot: QtBot):
    window, _ = opened
    view = window.arrivals_view
    view.open()
    assert view.tab.isVisible()
    asked: list[bool] = []
    view.page.rules_wanted.disconnect()
    view.page.rules_wanted.connect(lambda: asked.append(True))
    qtbot.waitUntil(view.page.empty.make_rule.hasFocus)
    qtbot.keyClick(view.page.empty.make_rule, Qt.Key.Key_Return)
    assert asked == [True]
    window.piles_view.choose(None)
    assert not view.tab.isVisible()


def test_tabs_are_never_cut_however_many_there_are(opened: Opened, qtbot: QtBot):
    window, _ = with_rule(opened, qtbot)
    bar = window.piles_view.bar
    said: dict[int, list[str]] = {}
    for width in (900, 1024, 1600):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: all(tab.width() >= tab.sizeHint().width() for tab in bar.tabs))
        said[width] = [tab.text() for tab in bar.tabs]
    assert said[1600][-1].startswith("New and covered\n3 photos · ")
    assert all(short.startswith("New and covered\n3 photos") for short in (said[900][-1], said[1024][-1]))


def test_what_is_new_and_covered_is_counted_goes_at_one_press_and_comes_back(opened: Opened, qtbot: QtBot):
    window, services = with_rule(opened, qtbot)
    view = window.arrivals_view
    assert view.tab.text() == "New and covered\n3 photos · 12.6 MB"
    assert view.page.others.text() == "1 more new photo is not covered."
    assert services.removed == [], "nothing goes by itself"
    qtbot.keyClick(view.page.wall, Qt.Key.Key_Space)
    assert view.page.bar.remove.text() == "Move 2 photos to the trash, 8.4 MB"
    qtbot.mouseClick(view.page.bar.remove, LEFT)
    qtbot.waitUntil(lambda: len(services.removed) == 2)
    qtbot.waitUntil(lambda: shown(window) == [101] and window.jobs.running == 0)
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: services.removed == [])
    qtbot.waitUntil(lambda: shown(window) == [101, 102, 103] and window.jobs.running == 0)


def test_what_a_person_lets_stay_is_new_no_longer_until_that_is_undone(opened: Opened, qtbot: QtBot):
    window, services = with_rule(opened, qtbot)
    qtbot.mouseClick(window.arrivals_view.page.all_stay, LEFT)
    qtbot.waitUntil(lambda: services.looked_over == {101, 102, 103})
    qtbot.waitUntil(lambda: window.arrivals_view.page.empty.text == "Nothing new is covered.")
    assert window.arrivals_view.tab.text() == "New and covered\nnothing new"
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: shown(window) == [101, 102, 103] and window.jobs.running == 0)


def test_a_tick_is_one_tick_on_both_walls(opened: Opened, qtbot: QtBot):
    window, _ = with_rule(opened, qtbot)
    window.arrivals.tick(window.arrivals_view.page.model.pairs()[:1], False)
    unticked = [one for one in window.piles.wall() if not window.piles.is_ticked(one)]
    assert [one.photo.id for one in unticked] == [101]
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_the_keys_alone_reach_the_pile_and_its_buttons(opened: Opened, qtbot: QtBot):
    window, _ = with_rule(opened, qtbot)
    window.menus.pile_all.trigger()
    window.menus.arrivals.trigger()
    assert window.arrivals_view.page.wall.hasFocus()
    assert_usable_by_all(window)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_without_a_rule_the_menu_leads_to_where_one_is_made(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    window, services = opened
    window.menus.arrivals.trigger()
    page = window.arrivals_view.page
    assert page.empty.text == "There is no rule yet for what arrives."
    assert page.empty.make_rule.hasFocus()
    chosen = iter((str(CHAT), str(CAMERA)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(chosen))
    page.empty.make_rule.click()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.folders.currentWidget().isAncestorOf(dialog.folders.arrivals)
    dialog.folders.arrivals.add_chosen()
    dialog.accept()
    assert [rule.folders for rule in services.settings.arrivals] == [(CHAT, CAMERA)]
    qtbot.waitUntil(lambda: shown(window) == [101, 102, 103] and window.jobs.running == 0)


def test_the_end_of_a_scan_leaves_a_person_at_the_pile(opened: Opened, qtbot: QtBot):
    window, services = with_rule(opened, qtbot)
    services.arrived.add(104)
    window.scans.scan_again()
    qtbot.waitUntil(lambda: shown(window) == [101, 102, 103, 104] and window.jobs.running == 0)
    assert window.review_page.body is window.arrivals_view.page


def test_a_fault_is_said_and_can_be_tried_again(opened: Opened, qtbot: QtBot):
    window, services = opened
    services.arrivals_fault = CatalogError("The catalogue is locked.")
    window.menus.arrivals.trigger()
    window.settings.change(replace(services.settings, arrivals=(RULE,)))
    page = window.arrivals_view.page
    qtbot.waitUntil(lambda: page.empty.again.isVisible())
    assert window.messages.text == "The catalogue is locked."
    services.arrivals_fault = None
    page.empty.again.click()
    qtbot.waitUntil(lambda: shown(window) == [101, 102, 103] and window.jobs.running == 0)


def test_rules_are_listed_and_taken_off_in_the_settings(look: Look, qtbot: QtBot):
    dialog = SettingsDialog(look, Settings(arrivals=(RULE,)))
    qtbot.addWidget(dialog)
    rules = dialog.folders.arrivals
    assert rules.list.item(0).text() == "/chat, covered by /camera"
    rules.list.setCurrentRow(0)
    rules.off.click()
    assert dialog.settings.arrivals == ()
