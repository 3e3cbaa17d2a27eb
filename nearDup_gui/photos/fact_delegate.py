"""One fact in the table: a sign and a weight say better or worse, the colour only repeats it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nearDup_gui.photos.facts import Standing
from nearDup_gui.photos.facts_table import FactRole
from nearDup_gui.photos.paint import elided
from nearDup_gui.toolkit.look import Look

_SIGNS = {Standing.BETTER: ("▲", "keep"), Standing.WORSE: ("▼", "remove")}
_MARGIN = 8.0


class FactDelegate(QStyledItemDelegate):
    """Paints cells of a `FactsTableModel`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        standing: Standing = index.data(FactRole.STANDING)
        font = QFont(option.font)  # pyright: ignore[reportAttributeAccessIssue]
        font.setBold(standing is Standing.BETTER)
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._look.colour("accent_soft"))
        painter.setFont(font)
        sign, colour = _SIGNS.get(standing, ("", "text"))
        room = QFontMetricsF(font).horizontalAdvance("▲") + 5
        at = box.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.setPen(self._look.colour(colour))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, sign)
        painter.setPen(self._look.colour("muted" if standing is Standing.WORSE else "text"))
        words = at.adjusted(room, 0, 0, 0)
        text = elided(painter, index.data(), words.width(), Qt.TextElideMode.ElideMiddle)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
