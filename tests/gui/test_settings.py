"""Settings are changed in a dialog and kept; keys and versions can be looked up."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.embed.registry import default_model
from core.errors import ModelError
from core.settings import Accelerator, RemovalSettings, ScanSettings, Settings, load_settings, save_settings
from nearDup_gui.frame.help_dialogs import AboutDialog
from nearDup_gui.frame.shortcuts_dialog import ShortcutsDialog
from nearDup_gui.main_window import MainWindow
from nearDup_gui.services import CoreServices
from nearDup_gui.settings.dialog import SettingsDialog
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow, settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups


@pytest.fixture
def opened(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    return open_window(make_library(make_groups(2)))


@pytest.fixture
def dialog(opened: tuple[MainWindow, FakeServices], qtbot: QtBot) -> SettingsDialog:
    window, services = opened
    services.settings = Settings(protected_folders=(Path("/archive"),))
    with qtbot.waitSignal(window.settings.models_listed):
        window.menus.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    return dialog


def test_settings_are_shown_and_kept_when_saved(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog, qtbot: QtBot
) -> None:
    window, services = opened
    assert dialog.protected.folders == [Path("/archive")]
    dialog.protected.add(Path("/originals"))
    dialog.hidden.click()
    dialog.workers.setValue(3)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert services.settings == Settings(
        scan=ScanSettings(workers=3, include_hidden=True),
        protected_folders=(Path("/archive"), Path("/originals")),
    )
    assert window.messages.text == ""


def test_what_belongs_to_a_copy_moves_over_only_with_its_words(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog
) -> None:
    dialog.keep_companions.click()
    assert dialog.hand_over.isChecked()
    dialog.hand_over.click()
    assert not dialog.keep_companions.isChecked()
    dialog.keep_companions.click()
    dialog.accept()
    assert opened[1].settings.removal == RemovalSettings(hand_over=True, keep_companions=True)


def test_folder_is_no_longer_protected_when_taken_off(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.protected.list.setCurrentRow(0)
    qtbot.mouseClick(dialog.protected.off, Qt.MouseButton.LeftButton)
    dialog.accept()
    assert opened[1].settings.protected_folders == ()


def test_nothing_is_squashed_or_cut_however_low_the_dialog_gets(dialog: SettingsDialog) -> None:
    dialog.show_models(["neardup-lite0-int8"])
    dialog.resize(dialog.minimumSizeHint())
    for field in (
        dialog.model,
        dialog.add,
        dialog.accelerator,
        dialog.workers,
        dialog.watching,
        dialog.language,
    ):
        assert field.height() >= 30
        assert field.width() >= field.minimumSizeHint().width()


def test_other_model_says_that_the_next_scan_embeds_anew(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog
) -> None:
    window, services = opened
    assert [dialog.model.itemText(row) for row in range(2)] == ["first (default)", "second"]
    dialog.model.setCurrentIndex(1)
    assert "read every photo anew" in dialog.note.text()
    dialog.accept()
    assert services.settings.scan.model == "second"
    assert "read every photo anew" in window.messages.text


def test_model_of_ones_own_is_added_measured_and_chosen(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog, qtbot: QtBot
) -> None:
    window, services = opened
    with qtbot.waitSignal(window.settings.model_added):
        dialog.begin_adding(Path("/models/mine.onnx"))
        assert not dialog.add.isEnabled()
        assert "mine.onnx" in dialog.note.text()
    assert dialog.model.currentText() == "mine"
    assert dialog.add.isEnabled()
    dialog.accept()
    assert services.settings.scan.model == "mine"


def test_folder_of_a_saved_model_is_chosen_by_the_file_in_it(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(opened[0].settings.model_added):
        dialog.begin_adding(Path("/models/bit/saved_model.pb"))
    assert dialog.model.currentText() == "bit"


def test_model_that_cannot_be_used_says_why_and_changes_nothing(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog, qtbot: QtBot
) -> None:
    window, services = opened
    settled(window, qtbot)  # or whatever is still under way would meet the fault
    services.fault = ModelError("The model mine.onnx takes text.")
    with qtbot.waitSignal(window.settings.model_refused):
        dialog.begin_adding(Path("/models/mine.onnx"))
    assert dialog.note.text() == "The model mine.onnx takes text."
    assert dialog.model.currentText() == "first (default)"
    assert dialog.add.isEnabled()


def test_what_a_graphics_card_is_for_is_kept(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog
) -> None:
    dialog.accelerator.setCurrentIndex(dialog.accelerator.findData(Accelerator.WAIT))
    dialog.accept()
    assert opened[1].settings.scan.accelerator is Accelerator.WAIT


def test_nothing_changes_when_a_person_thinks_better_of_it(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog
) -> None:
    before = opened[1].settings
    dialog.hidden.click()
    dialog.reject()
    assert opened[1].settings == before


def test_settings_that_cannot_be_written_hold_for_now_and_that_is_said(
    opened: tuple[MainWindow, FakeServices], dialog: SettingsDialog
) -> None:
    window, services = opened
    services.full_disk = True
    dialog.hidden.click()
    dialog.accept()
    assert services.settings.scan.include_hidden
    assert "No space left on device" in window.messages.text


def test_changed_settings_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(Settings(recent_folders=(Path("/photos"),)), path)
    services = CoreServices(tmp_path / "c.sqlite3", path)
    services.change_settings(replace(services.settings, protected_folders=(Path("/archive"),)))
    kept = load_settings(path)
    assert kept.protected_folders == (Path("/archive"),)
    assert kept.recent_folders == (Path("/photos"),)


def test_bundled_models_are_offered(tmp_path: Path) -> None:
    services = CoreServices(tmp_path / "c.sqlite3", tmp_path / "settings.toml")
    assert services.models()[0] == default_model()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_keys_can_be_looked_up(opened: tuple[MainWindow, FakeServices], qtbot: QtBot, key: Qt.Key) -> None:
    window, _ = opened
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    count = dialog.rows.rowCount()
    rows = [[dialog.rows.index(row, column).data() for column in (1, 2)] for row in range(count)]
    assert ["Mark copies", "Ctrl+M"] in rows
    qtbot.mouseClick(dialog.others, Qt.MouseButton.LeftButton)
    dialog.close()
    listed = window.findChild(TableDialog)
    assert listed is not None
    rows = [listed.rows.row_at(row) for row in range(listed.rows.rowCount())]
    assert ("Space, Delete", "Photos") in [(row.keys, row.where) for row in rows]
    listed.close()


def test_no_key_means_two_things(opened: tuple[MainWindow, FakeServices]) -> None:
    keys = [
        key.toString()
        for menu in opened[0].menus.lists
        for action in menu.actions()
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_about_tells_versions_and_what_computes(opened: tuple[MainWindow, FakeServices]) -> None:
    window, _ = opened
    window.menus.about.trigger()
    about = window.findChild(AboutDialog)
    assert about is not None
    assert "onnxruntime" in about.versions.text()
    assert about.backend.text() == "Known after the first scan"
    about.close()


def test_about_tells_why_a_card_is_not_used_and_nothing_without_a_card(
    opened: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = opened
    for card, shown in (
        ((), ""),
        ((("TensorRT", "The driver is too old."),), "TensorRT: The driver is too old."),
    ):
        services.card = card
        with qtbot.waitSignal(window.settings.card_told):
            window.menus.about.trigger()
        about = window.findChild(AboutDialog)
        assert about is not None
        assert about.card.text() == shown
        assert about.card.isVisibleTo(about) is bool(card)
        about.close()
        about.deleteLater()
        qtbot.waitUntil(lambda: window.findChild(AboutDialog) is None)


def test_status_bar_tells_backend_and_pace_and_a_card_that_gets_ready(
    opened: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = opened
    assert services.library is not None
    services.library = replace(services.library, backend="TensorRT on Tesla T4", pace=913.4)
    services.being_prepared = "Preparing CUDA for Tesla T4."
    services.go_on.clear()
    with qtbot.waitSignal(window.scans.progressed):
        window.scans.scan([Path("/photos")])
    assert window.backend.text() == "Preparing CUDA for Tesla T4."
    services.being_prepared = ""
    with qtbot.waitSignal(window.scans.ended):
        services.go_on.set()
    assert window.backend.text() == "TensorRT on Tesla T4  ·  913 images/s"
