"""Deciding about groups in the window: at once in sight, remembered, and undone like a mark."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.decision import Kind
from core.review.decisions import Status
from nearDup_gui.frame.places import GroupPlace
from tests.gui.conftest import MakeWindow
from tests.gui.deciding import CTRL, SHIFT, Reviewing, choose, here, press, rows, settled, state
from tests.gui.fakes import make_library
from tests.gui.values import make_groups


def test_reviewed_goes_on_to_the_next_open_group_and_is_ticked(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    assert here(window) == 5
    assert state(window, 1) is Status.REVIEWED
    index = window.review_page.groups.model.index_of(1)
    assert "Reviewed" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert window.review_page.groups.reviewed_text == "1 of 5 reviewed"
    assert {decision.kind for decision in services.pairs.values()} == {Kind.REVIEWED}


def test_going_on_passes_over_what_is_settled_and_begins_again_at_the_top(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    for row, key in ((2, Qt.Key.Key_L), (3, Qt.Key.Key_V), (4, Qt.Key.Key_V)):
        window.places.go(GroupPlace(1 + 4 * row))
        press(window, qtbot, key)
    assert here(window) == 1
    assert [state(window, key) for key in (9, 13, 17)] == [Status.LATER, Status.VARIANTS, Status.VARIANTS]
    assert window.review_page.groups.reviewed_text == "2 of 5 reviewed"
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    assert "No group that is shown is left to review" in window.messages.text


def test_keeping_all_takes_the_marks_along_and_undo_brings_both_back(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(2)
    press(window, qtbot, Qt.Key.Key_V)
    assert not window.review.is_marked(2)
    assert state(window, 1) is Status.VARIANTS
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert window.review.is_marked(2)
    assert state(window, 1) is Status.OPEN
    assert here(window) == 1
    press(window, qtbot, Qt.Key.Key_Z, CTRL, SHIFT)
    assert not window.review.is_marked(2)
    assert state(window, 1) is Status.VARIANTS


def test_one_photo_is_no_duplicate_and_leaves_at_once(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    choose(window, 3)
    assert window.review_page.group.decisions.not_duplicates.text() == "Not a duplicate"
    press(window, qtbot, Qt.Key.Key_N)
    assert rows(window)[0] == [1, 2, 4]
    assert here(window) == 1
    assert "IMG_0003.jpg is no duplicate" in window.messages.text
    assert {decision.kind for decision in services.pairs.values()} == {Kind.NOT_DUPLICATES}
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert rows(window)[0] == [1, 2, 3, 4]
    assert services.pairs == {}
    press(window, qtbot, Qt.Key.Key_Z, CTRL, SHIFT)
    assert rows(window)[0] == [1, 2, 4]


def test_several_photos_leave_together(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    choose(window, 2, 3)
    assert window.review_page.group.decisions.not_duplicates.text() == "2 not duplicates"
    qtbot.mouseClick(window.review_page.group.decisions.not_duplicates, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert rows(window)[0] == [1, 4]
    assert len(rows(window)) == 5


def test_a_whole_group_goes_and_the_toast_brings_it_back_where_it_was(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.places.go(GroupPlace(9))
    assert window.review_page.group.decisions.not_duplicates.text() == "None are duplicates"
    press(window, qtbot, Qt.Key.Key_N)
    assert [group[0] for group in rows(window)] == [1, 5, 13, 17]
    assert here(window) == 13
    assert window.review_page.groups.title() == "4 groups"
    qtbot.mouseClick(window.messages.undo, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert sorted(group[0] for group in rows(window)) == [1, 5, 9, 13, 17]
    assert here(window) == 9


def test_the_last_group_may_go(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library(make_groups(1)))
    settled(window, qtbot)
    window.menus.none_duplicates.trigger()
    settled(window, qtbot)
    assert rows(window) == []
    assert window.pages.currentWidget() is window.pages.notice
    window.menus.undo.trigger()
    settled(window, qtbot)
    assert rows(window) == [[1, 2, 3]]
    assert window.pages.currentWidget() is window.review_page


def test_split_off_photos_are_a_group_of_their_own_beside_the_old_one(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, _ = reviewing
    choose(window, 3, 4)
    press(window, qtbot, Qt.Key.Key_P)
    assert rows(window)[:3] == [[1, 2], [3, 4], [5, 6, 7, 8]]
    assert here(window) == 1
    assert "2 photos split off" in window.messages.text
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert rows(window)[:2] == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_split_off_photos_that_do_not_match_each_other_are_told(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    services.unmatched = {(3, 4)}
    choose(window, 3, 4)
    press(window, qtbot, Qt.Key.Key_P)
    assert rows(window)[:2] == [[1, 2], [5, 6, 7, 8]]
    assert "2 of them match none of the others" in window.messages.text


def test_another_keeper_is_remembered_and_shown_in_the_same_row(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    choose(window, 3)
    press(window, qtbot, Qt.Key.Key_K)
    assert rows(window)[0] == [3, 1, 2, 4]
    assert here(window) == 3
    assert [chosen.path.name for chosen in services.keepers.values()] == ["IMG_0003.jpg"]
    assert window.messages.text == "IMG_0003.jpg is the keeper now."
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert rows(window)[0] == [1, 2, 3, 4]
    assert here(window) == 1
    assert services.keepers == {}


def test_what_does_not_match_another_keeper_leaves_and_is_told(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    services.unmatched = {(3, 4)}
    choose(window, 3)
    press(window, qtbot, Qt.Key.Key_K)
    assert rows(window)[0] == [3, 1, 2]
    assert "1 photo does not match it and left the group." in window.messages.text


def test_what_matches_none_of_the_others_cannot_be_the_keeper(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    services.unmatched = {(2, 3), (3, 4), (1, 3)}
    choose(window, 3)
    window.menus.choose_keeper.trigger()
    settled(window, qtbot)
    assert rows(window)[0] == [1, 2, 4]
    assert "cannot be the keeper" in window.messages.text
    assert services.keepers == {}
    assert not window.menus.undo.isEnabled()


def test_not_every_photo_of_what_is_left_may_be_marked(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    for photo_id in (3, 4):
        window.review.toggle(photo_id)
    choose(window, 3, 4)
    press(window, qtbot, Qt.Key.Key_P)
    assert rows(window)[:2] == [[1, 2], [3, 4]]
    assert window.review.totals.photos == 1


def test_a_decided_group_says_so_and_can_be_opened_again(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    bar = window.review_page.group.decisions
    assert bar.state_text == ""
    press(window, qtbot, Qt.Key.Key_V)
    window.places.go(GroupPlace(1))
    assert bar.state_text == "All kept as variants"
    qtbot.mouseClick(bar.reopen, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert bar.state_text == ""
    assert state(window, 1) is Status.OPEN
    window.menus.undo.trigger()
    assert bar.state_text == "All kept as variants"


def test_a_new_arrival_is_told_in_the_list_and_in_the_group(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    more = make_groups(5, per_group=4)
    bigger = make_groups(1, per_group=5)[0]
    from dataclasses import replace

    fifth = replace(bigger.members[-1], photo=replace(bigger.members[-1].photo, id=99, sha256=b"\x63" * 32))
    more[0] = replace(more[0], members=(*more[0].members, fifth))
    window.review.set_library(make_library(more), keep_order=True)
    settled(window, qtbot)
    window.places.go(GroupPlace(1))
    assert window.review_page.group.decisions.state_text == "1 new photo since you reviewed it"
    index = window.review_page.groups.model.index_of(1)
    assert "1 new photo" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert window.review_page.groups.reviewed_text == "0 of 5 reviewed"


def test_the_toast_goes_when_something_else_would_be_undone(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    press(window, qtbot, Qt.Key.Key_L)
    assert window.messages.text == "IMG_0001.jpg put off."
    window.review.toggle(6)
    assert window.messages.text == ""


def test_the_similarity_panel_counts_the_groups_that_are_left(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    press(window, qtbot, Qt.Key.Key_N, SHIFT)
    assert any("4 groups" in said for said in window.review_page.groups.similarity.said())
