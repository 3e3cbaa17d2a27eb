"""Photos grow with the window and as a person wants, and are as sharp as the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.catalog import photos as photo_rows
from core.catalog.catalog import Catalog
from core.progress import CancelToken
from core.review.piles import Pile
from core.scan.decode import decode
from nearDup_gui.main_window import MainWindow
from nearDup_gui.photos.cards import CardsModel, cards_of_group
from nearDup_gui.photos.grid import PhotoGrid
from nearDup_gui.photos.paint import paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.services import CoreServices
from nearDup_gui.toolkit.look import Look
from tests.gui.deciding import Reviewing
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups, make_photo, picture
from tests.photos import draw, image_file, save


@pytest.fixture
def thumbnails(qapp: object) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(lambda content_id: picture(content_id, 400, 300), workers=1)
    yield thumbnails
    thumbnails.close()


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_cards_grow_with_the_window_as_long_as_all_are_seen(
    count: int, look: Look, thumbnails: Thumbnails, qtbot: QtBot
) -> None:
    model = CardsModel()
    grid = PhotoGrid(model, look, thumbnails)
    qtbot.addWidget(grid)
    grid.resize(860, 620)
    grid.show()
    model.replace(cards_of_group(make_group(*map(make_photo, range(1, count + 1)))))
    widths = []
    for size in ((860, 620), (1500, 900), (2300, 1300)):
        grid.resize(*size)
        QApplication.processEvents()
        widths.append(grid.gridSize().width())
        assert grid.verticalScrollBar().maximum() == 0 or count == 8, "no card is out of sight"
    assert widths == sorted(set(widths))
    assert widths[-1] > (420 if count < 8 else 300)


def test_cards_of_many_photos_share_the_width(look: Look, thumbnails: Thumbnails, qtbot: QtBot) -> None:
    model = CardsModel()
    grid = PhotoGrid(model, look, thumbnails)
    qtbot.addWidget(grid)
    grid.resize(1000, 600)
    model.replace(cards_of_group(make_group(*map(make_photo, range(1, 60)))))
    grid.show()
    assert 236 <= grid.gridSize().width() <= 250


def test_one_control_sizes_the_photos_of_every_list(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    window.resize(1200, 760)
    grid, wall = window.review_page.group.grid, window.piles_view.wall.list
    slider = window.card_size_slider.slider
    assert slider.isVisible()
    window.piles_view.choose(Pile.SURE)
    before = wall.gridSize().width()
    slider.setValue(2)
    larger = wall.gridSize().width()
    assert larger > 1.3 * before
    window.piles_view.choose(None)
    cards = grid.gridSize().width()
    window.menus.smaller.trigger()
    assert (slider.value(), grid.gridSize().width() < cards) == (1, True)
    turn_wheel(grid, 120, Qt.KeyboardModifier.ControlModifier)
    assert slider.value() == 2
    turn_wheel(grid, 120, Qt.KeyboardModifier.NoModifier)
    assert slider.value() == 2
    window.menus.fitting.trigger()
    window.piles_view.choose(Pile.SURE)
    assert (slider.value(), wall.gridSize().width()) == (0, before)


def test_the_size_is_remembered(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    for expected, wanted in ((0, 3), (3, -1), (-1, -1)):
        window = MainWindow(FakeServices(make_library(make_groups(1))), look)
        qtbot.addWidget(window)
        window.remember_in(tmp_path / "window.ini")
        assert window.card_size.step == expected
        window.card_size.choose(wanted)
        window.close()


def test_a_card_larger_than_its_thumbnail_is_read_from_the_file(look: Look, qtbot: QtBot) -> None:
    asked: list[tuple[int, int]] = []

    def larger(content_id: int, side: int, cancel: CancelToken) -> object:
        asked.append((content_id, side))
        return None if content_id == 2 else draw(content_id, (side, side // 2))

    thumbnails = Thumbnails(lambda content_id: picture(content_id, 400, 200), larger, workers=1)  # pyright: ignore[reportArgumentType]
    screen = QImage(900, 900, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(2)

    def paint(content_id: int) -> QRectF:
        painter = QPainter(screen)
        shown = paint_photo(painter, look, thumbnails, content_id, QRectF(0, 0, 350, 350))
        painter.end()
        return shown

    for content_id in (1, 2):
        paint(content_id)
        qtbot.waitUntil(lambda: paint(content_id) == QRectF(0, 87.5, 350, 175))  # noqa: B023
        qtbot.waitUntil(lambda: (content_id, 800) in asked)  # noqa: B023
    qtbot.waitUntil(lambda: thumbnails.is_missing(2, 800))
    sharp, _ = thumbnails.best(1, 800)
    assert sharp is not None
    assert sharp.width() == 800
    assert paint(2) == QRectF(0, 87.5, 350, 175), "without its file a photo is shown by its thumbnail"
    assert asked == [(1, 800), (2, 800)]
    thumbnails.close()


def test_a_small_photo_is_not_blown_up(look: Look, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(
        lambda content_id: picture(1, 200, 100), lambda *_: draw(1, (200, 100)), workers=1
    )
    screen = QImage(900, 900, QImage.Format.Format_RGB32)

    def paint() -> QRectF:
        painter = QPainter(screen)
        shown = paint_photo(painter, look, thumbnails, 1, QRectF(0, 0, 800, 800))
        painter.end()
        return shown

    qtbot.waitUntil(lambda: paint().size().toSize().toTuple() == (300, 150))
    thumbnails.close()


def test_a_larger_picture_comes_only_from_a_file_that_is_as_it_was_scanned(tmp_path: Path) -> None:
    path = save(draw(1, (900, 600)), tmp_path / "a.jpg")
    with Catalog.open(tmp_path / "c.sqlite3") as catalog, catalog.write() as connection:
        found = decode(image_file(path), 32)
        content = photo_rows.add(connection, [found])[found.sha256]
    services = CoreServices(tmp_path / "c.sqlite3", tmp_path / "settings.toml")
    larger = services.larger_picture(content, 800, CancelToken())
    assert larger is not None
    assert max(larger.size) == 800
    save(draw(2, (900, 600)), path)
    assert services.larger_picture(content, 800, CancelToken()) is None
    path.unlink()
    assert services.larger_picture(content, 800, CancelToken()) is None
    services.close()


def turn_wheel(grid: PhotoGrid, by: int, modifiers: Qt.KeyboardModifier) -> None:
    where = QPointF(30, 30)
    event = QWheelEvent(
        where,
        QPointF(grid.viewport().mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)
