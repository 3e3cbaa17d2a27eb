"""Buttons with words: beside the title where there is room, below it where there is not, never cut."""

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit.labels import ElidedLabel
from nearDup_gui.toolkit.turning_row import TurningRow


def test_the_second_part_goes_below_where_the_row_is_narrow(qtbot: QtBot) -> None:
    row = TurningRow(200)
    title, buttons = ElidedLabel(), [QPushButton("Family tree"), QPushButton("Next")]
    row.first.addWidget(title, 1)
    for made in buttons:
        row.second.addWidget(made)
    qtbot.addWidget(row)
    row.show()
    for width, turned in ((600, False), (250, True), (600, False), (row.minimumSizeHint().width(), True)):
        row.resize(width, 90)
        QApplication.processEvents()
        assert row.is_turned is turned
        assert (title.geometry().bottom() < buttons[0].y()) is turned
        assert all(made.width() >= made.minimumSizeHint().width() for made in buttons)
