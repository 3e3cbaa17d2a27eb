"""A scan of other folders begins with nothing of the old ones, ends in true words, and is gone on with."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.match.strictness import Strictness
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.library.groups import Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

OTHER = Path("/other")


def said(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.pages.notice.findChildren(QLabel))


def test_other_folders_show_nothing_of_the_old_ones(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library(make_groups(3)))
    panel = window.review_page.groups
    panel.arrange.show_arrangement(Arrangement(Order.DATE, GroupFilter(text="IMG_0001")))
    window.regrouping.set_strictness(Strictness(0.9))
    window.places.go(QueryPlace(Path("/photos/IMG_0001.jpg")))
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    services.go_on.clear()
    window.scans.scan([OTHER])
    assert window.pages.currentWidget() is window.pages.scan
    assert len(window.review.groups) == 0
    assert panel.arrange.arrangement == Arrangement(Order.DATE)
    assert panel.similarity.strictness == window.regrouping.strictness == Strictness()
    assert services.forgotten == 1
    assert window.places.here is None
    assert not window.statusBar().isVisible()
    window.scans.cancel()
    with qtbot.waitSignal(window.scans.restored):
        pass
    assert window.scans.roots == (Path("/photos"),)  # and these are shown again under their own name
    assert len(window.review.groups) == 3


@pytest.mark.parametrize("folders", [["/photos"], ["/photos", "/other"]])
def test_the_same_folders_and_more_go_on_with_what_is_shown(
    open_window: MakeWindow, qtbot: QtBot, folders: list[str]
) -> None:
    window, services = open_window(make_library(make_groups(3)))
    services.go_on.clear()
    window.scans.scan([Path(folder) for folder in folders])
    assert len(window.review.groups) == 3
    services.go_on.set()
    qtbot.waitUntil(lambda: not window.scans.running)


def test_an_empty_folder_says_so(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = Library((OTHER,))
    with qtbot.waitSignal(window.scans.found):
        window.scans.scan([OTHER])
    assert window.messages.text == "No photos were found in /other."
    assert window.messages.property("level") == str(Level.INFO)
    assert window.pages.currentWidget() is window.pages.notice
    assert "There are no photos in these folders that can be read." in said(window)


def test_photos_that_are_all_different_are_no_groups_of_them(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = Library((OTHER,), scanned=12)
    with qtbot.waitSignal(window.scans.found):
        window.scans.scan([OTHER])
    assert window.messages.text == "No near-duplicates among 12 photos."


def test_the_demo_is_in_no_list_of_folders(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    services.library = replace(make_library(make_groups(1)), roots=(Path("/demo"),))
    for scan in (window.scans.scan_demo, window.scans.scan_again):
        with qtbot.waitSignal(window.scans.found):
            scan()
        assert window.scans.roots == (Path("/demo"),)
        assert services.settings.recent_folders == ()
        assert window.scans.own_roots == ()


def remembering(look: Look, qtbot: QtBot, path: Path) -> tuple[MainWindow, FakeServices]:
    services = FakeServices(make_library(make_groups(1)))
    window = MainWindow(services, look)
    qtbot.addWidget(window)
    window.remember_in(path)
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    return window, services


@pytest.mark.parametrize("cancelled", [True, False], ids=["cancelled", "closed"])
def test_a_scan_without_an_end_is_offered_at_the_next_start(
    look: Look, qtbot: QtBot, tmp_path: Path, cancelled: bool
) -> None:
    path = tmp_path / "window.ini"
    window, services = remembering(look, qtbot, path)
    services.go_on.clear()
    window.scans.scan([OTHER])
    if cancelled:
        with qtbot.waitSignal(window.scans.restored):
            window.scans.cancel()
    window.close()

    again, services = remembering(look, qtbot, path)
    assert again.messages.text.startswith("The scan of /other was not finished.")
    with qtbot.waitSignal(again.scans.found):
        again.messages.action.click()
    assert services.scanned == [(OTHER,)]
    again.close()

    third, _ = remembering(look, qtbot, path)
    assert "not finished" not in third.messages.text
    third.close()
