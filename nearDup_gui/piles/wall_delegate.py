"""One pair of the wall: what stays on the left, what goes on the right, and whether it does."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.photo import Photo
from core.review.piles import PiledPhoto
from nearDup_gui.photos import wording
from nearDup_gui.photos.paint import elided, fill_round, paint_lock, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.wall_model import WallRole
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import folders_told_apart

_MARGIN = 5.0
_PADDING = 9.0
_ARROW = 26.0
_TICK = 26.0
_LINES = 3
_IMAGE_SHARE = 0.75
"""Height of a picture's box for each pixel of its width."""


class WallDelegate(QStyledItemDelegate):
    """Paints pairs of a `WallModel`, all of one size that the wall decides."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self.size = QSize(320, 200)

    def size_of(self, width: int, font: QFont) -> QSize:
        """The size of a pair that is so wide."""
        picture = (width - 2 * (_MARGIN + _PADDING) - _ARROW) / 2
        text = _LINES * QFontMetricsF(font).height() + 6
        return QSize(width, round(2 * (_MARGIN + _PADDING) + picture * _IMAGE_SHARE + text))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        pair: PiledPhoto = index.data(WallRole.PAIR)
        ticked: bool = index.data(WallRole.TICKED)
        whole = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        box = whole.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, box)
        inner = box.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        width = (inner.width() - _ARROW) / 2
        left = QRectF(inner.left(), inner.top(), width, width * _IMAGE_SHARE)
        right = left.translated(width + _ARROW, 0)
        paint_photo(painter, self._look, self._thumbnails, pair.stays.content_id, left)
        paint_photo(painter, self._look, self._thumbnails, pair.photo.content_id, right)
        if pair.group.stays_anyway(pair.stays):
            paint_lock(painter, self._look, left)
        arrow = QRectF(left.right() + 3, left.center().y() - 10, 20, 20)
        self._look.paint_icon(painter, "next", arrow, "remove" if ticked else "faint")
        self._paint_tick(painter, right, ticked)
        there, here = folders_told_apart(pair.stays.path, pair.photo.path)
        self._paint_words(painter, option, pair.stays, there, self.tr("stays"), "keep", left)
        fate, colour = (self.tr("goes"), "remove") if ticked else (self.tr("stays as well"), "keep")
        self._paint_words(painter, option, pair.photo, here, fate, colour, right)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        fill_round(painter, box, 10, self._look.colour("hover" if hovered else "surface"))
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(self._look.colour("accent" if focused else "line"), 2.5 if focused else 1))
        painter.drawRoundedRect(box, 10, 10)

    def _paint_tick(self, painter: QPainter, picture: QRectF, ticked: bool) -> None:
        """A tick with the trash in the picture's corner, and a frame: more than a colour tells it."""
        ring = QRectF(picture.right() - _TICK - 5, picture.top() + 5, _TICK, _TICK)
        if ticked:
            painter.setPen(QPen(self._look.colour("remove"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(picture.adjusted(1, 1, -1, -1), 6, 6)
            fill_round(painter, ring, 6, self._look.colour("remove"))
            self._look.paint_icon(painter, "trash", ring.adjusted(4, 4, -4, -4), "on_remove")
            return
        fill_round(painter, ring, 6, self._look.colour("surface"))
        painter.setPen(QPen(self._look.colour("edge"), 2))
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        photo: Photo,
        folder: str,
        fate: str,
        colour: str,
        picture: QRectF,
    ) -> None:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        painter.setFont(font)
        height = QFontMetricsF(font).height()
        line = QRectF(picture.left(), picture.bottom() + 4, picture.width(), height)
        painter.setPen(self._look.colour("text"))
        name = elided(painter, photo.path.name, line.width(), Qt.TextElideMode.ElideMiddle)
        painter.drawText(line, name)
        line.translate(0, height + 1)
        painter.setPen(self._look.colour("muted"))
        painter.drawText(line, elided(painter, folder, line.width(), Qt.TextElideMode.ElideMiddle))
        line.translate(0, height + 1)
        painter.setPen(self._look.colour(colour))
        painter.drawText(line, elided(painter, f"{fate} · {wording.size(photo.file.size)}", line.width()))
