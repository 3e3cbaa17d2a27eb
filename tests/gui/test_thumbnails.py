"""Thumbnails arrive from workers, newest request first, and the cache stays within its bounds."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nearDup_gui.photos.picture_lane import WAITING_LIMIT
from nearDup_gui.photos.thumbnails import Thumbnails


def jpeg(width: int = 320, height: int = 200, colour: str = "teal") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # pyright: ignore[reportCallIssue, reportArgumentType]: the stub is wrong
    return bytes(buffer.data().data())


class Source:
    """Gives one picture for every id, waits while the gate is shut, and writes down what was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.threads: set[threading.Thread] = set()
        self.gate = threading.Event()
        self.gate.set()
        self._picture = jpeg()

    def read(self, content_id: int) -> bytes | None:
        self.asked.append(content_id)
        self.threads.add(threading.current_thread())
        self.gate.wait(5)
        return None if content_id < 0 else self._picture


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def thumbnails(source: Source, qapp: object) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(source.read, workers=1)
    yield thumbnails
    source.gate.set()
    thumbnails.close()


def test_thumbnail_comes_later_uncropped_and_within_the_side(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thumbnails.ready) as ready:
        assert thumbnails.pixmap(7, 64) is None
    assert ready.args == [7]
    pixmap = thumbnails.pixmap(7, 64)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (64, 40)


def test_reading_happens_outside_the_gui_thread(thumbnails: Thumbnails, source: Source, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.pixmap(1, 64)
    assert threading.main_thread() not in source.threads


def test_missing_thumbnail_is_asked_for_once(thumbnails: Thumbnails, source: Source, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.pixmap(-1, 64)
    assert thumbnails.pixmap(-1, 64) is None
    assert thumbnails.is_missing(-1, 64)
    assert source.asked == [-1]


def test_unreadable_bytes_count_as_missing(qtbot: QtBot) -> None:
    thumbnails = Thumbnails(lambda content_id: b"no picture", workers=1)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.pixmap(3, 64)
    assert thumbnails.is_missing(3, 64)
    thumbnails.close()


def test_newest_request_is_served_first_and_the_oldest_are_dropped(
    thumbnails: Thumbnails, source: Source, qtbot: QtBot
) -> None:
    source.gate.clear()
    thumbnails.pixmap(0, 64)
    qtbot.waitUntil(lambda: source.asked == [0])  # the only worker is busy now
    requests = range(1, WAITING_LIMIT + 101)
    for content_id in requests:
        thumbnails.pixmap(content_id, 64)
    source.gate.set()
    qtbot.waitUntil(lambda: thumbnails.pixmap(WAITING_LIMIT + 100, 64) is not None)
    qtbot.waitUntil(lambda: len(source.asked) == WAITING_LIMIT + 1)
    assert source.asked[1] == WAITING_LIMIT + 100
    assert not set(range(1, 101)) & set(source.asked)


def test_cache_stays_within_its_bytes(source: Source, qtbot: QtBot) -> None:
    one = 64 * 40 * 4
    thumbnails = Thumbnails(source.read, workers=1, cache_bytes=3 * one)
    for content_id in range(6):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.pixmap(content_id, 64)
    source.asked.clear()
    assert [thumbnails.pixmap(n, 64) is not None for n in (3, 4, 5)] == [True] * 3
    assert thumbnails.pixmap(0, 64) is None
    thumbnails.close()
