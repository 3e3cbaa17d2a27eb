"""One row of the list of groups: its photos, uncropped, and what removing the copies would free."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.photo import DuplicateGroup
from core.review.decisions import GroupState
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.overview.groups_model import GroupRole
from nearDup_gui.photos import wording
from nearDup_gui.photos.paint import elided, fill_round, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_CELL = 58
"""Side of a thumbnail's square, in pixels independent of the screen's scaling."""
_GAP = 6
_PADDING = 12
_SIGN = 18
_TEXT_WIDTH = 150
"""Width that the text keeps to itself before thumbnails get any."""
_MOST_THUMBNAILS = 6


class GroupDelegate(QStyledItemDelegate):
    """Paints rows of a `GroupsModel`. All rows have one height, so that the view need not ask for it."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails

    def row_height(self, font: QFont) -> int:
        """Height of every row."""
        lines = 3 * QFontMetricsF(font).height() + 4
        return round(max(_CELL, lines) + 2 * _PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        group: DuplicateGroup = index.data(GroupRole.GROUP)
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, box)
        shown = _thumbnails_that_fit(box.width(), len(group.members) + 1)
        left = self._paint_thumbnails(painter, group, box, shown)
        state: GroupState = index.data(GroupRole.STATE)
        words = box.adjusted(left, 0, -self._paint_state(painter, state, box), 0)
        self._paint_text(painter, option, group, index.data(GroupRole.MARKED), words)
        painter.restore()

    def _paint_state(self, painter: QPainter, state: GroupState, box: QRectF) -> float:
        """A sign for what is settled, put off or new, in the lower right corner; returns the width taken."""
        worn = decision_words.icon(state)
        if worn is None:
            return 0
        sign = QRectF(box.right() - _PADDING - _SIGN, box.bottom() - _PADDING - _SIGN, _SIGN, _SIGN)
        self._look.paint_icon(painter, worn[0], sign, worn[1])
        return _SIGN + _GAP

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._look.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), self._look.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self._look.colour("hover"))
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(box.bottomLeft() + QPointF(0, -0.5), box.bottomRight() + QPointF(0, -0.5))

    def _paint_thumbnails(self, painter: QPainter, group: DuplicateGroup, box: QRectF, shown: int) -> float:
        """Returns where the text may begin, from the row's left edge."""
        cell = QRectF(box.left() + _PADDING, box.center().y() - _CELL / 2, _CELL, _CELL)
        photos = group.photos
        for n, photo in enumerate(photos[:shown]):
            paint_photo(painter, self._look, self._thumbnails, photo.content_id, cell)
            if n == shown - 1 and len(photos) > shown:
                self._paint_more(painter, len(photos) - shown, cell)
            cell.translate(_CELL + _GAP, 0)
        return cell.left() - box.left() + _GAP

    def _paint_more(self, painter: QPainter, more: int, cell: QRectF) -> None:
        """How many photos there was no room for, over the last thumbnail."""
        text = f"+{more}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 10
        chip = QRectF(cell.right() - width - 3, cell.bottom() - 21, width, 18)
        fill_round(painter, chip, 9, self._look.colour("text"))
        painter.setPen(self._look.colour("surface"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        group: DuplicateGroup,
        marked: int,
        box: QRectF,
    ) -> None:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        strong = QFont(font)
        strong.setBold(True)
        height = QFontMetricsF(font).height()
        top = box.center().y() - (3 * height + 4) / 2
        line = QRectF(box.left(), top, box.width() - _PADDING, height)

        room = self._paint_marked(painter, marked, line) if marked else 0
        painter.setFont(strong)
        painter.setPen(self._look.colour("text"))
        painter.drawText(line, elided(painter, wording.relation(group.relation), line.width() - room))
        painter.setFont(font)
        line.translate(0, height + 2)
        freed = f"{wording.photos(len(group.members) + 1)} · {wording.size(group.reclaimable)}"
        painter.drawText(line, elided(painter, freed, line.width()))
        painter.setPen(self._look.colour("muted"))
        line.translate(0, height + 2)
        name = elided(painter, group.keeper.path.name, line.width(), Qt.TextElideMode.ElideMiddle)
        painter.drawText(line, name)

    def _paint_marked(self, painter: QPainter, marked: int, line: QRectF) -> float:
        """The number of marked photos at the line's right end; returns the width taken."""
        text = wording.number(marked)
        side = line.height()
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + side + 10
        chip = QRectF(line.right() - width, line.top() - 1, width, side + 2)
        fill_round(painter, chip, chip.height() / 2, self._look.colour("remove_soft"))
        icon = QRectF(chip.left() + 4, chip.top() + 2, side - 2, side - 2)
        self._look.paint_icon(painter, "trash", icon, "remove")
        painter.setPen(self._look.colour("remove"))
        words = QRectF(icon.right() + 2, chip.top(), chip.right() - icon.right() - 6, chip.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        return width + _GAP


def _thumbnails_that_fit(width: float, photos: int) -> int:
    room = int((width - 2 * _PADDING - _TEXT_WIDTH) // (_CELL + _GAP))
    return max(1, min(room, photos, _MOST_THUMBNAILS))
