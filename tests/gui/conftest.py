"""Shared by the window's tests: the window on fakes, and a look at the threads afterwards."""

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nearDup_gui.library import Library
from nearDup_gui.look import Look
from nearDup_gui.main_window import MainWindow
from tests.gui.fakes import FakeServices


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Numbers and sizes as in English, whatever the machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def no_thread_left(qapp: QApplication) -> Iterator[None]:
    """Whatever a test starts must have ended when it is over."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(2)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, dark=False)


MakeWindow = Callable[[Library | None], tuple[MainWindow, FakeServices]]


@pytest.fixture
def open_window(qtbot: QtBot, look: Look) -> Iterator[MakeWindow]:
    """Open a window whose last scan found this library; None for a newcomer."""
    opened: list[MainWindow] = []

    def make(library: Library | None) -> tuple[MainWindow, FakeServices]:
        services = FakeServices(library)
        window = MainWindow(services, look)
        opened.append(window)
        window.show()
        with qtbot.waitSignal(window.scans.restored):
            window.start()
        return window, services

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What reaches `sys.excepthook` during a test that expects it."""
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    return told
