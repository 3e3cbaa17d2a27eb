"""The similarity slider: other groups from the same matches, at once, and nothing lost by hiding."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.match.histogram import PERCENTS, SimilarityHistogram
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Relation
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.similarity_panel import SimilarityPanel
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups, make_photo


def library_groups() -> list[DuplicateGroup]:
    """Ten groups of two, from 86 to 95 % alike; the last is of one scene."""
    return [
        make_group(
            make_photo(10 * n),
            make_photo(10 * n + 1),
            similarity=(85 + n) / 100,
            relation=Relation.SAME_SCENE if n == 10 else Relation.SAME_PICTURE,
        )
        for n in range(1, 11)
    ]


@pytest.fixture
def window(open_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    window, _ = open_window(make_library(library_groups()))
    qtbot.waitUntil(lambda: panel(window).slider.minimum() == 80)
    return window


def panel(window: MainWindow) -> SimilarityPanel:
    return window.review_page.groups.similarity


def keys(window: MainWindow) -> list[int]:
    return [group.keeper.id for group in window.review.groups]


def slide(window: MainWindow, qtbot: QtBot, percent: int) -> None:
    with qtbot.waitSignal(window.regrouping.regrouped):
        panel(window).slider.setValue(percent)


def test_sliding_groups_anew_and_says_what_results(window: MainWindow, qtbot: QtBot) -> None:
    assert panel(window).said() == ("Every match", "10 groups · 20 photos", "")
    slide(window, qtbot, 93)
    assert keys(window) == [80, 90, 100]
    assert panel(window).said() == ("At least 93 % alike", "3 groups · 6 photos", "")
    assert window.review_page.groups.title() == "3 groups"


def pressed(window: MainWindow) -> set[Relation]:
    return {relation for relation, switch in panel(window).relations.items() if switch.isChecked()}


def test_a_relation_that_is_pressed_is_what_is_shown_and_pressed_again_all_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    scene = panel(window).relations[Relation.SAME_SCENE]
    with qtbot.waitSignal(window.regrouping.regrouped):
        scene.click()
    assert pressed(window) == {Relation.SAME_SCENE}
    assert keys(window) == [100]
    with qtbot.waitSignal(window.regrouping.regrouped):
        scene.click()
    assert pressed(window) == set(Relation)
    assert keys(window) == [10 * n for n in range(1, 11)]


def test_other_relations_are_added_and_taken_away_beside_it(window: MainWindow) -> None:
    switches = panel(window).relations
    switches[Relation.SAME_SCENE].click()
    switches[Relation.IDENTICAL].click()
    assert pressed(window) == {Relation.SAME_SCENE, Relation.IDENTICAL}
    switches[Relation.SAME_SCENE].click()
    assert pressed(window) == {Relation.IDENTICAL}


def test_only_the_last_of_many_moves_is_grouped_and_shown(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library(library_groups()))
    shown: list[Strictness] = []
    window.regrouping.regrouped.connect(lambda groups, strictness: shown.append(strictness))
    services.regrouping_may_end.clear()
    panel(window).slider.setValue(86)
    qtbot.waitUntil(lambda: len(services.grouped) == 1)
    for percent in range(87, 95):
        panel(window).slider.setValue(percent)
    assert panel(window).said()[1] == "Grouping…"
    services.regrouping_may_end.set()
    qtbot.waitUntil(lambda: shown == [Strictness(0.94)])
    assert services.grouped == [Strictness(0.86), Strictness(0.94)]
    assert panel(window).said()[1] == "2 groups · 4 photos"


def test_a_mark_that_is_hidden_rests_and_comes_back_with_its_group(window: MainWindow, qtbot: QtBot) -> None:
    window.review.toggle(11)
    window.review.toggle(91)
    slide(window, qtbot, 93)
    assert window.review.totals.photos == 1
    assert "1 photo marked, but in no group now" in panel(window).said()[2]
    with qtbot.waitSignal(window.review.removal_planned) as planned:
        window.review.plan_removal()
    assert planned.args is not None
    assert [photo.id for photo in planned.args[0].items] == [91]
    slide(window, qtbot, 80)
    assert window.review.totals.photos == 2
    assert panel(window).said()[2] == ""


def test_resting_marks_can_be_taken_away_and_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    window.review.toggle(11)
    slide(window, qtbot, 93)
    panel(window).forget.click()
    assert window.review.resting == 0
    window.review.undo_mark()
    qtbot.waitUntil(lambda: window.review.resting == 1)
    window.review.undo_mark()
    qtbot.waitUntil(lambda: window.review.resting == 0)
    slide(window, qtbot, 80)
    assert window.review.totals.photos == 0


def test_person_stays_at_the_group_or_at_the_nearest_that_is_left(window: MainWindow, qtbot: QtBot) -> None:
    window.review_page.groups.step(7)
    assert window.review_page.groups.current_key() == 80
    slide(window, qtbot, 90)
    assert window.review_page.groups.current_key() == 80
    slide(window, qtbot, 94)
    group = window.review_page.current_group()
    assert group is not None
    assert group.keeper.id == window.review_page.groups.current_key() == 90


def test_the_slider_is_moved_by_keys_and_put_back_by_a_button(window: MainWindow, qtbot: QtBot) -> None:
    slider = panel(window).slider
    assert not panel(window).reset.isEnabled()
    with qtbot.waitSignal(window.regrouping.regrouped):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
        qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.value() == 89
    assert len(keys(window)) == 7
    with qtbot.waitSignal(window.regrouping.regrouped):
        panel(window).reset.click()
    assert len(keys(window)) == 10


def test_the_slider_is_reached_by_a_key_even_where_it_is_hidden(window: MainWindow, qtbot: QtBot) -> None:
    window.review_page.groups.arrange.similarity.click()
    assert panel(window).isHidden()
    window.menus.focus_slider.trigger()
    assert panel(window).isVisible()
    assert window.focusWidget() is panel(window).slider


def test_a_press_on_a_bar_moves_the_slider_there(window: MainWindow, qtbot: QtBot) -> None:
    slider = panel(window).slider
    with qtbot.waitSignal(window.regrouping.regrouped):
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 10))
    assert 88 <= slider.value() <= 92


def test_the_library_that_comes_next_heeds_the_slider(window: MainWindow, qtbot: QtBot) -> None:
    slide(window, qtbot, 93)
    with qtbot.waitSignal(window.regrouping.regrouped):  # the fake's scan knows of no strictness
        window.scans.scan_again()
    assert keys(window) == [80, 90, 100]
    assert panel(window).said()[0] == "At least 93 % alike"


def scan_with(window: MainWindow, services: FakeServices, qtbot: QtBot, early: list[DuplicateGroup]) -> None:
    """Begin a scan that has found these groups and goes on reading."""
    services.early = make_library(early)
    services.go_on.clear()
    with qtbot.waitSignal(window.scans.found_so_far):
        window.scans.scan_again()


def test_groups_come_while_the_scan_still_reads(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([]))
    scan_with(window, services, qtbot, make_groups(2))
    assert window.scans.running
    assert window.pages.currentWidget() is window.review_page
    assert len(keys(window)) == 2
    services.go_on.set()
    qtbot.waitUntil(lambda: not window.scans.running)


def test_new_groups_come_last_and_nothing_that_is_looked_at_moves(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services = open_window(make_library(make_groups(30)))
    groups_list = window.review_page.groups.list
    window.review.toggle(62)
    window.review_page.groups.step(20)
    groups_list.verticalScrollBar().setValue(groups_list.verticalScrollBar().value() + 37)
    before = (window.review_page.groups.current_key(), groups_list.verticalScrollBar().value())
    scan_with(window, services, qtbot, list(reversed(make_groups(40))))
    assert keys(window)[:30] == [group.keeper.id for group in make_groups(30)]
    assert len(keys(window)) == 40
    assert (window.review_page.groups.current_key(), groups_list.verticalScrollBar().value()) == before
    assert window.review.is_marked(62)
    services.go_on.set()
    qtbot.waitUntil(lambda: not window.scans.running)


def test_a_group_that_gets_a_better_keeper_stays_where_it_was(open_window: MakeWindow, qtbot: QtBot) -> None:
    groups = make_groups(5)
    window, services = open_window(make_library(groups))
    window.review_page.groups.step(2)
    old = groups[2]
    better = make_group(make_photo(99, width=9000), *old.photos)
    scan_with(window, services, qtbot, [better, *groups[:2], *groups[3:]])
    assert keys(window) == [1, 4, 99, 10, 13]
    assert window.review_page.groups.current_key() == 99
    assert window.review_page.current_group() == better
    services.library = replace(make_library([better]))
    services.go_on.set()
    qtbot.waitUntil(lambda: not window.scans.running)


def test_the_histogram_says_what_it_shows(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library(make_groups(3)))
    window.piles_view.choose(None)
    panel = window.review_page.groups.similarity
    assert panel.meaning.isVisible()
    assert "how many matches" in panel.meaning.text()
    assert panel.slider.ends() == ("80 % alike", "100 % alike")


@pytest.mark.parametrize("lowest", [60, 76, 90])
def test_a_setting_that_was_kept_stays_whatever_matches_come(look: Look, qtbot: QtBot, lowest: int) -> None:
    """Below 80 % it lay at the left end until matches came, and there means that every match counts."""
    similarity = SimilarityPanel(look)
    qtbot.addWidget(similarity)
    kept = Strictness(at_least=0.76)
    similarity.show_strictness(kept)
    for percent in (lowest, 60):
        one = tuple(int(bar == percent) for bar in range(PERCENTS))
        none = dict.fromkeys(Relation, (0,) * PERCENTS)
        similarity.show_histogram(SimilarityHistogram({**none, Relation.SAME_PICTURE: one}))
        assert similarity.strictness == kept
