"""What is transparent lies on a board of squares."""

from PIL import Image
from PySide6.QtGui import QColor, QImage

from core.progress import CancelToken
from nearDup_gui.comparing.full_images import full_image
from nearDup_gui.photos.checkerboard import DARK, LIGHT, SQUARE, on_board


def test_the_board_shines_through_a_thumbnail():
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    shown = on_board(image)
    assert not shown.hasAlphaChannel()
    assert shown.pixelColor(1, 1) == LIGHT
    assert shown.pixelColor(SQUARE + 1, 1) == DARK


def test_squares_are_as_large_in_every_level_of_a_picture():
    clear = Image.new("RGBA", (1000, 1000))
    clear.paste((255, 0, 0, 255), (0, 500, 1000, 1000))
    for level in full_image(clear, CancelToken()).levels:
        assert level.pixelColor(1, 1) == LIGHT
        assert level.pixelColor(SQUARE + 1, 1) == DARK
        assert level.pixelColor(1, level.height() - 1) == QColor("red")


def test_an_opaque_picture_stays_as_it_is():
    level = full_image(Image.new("RGB", (20, 20), "red"), CancelToken()).levels[0]
    assert level.pixelColor(10, 10) == QColor("red")
