"""Folders in the window: the pairs, one looked at, and a card cleared in a few clicks or by keys alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.folders.parts import FolderPair, FolderPart
from core.loss import Loss, LossKind
from core.photo import DuplicateGroup, Photo
from core.review.plan import plan_removal
from core.settings import RemovalSettings, Role
from nearDup_gui.folders.pairs_table import PairsTable
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.toolkit.labels import ElidedLabel
from nearDup_gui.toolkit.messages import Level
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices
from tests.gui.test_accessible import assert_usable_by_all
from tests.gui.values import make_group, make_photo

Opened = tuple[MainWindow, FakeServices]
CARD, LIBRARY = Path("/card"), Path("/library")
LEFT = Qt.MouseButton.LeftButton


def both(number: int, card: str = "DCIM", album: str = "2023") -> DuplicateGroup:
    """A photo of the card, and the one of the library that covers it."""
    kept = make_photo(number, folder=LIBRARY / album)
    return make_group(kept, make_photo(100 + number, folder=CARD / card))


def card_and_library() -> tuple[Library, list[Photo]]:
    """Three of the card are covered, one wants a look, two lie there alone."""
    groups = [both(1), both(2), both(3, album="2024"), both(4)]
    losses = (Loss(LossKind.EXTENT, 0.12),)
    groups[3] = replace(groups[3], members=(replace(groups[3].members[0], losses=losses),))
    alone = [make_photo(number, folder=CARD / "DCIM") for number in (201, 202)]
    alone += [make_photo(number, folder=LIBRARY / "2022") for number in range(211, 219)]
    return Library((CARD, LIBRARY), GroupIndex(groups), scanned=10), alone


@pytest.fixture
def opened_folders(open_window: MakeWindow, qtbot: QtBot) -> Opened:
    library, alone = card_and_library()
    window, services = open_window(library)
    services.alone = alone
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.folders.count_soon()
    qtbot.waitUntil(lambda: window.folders.seen is not None and window.jobs.running == 0)
    qtbot.mouseClick(window.folders_view.tab, LEFT)
    qtbot.waitUntil(lambda: window.folders.clearing is not None)
    return window, services


def names(photos: list[Photo]) -> list[int]:
    return sorted(photo.id for photo in photos)


def test_a_card_is_cleared_in_two_clicks_and_all_of_it_undone_in_one(opened_folders: Opened, qtbot: QtBot):
    """The first was the tab of the folders: it shows at once what goes, and what does not."""
    window, services = opened_folders
    view, detail = window.folders_view, window.folders_view.page.detail
    assert view.tab.text() == "Folders\n2 pairs"
    assert window.folders.pair is not None
    assert window.folders.pair.folder == FolderPart(CARD)
    assert [index.row() for index in view.page.table.selectionModel().selectedRows()] == [0]
    assert names([pair.photo for pair in detail.model.pairs()]) == [101, 102, 103]
    assert [detail.tabs.tabText(n) for n in range(3)] == ["Can go: 3", "Not covered: 2", "Look at: 1"]
    assert detail.bar.remove.text() == "Move 3 photos to the trash, 12.6 MB"
    services.left_empty = (CARD / "DCIM/100",)
    qtbot.mouseClick(detail.bar.remove, LEFT)
    qtbot.waitUntil(lambda: len(services.removed) == 3)
    assert {path.parent for path in services.removed} == {CARD / "DCIM"}
    qtbot.waitUntil(lambda: bool(view.page.empty.said()))
    assert view.page.empty.said() == "1 folder is empty now."
    qtbot.mouseClick(view.page.empty.remove, LEFT)
    qtbot.waitUntil(lambda: services.folders_gone == [CARD / "DCIM/100"])
    assert view.page.empty.said() == ""
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_a_message_leaves_the_buttons_free(opened_folders: Opened):
    window, _ = opened_folders
    window.messages.say(Level.INFO, "A message.")
    bar = window.folders_view.page.detail.bar
    foot = window.messages.mapToGlobal(QPoint(0, window.messages.height()))
    assert foot.y() <= bar.mapToGlobal(QPoint()).y()


def test_what_belongs_to_a_copy_moves_over_from_a_folder_too_where_that_is_set(
    opened_folders: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    """What is held to be covered counts on it: without it a film would go with its photo."""
    window, services = opened_folders
    services.settings = replace(services.settings, removal=RemovalSettings(keep_companions=True))
    asked: list[object] = []

    def spied(*args: Any, **how: Any) -> Any:
        asked.append(how["keep_companions"])
        return plan_removal(*args, **how)

    monkeypatch.setattr("core.review.plan.plan_removal", spied)
    window.folders.remove()
    qtbot.waitUntil(lambda: len(services.removed) == 3)
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert asked == [True]


def test_what_wants_a_look_has_its_tab_after_a_pair_that_had_none(opened_folders: Opened):
    window, _ = opened_folders
    detail, clearing = window.folders_view.page.detail, window.folders.clearing
    assert clearing is not None
    detail.show_clearing(replace(clearing, look=()))
    QApplication.processEvents()
    detail.show_looking(clearing.pair, lambda part: Role.PLAIN)
    detail.show_clearing(clearing)
    QApplication.processEvents()
    assert detail.tabs.tabRect(2).width() > 40


def test_the_words_at_the_foot_are_whole_after_a_removal_too(opened_folders: Opened, qtbot: QtBot):
    window, _ = opened_folders
    window.resize(1024, 700)
    bar = window.folders_view.bar
    bar.show_removing(3)
    QApplication.processEvents()
    bar.show_removal_over()
    summary = bar.findChild(ElidedLabel)
    assert isinstance(summary, ElidedLabel)
    qtbot.waitUntil(lambda: summary.width() >= summary.sizeHint().width())


def test_numbers_are_whole_or_left_out_where_there_is_little_room(opened_folders: Opened):
    window, _ = opened_folders
    table = window.folders_view.page.table
    for width in (1024, 1500):
        window.resize(width, 700)
        QApplication.processEvents()
        assert table.horizontalScrollBar().maximum() == 0
    assert not any(table.isColumnHidden(column) for column in range(table.model_.columnCount()))


def test_undo_brings_back_what_was_cleared(opened_folders: Opened, qtbot: QtBot):
    window, services = opened_folders
    window.folders.remove()
    qtbot.waitUntil(lambda: len(services.removed) == 3)
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: services.removed == [])
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_what_is_unticked_stays_and_can_be_ticked_again_by_undo(opened_folders: Opened, qtbot: QtBot):
    window, services = opened_folders
    detail = window.folders_view.page.detail
    detail.take_focus()
    qtbot.keyClick(detail.wall, Qt.Key.Key_Space)
    assert detail.bar.remove.text() == "Move 2 photos to the trash, 8.4 MB"
    window.menus.undo.trigger()
    assert window.folders.totals().photos == 3
    qtbot.keyClick(detail.wall, Qt.Key.Key_Space)
    window.menus.remove.trigger()
    qtbot.waitUntil(lambda: names_of(services.removed) == ["IMG_0102.jpg", "IMG_0103.jpg"])
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def names_of(paths: list[Path]) -> list[str]:
    return sorted(path.name for path in paths)


def test_the_keys_alone_lead_from_pair_to_pair_in_table_and_picture(opened_folders: Opened, qtbot: QtBot):
    window, _ = opened_folders
    page = window.folders_view.page
    window.menus.pile_all.trigger()
    window.menus.folders.trigger()
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert window.folders.pair is not None
    assert window.folders.pair.folder == FolderPart(LIBRARY)
    page.as_picture.click()
    cells = page.matrix.cells
    page.take_focus()
    qtbot.keyClick(cells, Qt.Key.Key_Up)
    assert window.folders.pair.folder == FolderPart(CARD)
    assert "3 of 6 photos of card are covered by library." in cells.accessibleDescription()
    qtbot.keyClick(page.matrix, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_folders_are_told_apart_as_finely_as_is_wanted(opened_folders: Opened, qtbot: QtBot):
    window, _ = opened_folders
    page = window.folders_view.page
    page.levels.setCurrentIndex(page.levels.count() - 1)
    page.levels.activated.emit(page.levels.currentIndex())
    qtbot.waitUntil(lambda: page.table.model_.rowCount() == 4)
    folders = {(pair.folder.path.name, pair.other.path.name) for pair in page.table.model_.values}
    assert folders == {("DCIM", "2023"), ("DCIM", "2024"), ("2023", "DCIM"), ("2024", "DCIM")}
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_the_levels_are_told_whole_though_they_come_after_the_page(opened_folders: Opened, qtbot: QtBot):
    """A window that begins with this page shows it before anything is counted."""
    window, _ = opened_folders
    levels = window.folders_view.page.levels
    qtbot.waitUntil(levels.isVisible)
    deep = "a folder by itself, with a long name for its level"
    levels.addItem(deep)
    assert levels.sizeHint().width() > levels.fontMetrics().horizontalAdvance(deep)


def test_what_was_counted_with_the_groups_is_shown_at_once(opened_folders: Opened, qtbot: QtBot):
    """No job has to come to its turn beside those that sort the groups."""
    window, services = opened_folders
    seen = window.folders.seen
    assert seen is not None
    services.counted = replace(seen, pairs=seen.pairs[:1])
    window.folders.count_soon()
    qtbot.waitUntil(lambda: window.folders.seen is services.counted)
    assert window.folders_view.tab.text() == "Folders\n1 pair"


def test_a_pair_out_of_sight_is_looked_at_when_it_comes_into_sight(opened_folders: Opened, qtbot: QtBot):
    window, _ = opened_folders
    window.piles_view.choose(None)
    pair = window.folders.pair
    with qtbot.waitSignal(window.folders.seen_changed):
        window.folders.count_soon()
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert window.folders.pair == pair
    assert window.folders.clearing is None
    qtbot.mouseClick(window.folders_view.tab, LEFT)
    qtbot.waitUntil(lambda: window.folders.clearing is not None)


def test_a_role_is_given_where_the_pair_is_looked_at(opened_folders: Opened, qtbot: QtBot):
    window, services = opened_folders
    detail = window.folders_view.page.detail
    detail.role_wanted.emit(LIBRARY, Role.LIBRARY)
    assert services.settings.library_folders == (LIBRARY,)
    assert window.messages.text == "library is a library: its photos stay, copies elsewhere may go."
    assert window.folders_view.page.table.model_.index(0, 1).data() == "library · library"
    detail.role_wanted.emit(LIBRARY, Role.PLAIN)
    assert services.settings.library_folders == ()
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_everything_on_the_page_is_reached_and_named(opened_folders: Opened, qtbot: QtBot):
    window, _ = opened_folders
    window.resize(1240, 800)
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert_usable_by_all(window)
    window.folders_view.page.as_picture.click()
    assert_usable_by_all(window)


def test_folders_that_have_nothing_in_common_say_so(open_window: MakeWindow, qtbot: QtBot):
    photos = [make_photo(n, folder=CARD) for n in (1, 2)]
    window, _ = open_window(Library((CARD, LIBRARY), GroupIndex([make_group(*photos)]), scanned=2))
    qtbot.waitUntil(lambda: window.folders.seen is not None)
    window.folders_view.open()
    assert window.folders_view.tab.text() == "Folders\nnothing in common"
    assert not window.folders_view.page.table.isVisible()
    assert not window.folders_view.page.detail.isVisible(), "there is no row to choose"
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_each_text_of_a_row_is_made_once_until_roles_change(qtbot: QtBot) -> None:
    """Going from pair to pair asks for all rows in sight, several times a step."""
    asked: list[FolderPart] = []
    roles = {Path("/library"): Role.PLAIN}

    def role_of(part: FolderPart) -> Role:
        asked.append(part)
        return roles.get(part.path, Role.PLAIN)

    table = PairsTable(role_of)
    qtbot.addWidget(table)
    card, library = FolderPart(Path("/card")), FolderPart(Path("/library"))
    table.show_pairs([FolderPair(card, library, 10, 10, 0, 5000), FolderPair(library, card, 20, 10, 0, 5000)])
    table.show()
    first = [table.model_.data(table.model_.index(row, 0)) for row in (0, 1)]
    made = len(asked)
    for pair in table.model_.shown * 3:
        table.show_pair(pair)
        table.repaint()
    assert len(asked) == made
    roles[library.path] = Role.LIBRARY
    table.roles_changed()
    again = [table.model_.data(table.model_.index(row, 0)) for row in (0, 1)]
    assert again[0] == first[0]
    assert again[1] != first[1]
