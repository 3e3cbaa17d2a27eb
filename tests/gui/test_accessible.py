"""What can be used has a name that is read aloud, and is reached with Tab in the order of reading."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.photo import Skipped
from nearDup_gui.frame.places import ComparePlace, QueryPlace
from nearDup_gui.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups, make_neighbours, make_photo

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QTabBar,
)
PARTS = (QHeaderView, QScrollBar)
"""Parts of other widgets, which stand for them."""

DIALOGS = (
    "choose",
    "settings",
    "rules",
    "shortcuts",
    "skipped",
    "restore",
    "tables",
    "about",
    "ask_part",
    "remove",
    "rehearse",
    "decided",
)
"""Actions of the menus that open one."""


def usable(widget: QWidget) -> Iterator[QWidget]:
    """What a person can use in a window as it is shown now, parts of other widgets left out."""
    for found in widget.findChildren(QWidget):
        inside = found.parentWidget()
        is_part = isinstance(found, PARTS) or isinstance(
            inside, QAbstractSpinBox | QComboBox | QLineEdit | QKeySequenceEdit | QTabBar | QTableView
        )
        if (
            isinstance(found, INTERACTIVE)
            and not is_part
            and found.isVisibleTo(widget)
            and found.window() is widget
        ):
            yield found


def spoken(widget: QWidget) -> str:
    """What a screen reader says it is."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.text(QAccessible.Text.Name).strip()


def described(widget: QWidget) -> str:
    path = [type(widget).__name__, widget.objectName(), widget.toolTip()]
    return " ".join(filter(None, [*path, "in", type(widget.parentWidget()).__name__]))


def tab_chain(window: QWidget) -> list[QWidget]:
    """What Tab goes through, in its order, from the top of the window."""
    chain, one = [], window.nextInFocusChain()
    while one is not window:
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(window) and one.isEnabled()
        if reached and one.window() is window and one.focusProxy() is None:
            chain.append(one)
        one = one.nextInFocusChain()
    return chain


def assert_usable_by_all(window: QWidget) -> None:
    found = list(usable(window))
    nameless = [described(one) for one in found if not spoken(one)]
    assert nameless == []
    wordless = [
        described(one) for one in found if isinstance(one, QAbstractButton) and not one.text().strip()
    ]
    assert wordless == [], "an icon alone says little"
    chain = tab_chain(window)
    left_out = [
        f"{described(one)}: {spoken(one)}"
        for one in found
        if one.isEnabled() and one not in chain and one.focusProxy() is None and not _by_its_group(one, chain)
    ]
    assert left_out == []
    back = [
        f"{spoken(one)} before {spoken(after)}"
        for one, after in pairwise([*chain, chain[0]])
        if goes_back(window, one, after)
    ]
    assert len(back) <= 1, back  # Tab goes round: once it leads back to where reading begins


def _by_its_group(widget: QWidget, chain: list[QWidget]) -> bool:
    """Of buttons of which one is pressed, Tab reaches that one, and arrows the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(other in chain for other in group.buttons())


def goes_back(window: QWidget, one: QWidget, after: QWidget) -> bool:
    """Whether Tab leads up within a column, or to the left within a row."""
    here, there = one.mapTo(window, QPoint()), after.mapTo(window, QPoint())
    if there.y() + after.height() <= here.y():  # wholly above: only where another column begins
        return there.x() < here.x() + one.width()
    beside = abs(here.y() + one.height() / 2 - there.y() - after.height() / 2) < 8
    return beside and there.x() < here.x()


@pytest.fixture
def opened(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    library = make_library(make_groups(4), skipped=[Skipped(Path("/photos/bad.jpg"), "It is broken.")])
    window, services = open_window(library)
    window.resize(1240, 800)
    return window, services


@pytest.mark.parametrize("page", ["group", "facts", "compare", "answer"])
def test_every_page_of_the_review(opened: tuple[MainWindow, FakeServices], qtbot: QtBot, page: str) -> None:
    window, services = opened
    group = next(iter(window.review.groups))
    if page == "facts":
        window.menus.facts.setChecked(True)
    elif page == "compare":
        window.places.go(ComparePlace(group.keeper.id))
    elif page == "answer":
        services.neighbours = make_neighbours(make_photo(4), make_photo(5))
        with qtbot.waitSignal(window.queries.answered):
            window.places.go(QueryPlace(group.keeper.path, group.keeper))
    QApplication.processEvents()
    assert_usable_by_all(window)


def test_the_first_page_of_a_newcomer(open_window: MakeWindow) -> None:
    window, _ = open_window(None)
    assert_usable_by_all(window)


@pytest.mark.parametrize("action", DIALOGS)
def test_every_dialog(opened: tuple[MainWindow, FakeServices], qtbot: QtBot, action: str) -> None:
    window, _ = opened
    window.review.toggle(5)
    window.places.clear() if action == "remove" else None
    getattr(window.menus, action).trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert_usable_by_all(dialog)
    dialog.close()


def test_the_filters_and_the_ways_of_removal(opened: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = opened
    for open_it in (window.menus.filters, window.menus.choose_way):
        open_it.trigger()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        popover = QApplication.activePopupWidget()
        assert popover is not None
        assert_usable_by_all(popover)
        popover.close()
