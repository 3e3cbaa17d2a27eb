"""The dialog that marks copies in bulk: each of its choices lists at once what it would mark, and no more."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.decision import Kind
from core.group_filter import GroupFilter
from core.photo import DuplicateGroup, Relation
from core.settings import Settings
from nearDup_gui.main_window import MainWindow
from nearDup_gui.marks.bulk_dialog import BulkMarkDialog
from nearDup_gui.overview.arrangement import Arrangement
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_photo

Opened = tuple[MainWindow, FakeServices]


def twins() -> DuplicateGroup:
    """Photo 2 has the very bytes of photo 1."""
    return make_group(make_photo(1), replace(make_photo(2), content_id=1), relation=Relation.IDENTICAL)


@pytest.fixture
def opened(open_window: MakeWindow) -> Opened:
    """Twins (1, 2); a copy (11, 12) that lies in /album; another shot (21, 22)."""
    return open_window(
        make_library(
            [
                twins(),
                make_group(make_photo(11), make_photo(12, folder=Path("/album"))),
                make_group(make_photo(21), make_photo(22), relation=Relation.SAME_SCENE),
            ]
        )
    )


def ask(window: MainWindow, qtbot: QtBot) -> BulkMarkDialog:
    with qtbot.waitSignal(window.review.bulk_planned):
        window.review_page.mark_all()
    dialog = window.review_page.findChild(BulkMarkDialog)
    assert dialog is not None
    return dialog


def listed(dialog: BulkMarkDialog) -> list[str]:
    return [dialog.rows.row_at(row).path.name for row in range(dialog.rows.rowCount())]


def test_it_begins_with_every_copy_and_never_lists_another_shot(opened: Opened, qtbot: QtBot) -> None:
    dialog = ask(opened[0], qtbot)
    assert dialog.copies.isChecked()
    assert listed(dialog) == ["IMG_0002.jpg", "IMG_0012.jpg"]
    assert dialog.accept_button.text() == "Mark 2 photos"
    assert "Other shots of the same scene are never among them" in dialog.said()
    dialog.reject()


def test_identical_files_alone_are_listed_and_marked(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = ask(window, qtbot)
    with qtbot.waitSignal(window.review.bulk_planned):
        dialog.identical.click()
    assert listed(dialog) == ["IMG_0002.jpg"]
    dialog.accept()
    assert window.review.marked_ids == {2}


def test_nothing_can_be_agreed_to_while_another_choice_is_looked_at(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = ask(window, qtbot)
    dialog.identical.click()
    assert not dialog.accept_button.isEnabled()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    dialog.reject()
    assert window.review.marked_ids == set()


def test_of_a_filtered_list_only_what_is_shown_is_meant_unless_told_otherwise(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    with qtbot.waitSignal(window.arranging.arranged):
        window.review_page.groups.arrange.show_arrangement(Arrangement(filter=GroupFilter(text="album")))
    dialog = ask(window, qtbot)
    assert dialog.only_shown.isChecked()
    assert dialog.only_shown.text() == "Only in the 1 group that the list shows, of 3"
    assert listed(dialog) == ["IMG_0012.jpg"]
    with qtbot.waitSignal(window.review.bulk_planned):
        dialog.only_shown.click()
    assert listed(dialog) == ["IMG_0002.jpg", "IMG_0012.jpg"]
    dialog.accept()
    assert window.review.marked_ids == {2, 12}


def test_an_unfiltered_list_offers_no_such_choice(opened: Opened, qtbot: QtBot) -> None:
    dialog = ask(opened[0], qtbot)
    assert dialog.only_shown.isHidden()
    dialog.reject()


def test_what_is_protected_or_decided_is_left_out_and_said(opened: Opened, qtbot: QtBot) -> None:
    window, services = opened
    services.settings = Settings(protected_folders=(Path("/album"),))
    window.decisions.settle(next(iter(window.review.groups)), Kind.REVIEWED)
    dialog = ask(window, qtbot)
    assert listed(dialog) == []
    assert not dialog.accept_button.isEnabled()
    assert dialog.left_out.text() == (
        "Left out, as you have decided about them: 1 group. "
        "Left out, as they lie in protected folders: 1 photo."
    )
    dialog.reject()


def test_a_volume_without_a_trash_is_named_before_anything_is_marked(opened: Opened, qtbot: QtBot) -> None:
    window, services = opened
    services.no_trash = "This volume has no trash."
    dialog = ask(window, qtbot)
    assert dialog.volumes.text() == "/: 2 files, 8.4 MB. No trash: This volume has no trash."
    assert dialog.volumes.property("tone") == "warn"
    dialog.reject()


def test_one_step_takes_a_bulk_mark_back(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    ask(window, qtbot).accept()
    assert window.menus.undo.text() == "&Undo: Mark all copies"
    window.review.undo_mark()
    assert window.review.marked_ids == set()
