"""Starting: nothing heavy before the first window, and bugs that do not end the application."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.decision import Kind
from core.group_filter import GroupFilter
from core.review.decisions import Status
from core.review.piles import Pile
from core.settings import Colours, Settings, WindowSettings
from nearDup_gui.app import FIRST_PAINT_ENV, Faults, Successor, make_window
from nearDup_gui.display import display_available
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.toolkit import translation
from nearDup_gui.toolkit.look import DARK, LIGHT, Look, Theme
from tests.gui.conftest import MakeWindow
from tests.gui.deciding import settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    *("tensorflow", "keras", "onnxruntime", "numpy", "cv2", "sqlalchemy", "PIL", "rawpy", "pillow_heif"),
    *("send2trash", "watchdog", "typer", "pydantic", "dask", "email", "importlib.metadata"),
)


def test_window_comes_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from nearDup_gui.app import run\n"
        f"run(catalog=Path({str(tmp_path / 'c.sqlite3')!r}), settings=Path({str(tmp_path / 's.toml')!r}))\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, FIRST_PAINT_ENV: "1", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split("\n")[:2] == ["first paint", "[]"], done.stderr
    assert not (tmp_path / "c.sqlite3").exists()


@pytest.mark.parametrize(
    ("environment", "platform", "available"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_display_is_known_without_qt(environment: dict[str, str], platform: str, available: bool) -> None:
    assert display_available(environment, platform) is available


def test_bug_is_logged_and_told_and_the_window_lives_on(
    open_window: MakeWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window, _ = open_window(None)
    faults = Faults(window, Path("/logs/neardup.log"))
    faults.tell(ZeroDivisionError, ZeroDivisionError("a bug"), None)
    faults.tell(ZeroDivisionError, ZeroDivisionError("the same bug while the dialog is open"), None)
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "/logs/neardup.log" in boxes[0].informativeText()
    assert [record.exc_info is not None for record in caplog.records] == [True, True]
    boxes[0].accept()
    assert window.isVisible()


def test_broken_settings_are_said_and_left_as_they_are(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("scan = 'not a table'")
    window = make_window(qapp, tmp_path / "c.sqlite3", settings)
    window.show()
    assert "settings" in window.messages.text
    window.scans.remember((tmp_path,))
    assert settings.read_text() == "scan = 'not a table'"
    window.close()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_text_can_be_read_on_its_ground(theme: Theme) -> None:
    for text, ground in (
        ("text", "window"),
        ("text", "surface"),
        ("text", "accent_soft"),
        ("text", "keep_soft"),
        ("text", "warn_soft"),
        ("text", "remove_soft"),
        ("muted", "window"),
        ("muted", "surface"),
        ("muted", "accent_soft"),
        ("muted", "mat"),
        ("accent", "surface"),
        ("accent", "accent_soft"),
        ("on_accent", "accent"),
        ("on_remove", "remove"),
        ("keep", "surface"),
        ("remove", "surface"),
        ("remove", "remove_soft"),
        ("warn", "surface"),
    ):
        assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5, (text, ground)


def test_icons_change_with_the_theme(look: Look) -> None:
    light = look.pixmap("trash", 24).toImage()
    look.choose(dark=True)
    dark = look.pixmap("trash", 24).toImage()
    look.choose(dark=False)
    assert light != dark


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio of two colours such as "#1c2126"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_another_language_is_spoken_at_once(
    look: Look, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    services = FakeServices(make_library(make_groups(3)))
    window = MainWindow(services, look)
    window.remember_in(tmp_path / "window.ini")
    window.show()
    successor = Successor(qapp, window, tmp_path / "window.ini")
    services.go_on.clear()
    window.scans.scan([tmp_path])
    qtbot.waitUntil(lambda: window.scans.running)
    window.settings.change(Settings(window=WindowSettings("ja")))
    assert "language" in window.messages.text
    with qtbot.waitSignal(successor.opened) as opened:
        services.go_on.set()
    again: MainWindow = opened.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert again.menus.actions()[0].text() == "ファイル(&F)"
    qtbot.waitUntil(lambda: len(again.review.groups) == 3)
    again.piles_view.choose(Pile.SHOTS)
    with qtbot.waitSignal(successor.opened) as opened:
        again.settings.change(Settings(window=WindowSettings("en")))
    last: MainWindow = opened.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert (last.menus.actions()[0].text(), last.piles_view.pile) == ("&File", Pile.SHOTS)
    qtbot.waitUntil(lambda: len(last.review.groups) == 3)
    last.close()
    last.deleteLater()


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    translation.install(qapp, "en")


def begin_in_english(
    look: Look, qtbot: QtBot, qapp: QApplication, place: Path
) -> tuple[FakeServices, MainWindow, Successor]:
    """Five groups of four photos: (1, 2, 3, 4), (5, 6, 7, 8), ..."""
    services = FakeServices(make_library(make_groups(5, per_group=4)))
    window = MainWindow(services, look)
    window.remember_in(place / "window.ini")
    window.show()
    window.start()
    settled(window, qtbot)
    qtbot.waitUntil(lambda: window.piles.known)
    return services, window, Successor(qapp, window, place / "window.ini")


def in_japanese(before: MainWindow, successor: Successor, qtbot: QtBot, groups: int = 5) -> MainWindow:
    with qtbot.waitSignal(successor.opened) as opened:
        before.settings.change(replace(before.settings.settings, window=WindowSettings("ja")))
    assert opened.args is not None
    window: MainWindow = opened.args[0]
    qtbot.waitUntil(
        lambda: len(window.review.groups) == groups and not window.busy and window.jobs.running == 0
    )
    return window


@pytest.mark.usefixtures("english_again")
def test_another_language_forgets_nothing(
    look: Look, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    """Undo, marks that are not kept yet, ticks, filters, the place and the way back from it."""
    services, window, successor = begin_in_english(look, qtbot, qapp, tmp_path)
    window.piles.tick(window.piles.wall()[:1], False)
    window.piles_view.choose(None)
    arrangement = Arrangement(filter=GroupFilter(text="IMG"))
    window.review_page.groups.arrange.show_arrangement(arrangement)
    window.review_page.groups.choose(5)
    window.review.toggle(6)
    window.decisions.settle(window.review_page.current_group(), Kind.LATER, go_on=False)
    window.review.toggle(7)
    window.review.undo_mark()
    window.places.go(ComparePlace(5, 8))
    services.saved_marks = frozenset()  # as where they could not be kept

    again = in_japanese(window, successor, qtbot)
    assert again.places.here == ComparePlace(5, 8)
    assert again.places.can_go_back
    assert again.review_page.groups.arrange.arrangement == arrangement
    assert again.review.marked_ids == {6}
    assert (again.menus.undo.text(), again.menus.redo.text()) == (
        "元に戻す(&U): 後回しにする",
        "やり直す(&R): 写真に印を付ける",
    )
    again.review.redo_mark()
    assert again.review.marked_ids == {6, 7}
    group = again.review.groups.get(5)
    for _ in range(2):
        again.review.undo_mark()
    assert again.decisions.state_of(group).status is Status.OPEN
    again.review.undo_mark()
    assert again.review.marked_ids == set()
    spared = again.piles.wall()[0]
    assert not again.piles.is_ticked(spared)
    again.review.undo_mark()
    assert again.piles.is_ticked(spared)
    again.close()
    again.deleteLater()


@pytest.mark.usefixtures("english_again")
def test_a_removal_can_be_undone_in_another_language(
    look: Look, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    services, window, successor = begin_in_english(look, qtbot, qapp, tmp_path)
    window.piles_view.choose(None)
    window.review.toggle(2)
    window.review_page.remove()
    qtbot.waitUntil(lambda: not window.busy and len(services.removed) == 1 and window.jobs.running == 0)
    again = in_japanese(window, successor, qtbot, groups=4)
    again.review.undo_mark()
    qtbot.waitUntil(lambda: services.removed == [] and not again.busy and again.jobs.running == 0)
    assert again.review.marked_ids == {2}
    again.close()
    again.deleteLater()


def test_a_style_sheet_that_is_put_on_last_changes_no_pixel(tmp_path: Path) -> None:
    """Nothing in the window may measure itself while it is built."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.gui.dressed"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.stdout == "4 rooms, differ:\n", done.stderr


def test_light_and_dark_change_at_once(open_window: MakeWindow) -> None:
    window, _ = open_window(None)
    assert window.look.theme is LIGHT
    window.settings.change(Settings(window=WindowSettings(colours=Colours.DARK)))
    assert window.look.theme is DARK
