"""The first cell of a removed file: its picture, where the catalogue still has it, and its name."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nearDup_gui.photos.paint import elided, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.restoring.removed import RemovedFile
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import ROW_ROLE

_CELL = 44
_GAP = 10


class RemovedDelegate(QStyledItemDelegate):
    """Paints a `RemovedFile`; the row's ground is the style's own."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._look = look
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width() + _CELL + _GAP, _CELL + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        name: str = ground.text  # pyright: ignore[reportAttributeAccessIssue]
        ground.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        whole = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        cell = QRectF(whole.left() + 8, whole.center().y() - _CELL / 2, _CELL, _CELL)
        file: RemovedFile = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if file.content_id is None:
            self._look.paint_icon(painter, "picture", cell.adjusted(10, 10, -10, -10), "faint")
        else:
            paint_photo(painter, self._look, self._thumbnails, file.content_id, cell, radius=4)
        painter.setPen(self._look.colour("text"))
        words = QRectF(cell.right() + _GAP, whole.top(), whole.right() - cell.right() - _GAP, whole.height())
        shown = elided(painter, name, words.width(), Qt.TextElideMode.ElideMiddle)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
