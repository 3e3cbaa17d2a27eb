"""What hands do in `make_screenshots.py`: open a menu, click with the right button, drag a file."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget


def open_menu(menu: QMenu, below: QWidget, across: int = 0) -> None:
    """Let a menu hang from a widget, so many pixels from its left."""
    menu.popup(below.mapToGlobal(QPoint(across, below.height())))


def right_click(view: QAbstractScrollArea) -> None:
    """Near the top left of a list, where its first row is."""
    where = QPoint(120, 120)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)


def drag_in(window: QWidget, path: Path) -> None:
    """Hold a file or folder over a window."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(200, 200), copy, carried, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
