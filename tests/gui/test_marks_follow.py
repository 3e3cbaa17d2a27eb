"""Other rules, other keepers: marks on copies follow them, and what a person marked by hand stays."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from core.keeper_settings import RuleName
from core.photo import DuplicateGroup, Relation
from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.marks.marked_groups import MarkedGroups
from nearDup_gui.rules.dialog import RulesDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_photo

LARGE = make_photo(1, width=4000)
SMALL = make_photo(2, width=2000, size=1_000_000)
SMALLEST = make_photo(3, width=1000, size=500_000)
OTHERS = make_group(make_photo(11), make_photo(12))


def reviewing(*groups: DuplicateGroup) -> MarkedGroups:
    made = MarkedGroups()
    made.show(GroupIndex(groups))
    return made


def kept_by_other_rules(under_review: MarkedGroups, *groups: DuplicateGroup) -> int:
    """Show the groups with other keepers; returns in how many of them marks followed."""
    before = under_review.groups
    under_review.show(GroupIndex(groups))
    return under_review.follow_keepers(before)


def test_marked_copies_follow_another_keeper() -> None:
    under_review = reviewing(make_group(LARGE, SMALL, SMALLEST), OTHERS)
    for group in under_review.groups:
        under_review.mark_copies(group)
    assert kept_by_other_rules(under_review, make_group(SMALLEST, LARGE, SMALL), OTHERS) == 1
    assert under_review.ids == {LARGE.id, SMALL.id, 12}
    assert under_review.totals.photos == 3
    assert under_review.totals.bytes == sum(p.file.size for p in (LARGE, SMALL, OTHERS.members[0].photo))


def test_and_come_back_with_the_rules_of_before() -> None:
    first = make_group(LARGE, SMALL, SMALLEST)
    under_review = reviewing(first)
    under_review.mark_copies(first)
    kept_by_other_rules(under_review, make_group(SMALL, LARGE, SMALLEST))
    kept_by_other_rules(under_review, first)
    assert under_review.ids == {SMALL.id, SMALLEST.id}


def test_what_was_marked_by_hand_rests_while_it_is_the_keeper_and_counts_again_afterwards() -> None:
    first = make_group(LARGE, SMALL)
    under_review = reviewing(first)
    under_review.toggle(first, SMALL.id)
    assert kept_by_other_rules(under_review, make_group(SMALL, LARGE)) == 0
    assert under_review.resting == {SMALL.id}
    assert under_review.totals.photos == 0
    assert kept_by_other_rules(under_review, first) == 0
    assert under_review.totals.photos == 1


def test_a_copy_that_a_person_let_stay_is_not_marked_again() -> None:
    first = make_group(LARGE, SMALL, SMALLEST)
    under_review = reviewing(first)
    under_review.mark_copies(first)
    under_review.toggle(first, SMALLEST.id)
    kept_by_other_rules(under_review, make_group(SMALL, LARGE, SMALLEST))
    assert under_review.ids == {LARGE.id}


def test_photos_of_protected_folders_and_other_shots_are_not_marked_by_it() -> None:
    first = make_group(LARGE, SMALL)
    under_review = reviewing(first)
    under_review.mark_copies(first)
    kept_by_other_rules(under_review, replace(make_group(SMALL, LARGE), protected=frozenset({LARGE.id})))
    assert under_review.ids == set()

    under_review = reviewing(first)
    under_review.mark_copies(first)
    kept_by_other_rules(under_review, make_group(SMALL, LARGE, relation=Relation.SAME_SCENE))
    assert under_review.ids == set()


def test_a_group_with_the_keeper_of_before_is_left_as_it_is() -> None:
    first = make_group(LARGE, SMALL, SMALLEST)
    under_review = reviewing(first)
    under_review.mark_copies(first)
    assert kept_by_other_rules(under_review, make_group(LARGE, SMALL)) == 0
    assert under_review.ids == {SMALL.id, SMALLEST.id}
    assert under_review.resting == {SMALLEST.id}


def test_groups_are_counted_before_their_marks_follow() -> None:
    first, second = make_group(LARGE, SMALL), make_group(make_photo(21), make_photo(22))
    under_review = reviewing(first, second, OTHERS)
    under_review.mark_copies(first)
    under_review.toggle(second, 22)
    assert under_review.followers([make_group(SMALL, LARGE)]) == (1, 0)
    assert under_review.followers([make_group(SMALL, LARGE), second, OTHERS]) == (1, 1)


@pytest.mark.parametrize("undone", [False, True])
def test_in_the_window_marks_follow_the_rules_and_undo_brings_them_back(
    open_window: MakeWindow, qtbot: QtBot, undone: bool
) -> None:
    window, services = open_window(make_library([make_group(LARGE, SMALL)]))
    services.kept_by_settings = True
    window.review_page.mark_copies()
    assert window.review.marked_ids == {SMALL.id}
    wanted = replace(services.settings, keeper=replace(services.settings.keeper, rules=(RuleName.SMALLER,)))
    with qtbot.waitSignal(window.review.marks_followed):
        window.rules.apply(wanted)
    assert window.review.marked_ids == {LARGE.id}
    assert window.messages.text == "The keeper's rules changed. In 1 group the marks follow the new keeper."
    if undone:
        with qtbot.waitSignal(window.review.marks_followed):
            window.review.undo_mark()
        assert window.review.marked_ids == {SMALL.id}


def test_the_dialog_says_what_becomes_of_marks(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library([make_group(LARGE, SMALL)]))
    window.review_page.mark_copies()
    dialog = RulesDialog(window.rules, window.look, window.thumbnails, window.review.followers, window)
    with qtbot.waitSignal(window.rules.previewed):
        dialog.open()
    assert dialog.marks.isHidden()
    with qtbot.waitSignal(window.rules.previewed):
        dialog.rules.put_first(RuleName.SMALLER)
    assert dialog.marks.text() == "In 1 group copies are marked: the marks follow the new keeper."
    dialog.reject()
