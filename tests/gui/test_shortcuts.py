"""Keys that a person changes: shown in the menus at once, never two for one, and there at the next start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from core.settings import Settings
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.shortcuts import Shortcuts, conflicts
from nearDup_gui.frame.shortcuts_dialog import ShortcutsDialog
from nearDup_gui.main_window import MainWindow
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups


@pytest.fixture
def reviewing(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    return open_window(make_library(make_groups(2)))


def opened(window: MainWindow) -> ShortcutsDialog:
    window.dialogs.show_shortcuts()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    return dialog


def press(qtbot: QtBot, dialog: ShortcutsDialog, name: str, key: str) -> None:
    dialog.choose(name)
    dialog.edit.setKeySequence(QKeySequence(key))
    dialog.edit.editingFinished.emit()


def test_a_changed_key_is_in_the_menu_at_once_and_in_the_settings(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    dialog = opened(window)
    press(qtbot, dialog, "mark_copies", "Ctrl+J")
    dialog.accept()
    assert window.menus.mark_copies.shortcut().toString() == "Ctrl+J"
    assert services.settings.shortcuts == {"mark_copies": ("Ctrl+J",)}


def test_changed_keys_are_there_at_the_next_start(look: Look, qtbot: QtBot) -> None:
    services = FakeServices()
    services.settings = Settings(shortcuts={"mark_copies": ("Ctrl+J",), "back": (), "gone since": ("F9",)})
    menus = Menus(look)
    qtbot.addWidget(menus)
    Shortcuts(services, menus)
    assert menus.mark_copies.shortcut().toString() == "Ctrl+J"
    assert menus.back.shortcuts() == []
    assert menus.next.shortcut().toString() == "Ctrl+Down"


def test_two_actions_with_one_key_are_named_and_cannot_be_kept(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    dialog = opened(window)
    press(qtbot, dialog, "mark_copies", "Ctrl+K")
    assert not dialog.save.isEnabled()
    assert dialog.warning.text().startswith("Ctrl+K is the key of: Mark copies, ")
    dialog.reset.click()
    assert dialog.save.isEnabled()
    assert dialog.warning.text() == ""
    dialog.reject()


def test_one_key_or_all_go_back_to_what_they_were_at_first(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    window.shortcuts.change({"mark_copies": ("Ctrl+J",), "next": ("Ctrl+L",)})
    dialog = opened(window)
    dialog.choose("next")
    dialog.reset.click()
    assert dialog.keys["next"] == ("Ctrl+Down",)
    dialog.reset_all.click()
    dialog.accept()
    assert window.menus.mark_copies.shortcut().toString() == "Ctrl+M"
    assert services.settings.shortcuts == {}


def test_cancelled_changes_are_none(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, services = reviewing
    dialog = opened(window)
    press(qtbot, dialog, "mark_copies", "Ctrl+J")
    dialog.reject()
    assert window.menus.mark_copies.shortcut().toString() == "Ctrl+M"
    assert services.settings.shortcuts == {}


def test_a_key_is_chosen_by_pressing_it(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = reviewing
    dialog = opened(window)
    dialog.choose("mark_copies")
    dialog.edit.setFocus()
    qtbot.keyClick(dialog.edit, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    dialog.edit.editingFinished.emit()
    assert dialog.keys["mark_copies"] == ("Ctrl+J",)
    dialog.reject()


def test_no_two_actions_share_a_key_to_begin_with(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    assert conflicts({one.name: one.at_first for one in window.shortcuts.commands()}) == {}


def test_accident_17_keys_keep_their_meaning_between_versions(
    reviewing: tuple[MainWindow, FakeServices],
) -> None:
    """What hands have learnt, and settings hold by name, must not come to mean another thing."""
    window, _ = reviewing
    at_first = {one.name: one.at_first[0] for one in window.shortcuts.commands() if one.at_first}
    learnt = {
        "undo": "Ctrl+Z",
        "next": "Ctrl+Down",
        "previous": "Ctrl+Up",
        "mark_copies": "Ctrl+M",
        "keep_all": "Ctrl+K",
        "mark_all": "Ctrl+Shift+M",
        "clear_all": "Ctrl+Shift+K",
        "remove": "Ctrl+Del",
        "compare": "C",
        "mark_right": "X",
        "mark_left": "Shift+X",
        "rescan": "F5",
    }
    assert {name: at_first[name] for name in learnt} == learnt
