"""What all lists of photos share: how they scroll, the menu of a photo, columns that fill the width."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QWidget

from core.photo import Photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_SLACK = 4
"""Pixels that a row leaves free: QListView wraps a row that fills its width to the last one."""


class PhotoList(QListView):
    """Scrolls by pixels, and is painted anew when a thumbnail or the look has changed."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_menu: Callable[[Photo], QMenu] | None = None
        """Makes the menu of a photo."""
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(40)
        thumbnails.ready.connect(self.repaint_photos)
        look.changed.connect(self.repaint_photos)

    def photo_of_menu(self, where: QPoint | None) -> Photo | None:
        """The photo whose menu is wanted.

        Args:
            where: the place that was clicked, in the viewport; None if a key asked.
        """
        raise NotImplementedError

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == event.Reason.Keyboard
        photo = self.photo_of_menu(None if by_key else event.pos())
        if photo is None or self.photo_menu is None:
            return
        where: QPoint = event.globalPos()
        if by_key:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.photo_menu(photo).popup(where)

    def repaint_photos(self) -> None:
        """Paint what is in sight anew."""
        self.viewport().update()

    def _index_of_menu(self, where: QPoint | None) -> QModelIndex:
        return self.currentIndex() if where is None else self.indexAt(where)


class PhotoColumns(PhotoList):
    """Cards in as many columns as fit; a hand over what can be clicked."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(look, thumbnails, parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def column_width(self, least: int, widest: int, most_columns: int | None = None) -> int:
        """The width of a card: the list's is shared among as many columns of at least `least` as fit.

        The scroll bar's width is set aside at all times: a bar that came and went would make the cards change
        their size, and with it whether the bar is needed.
        """
        bar = self.verticalScrollBar()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)  # what QListView sets aside
        room = self.width() - max(extent, bar.sizeHint().width()) - _SLACK
        columns = room // least if most_columns is None else min(room // least, most_columns)
        return min(room // max(1, columns), widest)

    def set_card_size(self, size: QSize) -> None:
        """Lay the cards out anew, if their size has changed."""
        if size != self.gridSize():
            self.setGridSize(QSize(size))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_card = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if on_card else Qt.CursorShape.ArrowCursor
        )
