"""Every change of marks can be taken back and done again, also when groups have changed since."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups, make_photo


@pytest.fixture
def reviewing(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    """Nine groups of three photos: (1, 2, 3) identical, (4, 5, 6) copies, (7, 8, 9) one scene, ..."""
    return open_window(make_library(make_groups(9)))


def marked(window: MainWindow) -> list[int]:
    return [n for n in range(1, 28) if window.review.is_marked(n)]


def test_marks_are_taken_back_and_done_again_one_by_one(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    window.review.toggle(3)
    window.review.toggle(2)
    seen = []
    for _ in range(3):
        window.menus.undo.trigger()
        seen.append(marked(window))
    assert seen == [[2, 3], [2], []]
    assert not window.menus.undo.isEnabled()
    for _ in range(3):
        window.menus.redo.trigger()
    assert marked(window) == [3]
    assert window.review.totals.photos == 1


def test_keys_undo_and_redo(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = reviewing
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.review.toggle(2)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert marked(window) == []
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, both)
    assert marked(window) == [2]


def test_menu_says_what_would_be_undone(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    assert window.menus.undo.text() == "&Undo"
    window.review_page.mark_copies()
    assert window.menus.undo.text() == "&Undo: Mark copies"
    listed = [command.text for command in window.shortcuts.commands()]
    assert [name for name in listed if name.startswith("Undo")] == ["Undo"]
    window.menus.undo.trigger()
    assert window.menus.redo.text() == "&Redo: Mark copies"


def test_groups_that_come_back_stand_where_they_stood() -> None:
    """After the undo of a removal; also where a group was told apart by other rules meanwhile."""
    shown = GroupIndex(make_groups(5))
    shown.take_out(4, {5, 6})
    shown.take_out(10, {10})
    shown.swap({1}, [make_group(make_photo(2), make_photo(3))])
    assert [group.keeper.id for group in shown] == [2, 7, 13]
    again = GroupIndex(make_groups(6)).in_order_of(shown)
    assert [group.keeper.id for group in again] == [1, 4, 7, 10, 13, 16]
    again.take_out(7, {8, 9})
    later = GroupIndex(make_groups(6)).in_order_of(again)
    assert [group.keeper.id for group in later] == [1, 4, 7, 10, 13, 16]


def test_cleared_marks_come_back(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    for photo_id in (2, 5, 6):
        window.review.toggle(photo_id)
    window.review.clear_all()
    window.menus.undo.trigger()
    assert marked(window) == [2, 5, 6]
    window.review_page.clear()
    assert marked(window) == [5, 6]
    window.menus.undo.trigger()
    assert marked(window) == [2, 5, 6]


def test_thousands_of_copies_are_unticked_in_one_step_that_can_be_undone(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, _ = open_window(make_library(make_groups(6000, per_group=2)))
    window.review.toggle(2)
    qtbot.waitUntil(lambda: window.piles.known)
    assert window.piles.totals().photos == 4000
    window.piles.tick(window.piles.wall(), False)
    assert window.piles.totals().photos == 0
    window.menus.undo.trigger()
    assert window.piles.totals().photos == 4000
    assert window.review.marked_ids == {2}


def test_undo_goes_to_the_group_where_it_happens(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    window.review_page.groups.step(5)
    window.menus.undo.trigger()
    group = window.review_page.current_group()
    assert group is not None
    assert group.keeper.id == 1


def test_removed_photos_are_left_out(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    with qtbot.waitSignals([window.review.removed, window.scans.restored]):
        window.review_page.remove()
    window.menus.undo.trigger()
    window.menus.redo.trigger()
    assert marked(window) == []


def test_last_photo_stays_even_if_groups_have_changed_since(
    reviewing: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    window.review.toggle(5)
    window.menus.undo.trigger()
    regrouped = make_group(make_photo(2), make_photo(5))
    window.review.set_library(make_library([regrouped]))
    window.menus.redo.trigger()
    assert window.review.count_marked(regrouped) == 1


def test_nothing_is_undone_while_photos_are_removed(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    with qtbot.waitSignal(window.review.removal_planned) as planned:
        window.review.plan_removal()
    assert planned.args is not None
    with qtbot.waitSignal(window.review.removed):
        if not window.review.removing:
            window.review.remove(planned.args[0])
        window.review.undo_mark()
        assert window.review.is_marked(2)
