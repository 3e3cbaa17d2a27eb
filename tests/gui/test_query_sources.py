"""Asking what looks alike from the clipboard, and about a rectangle drawn on a photo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from nearDup_gui.frame.drops import Drop
from nearDup_gui.main_window import MainWindow
from nearDup_gui.photos.crop import SMALLEST, Crop
from nearDup_gui.query.clipboard import read_clipboard
from nearDup_gui.query.controller import pixels_of
from nearDup_gui.query.crop_picker import CropDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_neighbours, make_photo, picture


@pytest.fixture
def reviewing(open_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> tuple[MainWindow, FakeServices, Path]:
    photos = [make_photo(n, folder=tmp_path) for n in (1, 2)]
    for photo in photos:
        photo.path.write_bytes(picture(photo.id))
    window, services = open_window(make_library([make_group(*photos)]))
    services.neighbours = make_neighbours(make_photo(2, folder=tmp_path))
    qtbot.waitExposed(window)
    return window, services, tmp_path


def copied(image: QImage) -> QMimeData:
    mime = QMimeData()
    mime.setImageData(image)
    return mime


def red(width: int = 30, height: int = 20) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_a_picture_on_the_clipboard_is_asked_about_and_is_in_the_history(
    reviewing: tuple[MainWindow, FakeServices, Path], qtbot: QtBot
) -> None:
    window, services, _ = reviewing
    QGuiApplication.clipboard().setMimeData(copied(red()))
    with qtbot.waitSignal(window.queries.answered) as answered:
        window.menus.paste.trigger()
    assert services.asked == [Path("30 x 20")]
    assert answered.args is not None
    assert answered.args[0].preview.size() == red().size()
    assert window.review_page.query.isVisible()
    window.places.back()
    assert window.review_page.group.isVisible()
    with qtbot.waitSignal(window.queries.answered):
        window.places.forward()
    assert len(services.asked) == 1  # the answer was kept


def test_a_file_s_address_and_its_path_as_text_are_meant_as_the_file(tmp_path: Path) -> None:
    image = tmp_path / "a b.jpg"
    image.write_bytes(picture(1))
    by_url, by_text, by_address = QMimeData(), QMimeData(), QMimeData()
    by_url.setUrls([QUrl.fromLocalFile(str(image))])
    by_url.setImageData(red())  # file managers put a picture of the file beside its name
    by_text.setText(f'"{image}"\n')
    by_address.setText(QUrl.fromLocalFile(str(image)).toString())
    for mime in (by_url, by_text, by_address):
        assert read_clipboard(mime) == Drop(image=image)


def test_other_text_is_nothing_and_the_window_says_so(
    reviewing: tuple[MainWindow, FakeServices, Path],
) -> None:
    window, services, _ = reviewing
    mime = QMimeData()
    mime.setText("a shopping list\0\n/no/such/file.jpg")
    assert read_clipboard(mime) == Drop()
    window.query_sources.ask_about(mime)
    assert services.asked == []
    assert "no picture on the clipboard" in window.messages.text


def test_pixels_are_handed_over_as_they_are_seen(qapp: object) -> None:
    assert pixels_of(red(5, 3)).tolist() == [[[255, 0, 0]] * 5] * 3  # 15 bytes a row, which Qt pads
    clear = QImage(2, 2, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert pixels_of(clear).min() == 255


def picker(window: MainWindow, qtbot: QtBot) -> CropDialog:
    window.review_page.focus_grid()
    with qtbot.waitSignal(window.query_sources.opened):
        window.menus.ask_part.trigger()
    dialog = window.findChild(CropDialog)
    assert dialog is not None
    return dialog


def test_a_rectangle_is_moved_and_sized_by_keys_and_enter_asks(
    reviewing: tuple[MainWindow, FakeServices, Path], qtbot: QtBot
) -> None:
    window, services, folder = reviewing
    dialog = picker(window, qtbot)
    before = dialog.crop
    qtbot.keyClick(dialog.picker, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.picker, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    crop = dialog.crop
    assert (crop.left, crop.right) == pytest.approx((before.left + 0.02, before.right + 0.02))
    assert (crop.top, crop.bottom) == pytest.approx((before.top, before.bottom + 0.02))
    assert "% wide" in dialog.picker.accessibleDescription()
    with qtbot.waitSignal(window.queries.answered):
        qtbot.keyClick(dialog.picker, Qt.Key.Key_Return)
    assert services.asked == [folder / "IMG_0001.jpg"]
    assert services.crops == [crop]
    assert window.places.can_go_back


def test_a_rectangle_is_drawn_with_the_mouse(
    reviewing: tuple[MainWindow, FakeServices, Path], qtbot: QtBot
) -> None:
    window, _, _ = reviewing
    dialog = picker(window, qtbot)
    box = dialog.picker.picture()

    def at(x: float, y: float) -> QPoint:
        return QPoint(round(box.left() + x * box.width()), round(box.top() + y * box.height()))

    qtbot.mousePress(dialog.picker, Qt.MouseButton.LeftButton, pos=at(0.05, 0.1))
    qtbot.mouseMove(dialog.picker, at(0.4, 0.6))
    qtbot.mouseRelease(dialog.picker, Qt.MouseButton.LeftButton, pos=at(0.4, 0.6))
    crop = dialog.crop
    assert (crop.left, crop.top, crop.right, crop.bottom) == pytest.approx((0.05, 0.1, 0.4, 0.6), abs=0.01)
    dialog.reject()


def test_a_part_of_what_was_pasted_is_asked_about(
    reviewing: tuple[MainWindow, FakeServices, Path], qtbot: QtBot
) -> None:
    window, services, _ = reviewing
    with qtbot.waitSignal(window.queries.answered):
        window.query_sources.ask_about(copied(red(300, 200)))
    qtbot.mouseClick(window.review_page.query.part, Qt.MouseButton.LeftButton)
    dialog = window.findChild(CropDialog)
    assert dialog is not None
    with qtbot.waitSignal(window.queries.answered):
        dialog.accept()
    assert services.asked == [Path("300 x 200")] * 2
    assert services.crops == [None, Crop(0.25, 0.25, 0.75, 0.75)]


def test_a_photo_that_cannot_be_opened_says_why_and_nothing_can_be_asked(
    reviewing: tuple[MainWindow, FakeServices, Path], qtbot: QtBot
) -> None:
    window, _, folder = reviewing
    (folder / "IMG_0001.jpg").write_text("no picture")
    window.review_page.focus_grid()
    with qtbot.waitSignal(window.query_sources.not_opened):
        window.menus.ask_part.trigger()
    dialog = window.findChild(CropDialog)
    assert dialog is not None
    assert "IMG_0001.jpg cannot be opened" in dialog.said()
    assert not dialog.ask.isEnabled()
    dialog.reject()


def test_a_rectangle_never_leaves_the_picture_nor_vanishes() -> None:
    assert Crop.between(1.5, -1, 0.5, 0.5) == Crop(0.5, 0, 1.0, 0.5)
    point = Crop.between(1.0, 1.0, 1.0, 1.0)
    assert (point.right, point.bottom) == (1.0, 1.0)
    assert point.width == pytest.approx(SMALLEST)
    assert Crop(0.5, 0.5, 1, 1).moved(0.3, -0.9) == Crop(0.5, 0, 1, 0.5)
    assert Crop(0, 0, 1, 1).is_whole
    assert Crop(0.5, 0.5, 0.6, 0.6).grown(-5, 5).width == pytest.approx(SMALLEST)
