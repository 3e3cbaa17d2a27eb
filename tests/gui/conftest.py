"""Shared by the window's tests: the window on fakes, and a look at the threads afterwards."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.photo import Photo, Relation
from nearDup_gui.library.groups import Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.toolkit.look import LIGHT, Look
from tests.gui.comparing import KEEPER, OTHER, SMALL, Opened, photo_on_disk, wait_for_pictures
from tests.gui.deciding import Reviewing, settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Numbers and sizes as in English, whatever the machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(scope="session", autouse=True)
def what_is_imported_is_no_rubbish() -> Iterator[None]:
    """Or it would be looked through before every test."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def rubbish_is_cleared_by_this_thread() -> Iterator[None]:
    """As in the program (`nearDup_gui/toolkit/quiet_memory.py`): Qt's objects in rubbish that another thread
    clears can hold this one up for ever."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """A picture left on the offscreen clipboard would bring the process down at its very end."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_thread_left(qapp: QApplication) -> Iterator[None]:
    """Whatever a test starts must have ended when it is over."""
    before = set(threading.enumerate())
    yield
    if (apart := sys.modules.get("core.scan.apart")) is not None:
        apart.stop()
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(2)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> Look:
    """Styled once, as in the program: at each styling, every widget that still lives is asked."""
    look = Look(qapp, dark=False)
    look.put_on()
    return look


@pytest.fixture
def look(styled: Look) -> Iterator[Look]:
    yield styled
    if styled.theme is not LIGHT:
        styled.choose(dark=False)


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
def reviewing(open_window: MakeWindow, qtbot: QtBot) -> Reviewing:
    """Five groups of four photos: (1, 2, 3, 4), (5, 6, 7, 8), ..."""
    window, services = open_window(make_library(make_groups(5, per_group=4)))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled(window, qtbot)
    return window, services


@pytest.fixture
def photos(tmp_path: Path) -> dict[int, Photo]:
    return {
        KEEPER: photo_on_disk(tmp_path, KEEPER, 1200, 800),
        SMALL: photo_on_disk(tmp_path, SMALL, 600, 400),
        OTHER: photo_on_disk(tmp_path, OTHER, 500, 700, spot=True),
        11: photo_on_disk(tmp_path, 11, 300, 300),
        12: photo_on_disk(tmp_path, 12, 300, 300, spot=True),
    }


@pytest.fixture
def opened(open_window: MakeWindow, photos: dict[int, Photo], qtbot: QtBot) -> Opened:
    groups = [
        make_group(photos[KEEPER], photos[SMALL], photos[OTHER]),
        make_group(photos[11], photos[12], relation=Relation.SAME_SCENE),
    ]
    window, services = open_window(make_library(groups))
    qtbot.waitExposed(window)
    return window, services


@pytest.fixture
def comparing(opened: Opened, qtbot: QtBot) -> Iterator[Opened]:
    """The keeper beside its smaller copy, both loaded."""
    window, _ = opened
    window.review_page.begin_comparing()
    wait_for_pictures(window, qtbot)
    yield opened
    qtbot.waitUntil(lambda: window.jobs.running == 0)


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What reaches `sys.excepthook` during a test that expects it."""
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    return told
