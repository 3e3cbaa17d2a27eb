"""Columns of tables take the room that their texts want, as far as there is any."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit.column_widths import fit_columns
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog

Row = tuple[str, str, str, str]
MakeDialog = Callable[[Row], TableDialog]


@pytest.fixture
def make_dialog(qtbot: QtBot, look: Look) -> MakeDialog:
    def make(row: Row) -> TableDialog:
        columns = [
            Column(title, lambda row, n=n: row[n], numeric=title == "Size")
            for n, title in enumerate(("File", "Folder", "Size", "Stays"))
        ]
        dialog = TableDialog(look, "Files", "", columns, [row] * 40, path_of=lambda row: Path(row[0]))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return make


def widths(dialog: TableDialog) -> list[int]:
    header = dialog.table.horizontalHeader()
    return [header.sectionSize(column) for column in range(header.count())]


def test_texts_that_fit_are_shown_whole(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(("IMG_0001.jpg", "~/Pictures/2024/Summer/At the sea", "8.4 MB", "IMG_2.jpg"))
    table = dialog.table
    assert all(width >= table.sizeHintForColumn(column) for column, width in enumerate(widths(dialog)))
    assert table.horizontalScrollBar().maximum() == 0


def test_a_long_path_gives_way_before_names_do(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(("IMG_20240514_101231.jpg", "~/" + "a folder/" * 40, "8.4 MB", "IMG_2.jpg"))
    table = dialog.table
    name, folder, *_ = widths(dialog)
    assert name >= table.sizeHintForColumn(0)
    assert folder < table.sizeHintForColumn(1)
    assert table.horizontalScrollBar().maximum() == 0


def test_every_title_is_shown_whole_where_there_is_little_room(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(("IMG_20240514_101231.jpg", "~/" + "a folder/" * 40, "8.4 MB", "IMG_2.jpg"))
    dialog.resize(dialog.minimumSizeHint().width(), 300)
    fit_columns(dialog.table)
    header = dialog.table.horizontalHeader()
    titles = [header.sectionSizeHint(column) for column in range(header.count())]
    assert all(width >= title for width, title in zip(widths(dialog), titles, strict=True))


def test_numbers_are_whole_in_a_narrow_table(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(("IMG_0001.jpg", "~/" + "a folder/" * 40, "1,234,567.8 MB", "IMG_2.jpg"))
    table = dialog.table
    table.setFixedWidth(240)
    fit_columns(table)
    assert widths(dialog)[2] >= table.sizeHintForColumn(2)


def test_width_that_a_person_chose_stays(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(("IMG_0001.jpg", "~/Pictures", "8.4 MB", "IMG_2.jpg"))
    dialog.table.setColumnWidth(1, 300)
    dialog.hide()
    dialog.show()
    assert widths(dialog)[1] == 300
