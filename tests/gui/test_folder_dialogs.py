"""Choosing folders: keys work in the list, and Qt's own file dialog can be read where there is no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from nearDup_gui.scanning.folders_dialog import FoldersDialog
from nearDup_gui.toolkit import translation
from nearDup_gui.toolkit.look import Look


def opened(look: Look, qtbot: QtBot, *folders: str) -> FoldersDialog:
    dialog = FoldersDialog(look, [Path(folder) for folder in folders])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_delete_takes_a_folder_off_and_the_keys_stay_in_the_list(look: Look, qtbot: QtBot) -> None:
    dialog = opened(look, qtbot, "/a", "/b", "/c")
    rows = dialog.list.list
    assert rows.hasFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert dialog.folders == [Path("/a"), Path("/c")]
    assert (rows.currentRow(), rows.hasFocus(), dialog.list.off.isEnabled()) == (1, True, True)
    qtbot.mouseClick(dialog.list.off, Qt.MouseButton.LeftButton)
    qtbot.keyClick(rows, Qt.Key.Key_Backspace)
    assert dialog.folders == []
    assert not dialog.scan.isEnabled()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("text") == "Add folder…"


def test_enter_in_the_list_scans(look: Look, qtbot: QtBot) -> None:
    dialog = opened(look, qtbot, "/a")
    qtbot.keyClick(dialog.list.list, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_enter_scans_after_the_only_folder_was_taken_off_and_another_added(look: Look, qtbot: QtBot) -> None:
    dialog = opened(look, qtbot, "/a")
    qtbot.mouseClick(dialog.list.off, Qt.MouseButton.LeftButton)
    dialog.add(Path("/b"))
    dialog.list.take_focus()
    qtbot.keyClick(dialog.list.list, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_folder_that_was_added_is_the_chosen_one(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(look, qtbot, "/a")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: "/b")
    dialog.add_chosen()
    assert dialog.list.list.currentRow() == 1


@pytest.mark.parametrize("dark", [False, True])
def test_the_arrows_of_qts_own_file_dialog_stand_out_from_the_ground(
    dark: bool, look: Look, qtbot: QtBot
) -> None:
    look.choose(dark)
    dialog = own_dialog(qtbot)
    for name in ("backButton", "toParentButton", "newFolderButton", "detailModeButton"):
        button = dialog.findChild(QToolButton, name)
        assert button is not None
        image = button.icon().pixmap(24, 24).toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        drawn = [image.pixelColor(*at) for at in points if image.pixelColor(*at).alpha() > 200]
        assert drawn, name
        assert all((colour.lightness() > 128) is dark for colour in drawn), name


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    translation.install(qapp, "ja")
    yield
    translation.install(qapp, "en")


def test_qts_own_file_dialog_is_wholly_in_japanese(japanese: None, look: Look, qtbot: QtBot) -> None:
    dialog = own_dialog(qtbot)
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(texts) == 3
    assert not any(text.isascii() for text in texts)


def own_dialog(qtbot: QtBot) -> QFileDialog:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog
