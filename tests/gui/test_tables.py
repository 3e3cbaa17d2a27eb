"""Inside the hash tables: the facts of one, its buckets, the photos of one bucket, and on from there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.catalog.buckets import Bucket as Counted
from core.search.occupancy import Occupancy, SizeClass
from core.settings import LshParams
from nearDup_gui.frame.places import Bucket, QueryPlace
from nearDup_gui.hash_tables.dialog import TablesDialog
from nearDup_gui.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups, make_neighbours, make_photo


def held(table: int) -> Occupancy:
    sizes = (SizeClass(1, 1, 3), SizeClass(2, 2, 0), SizeClass(3, 4, 1))
    fullest = (Counted(5 + table, 4), Counted(1, 1), Counted(2, 1), Counted(3, 1))
    return Occupancy(table, LshParams(4, 2, 0), 7, 4, 5.8, sizes, fullest)


@pytest.fixture
def looking(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices, TablesDialog]:
    window, services = open_window(make_library(make_groups(1)))
    services.hash_tables = [held(0), held(1)]
    services.neighbours = make_neighbours(make_photo(1), make_photo(2))
    with qtbot.waitSignal(window.tables.bucket_told):
        dialog = window.tables_view.show()
    return window, services, dialog


def test_the_facts_of_a_table_stand_beside_what_chance_would_give(
    looking: tuple[MainWindow, FakeServices, TablesDialog],
) -> None:
    _, _, dialog = looking
    assert "2 tables of 4 bits, 8 hyperplanes in all" in dialog.facts.text()
    assert "7 pictures in 4 of 16 buckets; thrown in by chance they would fill 6" in dialog.facts.text()
    assert dialog.sizes.accessibleDescription() == "1: 3, 2: 0, 3-4: 1"
    dialog.close()


def test_the_fullest_bucket_is_open_with_its_photos(
    looking: tuple[MainWindow, FakeServices, TablesDialog],
) -> None:
    _, services, dialog = looking
    assert services.buckets_asked == [(0, 5)]
    assert dialog.list.model().index(0, 0).data() == "0101"
    assert dialog.grid.cards.rowCount() == 2
    dialog.close()


def test_another_table_is_picked(
    looking: tuple[MainWindow, FakeServices, TablesDialog], qtbot: QtBot
) -> None:
    window, services, dialog = looking
    with qtbot.waitSignal(window.tables.bucket_told):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    assert services.buckets_asked[-1] == (1, 6)
    dialog.close()


def test_the_bucket_of_the_photo_one_is_at_is_gone_to(
    looking: tuple[MainWindow, FakeServices, TablesDialog], qtbot: QtBot
) -> None:
    window, _, dialog = looking
    with qtbot.waitSignal(window.tables.bucket_told):
        qtbot.mouseClick(dialog.go_to_photo, Qt.MouseButton.LeftButton)
    assert dialog.current_bucket() == Bucket(0, 1, 4)
    dialog.close()


def test_a_bucket_is_gone_on_with_as_with_any_answer(
    looking: tuple[MainWindow, FakeServices, TablesDialog], qtbot: QtBot
) -> None:
    window, _, dialog = looking
    with qtbot.waitSignal(window.queries.answered):
        qtbot.mouseClick(dialog.ask, Qt.MouseButton.LeftButton)
    assert window.places.here == QueryPlace(Path(), bucket=Bucket(0, 5, 4))
    assert window.review_page.query.isVisible()
    assert window.places.can_go_back


def test_before_the_first_scan_the_dialog_says_so(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(None)
    with qtbot.waitSignal(window.tables.told):
        dialog = window.tables_view.show()
    assert "no hash tables yet" in dialog.facts.text()
    dialog.close()
