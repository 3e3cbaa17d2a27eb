"""The way back: every removal is listed, and files, groups and whole removals return with the truth told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from core.catalog.removals import State
from core.errors import CatalogLocked
from core.progress import Progress, Stage
from core.review.restore import Return
from nearDup_gui.frame.places import GroupPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.restoring.dialog import RestoreDialog
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow, settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups, make_removal


@pytest.fixture
def removed(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    """Two removals: an old one of one file, and a new one of two groups and a file left alone."""
    window, services = open_window(make_library(make_groups(2)))
    left = make_removal(5, 2, group=2, state=State.NOT_DONE, reason="It changed since the scan.")
    services.journal = {
        1: [make_removal(1, 1)],
        2: [make_removal(2, 2), make_removal(3, 2), make_removal(4, 2, group=2), left],
    }
    return window, services


def open_dialog(window: MainWindow, qtbot: QtBot) -> RestoreDialog:
    with qtbot.waitSignal(window.restores.files_read):
        window.menus.restore.trigger()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    return dialog


def choose(dialog: RestoreDialog, *rows: int) -> None:
    selection = dialog.table.selectionModel()
    how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    selection.clearSelection()
    for row in rows:
        selection.select(dialog.table.model().index(row, 0), how)


def column(dialog: RestoreDialog, number: int) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_removals_are_listed_newest_first_with_where_each_file_is(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    dialog = open_dialog(removed[0], qtbot)
    listed = [dialog.sessions.item(row).text().splitlines() for row in range(dialog.sessions.count())]
    assert [words for _, words in listed] == ["3 files moved to the trash", "1 file moved to the trash"]
    assert column(dialog, 0) == [f"IMG_000{n}.jpg" for n in (2, 3, 4, 5)]
    assert column(dialog, 3) == ["In the trash"] * 3 + ["Left alone"]
    assert column(dialog, 4) == ["/trash"] * 3 + ["/photos"]
    assert column(dialog, 5)[3] == "It changed since the scan."
    dialog.close()


def test_single_files_are_brought_back(removed: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, services = removed
    dialog = open_dialog(window, qtbot)
    choose(dialog, 0, 3)
    assert dialog.some.text() == "Bring back 1 file"
    with qtbot.waitSignals([window.restores.restored, window.restores.files_read, window.scans.restored]):
        qtbot.mouseClick(dialog.some, Qt.MouseButton.LeftButton)
    assert services.asked_back == [2]
    assert column(dialog, 3)[0] == "Brought back"
    assert dialog.told.text() == window.messages.text == "1 file brought back."
    dialog.close()


def test_group_of_a_file_is_brought_back(removed: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, services = removed
    dialog = open_dialog(window, qtbot)
    choose(dialog, 1)
    with qtbot.waitSignals([window.restores.restored, window.restores.files_read]):
        qtbot.mouseClick(dialog.group, Qt.MouseButton.LeftButton)
    assert services.asked_back == [2, 3]
    dialog.close()


def test_whole_removal_is_brought_back_and_what_never_left_is_not_asked_for(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    dialog = open_dialog(window, qtbot)
    with qtbot.waitSignals([window.restores.restored, window.restores.files_read]):
        qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert services.asked_back == [2, 3, 4]
    assert not dialog.all.isEnabled()
    dialog.close()


def test_older_removal_shows_its_own_files(removed: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = removed
    dialog = open_dialog(window, qtbot)
    with qtbot.waitSignal(window.restores.files_read):
        dialog.sessions.setCurrentRow(1)
    assert column(dialog, 0) == ["IMG_0001.jpg"]
    dialog.close()


def test_columns_take_the_widths_that_each_removal_wants(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    long = Path("/photos/a name with many more words than the others.jpg")
    services.journal[1] = [make_removal(1, 1, path=long)]
    dialog = open_dialog(window, qtbot)
    dialog.resize(1800, 600)
    before = dialog.table.columnWidth(0)
    with qtbot.waitSignal(window.restores.files_read):
        dialog.sessions.setCurrentRow(1)
    assert dialog.table.columnWidth(0) > before
    dialog.close()


def test_file_that_cannot_return_or_lies_beside_says_so(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    services.returns = {
        2: (Return.FAILED, "It is no longer in the trash."),
        3: (Return.BESIDE, "Its path is taken, so it lies beside it."),
    }
    dialog = open_dialog(window, qtbot)
    with qtbot.waitSignals([window.restores.restored, window.restores.files_read]):
        qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert column(dialog, 3)[:3] == ["In the trash", "Brought back beside", "Brought back"]
    assert column(dialog, 5)[0] == "It is no longer in the trash."
    assert dialog.told.text() == (
        "2 files brought back. 1 file under another name, since its path is taken. "
        "1 file could not be brought back."
    )
    dialog.close()


def test_nothing_removed_yet_says_so(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library(make_groups(1)))
    with qtbot.waitSignal(window.restores.sessions_read):
        window.dialogs.show_removed()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    assert dialog.said() == "Nothing was ever removed."
    assert not dialog.all.isEnabled()
    dialog.close()


def test_journal_that_cannot_be_read_says_why_and_can_be_tried_again(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    settled(window, qtbot)  # or whatever is still under way would meet the fault
    services.fault = CatalogLocked("The catalogue is locked.")
    with qtbot.waitSignal(window.restores.reading_failed):
        window.dialogs.show_removed()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    assert dialog.said() == "The catalogue is locked."
    with qtbot.waitSignal(window.restores.files_read):
        qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.said() == ""
    dialog.close()


def test_nothing_is_brought_back_while_a_scan_runs(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    dialog = open_dialog(window, qtbot)
    services.go_on.clear()
    services.reports = [Progress(Stage.READ, 1)]
    with qtbot.waitSignal(window.scans.progressed):
        window.scans.scan([Path("/photos")])
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert dialog.told.text() == "A scan is running. Wait for it or cancel it first."
    assert services.asked_back == []
    with qtbot.waitSignal(window.scans.ended):
        services.go_on.set()
    dialog.close()


@pytest.fixture
def just_removed(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    """Photo 2 of two groups of three went to the trash a moment ago."""
    window, services = open_window(make_library(make_groups(2)))
    window.review.toggle(2)
    with qtbot.waitSignals([window.review.removed, window.scans.restored]):
        window.review_page.remove()
    return window, services


def test_undo_in_the_message_takes_back_what_that_press_removed(
    just_removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = just_removed
    assert window.messages.undo.isVisible()
    with qtbot.waitSignals([window.restores.restored, window.scans.restored]):
        qtbot.mouseClick(window.messages.undo, Qt.MouseButton.LeftButton)
    assert services.undone == [Path("/photos/IMG_0002.jpg")]
    assert window.messages.text == "1 file brought back."
    assert not window.messages.undo.isVisible()
    group = window.review.groups.group_of(2)
    assert group is not None
    assert [photo.id for photo in group.photos] == [1, 2, 3]


def test_undo_brings_marks_and_the_place_back_too(
    just_removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = just_removed
    window.places.go(GroupPlace(4))
    with qtbot.waitSignals([window.restores.restored, window.scans.restored]):
        window.menus.undo.trigger()
    qtbot.waitUntil(lambda: window.places.here == GroupPlace(1))
    assert window.review_page.groups.current_key() == 1
    assert window.review.marked_ids == {2}
    assert window.review.totals.photos == 1


def test_undo_that_fails_in_part_shows_what_did(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = removed
    services.returns = {2: (Return.FAILED, "It is no longer in the trash.")}
    with qtbot.waitSignal(window.restores.restored):
        window.restores.restore([file.removal for file in services.journal[2][:2]])
    assert window.messages.text == "1 file brought back. 1 file could not be brought back."
    details = window.findChild(TableDialog)
    assert details is not None
    assert [details.rows.row_at(row).status for row in range(2)] == [Return.FAILED, Return.RESTORED]
    details.close()


def test_what_erases_is_not_what_the_keys_act_on_first(
    removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    dialog = open_dialog(removed[0], qtbot)
    assert dialog.focusWidget() is dialog.sessions
    dialog.close()


def test_ctrl_z_brings_back_what_was_just_removed_and_redo_removes_nothing(
    just_removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = just_removed
    window.review.toggle(5)
    window.menus.undo.trigger()
    assert not window.review.is_marked(5)
    assert services.undone == []
    assert window.menus.undo.text() == "&Undo: Remove marked photos"
    with qtbot.waitSignals([window.restores.restored, window.scans.restored]):
        window.menus.undo.trigger()
    assert services.undone == [Path("/photos/IMG_0002.jpg")]
    assert window.menus.undo.text() == "&Undo: Mark a photo"
    window.menus.redo.trigger()
    assert window.review.is_marked(5)
    assert not window.menus.redo.isEnabled()


def test_an_undo_that_is_refused_can_be_asked_for_again(
    just_removed: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = just_removed
    services.go_on.clear()
    services.reports = [Progress(Stage.READ, 1)]
    with qtbot.waitSignal(window.scans.progressed):
        window.scans.scan([Path("/photos")])
    window.menus.undo.trigger()
    assert window.messages.text == "A scan is running. Wait for it or cancel it first."
    with qtbot.waitSignal(window.scans.ended):
        services.go_on.set()
    with qtbot.waitSignals([window.restores.restored, window.scans.restored]):
        window.menus.undo.trigger()
    assert services.undone == [Path("/photos/IMG_0002.jpg")]
