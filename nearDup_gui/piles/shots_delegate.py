"""One scene as a strip: all of its frames, what speaks for each, and which of them go."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.photo import Photo
from core.review.shots import Ranked
from nearDup_gui.photos import wording
from nearDup_gui.photos.paint import elided, fill_round, paint_doom, paint_lock, paint_photo
from nearDup_gui.photos.photo_list import PhotoList
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.shots_model import Strip, StripRole, StripsModel
from nearDup_gui.toolkit.look import Look

_PADDING = 14.0
_GAP = 10.0
_WISHED = 190.0
"""Frames are at least this wide, and share what is left over of a line, or are as large as wanted."""
_IMAGE_SHARE = 0.72
_STAR = 24.0


class StripDelegate(QStyledItemDelegate):
    """Paints strips of a `StripsModel`. A long strip goes on in the next line: every frame is seen."""

    def __init__(self, look: Look, thumbnails: Thumbnails, view: PhotoList) -> None:
        super().__init__(view)
        self._look = look
        self._thumbnails = thumbnails
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        strip: Strip = index.data(StripRole.STRIP)
        width = self._view.viewport().width()
        boxes = self.frames(QRectF(0, 0, width, 0), len(strip.frames))
        return QSize(width, round(boxes[-1].bottom() + _PADDING))

    def frames(self, box: QRectF, count: int) -> list[QRectF]:
        """Where the frames of a strip are, of which `box` gives the left, the top and the width."""
        room = box.width() - 2 * _PADDING
        shared = max(1, min(int((room + _GAP) // (_WISHED + _GAP)), max(count, 3)))
        width = min(room, (room - (shared - 1) * _GAP) / shared * self._view.scale)
        columns = max(1, int((room + _GAP + 0.01) // (width + _GAP)))
        height = width * _IMAGE_SHARE + 2 * self._line() + 4
        top = box.top() + _PADDING + self._line() + 6
        return [
            QRectF(
                box.left() + _PADDING + (n % columns) * (width + _GAP),
                top + (n // columns) * (height + _GAP),
                width,
                height,
            )
            for n in range(count)
        ]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        strip: Strip = index.data(StripRole.STRIP)
        model = index.model()
        assert isinstance(model, StripsModel)
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, self._look.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), self._look.colour("accent"))
        painter.setPen(self._look.colour("text"))
        heading = box.adjusted(_PADDING, _PADDING, -_PADDING, 0)
        heading.setHeight(self._line())
        painter.drawText(heading, f"{wording.photos(len(strip.frames))} · {wording.date(strip.frames[0])}")
        ranked: Ranked | None = index.data(StripRole.RANKED)
        current: int = index.data(StripRole.CURRENT)
        for n, (photo, frame) in enumerate(
            zip(strip.frames, self.frames(box, len(strip.frames)), strict=True)
        ):
            best = ranked is not None and ranked.order[:1] == (photo.id,)
            remarks = model.remarks(index.row(), photo)
            self._paint_frame(painter, photo, frame, remarks, best=best, marked=model.is_marked(photo.id))
            if strip.group.stays_anyway(photo):
                paint_lock(painter, self._look, self._picture(frame))
            if chosen and n == current:
                painter.setPen(QPen(self._look.colour("accent"), 2.5))
                painter.drawRoundedRect(frame.adjusted(-3, -3, 3, 3), 8, 8)
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(box.bottomLeft() + QPointF(0, -0.5), box.bottomRight() + QPointF(0, -0.5))
        painter.restore()

    def _paint_frame(
        self, painter: QPainter, photo: Photo, frame: QRectF, remarks: str, *, best: bool, marked: bool
    ) -> None:
        picture = self._picture(frame)
        paint_photo(painter, self._look, self._thumbnails, photo.content_id, picture)
        if marked:
            paint_doom(painter, self._look, picture, 40)
        elif best:
            star = QRectF(picture.left() + 6, picture.top() + 6, _STAR, _STAR)
            fill_round(painter, star, _STAR / 2, self._look.colour("accent"))
            self._look.paint_icon(painter, "keeper", star.adjusted(4, 4, -4, -4), "on_accent")
        line = QRectF(frame.left(), picture.bottom() + 2, frame.width(), self._line())
        painter.setPen(self._look.colour("text"))
        painter.drawText(line, elided(painter, photo.path.name, line.width(), Qt.TextElideMode.ElideMiddle))
        line.translate(0, self._line())
        painter.setPen(self._look.colour("muted"))
        painter.drawText(line, elided(painter, remarks, line.width()))

    def _picture(self, frame: QRectF) -> QRectF:
        return QRectF(frame.left(), frame.top(), frame.width(), frame.width() * _IMAGE_SHARE)

    def _line(self) -> float:
        return QFontMetricsF(self._view.font()).height()
