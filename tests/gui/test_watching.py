"""New photos in watched folders are told, scanned when a person says so, or by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.photo import FileStamp
from core.progress import CancelToken
from core.scan.listening import Unwatched
from core.scan.news import News
from core.settings import Settings, Watching, WindowSettings
from nearDup_gui.main_window import MainWindow
from nearDup_gui.services import CoreServices
from nearDup_gui.settings.dialog import SettingsDialog
from nearDup_gui.toolkit.look import Look
from tests.gui.conftest import MakeWindow
from tests.gui.fake_watch import FakeWatch
from tests.gui.fakes import FakeServices, make_library
from tests.gui.test_scanning import drop
from tests.gui.values import make_groups
from tests.photos import draw, save

STAMP = FileStamp(10, 1, 1, 1)
TWO = News(arrived={b"/photos/a.jpg": STAMP, b"/photos/b.jpg": STAMP})
LEFT = News(gone=frozenset([b"/photos/c.jpg"]))
FOLDERS = (Path("/photos"),)


@pytest.fixture
def opened(open_window: MakeWindow) -> tuple[MainWindow, FakeServices]:
    return open_window(make_library(make_groups(2)))


@pytest.fixture
def watch(opened: tuple[MainWindow, FakeServices]) -> FakeWatch:
    made = opened[1].watch
    assert made is not None
    return made


@pytest.fixture
def by_itself(opened: tuple[MainWindow, FakeServices]) -> MainWindow:
    window, services = opened
    window.settings.change(replace(services.settings, window=WindowSettings(watching=Watching.SCAN)))
    return window


def tell(window: MainWindow, watch: FakeWatch, news: News, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.watching.news_changed):
        watch.on_news(news)


def test_the_folders_of_the_last_scan_are_watched_until_the_window_closes(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch
) -> None:
    assert watch.roots == FOLDERS
    assert not watch.resting
    opened[0].close()
    assert watch.closed


def test_a_newcomer_has_nothing_to_watch(open_window: MakeWindow) -> None:
    assert open_window(None)[1].watch is None


def test_new_photos_are_offered_and_scanned_at_a_press(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, services = opened
    tell(window, watch, TWO, qtbot)
    assert window.news_strip.said() == "2 new photos in your folders."
    assert window.news_strip.accessibleName() == window.news_strip.said()
    assert services.scanned == []
    window.news_strip.scan.setFocus()
    with qtbot.waitSignal(window.scans.found):
        qtbot.keyClick(window.news_strip.scan, Qt.Key.Key_Space)
    assert services.scanned == [FOLDERS]
    assert window.news_strip.said() == ""
    assert window.piles_view.wall.list.hasFocus(), "the button that had the keys has gone"


def test_each_kind_of_news_has_its_words(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, _ = opened
    one = News({b"/photos/a.jpg": STAMP}, {b"/photos/d.jpg": STAMP}, LEFT.gone)
    tell(window, watch, one, qtbot)
    words = "1 new photo in your folders. 1 photo was changed. 1 photo is no longer there."
    assert window.news_strip.said() == words
    tell(window, watch, News(), qtbot)
    assert window.news_strip.said() == ""


def test_news_that_was_waved_away_comes_back_only_as_other_news(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, _ = opened
    tell(window, watch, TWO, qtbot)
    qtbot.mouseClick(window.news_strip.close_it, Qt.MouseButton.LeftButton)
    assert window.news_strip.said() == ""
    watch.on_news(replace(TWO))
    qtbot.wait(50)
    assert window.news_strip.said() == ""
    tell(window, watch, LEFT, qtbot)
    assert window.news_strip.said() == "1 photo is no longer there."


def test_nothing_is_looked_at_during_a_scan(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, services = opened
    services.go_on.clear()
    window.scans.scan_again()
    assert watch.resting
    watch.on_news(TWO)  # from a look that had begun before
    qtbot.wait(50)
    assert window.news_strip.said() == ""
    services.go_on.set()
    with qtbot.waitSignal(window.scans.ended):
        pass
    assert not watch.resting


def test_nothing_is_looked_at_during_a_removal(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, _ = opened
    window.review.toggle(2)
    watch.history.clear()
    with qtbot.waitSignals([window.review.removed, window.scans.restored]):
        window.review_page.remove()
    assert watch.history == ["rest", "wake"]


def test_new_photos_are_scanned_by_themselves_if_that_is_set(
    by_itself: MainWindow, opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(by_itself.scans.found):
        watch.on_news(TWO)
    assert opened[1].scanned == [FOLDERS]


def test_photos_that_left_are_never_scanned_away_unasked(
    by_itself: MainWindow, opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    tell(by_itself, watch, LEFT, qtbot)
    qtbot.wait(50)
    assert opened[1].scanned == []
    assert by_itself.news_strip.said() == "1 photo is no longer there."


def test_a_scan_by_itself_waits_while_a_dialog_is_open(
    by_itself: MainWindow, opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    dialog = QDialog(by_itself)
    dialog.open()
    by_itself.watching._later.setInterval(20)
    tell(by_itself, watch, TWO, qtbot)
    qtbot.wait(100)
    assert opened[1].scanned == []
    with qtbot.waitSignal(by_itself.scans.found):
        dialog.close()
    assert opened[1].scanned == [FOLDERS]


def test_who_wants_none_of_it_is_told_nothing(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, services = opened
    tell(window, watch, TWO, qtbot)
    with qtbot.waitSignal(window.settings.models_listed):
        window.menus.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.watching.currentText() == "Offered for a scan"
    dialog.watching.setCurrentIndex(dialog.watching.findData(Watching.OFF))
    dialog.accept()
    assert services.settings == Settings(window=WindowSettings(watching=Watching.OFF))
    assert watch.roots == ()
    assert window.news_strip.said() == ""


def test_a_window_that_may_only_look_offers_no_scan(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, services = opened
    services.only_read = "Another NearDup window has the catalogue open."
    with qtbot.waitSignal(window.access.changed):
        window.access.look()
    assert watch.roots == ()


def test_folders_that_cannot_be_watched_are_named(
    opened: tuple[MainWindow, FakeServices], watch: FakeWatch, qtbot: QtBot
) -> None:
    window, _ = opened
    with qtbot.waitSignal(window.watching.unwatched_changed):
        watch.on_unwatched({Path("/many"): Unwatched.LIMIT, Path("/nas"): Unwatched.NETWORK})
    assert "/many" in window.messages.text
    assert "/nas" not in window.messages.text
    with qtbot.waitSignal(window.settings.models_listed):
        window.menus.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert "/many" in dialog.unwatched.text()
    assert "/nas" in dialog.unwatched.text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Photos"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[News]:
    """What each look of the real core has found."""
    really = CoreServices._look_for_news
    found: list[News] = []

    def look(self: CoreServices, roots: Sequence[Path], cancel: CancelToken) -> News:
        found.append(really(self, roots, cancel))
        return found[-1]

    monkeypatch.setattr(CoreServices, "_look_for_news", look)
    return found


@pytest.fixture
def real(folder: Path, look: Look) -> Iterator[MainWindow]:
    """A window on the real core, whose catalogue lies among the photos that it watches."""
    services = CoreServices(folder / "catalogue.sqlite3", folder / "settings.toml")
    window = MainWindow(services, look)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_what_others_do_in_the_folders_is_news_and_what_neardup_does_is_none(
    real: MainWindow, looks: list[News], folder: Path, qtbot: QtBot, home: Path
) -> None:
    for number in range(2):
        save(draw(number), folder / f"{number}.jpg", quality=92)
    with qtbot.waitSignal(real.scans.found, timeout=60_000):
        drop(real, folder)
    assert len(real.review.groups) == 0

    copied = folder / "new" / "copy.jpg"
    copied.parent.mkdir()
    copied.write_bytes((folder / "0.jpg").read_bytes())
    with qtbot.waitSignal(real.watching.news_changed, timeout=20_000):
        pass
    assert real.news_strip.said() == "1 new photo in your folders."
    with qtbot.waitSignal(real.scans.found, timeout=60_000):
        qtbot.mouseClick(real.news_strip.scan, Qt.MouseButton.LeftButton)
    (group,) = real.review.groups
    assert {photo.path.name for photo in group.photos} == {"0.jpg", "copy.jpg"}

    before = len(looks)
    real.review.toggle(next(photo.id for photo in group.photos if photo.path == copied))
    with qtbot.waitSignals([real.review.removed, real.scans.restored], timeout=20_000):
        real.review_page.remove()
    assert not copied.exists()
    qtbot.waitUntil(lambda: len(looks) > before, timeout=20_000)
    assert looks[before:] == [News()]  # what NearDup does itself is none
    assert real.news_strip.said() == ""

    (folder / "1.jpg").unlink()
    with qtbot.waitSignal(real.watching.news_changed, timeout=20_000):
        pass
    assert real.news_strip.said() == "1 photo is no longer there."
    with qtbot.waitSignal(real.scans.found, timeout=60_000):
        qtbot.mouseClick(real.news_strip.scan, Qt.MouseButton.LeftButton)
    assert real.library.scanned == 1
