"""The board that shines through where a picture is transparent."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

SQUARE = 8
"""Pixels."""
LIGHT, DARK = QColor(255, 255, 255), QColor(204, 204, 204)


def paint_board(painter: QPainter, area: QRect) -> None:
    """Fill an area with squares. Any thread, on an image."""
    tile = QImage(2 * SQUARE, 2 * SQUARE, QImage.Format.Format_RGB32)
    tile.fill(LIGHT)
    inner = QPainter(tile)
    inner.fillRect(SQUARE, 0, SQUARE, SQUARE, DARK)
    inner.fillRect(0, SQUARE, SQUARE, SQUARE, DARK)
    inner.end()
    painter.fillRect(area, QBrush(tile))


def on_board(image: QImage) -> QImage:
    """An image without transparency: as it is, or laid on the board. Any thread."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    painter = QPainter(whole)
    paint_board(painter, whole.rect())
    painter.drawImage(0, 0, image)
    painter.end()
    return whole
