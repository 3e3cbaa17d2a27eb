"""A whole review by keyboard alone, on the real core: no mouse, no slot called, from a scan to a restart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.demo.library import make_demo_library
from core.progress import CancelToken
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.rules.dialog import RulesDialog
from nearDup_gui.scanning.folders_dialog import FoldersDialog
from nearDup_gui.services import CoreServices
from nearDup_gui.toolkit.look import Look

LONG_MS = 150_000
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def start(tmp_path: Path, look: Look, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Start NearDup as its command does, with a catalogue and a memory of the window of its own."""
    opened: list[MainWindow] = []

    def begin() -> MainWindow:
        window = MainWindow(CoreServices(tmp_path / "catalogue.sqlite3", tmp_path / "settings.toml"), look)
        opened.append(window)
        window.remember_in(tmp_path / "window.ini")
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        with qtbot.waitSignal(window.scans.restored, timeout=LONG_MS):
            window.start()
        return window

    yield begin
    for window in opened:
        window.close()
        window.deleteLater()


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Strike a key wherever the keyboard goes just now."""
    QTest.keyClick(_listener(), key, modifiers)


def tab_to(wanted: QWidget, strokes: int = 40) -> None:
    """Go on with Tab until a widget has the keyboard."""
    for _ in range(strokes):
        if _listener() is wanted:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def _listener() -> QWidget:
    popup = QApplication.activePopupWidget()
    found = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
    assert found is not None, "nothing has the keyboard"
    return found


Dialog = TypeVar("Dialog", bound=QWidget)


def wait_for_dialog(qtbot: QtBot, window: MainWindow, kind: type[Dialog]) -> Dialog:
    """The dialog that was asked for, once the keyboard goes to it."""

    def is_listening() -> None:
        dialog = window.findChild(kind)
        assert dialog is not None
        assert dialog.isActiveWindow()
        assert dialog.focusWidget() is not None

    qtbot.waitUntil(is_listening, timeout=LONG_MS)
    dialog = window.findChild(kind)
    assert dialog is not None
    return dialog


def back_in(window: MainWindow, place: QWidget) -> None:
    """A dialog has closed: let the window be active, as a window manager does; the keyboard is there."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert QApplication.focusWidget() is place


@dataclass(frozen=True)
class State:
    """What a person finds again when the window is opened anew."""

    key: int | None
    rows: int
    marked: frozenset[int]
    reviewed: int
    arrangement: Arrangement
    similarity: int


def state(window: MainWindow) -> State:
    groups = window.review_page.groups
    return State(
        groups.current_key(),
        groups.model.rowCount(),
        frozenset(window.review.marked_ids),
        window.decisions.reviewed,
        groups.arrange.arrangement,
        groups.similarity.slider.value(),
    )


def test_whole_review_by_keyboard_alone(
    start: Callable[[], MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photos = tmp_path / "Photos"
    make_demo_library(photos, report=lambda progress: None, cancel=CancelToken(), long_side=320)
    # The system's own dialog is the one thing that no test can type into.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **kwargs: str(photos))
    window = start()
    page, review = window.review_page, window.review

    # Open a folder and scan it.
    press(Key.Key_O, CTRL)
    wait_for_dialog(qtbot, window, FoldersDialog)
    with qtbot.waitSignal(window.scans.found, timeout=LONG_MS):
        press(Key.Key_Return)
    assert len(review.groups) >= 8
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    qtbot.waitUntil(window.piles_view.wall.list.hasFocus)
    press(Key.Key_4, Qt.KeyboardModifier.AltModifier)
    press(Key.Key_1, CTRL)
    back_in(window, page.groups.list)

    # Next group, into its photos, compare the second with the keeper, flip, mark it, and back.
    press(Key.Key_Down)
    group = page.current_group()
    assert group is not None
    assert page.groups.list.currentIndex().row() == 1
    copy = group.members[0].photo
    press(Key.Key_Return)
    press(Key.Key_Right)
    press(Key.Key_C)
    canvas = page.compare.canvas
    qtbot.waitUntil(lambda: window.comparing.pair is not None and canvas.hasFocus())
    QTest.keyPress(_listener(), Key.Key_Space)
    assert canvas.flipped
    QTest.keyRelease(_listener(), Key.Key_Space)
    assert not canvas.flipped
    press(Key.Key_X)
    assert review.is_marked(copy.id)
    press(Key.Key_Escape)
    assert page.group.grid.hasFocus()
    assert page.group.grid.current_photo() == copy

    # Undo and redo.
    press(Key.Key_Z, CTRL)
    assert not review.is_marked(copy.id)
    press(Key.Key_Z, CTRL | SHIFT)
    assert review.is_marked(copy.id)

    # Put another keeper rule first, see what it would change, and think better of it.
    press(Key.Key_R, CTRL)
    dialog = wait_for_dialog(qtbot, window, RulesDialog)
    qtbot.waitUntil(lambda: dialog.summary.text() != "", timeout=LONG_MS)
    before = dialog.settings
    tab_to(dialog.rules.list)
    press(Key.Key_Down)
    with qtbot.waitSignal(window.rules.previewed, timeout=LONG_MS):
        press(Key.Key_Up, ALT)
    assert dialog.settings != before
    press(Key.Key_Escape)
    assert window.settings.settings == before
    back_in(window, page.group.grid)

    # All copies that may go without a look, on one wall. They go to the trash, and every group keeps one.
    press(Key.Key_M, CTRL | SHIFT)
    back_in(window, window.piles_view.wall.list)
    assert review.totals.photos == 1
    doomed = [photo.path for _, photos in window.piles.ticked() for photo in photos]
    with qtbot.waitSignals([review.removed, window.scans.restored], timeout=LONG_MS):
        press(Key.Key_Delete, CTRL)
    assert not [path for path in doomed if path.exists()]
    trash = home / "data" / "Trash" / "files"
    assert all((trash / path.name).exists() for path in doomed)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Key.Key_4, Qt.KeyboardModifier.AltModifier)
    back_in(window, page.group.grid)
    press(Key.Key_K, CTRL | SHIFT)
    assert review.totals.photos == 0

    # What is left are other shots of a scene: review one group, mark a photo of the next.
    press(Key.Key_1, CTRL)
    assert page.groups.list.hasFocus()
    press(Key.Key_Home)
    assert len(review.groups) >= 2
    with qtbot.waitSignal(window.decisions.counted):
        press(Key.Key_Return, CTRL)
    press(Key.Key_2, CTRL)
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert review.totals.photos == 1
    marked = review.marked_ids

    # Filter, slide, and leave.
    here = page.current_group()
    assert here is not None
    tab_to(page.groups.arrange.text)
    QTest.keyClicks(_listener(), here.keeper.path.stem)
    qtbot.waitUntil(lambda: page.groups.arrange.arrangement.hides)
    press(Key.Key_3, CTRL)
    slider = page.groups.similarity.slider
    with qtbot.waitSignal(window.regrouping.regrouped, timeout=LONG_MS):
        press(Key.Key_Right)
        press(Key.Key_Right)
    assert slider.hasFocus()
    left = state(window)
    assert left.key is not None
    assert (left.marked, left.reviewed) == (marked, 1)
    press(Key.Key_Q, CTRL)
    assert not window.isVisible()

    # Everything is as it was left.
    again = start()
    qtbot.waitUntil(lambda: state(again) == left, timeout=LONG_MS)
    assert again.review_page.groups.list.hasFocus()
