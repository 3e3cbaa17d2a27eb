"""A window with five groups to decide about, and what tests ask and do there."""

from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from core.review.decisions import Status
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.groups_model import GroupRole
from tests.gui.fakes import FakeServices

Reviewing = tuple[MainWindow, FakeServices]


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until everything that was decided is stored and shown."""
    qtbot.waitUntil(lambda: not window.decisions.busy and window.jobs.running == 0)


def rows(window: MainWindow) -> list[list[int]]:
    """The photos of the groups in the list."""
    model = window.review_page.groups.model
    groups = [model.index(row).data(GroupRole.GROUP) for row in range(model.rowCount())]
    return [[photo.id for photo in group.photos] for group in groups]


def state(window: MainWindow, key: int) -> Status:
    return window.review_page.groups.model.index_of(key).data(GroupRole.STATE).status


def here(window: MainWindow) -> int:
    group = window.review_page.current_group()
    assert group is not None
    return group.keeper.id


def choose(window: MainWindow, *photo_ids: int) -> None:
    grid = window.review_page.group.grid
    grid.go_to(photo_ids[0])
    for photo_id in photo_ids[1:]:
        index = grid.model().index_of(photo_id)  # pyright: ignore[reportAttributeAccessIssue]
        grid.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    both = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        both |= modifier
    qtbot.keyClick(window, key, both)
    settled(window, qtbot)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
