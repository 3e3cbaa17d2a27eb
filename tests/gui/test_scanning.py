"""From the empty window over a running scan to groups, and every way in which that can end."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.errors import CatalogLocked
from core.photo import Skipped
from core.progress import Progress, Stage
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.scanning.panel import ScanPage
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups


def drop(window: MainWindow, *paths: Path) -> None:
    """Drag files over the window and let them go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), *how))
    assert window.veil.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), *how))
    assert not window.veil.isVisible()


@pytest.fixture
def scanning(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    """A newcomer's window whose scan waits after its first report."""
    window, services = open_window(None)
    services.library = make_library(make_groups(3))
    services.go_on.clear()
    with qtbot.waitSignal(window.scans.progressed):
        window.scans.scan([Path("/photos")])
    return window, services


def test_newcomer_is_told_what_to_do(open_window: MakeWindow) -> None:
    window, _ = open_window(None)
    assert window.pages.currentWidget() is window.pages.empty
    assert window.pages.empty.choose.isVisible()
    assert window.pages.empty.demo.isVisible()
    assert not window.header.isVisible()


def test_last_groups_are_there_at_start_without_a_scan(open_window: MakeWindow) -> None:
    window, services = open_window(make_library(make_groups(3)))
    assert window.pages.currentWidget() is window.review_page
    assert services.scanned == []


def test_given_folders_are_scanned_at_once(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = make_library(make_groups(1))
    with qtbot.waitSignal(window.scans.found):
        window.start(folders=[Path("/photos")])
    assert services.scanned == [(Path("/photos"),)]


def test_dropped_folders_are_scanned_together(open_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, services = open_window(None)
    services.library = make_library(make_groups(1))
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with qtbot.waitSignal(window.scans.found):
        drop(window, one, other)
    assert services.scanned == [(one, other)]


def test_several_dropped_files_start_nothing(open_window: MakeWindow, tmp_path: Path) -> None:
    window, services = open_window(None)
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for file in files:
        file.touch()
    drop(window, *files)
    assert not window.scans.running
    assert "one photo" in window.messages.text
    assert services.asked == []


def test_running_scan_says_what_it_does(scanning: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, _ = scanning
    page = window.pages.scan
    assert window.pages.currentWidget() is page
    window.scans.progressed.emit(Progress(Stage.READ, 1204, 5310, 61.3, 67.0, 1190, 14, 31))
    pace = "1,204 of 5,310  ·  61 per second  ·  about 1 min left in this step"
    assert page.said() == ("Reading photos", pace)
    assert page.counted() == ("1,190", "14", "31")
    window.scans.progressed.emit(Progress(Stage.MATCH, 614, 16922, 310.0))
    assert page.said() == ("Comparing photos", "614 of 16,922 pairs  ·  310 per second")
    assert page.counted() == ("1,190", "14", "31")


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(Stage.WALK, 0), "how long is not known"),
        (Progress(Stage.WALK, 3400), "3,400 so far"),
        (Progress(Stage.HASH, 20, 50), "20 of 50"),
        (Progress(Stage.MATCH, 0), "how long is not known"),
        (Progress(Stage.MATCH, 3378, 5012), "3,378 of 5,012 pairs"),
        (Progress(Stage.COMPARE, 7, 90), "7 of 90 pairs"),
        (Progress(Stage.GROUP, 0), "how long is not known"),
    ],
)
def test_every_step_has_a_total_or_says_that_it_has_none(
    look: Look, qtbot: QtBot, progress: Progress, said: str
):
    page = ScanPage(look)
    qtbot.addWidget(page)
    page.show_progress(progress)
    assert page.said()[1] == said


def test_cancel_ends_the_scan_and_says_that_work_is_kept(
    scanning: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = scanning
    with qtbot.waitSignal(window.scans.stopped, timeout=500):
        qtbot.mouseClick(window.pages.scan.cancel, Qt.MouseButton.LeftButton)
    assert "cancelled" in window.messages.text
    assert window.pages.currentWidget() is window.pages.empty


def test_groups_can_be_reviewed_while_another_scan_runs(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library(make_groups(3)))
    services.go_on.clear()
    with qtbot.waitSignal(window.scans.progressed):
        window.scans.scan_again()
    assert window.pages.currentWidget() is window.review_page
    assert window.scan_strip.isVisible()
    window.review.toggle(2)
    assert window.review_page.bar.remove.isEnabled()
    services.go_on.set()
    qtbot.waitUntil(lambda: not window.scan_strip.isVisible())
    assert window.review.is_marked(2)


def test_second_scan_is_refused_while_one_runs(scanning: tuple[MainWindow, FakeServices]) -> None:
    window, services = scanning
    window.scans.scan([Path("/elsewhere")])
    assert "A scan is running" in window.messages.text
    assert services.scanned == [(Path("/photos"),)]


def test_fault_of_a_scan_is_a_sentence_and_not_a_dialog(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.fault = CatalogLocked("Another NearDup is writing to the catalogue. Close it and try again.")
    with qtbot.waitSignal(window.scans.ended):
        window.scans.scan([Path("/photos")])
    assert window.messages.text == "Another NearDup is writing to the catalogue. Close it and try again."
    assert not window.scans.running


def test_bug_in_a_scan_takes_the_road_of_bugs(
    open_window: MakeWindow, qtbot: QtBot, bugs: list[BaseException]
) -> None:
    window, services = open_window(None)
    services.fault = ZeroDivisionError("a bug")
    with qtbot.waitSignal(window.scans.ended):
        window.scans.scan([Path("/photos")])
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert not window.scans.running


def test_locked_catalogue_at_start_is_said_and_the_window_lives_on(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services = open_window(None)
    services.library = make_library(make_groups(1))
    services.fault = CatalogLocked("Another NearDup is writing to the catalogue.")
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    assert "Another NearDup" in window.messages.text
    assert window.pages.currentWidget() is window.pages.empty


def test_library_without_duplicates_says_so(open_window: MakeWindow) -> None:
    window, _ = open_window(Library((Path("/photos"),), GroupIndex(), (), 1204))
    assert window.pages.currentWidget() is window.pages.notice


def test_scanned_folders_are_remembered_and_offered_again(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = Library((Path("/photos"),), GroupIndex())
    with qtbot.waitSignal(window.scans.ended):
        window.scans.scan([Path("/photos")])
    assert window.scans.recent_folders == (Path("/photos"),)


def test_demo_is_made_scanned_and_not_remembered(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = make_library(make_groups(2))
    with qtbot.waitSignal(window.scans.found):
        qtbot.mouseClick(window.pages.empty.demo, Qt.MouseButton.LeftButton)
    assert services.scanned == [(Path("/demo"),)]
    assert window.scans.recent_folders == ()


def test_skipped_files_are_listed_with_their_reasons(open_window: MakeWindow, qtbot: QtBot) -> None:
    skipped = [
        Skipped(Path("/photos/b.jpg"), "It is truncated."),
        Skipped(Path("/photos/a.txt"), "No image."),
    ]
    window, _ = open_window(make_library(make_groups(1), skipped))
    assert window.header.skipped.text() == "2 files skipped"
    qtbot.mouseClick(window.header.skipped, Qt.MouseButton.LeftButton)
    dialog = window.findChild(TableDialog)
    assert dialog is not None
    dialog.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied == "/photos/a.txt\t/photos\tNo image.\n/photos/b.jpg\t/photos\tIt is truncated."
    dialog.close()


def test_closing_while_a_scan_runs_ends_it_and_closes_the_catalogue(
    scanning: tuple[MainWindow, FakeServices],
) -> None:
    window, services = scanning
    window.close()
    assert window.jobs.running == 0
    assert services.closed


def test_what_a_crash_left_open_is_told_at_start(open_window: MakeWindow) -> None:
    library = replace(make_library(make_groups(1)), notices=("/photos/a.jpg: It is in the trash.",))
    window, _ = open_window(library)
    assert window.messages.text == "/photos/a.jpg: It is in the trash."


def test_while_demo_photos_are_made_nothing_is_said_of_a_scan(qtbot: QtBot, look: Look) -> None:
    page = ScanPage(look)
    qtbot.addWidget(page)
    page.show()
    for stage, said in ((Stage.DEMO, False), (Stage.READ, True)):
        page.show_progress(Progress(stage, 3, 53))
        told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        assert any(text.startswith("What has been read is kept") for text in told) is said
        assert ("skipped" in told) is said
