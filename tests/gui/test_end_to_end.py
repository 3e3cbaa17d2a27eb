"""The whole job on the real core: scan, review, ask, remove, start again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.demo.library import make_demo_library
from core.photo import Relation
from core.progress import CancelToken
from core.review.piles import Pile
from nearDup_gui.main_window import MainWindow
from nearDup_gui.restoring.dialog import RestoreDialog
from nearDup_gui.services import CoreServices
from nearDup_gui.toolkit.look import Look
from tests.gui.test_scanning import drop

SCAN_MS = 150_000


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The demo library, small."""
    folder = tmp_path / "Photos"
    make_demo_library(folder, report=lambda progress: None, cancel=CancelToken(), long_side=320)
    return folder


@pytest.fixture
def open_real(tmp_path: Path, look: Look) -> Iterator["OpenReal"]:
    opener = OpenReal(tmp_path, look)
    yield opener
    opener.close()


class OpenReal:
    """Opens windows on one catalogue, one at a time, as a person starts NearDup again and again."""

    def __init__(self, place: Path, look: Look) -> None:
        self._place = place
        self._look = look
        self._window: MainWindow | None = None

    def __call__(self) -> MainWindow:
        self.close()
        services = CoreServices(self._place / "catalogue.sqlite3", self._place / "settings.toml")
        self._window = MainWindow(services, self._look)
        self._window.show()
        return self._window

    def close(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()


def test_from_an_empty_start_to_a_removal_a_query_and_another_start(
    library: Path, open_real: OpenReal, qtbot: QtBot, home: Path
) -> None:
    window = open_real()
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    assert window.pages.currentWidget() is window.pages.empty

    with qtbot.waitSignal(window.scans.found, timeout=SCAN_MS):
        drop(window, library)
    assert len(window.review.groups) >= 8
    assert window.header.skipped.text() == "1 file skipped"
    assert window.piles_view.pile is Pile.SURE
    window.piles_view.choose(None)

    scanned = window.library.scanned
    group = next(g for g in window.review.groups if g.relation is Relation.IDENTICAL)
    doomed = group.members[0].photo
    window.review_page.groups.choose(group.keeper.id)
    qtbot.waitUntil(lambda: window.thumbnails.pixmap(group.keeper.content_id, 320) is not None)
    grid = window.review_page.group.grid
    grid.go_to(doomed.id)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    with qtbot.waitSignals([window.review.removed, window.scans.restored], timeout=SCAN_MS):
        qtbot.mouseClick(window.review_page.bar.remove, Qt.MouseButton.LeftButton)
    assert window.library.scanned == scanned - 1  # what is there now, and not what was
    assert not doomed.path.exists()
    assert (home / "data" / "Trash" / "files" / doomed.path.name).exists()
    assert all(photo.path.exists() for photo in group.photos if photo != doomed)
    assert window.review.groups.group_of(doomed.id) is None

    asked = next(iter(window.review.groups))
    with qtbot.waitSignal(window.queries.answered, timeout=SCAN_MS) as answered:
        grid.similar_wanted.emit(asked.keeper)
    assert answered.args is not None
    nearest = {neighbour.photo.id for neighbour in answered.args[0].neighbours[: len(asked.members)]}
    assert asked.members[0].photo.id in nearest
    window.places.back()
    assert window.review_page.group.isVisible()

    groups = [[photo.path for photo in group.photos] for group in window.review.groups]
    again = open_real()
    with qtbot.waitSignal(again.scans.restored):
        again.start()
    shown = [[photo.path for photo in group.photos] for group in again.review.groups]
    assert sorted(shown) == sorted(groups)

    with qtbot.waitSignal(again.restores.files_read, timeout=SCAN_MS):
        again.dialogs.show_removed()
    dialog = again.findChild(RestoreDialog)
    assert dialog is not None
    with qtbot.waitSignals([again.restores.restored, again.scans.restored], timeout=SCAN_MS):
        qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    dialog.close()
    assert doomed.path.exists()
    assert not (home / "data" / "Trash" / "files" / doomed.path.name).exists()
    assert again.review.groups.group_of(doomed.id) is not None
    assert again.header.skipped.text() == "1 file skipped"


def test_cancelled_scan_goes_on_where_it_stopped(library: Path, open_real: OpenReal, qtbot: QtBot) -> None:
    window = open_real()
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    with qtbot.waitSignal(window.scans.progressed, timeout=SCAN_MS):
        window.scans.scan([library])
    with qtbot.waitSignal(window.scans.stopped, timeout=5000):
        window.scans.cancel()
    with qtbot.waitSignal(window.scans.found, timeout=SCAN_MS):
        window.scans.scan([library])
    assert len(window.review.groups) >= 8


def test_folder_that_is_missing_is_a_sentence(open_real: OpenReal, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_real()
    with qtbot.waitSignal(window.scans.ended):
        window.scans.scan([tmp_path / "unplugged"])
    assert "unplugged" in window.messages.text
    assert window.scans.recent_folders == ()


def test_catalogue_that_is_no_catalogue_is_a_sentence_at_start(
    open_real: OpenReal, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "catalogue.sqlite3").write_text("not a database, but long enough to be taken for one" * 20)
    window = open_real()
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    assert "catalogue.sqlite3" in window.messages.text
    assert window.pages.currentWidget() is window.pages.empty
