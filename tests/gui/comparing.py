"""Photos on the disk to be compared, and what tests ask of the page that compares them."""

from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot

from core.photo import ImageFile, Photo
from nearDup_gui.comparing.canvas import CompareCanvas
from nearDup_gui.comparing.page import ComparePage
from nearDup_gui.main_window import MainWindow
from tests.gui.fakes import FakeServices
from tests.gui.values import make_photo

KEEPER, SMALL, OTHER = 1, 2, 3
Opened = tuple[MainWindow, FakeServices]


def photo_on_disk(folder: Path, photo_id: int, width: int, height: int, spot: bool = False) -> Photo:
    """A photo whose file is there, of one colour with a disc; and a white spot, if asked for."""
    image = Image.new("RGB", (width, height), (40, 90, 160))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 4, height // 4, width // 2, height // 2), fill=(230, 180, 40))
    if spot:
        draw.rectangle((width * 3 // 4, 0, width - 1, height // 4), fill="white")
    path = folder / f"photo-{photo_id}.png"
    image.save(path)
    file = ImageFile(path, path.stat().st_size, 1, 1, photo_id)
    return replace(make_photo(photo_id, width=width), file=file, height=height)


def page_of(window: MainWindow) -> ComparePage:
    return window.review_page.compare


def canvas_of(window: MainWindow) -> CompareCanvas:
    return page_of(window).canvas


def compared(window: MainWindow) -> tuple[int, int]:
    pair = window.comparing.pair
    assert pair is not None
    return pair.left.id, pair.right.id


def wait_for_pictures(window: MainWindow, qtbot: QtBot) -> None:
    canvas = canvas_of(window)

    def both() -> bool:
        shown = (canvas.left, canvas.right)
        return all(pane is not None and pane.image is not None for pane in shown)

    qtbot.waitUntil(both)
