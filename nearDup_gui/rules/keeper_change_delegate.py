"""One group of a preview: the keeper of now, an arrow, the keeper to be, and why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nearDup_gui.photos.paint import elided, fill_round, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.rules.keeper_changes import ChangeRole
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import folder_name

if TYPE_CHECKING:
    from core.review.keeper_preview import KeeperChange

_SIDE = 72.0
_GAP = 8.0
_ARROW = 20.0
_REASON_LINES = 3


class KeeperChangeDelegate(QStyledItemDelegate):
    """Paints rows of a `KeeperChangesModel`, all of one height."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        text = (2 + _REASON_LINES) * (QFontMetricsF(font).height() + 1)
        return QSize(240, round(max(_SIDE, text) + 2 * _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        change: KeeperChange = index.data(ChangeRole.CHANGE)
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            fill_round(painter, box, 6, self._look.colour("accent_soft"))
        before = QRectF(box.left() + _GAP, box.top() + _GAP, _SIDE, _SIDE)
        after = before.translated(_SIDE + _ARROW + 2 * _GAP, 0)
        paint_photo(painter, self._look, self._thumbnails, change.before.content_id, before)
        paint_photo(painter, self._look, self._thumbnails, change.after.keeper.content_id, after)
        arrow = QRectF(before.right() + _GAP, before.center().y() - _ARROW / 2, _ARROW, _ARROW)
        self._look.paint_icon(painter, "forward", arrow, "muted")
        words = QRectF(
            after.right() + _GAP, after.top(), box.right() - after.right() - 2 * _GAP, box.height()
        )
        self._paint_words(painter, option, change, words)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, change: "KeeperChange", box: QRectF
    ) -> None:
        plain: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        strong = QFont(plain)
        strong.setBold(True)
        height = QFontMetricsF(plain).height() + 1
        keeper = change.after.keeper
        line = QRectF(box.left(), box.top(), box.width(), height)
        middle = Qt.TextElideMode.ElideMiddle
        for text, font, colour in (
            (keeper.path.name, strong, "text"),
            (folder_name(keeper.path), plain, "muted"),
        ):
            painter.setFont(font)
            painter.setPen(self._look.colour(colour))
            painter.drawText(line, elided(painter, text, line.width(), middle))
            line.translate(0, height)
        painter.setFont(plain)
        painter.setPen(self._look.colour("text"))
        left = QRectF(box.left(), line.top(), box.width(), _REASON_LINES * height)
        room = (_REASON_LINES - 0.25) * left.width()  # less what wrapping leaves empty
        reason = elided(painter, told(change.after.reason), room, middle)
        painter.drawText(left, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, reason)
