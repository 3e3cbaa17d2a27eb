"""The quarantine in the window: how much lies there, and erased only after showing what, and asking."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from nearDup_gui.main_window import MainWindow
from nearDup_gui.restoring.dialog import RestoreDialog
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups, make_removal


def opened(
    open_window: MakeWindow, qtbot: QtBot, files: int
) -> tuple[MainWindow, FakeServices, RestoreDialog]:
    window, services = open_window(make_library(make_groups(2)))
    removed = [make_removal(number, action="quarantine") for number in range(1, files + 1)]
    services.journal = {1: removed} if removed else {}
    services.in_quarantine = [one.removal for one in removed]
    with qtbot.waitSignal(window.quarantine.known):
        window.dialogs.show_removed()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    return window, services, dialog


def test_the_quarantine_says_how_much_it_holds(open_window: MakeWindow, qtbot: QtBot) -> None:
    _, _, dialog = opened(open_window, qtbot, 3)
    assert dialog.quarantine.said().startswith("In quarantine: 3 files, 12.6 MB.")
    dialog.close()


def test_an_empty_quarantine_is_not_spoken_of(open_window: MakeWindow, qtbot: QtBot) -> None:
    _, _, dialog = opened(open_window, qtbot, 0)
    assert dialog.quarantine.said() == ""
    dialog.close()


def test_what_would_be_erased_is_listed_with_its_size_and_nothing_goes_without_a_yes(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    _, services, dialog = opened(open_window, qtbot, 3)
    qtbot.mouseClick(dialog.quarantine.empty, Qt.MouseButton.LeftButton)
    question = dialog.quarantine.findChild(TableDialog)
    assert question is not None
    assert question.rows.rowCount() == 3
    assert "3 files, 12.6 MB, would be erased for good." in question.said()
    cancel = question.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert question.focusWidget() is cancel
    question.reject()
    assert services.erased == []
    dialog.close()


def test_erasing_says_what_was_freed_and_the_journal_is_read_anew(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services, dialog = opened(open_window, qtbot, 2)
    qtbot.mouseClick(dialog.quarantine.empty, Qt.MouseButton.LeftButton)
    question = dialog.quarantine.findChild(TableDialog)
    assert question is not None
    with qtbot.waitSignals([window.quarantine.emptied, window.restores.sessions_read]):
        question.accept()
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert services.erased == [1, 2]
    assert dialog.quarantine.said() == "2 files erased, 8.4 MB freed."
    dialog.close()


def test_nothing_is_erased_where_the_window_may_only_look(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services, dialog = opened(open_window, qtbot, 1)
    services.only_read = "Another NearDup window has it."
    with qtbot.waitSignal(window.quarantine.failed):
        window.quarantine.empty(services.in_quarantine)
    assert services.erased == []
    assert "Another NearDup window has it." in dialog.quarantine.said()
    dialog.close()
