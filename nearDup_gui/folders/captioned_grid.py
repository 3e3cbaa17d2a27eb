"""Photos of a folder that do not go, as thumbnails with a line that says why."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.photo import Photo
from nearDup_gui.photos.paint import elided, fill_round, paint_photo
from nearDup_gui.photos.photo_list import PhotoColumns
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_Index = QModelIndex | QPersistentModelIndex
_LEAST_WIDTH = 150
_MARGIN, _PADDING = 4.0, 7.0

Said = Callable[[int], str]
"""What is said of the photo in a row; asked when it is seen, since there may be tens of thousands."""


class _Role(IntEnum):
    LINE = Qt.ItemDataRole.UserRole + 1


class LinesModel(QAbstractListModel):
    """Photos in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos: Sequence[Photo] = ()
        self._said: Said = lambda row: ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._photos):
            return None
        photo = self._photos[index.row()]
        match role:
            case _Role.LINE:
                return photo, self._said(index.row())
            case Qt.ItemDataRole.DisplayRole:
                return photo.path.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (str(photo.path), self._said(index.row()))))
            case _:
                return None

    def replace(self, photos: Sequence[Photo], said: Said) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._photos, self._said = photos, said
        self.endResetModel()

    def photo_at(self, row: int) -> Photo:
        return self._photos[row]


class CaptionedGrid(PhotoColumns):
    """Thumbnails; Return or a double click wants the photo compared."""

    compare_wanted = Signal(object)

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(look, thumbnails, parent)
        self.lines = LinesModel(self)
        self._delegate = _Delegate(look, thumbnails, self)
        self.setModel(self.lines)
        self.setItemDelegate(self._delegate)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)

    def show_photos(self, photos: Sequence[Photo], said: Said) -> None:
        """Show other photos, from the first on."""
        self.lines.replace(photos, said)
        self._fit()
        self.scrollToTop()
        if photos:
            self.setCurrentIndex(self.lines.index(0))

    def photo_of_menu(self, where: QPoint | None) -> Photo | None:
        index = self._index_of_menu(where)
        return self.lines.photo_at(index.row()) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.compare_wanted.emit(self.lines.photo_at(index.row()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.compare_wanted.emit(self.lines.photo_at(index.row()))

    def _fit(self) -> None:
        size_of = partial(self._delegate.size_of, font=self.font())
        count = self.lines.rowCount()
        size = size_of(self.column_width(_LEAST_WIDTH, count, lambda width: size_of(width).height()))
        self._delegate.size = size
        self.set_card_size(size)


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self.size = QSize(_LEAST_WIDTH, _LEAST_WIDTH)

    def size_of(self, width: int, font: QFont) -> QSize:
        """How large a card is that is so wide."""
        picture = 0.75 * (width - 2 * (_MARGIN + _PADDING))
        text = 2 * QFontMetricsF(font).height() + 6
        return QSize(width, round(2 * (_MARGIN + _PADDING) + picture + text))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        photo, said = index.data(_Role.LINE)
        whole = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        box = whole.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, box, 8, self._look.colour("surface"))
        painter.setPen(QPen(self._look.colour("accent" if focused else "line"), 2.5 if focused else 1))
        painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        picture = QRectF(inner.left(), inner.top(), inner.width(), 0.75 * inner.width())
        paint_photo(painter, self._look, self._thumbnails, photo.content_id, picture)
        painter.setFont(font)
        height = QFontMetricsF(font).height()
        line = QRectF(inner.left(), picture.bottom() + 4, inner.width(), height)
        painter.setPen(self._look.colour("text"))
        painter.drawText(line, elided(painter, photo.path.name, line.width(), Qt.TextElideMode.ElideMiddle))
        line.translate(0, height + 1)
        painter.setPen(self._look.colour("muted"))
        painter.drawText(line, elided(painter, said, line.width()))
        painter.restore()
