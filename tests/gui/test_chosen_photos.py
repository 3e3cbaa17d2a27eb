"""Which photos a decision is about: chosen by mouse and keys, in the grid and while comparing."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.deciding import CTRL, SHIFT, Reviewing, choose, here, press, rows, settled


def test_shift_n_means_the_whole_group_whatever_is_chosen(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    choose(window, 3)
    press(window, qtbot, Qt.Key.Key_N, SHIFT)
    assert [group[0] for group in rows(window)] == [5, 9, 13, 17]


def test_what_cannot_be_decided_cannot_be_pressed(reviewing: Reviewing) -> None:
    window, _ = reviewing
    menus, bar = window.menus, window.review_page.group.decisions
    for shown in (bar.keeper, bar.split):
        assert shown.isEnabled() is (shown is bar.split)  # the keeper alone may be split off
    choose(window, 2)
    assert menus.choose_keeper.isEnabled()
    assert bar.keeper.isEnabled()
    choose(window, 1, 2, 3, 4)
    assert not menus.split_off.isEnabled()
    assert not menus.choose_keeper.isEnabled()
    assert not menus.reopen.isEnabled()


def test_ctrl_click_chooses_and_marks_nothing(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    grid = window.review_page.group.grid
    qtbot.waitExposed(window)
    for photo_id in (2, 3):
        index = grid.model().index_of(photo_id)  # pyright: ignore[reportAttributeAccessIssue]
        grid.scrollTo(index)
        middle = grid.visualRect(index).center() - QPoint(0, 60)
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, CTRL, middle)
    assert [photo.id for photo in grid.chosen_photos()] == [1, 2, 3]
    assert window.review.totals.photos == 0


def test_photos_are_chosen_by_keys_alone(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    grid = window.review_page.group.grid
    window.review_page.focus_grid()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert [photo.id for photo in grid.chosen_photos()] == [2, 3]
    assert window.review.totals.photos == 0


def test_a_ctrl_that_is_held_on_the_way_to_a_group_chooses_its_first_photo_alone(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    choose(window, 2, 3)
    qtbot.keyPress(window, Qt.Key.Key_Down, CTRL)
    assert here(window) == 5
    assert [photo.id for photo in window.review_page.group.grid.chosen_photos()] == [5]
    qtbot.keyRelease(window, Qt.Key.Key_Down)


def test_while_comparing_a_decision_is_about_the_right_photo(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    window.review_page.group.grid.go_to(3)
    window.review_page.begin_comparing()
    assert [photo.id for photo in window.decision_view.chosen()] == [3]
    window.menus.not_duplicates.trigger()
    settled(window, qtbot)
    assert rows(window)[0] == [1, 2, 4]
    pair = window.comparing.pair
    assert pair is not None
    assert (pair.left.id, pair.right.id) == (1, 2)
