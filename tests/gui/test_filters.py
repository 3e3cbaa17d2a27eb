"""Filters in their popover, as chips, and with the words: what is asked for and how it is taken back."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.group_filter import Facets, GroupFilter, Spread
from core.photo import DuplicateGroup, Relation
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrange_bar import ArrangeBar
from nearDup_gui.overview.filter_chips import conditions_of
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_groups, make_photo


@pytest.fixture
def window(open_window: MakeWindow) -> MainWindow:
    small = make_group(make_photo(101, folder=Path("/photos/phone"), width=800), make_photo(102, size=9_000))
    window, _ = open_window(make_library([*make_groups(6), small]))
    return window


def bar(window: MainWindow) -> ArrangeBar:
    return window.review_page.groups.arrange


def rows(window: MainWindow) -> int:
    return window.review_page.groups.list.model().rowCount()


def chips(window: MainWindow) -> list[str]:
    return [chip.text() for chip in bar(window).chips.chips if isinstance(chip, QPushButton)]


def open_popover(window: MainWindow, qtbot: QtBot) -> Facets:
    with qtbot.waitSignal(window.arranging.facets_counted) as counted:
        bar(window).filters.click()
    assert counted.args is not None
    return counted.args[0]


def test_before_it_is_known_what_there_is_the_popover_offers_everything(window: MainWindow) -> None:
    popover = bar(window).popover
    assert [popover.folder.currentText(), popover.format.currentText()] == ["Every folder", "Every format"]


def test_the_popover_offers_what_there_is(window: MainWindow, qtbot: QtBot) -> None:
    facets = open_popover(window, qtbot)
    popover = bar(window).popover
    assert popover.isVisible()
    assert facets.folders == {Path("/photos"): 20, Path("/photos/phone"): 1}
    assert [popover.format.itemText(n) for n in range(popover.format.count())] == [
        "Every format",
        "JPEG (20)",
    ]
    assert popover.folder.itemData(2) == Path("/photos/phone")
    assert popover.after.date() == QDate(2024, 5, 3)
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_what_is_chosen_filters_at_once_and_stands_in_chips(window: MainWindow, qtbot: QtBot) -> None:
    open_popover(window, qtbot)
    popover = bar(window).popover
    with qtbot.waitSignal(popover.changed):
        popover.folder.setCurrentIndex(2)
        popover.pixels_to.setValue(0.5)
    assert (rows(window), chips(window)) == (1, ["phone", "Up to 0.5 MP"])
    popover.clear.click()
    assert (rows(window), chips(window)) == (7, [])
    popover.close()


def test_a_chip_takes_its_condition_away_and_no_other(window: MainWindow, qtbot: QtBot) -> None:
    wanted = GroupFilter(relation=Relation.SAME_PICTURE, bytes_to=10_000, text="img")
    bar(window).show_arrangement(type(bar(window).arrangement)(filter=wanted))
    assert (rows(window), chips(window)) == (1, ["Same picture", "Up to 10.0 kB"])
    chip = bar(window).chips.chips[1]
    assert isinstance(chip, QPushButton)
    chip.click()
    assert (rows(window), chips(window)) == (3, ["Same picture"])
    assert bar(window).text.text() == "img"


def test_days_count_only_while_they_are_ticked(window: MainWindow, qtbot: QtBot) -> None:
    open_popover(window, qtbot)
    popover = bar(window).popover
    with qtbot.waitSignal(popover.changed):
        popover.after_on.setChecked(True)
        popover.after.setDate(QDate(2024, 5, 4))
    assert bar(window).arrangement.filter.after == date(2024, 5, 4)
    assert rows(window) == 0
    assert chips(window) == ["From 2024-05-04"]
    with qtbot.waitSignal(popover.changed):
        popover.after_on.setChecked(False)
    assert rows(window) == 7
    popover.close()


def test_reviewed_groups_can_be_left_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_first(group: DuplicateGroup) -> bool:
        return group.keeper.id == 1

    monkeypatch.setattr(window.arranging, "_is_reviewed", is_first)
    popover = bar(window).popover
    with qtbot.waitSignal(popover.changed):
        popover.open_only.setChecked(True)
    assert (rows(window), chips(window)) == (6, ["Not yet reviewed"])


def test_every_condition_has_a_chip_that_takes_it_away_whole() -> None:
    everything = GroupFilter(
        Relation.IDENTICAL,
        "",
        Path("/photos"),
        "RAW",
        date.min,
        datetime.now().date(),
        1,
        2,
        3,
        4,
        True,
        Spread.WITHIN,
    )
    conditions = conditions_of(everything)
    assert len(conditions) == 8
    left = everything
    while conditions:
        left = conditions[0].without
        conditions = conditions_of(left)
    assert left.is_empty
