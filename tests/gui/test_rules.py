"""Keeper rules in the window: a preview before, other keepers after, and the way back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.keeper_settings import BEST_QUALITY, RuleName
from core.settings import Settings
from nearDup_gui.rules.controller import FolderKind
from nearDup_gui.rules.dialog import RulesDialog
from nearDup_gui.rules.keeper_changes import KeeperChangesModel
from nearDup_gui.settings.folder_choices import FolderChoices
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_photo

LARGE, SMALL = make_photo(1, width=4000), make_photo(2, folder=Path("/best"), width=2000)


@pytest.fixture
def dialog(open_window: MakeWindow, qtbot: QtBot):
    window, services = open_window(make_library([make_group(LARGE, SMALL)]))
    opened = RulesDialog(window.rules, window.look, window.thumbnails, window.review.followers, window)
    with qtbot.waitSignal(window.rules.previewed):
        opened.open()
    yield opened, window, services
    opened.reject()


def move_to_top(dialog: RulesDialog, name: RuleName) -> None:
    rules = dialog.rules.list
    row = next(r for r in range(rules.count()) if rules.item(r).data(Qt.ItemDataRole.UserRole) == name)
    rules.setCurrentRow(row)
    while rules.currentRow() > 0:
        rules.move_current(-1)


def test_nothing_can_be_applied_before_anything_is_changed(dialog) -> None:
    opened, _, _ = dialog
    assert not opened.apply.isEnabled()
    assert opened.summary.text() == "No keeper of 1 group would be another."
    assert opened.rules.preset.currentText() == "Best quality"


def test_a_rule_moved_up_shows_whose_keeper_would_change_and_why(dialog, qtbot: QtBot) -> None:
    opened, window, services = dialog
    with qtbot.waitSignal(window.rules.previewed):
        opened.rules.put_first(RuleName.SMALLER)
        opened.rules.put_first(RuleName.NAME)
        opened.folders.add(Path("/best"))
        move_to_top(opened, RuleName.FOLDER)
    qtbot.waitUntil(lambda: opened.changes.rowCount() == 1)
    said = opened.changes.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "IMG_0002.jpg instead of IMG_0001.jpg" in said
    assert "preferred folder /best" in said
    assert opened.rules.preset.currentText() == "Your own order"
    assert opened.apply.isEnabled()
    assert services.settings == Settings()


def test_alt_and_the_arrows_move_a_rule(dialog, qtbot: QtBot) -> None:
    opened, _, _ = dialog
    opened.rules.list.setCurrentRow(1)
    qtbot.keyClick(opened.rules.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert opened.rules.rules[:2] == (BEST_QUALITY[1], BEST_QUALITY[0])


def test_the_rule_of_lineage_is_told_in_words(dialog) -> None:
    opened, _, _ = dialog
    item = opened.rules.list.item(BEST_QUALITY.index(RuleName.SOURCE))
    assert item.text() == "The others were made of it"
    assert "made of comes first" in item.toolTip()


def test_a_switched_off_rule_does_not_count(dialog) -> None:
    opened, _, _ = dialog
    opened.rules.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert opened.rules.rules == BEST_QUALITY[1:]


def test_an_order_is_kept_under_a_name_and_chosen_again(dialog) -> None:
    opened, _, _ = dialog
    opened.rules.put_first(RuleName.NEWEST)
    opened.rules.save_as("Newest")
    assert opened.rules.preset.currentText() == "Newest"
    assert opened.settings.keeper.preset("Newest") == opened.rules.rules
    opened.rules.delete.click()
    assert opened.settings.keeper.presets == ()


def test_applied_rules_are_undone_like_marks(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([make_group(LARGE, SMALL)]))
    wanted = replace(services.settings, keeper=replace(services.settings.keeper, rules=(RuleName.SMALLER,)))
    with qtbot.waitSignal(window.scans.restored):
        window.rules.apply(wanted)
    assert services.settings.keeper.rules == (RuleName.SMALLER,)
    assert window.messages.text == "The keeper's rules changed."
    with qtbot.waitSignal(window.scans.restored):
        window.review.undo_mark()
    assert services.settings.keeper.rules == BEST_QUALITY


def test_a_folder_is_preferred_from_the_menu_of_a_photo(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([make_group(LARGE, SMALL)]))
    grid = window.review_page.group.grid
    menu = grid.photo_menu(grid.card(grid.model().index(1, 0)).photo)
    below = menu.findChildren(QMenu)[0]
    assert [action.text() for action in below.actions()] == [
        "&Protect this folder",
        "&Library: keep its photos",
        "&Source: clear it of copies",
        "P&refer this folder",
        "&Ignore this folder",
    ]
    with qtbot.waitSignal(window.scans.restored):
        below.actions()[3].trigger()
    assert services.settings.preferred_folders == (Path("/best"),)
    assert services.settings.keeper.rules[0] is RuleName.FOLDER
    assert window.rules.is_listed(Path("/best"), FolderKind.PREFERRED)
    menu.close()


def test_folders_of_the_settings_come_back_as_they_were_set(qtbot: QtBot, look: Look) -> None:
    choices = FolderChoices(look, Settings())
    qtbot.addWidget(choices)
    choices.ignored.add(Path("/cache"))
    choices.preferred.add(Path("/best"))
    settings = choices.into(Settings())
    assert settings.ignored_folders == (Path("/cache"),)
    assert settings.keeper.rules[0] is RuleName.FOLDER


def test_the_model_of_the_preview_keeps_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    from core.review.keeper_preview import KeeperChange

    model = KeeperChangesModel()
    model.replace([KeeperChange(SMALL, make_group(LARGE, SMALL))])
    qtmodeltester.check(model, force_py=True)
