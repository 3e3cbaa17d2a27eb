"""What all lists of photos share: how they scroll, the menu of a photo, columns that fill the width."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QWidget

from core.photo import Photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_SLACK = 4
"""Pixels that a row leaves free: QListView wraps a row that fills its width to the last one."""


class PhotoList(QListView):
    """Scrolls by pixels, and is painted anew when a thumbnail or the look has changed."""

    size_wanted = Signal(int)
    """Ctrl and the wheel: photos one size larger (1) or smaller (-1)."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = 1.0
        """How large photos are, against the size that the window gives them; see `CardSize`."""
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

    def show_scale(self, scale: float) -> None:
        """Show photos larger or smaller; the one that the keys act on stays in sight."""
        if scale != self.scale:
            self.scale = scale
            self._fit()
            self.scrollTo(self.currentIndex())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.size_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

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

    def _fit(self) -> None:
        """Give the photos their size anew."""
        self.scheduleDelayedItemsLayout()

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

    def column_width(self, least: int, count: int, height_of: Callable[[int], int]) -> int:
        """The width of a card: as large as all of them can be seen at once, and at least `least`.

        Where there are too many for that, columns share the width. A person may want them larger or smaller.
        The scroll bar's width is set aside at all times: a bar that came and went would make the cards change
        their size, and with it whether the bar is needed.

        Args:
            least: the smallest useful width.
            count: how many cards there are.
            height_of: the height of a card that is so wide; the wider, the higher.
        """
        bar = self.verticalScrollBar()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)  # what QListView sets aside
        room = max(least, self.width() - max(extent, bar.sizeHint().width()) - _SLACK)
        height = self.viewport().height() - _SLACK
        shared = room // (room // least)
        fitting = [
            _widest(room // columns, height // -(-count // columns), height_of)
            for columns in range(1, min(count, room // least) + 1)
        ]
        widest = max(fitting, default=0)
        given = widest if widest >= least else min(shared, max(least, _widest(room, height, height_of)))
        return min(room, round(given * self.scale))

    def set_card_size(self, size: QSize) -> None:
        """Lay the cards out anew, if their size has changed."""
        if size != self.gridSize():
            self.setGridSize(QSize(size))

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,  # noqa: N803
        bottomRight: QModelIndex | QPersistentModelIndex,  # noqa: N803
        roles: Sequence[int] = (),
    ) -> None:
        """Paint anew. Qt would ask the model about every row that changed, for the size of its card: 12 ms
        for a mark on a wall of 20,000, and all cards are of one size."""
        if QAccessible.isActive():
            super().dataChanged(topLeft, bottomRight, roles)
        else:
            self.repaint_photos()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_card = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if on_card else Qt.CursorShape.ArrowCursor
        )


def _widest(width: int, height: int, height_of: Callable[[int], int]) -> int:
    """The largest width up to `width` of a card that is no higher than `height`."""
    return bisect_right(range(1, width + 1), height, key=height_of)
