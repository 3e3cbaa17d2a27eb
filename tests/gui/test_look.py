"""One visual language: what can be ticked is seen in both themes, and the sheet is filled in whole."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QListWidgetItem, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit.look import DARK, LIGHT, Look, Theme
from tests.gui.test_app import contrast


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, look: Look) -> Theme:
    look.choose(dark=request.param == "dark")
    return look.theme


def test_the_sheet_is_filled_in_whole(qapp: QApplication, theme: Theme) -> None:
    """A `@name` or `icon(...)` that is left would make Qt drop its rule without a word."""
    sheet = re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.DOTALL)
    assert "@" not in sheet
    assert "icon(" not in sheet
    drawings = re.findall(r'url\("(.+?)"\)', sheet)
    assert drawings
    assert all(Path(drawing).is_file() for drawing in drawings)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_frames_of_what_can_be_used_stand_out_from_every_ground(colours: Theme) -> None:
    for ground in (colours.window, colours.surface):
        assert contrast(colours.edge, ground) >= 3, ground


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_not_ticked_can_be_seen_and_told_from_what_is(
    qtbot: QtBot, theme: Theme, kind: type[QCheckBox] | type[QRadioButton]
) -> None:
    box = kind()
    box.setAutoExclusive(False)
    assert_ticks_show(qtbot, box, theme)


def test_rules_that_are_off_can_be_seen_too(qtbot: QtBot, theme: Theme) -> None:
    rows = QListWidget()
    rows.addItem(QListWidgetItem(""))
    qtbot.addWidget(rows)
    pictures = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.Checked):
        rows.item(0).setCheckState(state)
        pictures.append(rows.grab().toImage())
    assert stands_out(pictures[0], theme)
    assert pictures[0] != pictures[1]


def assert_ticks_show(qtbot: QtBot, box: QCheckBox | QRadioButton, theme: Theme) -> None:
    holder = QWidget()
    box.setParent(holder)
    box.resize(40, 30)
    holder.resize(60, 40)
    qtbot.addWidget(holder)
    off = holder.grab().toImage()
    box.setChecked(True)
    on = holder.grab().toImage()
    assert stands_out(off, theme)
    assert off != on


def stands_out(picture: QImage, theme: Theme) -> bool:
    """Whether there is a frame: some twenty pixels that differ clearly from the ground."""
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(contrast(pixel.name(), theme.window) >= 2 for pixel in pixels) > 20


def test_rows_of_a_list_that_was_filled_before_it_showed_are_as_high_as_they_shall_be(
    qtbot: QtBot, look: Look
) -> None:
    from nearDup_gui.toolkit.ordered_list import OrderedList

    rows = OrderedList()
    for name in "abc":
        rows.addItem(name)
    rows.visualItemRect(rows.item(1))  # lays them out before any style sheet
    qtbot.addWidget(rows)
    rows.show()
    qtbot.waitUntil(lambda: rows.visualItemRect(rows.item(1)).height() >= 26)
