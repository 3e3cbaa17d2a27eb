"""Every model keeps Qt's contract, while it is filled, changed and emptied."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.photo import Relation
from nearDup_gui.overview.groups_model import GroupRole, GroupsModel
from nearDup_gui.photos.cards import CardRole, CardsModel, cards_of_group, cards_of_neighbours
from nearDup_gui.toolkit.table import Column, TableModel
from tests.gui.values import make_group, make_groups, make_neighbours, make_photo


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """A tester that fails the test at the first slip."""
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def test_groups_model_keeps_the_contract_while_groups_come_and_go(qapp: object) -> None:
    model = GroupsModel()
    tester = watched(model)
    groups = make_groups(10)
    model.replace(groups)
    model.touch(groups[3].keeper.id)
    model.touch_all()
    model.remove([groups[n].keeper.id for n in (0, 4, 5, 6, 9)])
    assert [model.group_at(row) for row in range(model.rowCount())] == [groups[n] for n in (1, 2, 3, 7, 8)]
    model.replace([])
    assert model.rowCount() == 0
    del tester


def test_groups_model_keeps_the_contract_while_groups_are_swapped_and_more_are_found(qapp: object) -> None:
    model = GroupsModel()
    tester = watched(model)
    groups = make_groups(6)
    model.replace(groups[:4])
    model.replace(groups)
    assert [model.group_at(row) for row in range(model.rowCount())] == groups
    smaller = make_group(groups[1].keeper, groups[1].members[0].photo)
    apart = make_group(groups[1].members[1].photo, groups[2].keeper)
    model.swap([groups[1].keeper.id, groups[2].keeper.id], [smaller, apart])
    assert [model.group_at(row) for row in range(3)] == [groups[0], smaller, apart]
    assert model.keys == {model.group_at(row).keeper.id for row in range(model.rowCount())}
    model.touch_states(None)
    del tester


def test_group_is_found_by_its_keeper_after_others_have_gone(qapp: object) -> None:
    model = GroupsModel()
    groups = make_groups(5)
    model.replace(groups)
    model.remove([groups[0].keeper.id, groups[2].keeper.id])
    assert model.index_of(groups[3].keeper.id).row() == 1
    assert not model.index_of(groups[0].keeper.id).isValid()


def test_changed_group_is_shown_in_its_place(qapp: object) -> None:
    model = GroupsModel()
    groups = make_groups(3)
    model.replace(groups)
    smaller = make_group(groups[1].keeper, groups[1].members[0].photo)
    model.update(smaller)
    assert model.index(1).data(GroupRole.GROUP) == smaller


def test_row_says_everything_to_a_screen_reader(qapp: object) -> None:
    model = GroupsModel(count_marked=lambda group: 1)
    model.replace([make_group(make_photo(1), make_photo(2), relation=Relation.IDENTICAL)])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Identical, 2 photos, 4.2 MB, IMG_0001.jpg, 1 photo marked for removal"


def test_cards_model_keeps_the_contract(qapp: object) -> None:
    model = CardsModel()
    tester = watched(model)
    model.replace(cards_of_group(make_groups(1, per_group=4)[0]))
    model.touch()
    model.replace(cards_of_neighbours(make_neighbours(make_photo(1), make_photo(2))))
    model.replace([])
    del tester


def test_keeper_comes_first_and_members_say_how_they_relate_to_it(qapp: object) -> None:
    group = make_group(make_photo(1), make_photo(2), similarity=0.973)
    cards = cards_of_group(group)
    assert [card.is_keeper for card in cards] == [True, False]
    assert [card.likeness for card in cards] == ["Keeper", "Same picture · 97 % alike"]


def test_neighbours_say_how_alike_they_are_and_on_request_by_which_numbers(qapp: object) -> None:
    model = CardsModel()
    model.replace(cards_of_neighbours(make_neighbours(make_photo(1), make_photo(2))))
    assert model.index(1).data(CardRole.LIKENESS) == "90 % alike"
    model.show_technical(True)
    assert model.index(1).data(CardRole.LIKENESS) == "90 % alike · Cosine 0.90 · 80 % of tables"


def test_card_asks_for_marks_instead_of_keeping_them(qapp: object) -> None:
    marked: set[int] = set()
    model = CardsModel(is_marked=marked.__contains__)
    model.replace(cards_of_group(make_groups(1)[0]))
    assert model.index_of(2).data(CardRole.MARKED) is False
    marked.add(2)
    assert model.index_of(2).data(CardRole.MARKED) is True


@pytest.fixture
def columns() -> tuple[Column, ...]:
    return (
        Column("File", lambda row: row[0]),
        Column("Bytes", lambda row: f"{row[1]} B", key=lambda row: row[1], numeric=True),
    )


def test_table_keeps_the_contract_sorted_or_not(qapp: object, columns: tuple[Column, ...]) -> None:
    table = TableModel(columns)
    tester = watched(table)
    table.replace([("b", 10), ("A", 9)])
    table.sort(0)
    table.replace([("d", 1), ("C", 9)])
    table.sort(-1)
    table.replace([])
    del tester


def shown(table: TableModel) -> list[str]:
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def test_table_sorts_numbers_as_numbers(qapp: object, columns: tuple[Column, ...]) -> None:
    table = TableModel(columns, [("b", 10), ("A", 9), ("c", 100)])
    table.sort(1)
    assert shown(table) == ["A", "b", "c"]
    table.sort(0, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["c", "b", "A"]
    table.sort(-1)
    assert shown(table) == ["b", "A", "c"]


def test_table_stays_sorted_with_other_rows_and_chosen_ones_stay_chosen(
    qapp: object, columns: tuple[Column, ...]
) -> None:
    table = TableModel(columns, [("b", 2), ("a", 1)])
    chosen = QPersistentModelIndex(table.index(0, 1))
    table.sort(0)
    assert (chosen.row(), chosen.data()) == (1, "2 B")
    table.replace([("d", 1), ("c", 1)])
    assert shown(table) == ["c", "d"]
    assert table.values == [("d", 1), ("c", 1)]


def test_sorting_asks_for_each_value_once(qapp: object) -> None:
    """A proxy model asks Python for both values of each comparison: 100,000 rows took most of a minute."""
    asked: list[int] = []
    rows = [(number * 7919) % 1000 for number in range(1000)]
    table = TableModel((Column("Number", str, key=lambda row: asked.append(row) or row),), rows)
    table.sort(0)
    assert [table.row_at(row) for row in range(3)] == [0, 1, 2]
    assert len(asked) == 1000


def test_table_rows_copy_as_lines_with_tabs(qapp: object, columns: tuple[Column, ...]) -> None:
    table = TableModel(columns, [("b", 10), ("A", 9)])
    assert table.as_text([1, 0]) == "A\t9 B\nb\t10 B"
