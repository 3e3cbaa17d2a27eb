"""Keeper and mark never contradict each other, and what is protected carries a lock and no mark."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.photo import DuplicateGroup, Relation
from core.settings import Settings
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.main_window import MainWindow
from nearDup_gui.marks.marked_groups import MarkedGroups
from nearDup_gui.photos.cards import CardRole
from tests.gui.conftest import MakeWindow
from tests.gui.deciding import CTRL, Reviewing, choose, press, rows, settled
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_photo

ALBUM = Path("/album")


def cards(window: MainWindow) -> list[int]:
    model = window.review_page.group.grid.model()
    return [model.index(row, 0).data(CardRole.CARD).photo.id for row in range(model.rowCount())]


def test_marking_the_keeper_makes_the_best_other_the_keeper(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    grid = window.review_page.group.grid
    window.review.toggle(2)
    choose(window, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    settled(window, qtbot)
    assert rows(window)[0] == [3, 1, 2, 4]
    assert window.review.marked_ids == {1, 2}
    assert window.messages.text == "IMG_0001.jpg is marked, so IMG_0003.jpg is the keeper now."
    assert cards(window) == [1, 2, 3, 4]  # nothing moved away under the pointer
    assert grid.current_photo() == make_photo(1, width=4000)
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert rows(window)[0] == [1, 2, 3, 4]
    assert window.review.marked_ids == {2}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_keeper_that_is_marked_and_let_stay_is_the_keeper_again(
    reviewing: Reviewing, qtbot: QtBot, at_once: bool
) -> None:
    window, _ = reviewing
    for _ in range(2):
        window.review.toggle(1)
        if not at_once:
            settled(window, qtbot)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: rows(window)[0] == [1, 2, 3, 4])
    assert window.review.marked_ids == set()


@pytest.mark.parametrize("photo_id", [1, 3])
def test_a_double_click_opens_a_photo_and_marks_nothing(
    reviewing: Reviewing, qtbot: QtBot, photo_id: int
) -> None:
    window, _ = reviewing
    grid = window.review_page.group.grid
    at = grid.visualRect(grid.cards.index_of(photo_id)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: not window.decisions.busy)
    settled(window, qtbot)
    assert isinstance(window.places.here, ComparePlace)
    assert window.review.marked_ids == set()
    assert rows(window)[0] == [1, 2, 3, 4]


def test_the_last_that_stays_is_no_keeper_that_could_be_marked(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    for photo_id in (2, 3, 4, 1):
        window.review.toggle(photo_id)
    settled(window, qtbot)
    assert window.review.marked_ids == {2, 3, 4}
    assert "At least one photo of a group stays" in window.messages.text


def test_a_marked_photo_that_is_chosen_as_keeper_loses_its_mark_and_that_is_said(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(3)
    choose(window, 3)
    press(window, qtbot, Qt.Key.Key_K)
    assert rows(window)[0] == [3, 1, 2, 4]
    assert window.review.marked_ids == set()
    assert window.messages.text == "IMG_0003.jpg is the keeper now, and no longer marked."
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert window.review.marked_ids == {3}


def test_two_that_are_compared_keep_their_sides_when_the_keeper_is_marked(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.places.go(ComparePlace(1, 3))
    qtbot.mouseClick(window.review_page.compare.left_facts.mark, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    pair = window.comparing.pair
    assert pair is not None
    assert (pair.left.id, pair.right.id) == (1, 3)
    assert pair.group.keeper.id == 2
    assert window.review.marked_ids == {1}


def test_keeping_the_best_shots_lets_one_of_them_be_the_keeper(open_window: MakeWindow, qtbot: QtBot) -> None:
    scene = make_group(*map(make_photo, (1, 2, 3)), relation=Relation.SAME_SCENE)
    window, _ = open_window(make_library([scene]))
    window.review.keep_only(scene, scene.photos, {3})
    settled(window, qtbot)
    assert rows(window) == [[3, 1, 2]]
    assert window.review.marked_ids == {1, 2}
    window.menus.undo.trigger()
    settled(window, qtbot)
    assert rows(window) == [[1, 2, 3]]
    assert window.review.marked_ids == set()


@pytest.mark.parametrize("protected", [frozenset[int](), frozenset({2})], ids=["the keeper", "protected"])
def test_a_mark_of_an_earlier_run_rests_on_what_stays_now(protected: frozenset[int]) -> None:
    first = make_group(*map(make_photo, (1, 2, 3)))
    now = replace(first, protected=protected) if protected else make_group(*map(make_photo, (2, 1, 3)))
    under_review = MarkedGroups()
    under_review.show(GroupIndex([now]))
    under_review.apply({2: True, 3: True})
    assert under_review.resting == {2}
    assert under_review.totals.photos == 1
    under_review.show(GroupIndex([first]))
    assert under_review.totals.photos == 2


@pytest.fixture
def protecting(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, DuplicateGroup]:
    """A protected keeper, a protected copy and another one."""
    window, services = open_window(None)
    services.library = make_library(
        [make_group(make_photo(1, folder=ALBUM), make_photo(2, folder=ALBUM), make_photo(3))]
    )
    services.settings = Settings(protected_folders=(ALBUM,))
    with qtbot.waitSignal(window.review.library_changed):
        window.scans.restore()
    return window, next(iter(window.review.groups))


def test_protected_photos_carry_a_lock_and_cannot_be_marked(
    protecting: tuple[MainWindow, DuplicateGroup], qtbot: QtBot
) -> None:
    window, group = protecting
    page = window.review_page
    model = page.group.grid.model()
    assert [model.index(row, 0).data(CardRole.CARD).stays_anyway for row in range(3)] == [
        *2 * ["In a protected folder"],
        "",
    ]
    for photo_id in (1, 2):
        window.review.toggle(photo_id)
        assert "lies in a protected folder, so it stays." in window.messages.text
    assert window.review.marked_ids == set()
    page.mark_copies()
    assert window.review.marked_ids == {3}
    page.compare_photo(group.members[0].photo)
    for facts in (page.compare.left_facts, page.compare.right_facts):
        assert not facts.mark.isEnabled()
        assert facts.mark.toolTip() == "In a protected folder"


def test_sums_leave_protected_photos_out(protecting: tuple[MainWindow, DuplicateGroup]) -> None:
    window, group = protecting
    one = make_photo(3).file.size
    assert group.reclaimable == window.review.groups.reclaimable == one
    window.review_page.mark_copies()
    assert window.review.totals.bytes == one
