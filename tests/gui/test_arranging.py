"""Finding one's way in many groups: order, filters, and the place that is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.photo import DuplicateGroup, Relation
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.overview.groups_model import GroupRole
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups, make_photo


def dated(group: DuplicateGroup, captured: datetime | None) -> DuplicateGroup:
    exif = replace(group.keeper.exif, captured=captured)
    return replace(group, keeper=replace(group.keeper, exif=exif))


SMALL = dated(
    make_group(make_photo(1, folder=Path("/b")), make_photo(2, size=10), similarity=0.99),
    datetime(2020, 1, 1, tzinfo=UTC),
)
MANY = dated(
    make_group(
        make_photo(11, folder=Path("/A")), make_photo(12, size=20), make_photo(13, size=20), similarity=0.8
    ),
    datetime(2024, 1, 1),
)
LARGE = dated(
    make_group(
        make_photo(21, "Beach.jpg", folder=Path("/c")),
        make_photo(22, "copy.jpg", folder=Path("/c/Old"), size=9000),
        relation=Relation.IDENTICAL,
        similarity=0.9,
    ),
    None,
)


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (Order.AS_FOUND, [1, 11, 21]),
        (Order.RECLAIMABLE, [21, 11, 1]),
        (Order.SIMILARITY, [1, 21, 11]),
        (Order.COUNT, [11, 1, 21]),
        (Order.DATE, [11, 21, 1]),
        (Order.FOLDER, [11, 1, 21]),
    ],
)
def test_groups_are_sorted_by_what_is_wanted(order: Order, keys: list[int]) -> None:
    arranged = Arrangement(order).of([SMALL, MANY, LARGE])
    assert [group.keeper.id for group in arranged] == keys


@given(st.permutations(range(6)), st.sampled_from(list(Order)))
def test_no_order_loses_a_group(shuffled: list[int], order: Order) -> None:
    groups = make_groups(6)
    arranged = Arrangement(order).of([groups[n] for n in shuffled])
    assert sorted(group.keeper.id for group in arranged) == [group.keeper.id for group in groups]


@pytest.mark.parametrize(
    ("text", "keys"),
    [("", [1, 11, 21]), ("beach", [21]), ("COPY old", [21]), ("beach old", []), ("/c", [21])],
)
def test_all_words_are_looked_for_in_the_path_of_one_photo(text: str, keys: list[int]) -> None:
    arranged = Arrangement(filter=GroupFilter(text=text)).of([SMALL, MANY, LARGE])
    assert [group.keeper.id for group in arranged] == keys


@pytest.fixture
def many(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    return open_window(make_library(make_groups(30)))


def rows(window: MainWindow) -> list[int]:
    model = window.review_page.groups.list.model()
    return [model.index(row, 0).data(GroupRole.GROUP).keeper.id for row in range(model.rowCount())]


def press(window: MainWindow, word: str) -> None:
    """Choose an order from the bar's menu."""
    bar = window.review_page.groups.arrange
    next(action for action in bar.orders.actions() if action.text() == word).trigger()


def only(window: MainWindow, qtbot: QtBot, relation: Relation | None) -> None:
    """Choose a relation among the filters."""
    popover = window.review_page.groups.arrange.popover
    row = [popover.relation.itemData(n) for n in range(popover.relation.count())].index(relation)
    with qtbot.waitSignal(popover.changed):
        popover.relation.setCurrentIndex(row)


def test_one_relation_is_shown_and_the_title_says_how_many(
    many: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = many
    only(window, qtbot, Relation.SAME_SCENE)
    assert len(rows(window)) == 10
    assert window.review_page.groups.title() == "10 of 30 groups"
    only(window, qtbot, None)
    assert window.review_page.groups.title() == "30 groups"


def test_person_stays_at_the_group_while_it_is_sorted_elsewhere(
    many: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = many
    window.review_page.groups.step(4)
    here = window.review_page.groups.current_key()
    press(window, "By folder")
    press(window, "Most photos first")
    assert window.review_page.groups.current_key() == here


def test_first_fitting_group_is_shown_when_the_present_one_does_not_fit(
    many: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = many
    window.review_page.groups.arrange.text.setText("IMG_0050")
    qtbot.waitUntil(lambda: rows(window) == [49])
    group = window.review_page.current_group()
    assert group is not None
    assert group.keeper.id == 49


def test_nothing_that_fits_says_so_and_all_come_back_at_a_press(
    many: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = many
    panel = window.review_page.groups
    panel.arrange.text.setText("no such name")
    qtbot.waitUntil(panel.empty.isVisible)
    assert not panel.list.isVisible()
    panel.empty.show_all.click()
    assert len(rows(window)) == 30
    assert panel.arrange.text.text() == ""


def test_filter_holds_when_a_scan_brings_other_groups(
    many: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = many
    only(window, qtbot, Relation.IDENTICAL)
    services.library = make_library(make_groups(33))
    with qtbot.waitSignal(window.scans.found):
        window.scans.scan_again()
    assert len(rows(window)) == 11


def test_hidden_group_may_change_and_go(many: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = many
    for photo_id in (5, 8, 9):
        window.review.toggle(photo_id)
    only(window, qtbot, Relation.IDENTICAL)
    with qtbot.waitSignal(window.review.removal_planned) as planned:
        window.review.plan_removal()
    assert planned.args is not None
    with qtbot.waitSignal(window.review.removed):
        window.review.remove(planned.args[0])
    assert len(rows(window)) == 10


def test_many_groups_are_sorted_in_a_job_and_only_the_last_order_counts(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, _ = open_window(make_library(make_groups(5000, per_group=2)))
    told: list[int] = []
    window.arranging.arranged.connect(lambda shown: told.append(len(shown)))
    every, alike = Arrangement(Order.FOLDER), Arrangement(filter=GroupFilter(relation=Relation.IDENTICAL))
    groups = list(window.review.groups)
    window.arranging.arrange(groups, every)
    window.arranging.arrange(groups, alike)
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert told == [1667]
    assert len(rows(window)) == 1667
