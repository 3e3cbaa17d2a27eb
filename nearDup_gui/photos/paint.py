"""Strokes that rows and cards share."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from nearDup_gui.photos.thumbnails import STORED_SIDE, Thumbnails
from nearDup_gui.toolkit.look import Look

BADGE = 22.0
"""The height of a sign on a picture."""
_SIDES = (64, 128, 192, 320, STORED_SIDE, 560, 800, 1120, 1600)
"""Sizes, in device pixels, in which pictures are kept. Few, so that a resized window reuses them."""
_MOST_BLOWN_UP = 1.5


def paint_photo(
    painter: QPainter, look: Look, thumbnails: Thumbnails, content_id: int, box: QRectF, radius: float = 6
) -> QRectF:
    """Paint a photo whole, in the middle of its box, on a mat; a sign where there is none.

    Returns:
        where the photo itself is; the box while it is on its way.
    """
    fill_round(painter, box, radius, look.colour("mat"))
    ratio = painter.device().devicePixelRatio()
    side = _side_for(max(box.width(), box.height()) * ratio)
    pixmap, larger_comes = thumbnails.best(content_id, side)
    if pixmap is None:
        if thumbnails.is_missing(content_id, min(side, STORED_SIDE)):
            sign = QRectF(0, 0, 24, 24)
            sign.moveCenter(box.center())
            look.paint_icon(painter, "picture", sign, "faint")
        return box
    scale = min(box.width() / pixmap.width(), box.height() / pixmap.height())
    if not larger_comes:
        # A photo that is smaller than its box stays so: blown up it would promise what it lacks.
        scale = min(scale, 1.0 if side < STORED_SIDE else _MOST_BLOWN_UP)
    shown = QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale)
    shown.moveCenter(box.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setClipPath(path)
    painter.drawPixmap(shown, pixmap, QRectF(pixmap.rect()))
    painter.restore()
    return shown


def paint_doom(painter: QPainter, look: Look, picture: QRectF, side: float = 52) -> None:
    """A marked photo is veiled, crossed and carries the trash: more than a colour tells it.

    Args:
        painter: with antialiasing.
        look: the theme.
        picture: where the photo is.
        side: of the disc with the trash.
    """
    veil = look.colour("surface")
    veil.setAlphaF(0.62)
    fill_round(painter, picture, 6, veil)
    painter.setPen(QPen(look.colour("remove"), 2))
    painter.drawLine(picture.topLeft() + QPointF(6, 6), picture.bottomRight() - QPointF(6, 6))
    painter.drawLine(picture.topRight() + QPointF(-6, 6), picture.bottomLeft() + QPointF(6, -6))
    disc = QRectF(0, 0, side, side)
    disc.moveCenter(picture.center())
    fill_round(painter, disc, side / 2, look.colour("remove"))
    inset = side * 12 / 52
    look.paint_icon(painter, "trash", disc.adjusted(inset, inset, -inset, -inset), "on_remove")


def paint_badge(painter: QPainter, look: Look, text: str, picture: QRectF) -> None:
    """The keeper's sign, in the picture's upper left corner."""
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text) + BADGE + 14
    badge = QRectF(picture.left() + 8, picture.top() + 8, width, BADGE + 2)
    fill_round(painter, badge, badge.height() / 2, look.colour("accent"))
    icon = QRectF(badge.left() + 7, badge.top() + 4, BADGE - 6, BADGE - 6)
    look.paint_icon(painter, "keeper", icon, "on_accent")
    painter.setPen(look.colour("on_accent"))
    words = badge.adjusted(BADGE + 4, 0, -6, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


def paint_lock(painter: QPainter, look: Look, picture: QRectF, side: float = BADGE) -> None:
    """The sign of a photo that stays anyway, in the picture's upper right corner."""
    disc = QRectF(picture.right() - side - 5, picture.top() + 5, side, side)
    fill_round(painter, disc, side / 2, look.colour("surface"))
    inset = side * 0.18
    look.paint_icon(painter, "lock", disc.adjusted(inset, inset, -inset, -inset), "keep")


def fill_round(painter: QPainter, box: QRectF, radius: float, colour: QColor) -> None:
    """A filled box with round corners and no outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def elided(
    painter: QPainter, text: str, width: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> str:
    """A text cut to a width in the painter's font."""
    return QFontMetricsF(painter.font()).elidedText(text, mode, max(width, 0.0))


def _side_for(wanted: float) -> int:
    return next((side for side in _SIDES if side >= wanted), _SIDES[-1])
