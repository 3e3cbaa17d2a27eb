"""Buttons with words that have no room go into a menu: none is cut, and nothing below the row moves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit.folding_row import FoldingRow
from nearDup_gui.toolkit.labels import ElidedLabel
from nearDup_gui.toolkit.look import Look

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def row(look: Look, qtbot: QtBot) -> FoldingRow:
    """A title of at least 200 pixels, a button that stays, and two that may go into the menu."""
    made = FoldingRow(look)
    title = ElidedLabel()
    title.setMinimumWidth(200)
    made.add(title, 1)
    made.add(QPushButton("Next"))
    made.add_folding(QPushButton("Family tree"))
    made.add_folding(QPushButton("Split off"))
    qtbot.addWidget(made)
    made.show()
    return made


def folded_at(row: FoldingRow, width: int) -> list[str]:
    row.resize(width, row.sizeHint().height())
    QApplication.processEvents()
    return [button.text() for button in row.folded]


def test_what_has_no_room_goes_into_the_menu_the_last_first(row: FoldingRow) -> None:
    assert folded_at(row, 900) == []
    assert not row.more.isVisible()
    height = row.height()
    widths = range(900, row.minimumWidth(), -10)
    steps = list(dict.fromkeys(tuple(folded_at(row, width)) for width in widths))
    assert steps == [(), ("Split off",), ("Family tree", "Split off")]
    assert row.more.isVisible()
    assert row.minimumHeight() == height
    assert folded_at(row, 900) == []


def test_none_is_cut_or_lies_outside_the_row(row: FoldingRow) -> None:
    for width in range(900, row.minimumWidth() - 1, -7):
        folded_at(row, width)
        for button in row.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width()
                assert button.geometry().right() < row.width()


def test_the_menu_does_what_the_buttons_do(row: FoldingRow, qtbot: QtBot) -> None:
    folded_at(row, row.minimumWidth())
    family, split = row.folded
    split.setEnabled(False)
    qtbot.mouseClick(row.more, LEFT)
    menu = row.findChild(QMenu)
    assert menu is not None
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("Family tree", True),
        ("Split off", False),
    ]
    with qtbot.waitSignal(family.clicked):
        menu.actions()[0].trigger()
    menu.close()


def test_a_button_with_longer_words_makes_room_by_itself(row: FoldingRow) -> None:
    whole = next(width for width in range(300, 900) if not folded_at(row, width))
    row.findChildren(QPushButton)[1].setText("Next, and a good deal further than that")
    QApplication.processEvents()
    assert folded_at(row, whole) != []
