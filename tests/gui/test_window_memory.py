"""Closed and opened again: the window, the filters, the slider and the group are as they were left."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.match.strictness import Strictness
from core.photo import Relation
from core.review.piles import Pile
from nearDup_gui.library.groups import Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.toolkit.look import Look
from nearDup_gui.window_memory import (
    arrangement_from_text,
    arrangement_to_text,
    strictness_from_text,
    strictness_to_text,
)
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

EVERYTHING = Arrangement(
    Order.FOLDER,
    GroupFilter(
        Relation.SAME_SCENE,
        "beach",
        Path("/caf\udce9"),
        "RAW",
        date(2019, 1, 2),
        date(2024, 5, 6),
        1_500_000,
        9_000_000,
        500_000,
        24_000_000,
        True,
    ),
)


def start(library: Library, look: Look, path: Path, qtbot: QtBot) -> MainWindow:
    window = MainWindow(FakeServices(library), look)
    window.remember_in(path)
    window.show()
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    return window


def test_everything_is_as_it_was_left(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    library = make_library(make_groups(60))
    window = start(library, look, tmp_path / "window.ini", qtbot)
    window.piles_view.choose(None)
    page = window.review_page
    page.groups.arrange.show_arrangement(Arrangement(Order.FOLDER, GroupFilter(relation=Relation.IDENTICAL)))
    page.groups.arrange.similarity.setChecked(False)
    page.groups.step(12)
    bar = page.groups.list.verticalScrollBar()
    bar.setValue(bar.value() + 25)
    window.resize(790, 640)  # within the screen of the tests, or it would not be restored
    page.split.setSizes([300, 490])
    QApplication.processEvents()
    left = (page.groups.current_key(), bar.value(), page.split.sizes(), window.size())
    window.close()

    again = start(library, look, tmp_path / "window.ini", qtbot)
    page = again.review_page
    bar = page.groups.list.verticalScrollBar()
    qtbot.waitUntil(
        lambda: (page.groups.current_key(), bar.value(), page.split.sizes(), again.size()) == left
    )
    assert again.review_page.groups.arrange.arrangement.filter.relation is Relation.IDENTICAL
    assert page.groups.list.model().rowCount() == 20
    assert page.groups.similarity.isHidden()
    again.close()


@pytest.mark.parametrize("pile", [*Pile, None])
def test_the_pile_is_the_one_that_was_left(
    pile: Pile | None, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    library = make_library(make_groups(6))
    window = start(library, look, tmp_path / "window.ini", qtbot)
    assert window.piles_view.pile is Pile.SURE
    window.piles_view.choose(pile)
    window.close()
    again = start(library, look, tmp_path / "window.ini", qtbot)
    assert again.piles_view.pile is pile
    again.close()


@pytest.mark.parametrize("guest", ["folders", "arrivals"])
def test_what_stood_in_the_place_of_the_piles_is_there_again(
    guest: str, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    library = make_library(make_groups(6))
    window = start(library, look, tmp_path / "window.ini", qtbot)
    window.piles_view.open_guest(guest)
    window.close()
    again = start(library, look, tmp_path / "window.ini", qtbot)
    view = {"folders": again.folders_view, "arrivals": again.arrivals_view}[guest]
    qtbot.waitUntil(view.body.isVisible)
    assert (view.tab.isChecked(), again.piles_view.guest) == (True, guest)
    again.piles_view.choose(Pile.SHOTS)
    again.close()
    last = start(library, look, tmp_path / "window.ini", qtbot)
    assert (last.piles_view.guest, last.piles_view.pile) == ("", Pile.SHOTS)
    last.close()


def test_the_slider_holds_for_the_first_library(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    library = make_library(make_groups(6))
    window = start(library, look, tmp_path / "window.ini", qtbot)
    with qtbot.waitSignal(window.regrouping.regrouped):
        window.review_page.groups.similarity.relations[Relation.SAME_SCENE].click()
    window.close()
    strict = replace(library, strictness=Strictness())  # the fake's library knows of no setting
    again = start(strict, look, tmp_path / "window.ini", qtbot)
    qtbot.waitUntil(lambda: len(again.review.groups) == 2)
    switches = again.review_page.groups.similarity.relations
    assert [relation for relation, switch in switches.items() if switch.isChecked()] == [Relation.SAME_SCENE]
    again.close()


def test_a_group_that_is_gone_is_no_trouble(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    window = start(make_library(make_groups(6)), look, tmp_path / "window.ini", qtbot)
    window.review_page.groups.step(5)
    window.close()
    again = start(make_library(make_groups(2)), look, tmp_path / "window.ini", qtbot)
    assert again.review_page.groups.current_key() == 1
    again.close()


def test_settings_are_read_as_they_were_written() -> None:
    assert arrangement_from_text(arrangement_to_text(EVERYTHING)) == EVERYTHING
    strictness = Strictness(0.87, frozenset({Relation.IDENTICAL}))
    assert strictness_from_text(strictness_to_text(strictness)) == strictness


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"order": "upwards", "filter": {}}',
        '{"order": "count", "filter": {"bytes_from": "many"}}',
        '{"order": "count", "filter": {"colour": "red"}}',
        '{"at_least": 7, "relations": ["identical"]}',
        '{"at_least": 0.5, "relations": []}',
        '{"at_least": 0.5, "relations": ["cousins"]}',
    ],
)
def test_nonsense_is_read_as_the_default(text: str) -> None:
    assert arrangement_from_text(text) == Arrangement()
    assert strictness_from_text(text) == Strictness()
