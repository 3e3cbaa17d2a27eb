"""What hands do while pictures are made: press buttons, open menus, click with the right one, drag files."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QMenu, QWidget

_COPY, _LEFT, _NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def open_menu(menu: QMenu, below: QWidget, across: int = 0) -> None:
    """Let a menu hang from a widget, so many pixels from its left."""
    menu.popup(below.mapToGlobal(QPoint(across, below.height())))


def right_click(view: QAbstractScrollArea) -> None:
    """Near the top left of a list, where its first row is."""
    where = QPoint(120, 120)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)


def drag_in(window: QWidget, *paths: Path) -> QMimeData:
    """Hold files or folders over a window."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), _COPY, carried, _LEFT, _NO_KEY))
    return carried


class Mouse:
    """Does what a person would, and counts it."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, button: QAbstractButton) -> None:
        """Press a button that can be seen and pressed."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, _LEFT)
        self._count(repr(button.text()))

    def drop(self, window: QWidget, *paths: Path) -> None:
        """Let files or folders fall on a window."""
        carried = drag_in(window, *paths)
        QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), _COPY, carried, _LEFT, _NO_KEY))
        self._count(f"{len(paths)} dropped on the window")

    def _count(self, what: str) -> None:
        self.clicks += 1
        print(f"click {self.clicks}: {what}", flush=True)
