"""Marks and decisions outlive the window, also one that is closed at once."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.errors import CatalogError
from nearDup_gui.main_window import MainWindow
from tests.gui.deciding import CTRL, Reviewing, choose, press, rows
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups


def test_marks_stay_with_their_photos_when_groups_change(reviewing: Reviewing, qtbot: QtBot) -> None:
    """But what is no duplicate of anything is not removed as one."""
    window, _ = reviewing
    window.review.toggle(2)
    window.review.toggle(4)
    choose(window, 4)
    press(window, qtbot, Qt.Key.Key_N)
    assert window.review.totals.photos == 1
    assert window.review.is_marked(2)
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert window.review.is_marked(4)
    assert window.review.totals.photos == 2


def test_a_decision_that_cannot_be_kept_changes_nothing(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    services.fault = CatalogError("The disk is full.")
    choose(window, 3)
    press(window, qtbot, Qt.Key.Key_N)
    assert rows(window)[0] == [1, 2, 3, 4]
    assert "The disk is full." in window.messages.text
    assert not window.menus.undo.isEnabled()


def test_what_was_decided_last_is_kept_though_the_window_closes_at_once(
    reviewing: Reviewing, qtbot: QtBot
) -> None:
    window, services = reviewing
    for _ in range(3):
        window.menus.reviewed.trigger()
    window.review.toggle(14)
    window.close()
    assert len(services.pairs) == 9
    assert services.saved_marks == {14}


def test_marks_are_saved_as_they_are_made(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    window.review.toggle(2)
    window.review.toggle(3)
    qtbot.waitUntil(lambda: services.saved_marks == {2, 3})
    window.review.toggle(3)
    qtbot.waitUntil(lambda: services.saved_marks == {2})


def test_marks_of_an_earlier_run_are_there_again(look, qtbot: QtBot) -> None:
    services = FakeServices(make_library(make_groups(3)))
    services.saved_marks = frozenset({2, 3, 5, 999})
    window = MainWindow(services, look)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.scans.restored):
        window.start()
    assert [n for n in range(1, 10) if window.review.is_marked(n)] == [2, 3, 5]
    window.review.toggle(5)
    window.review.set_library(make_library(make_groups(3)), keep_order=True)
    assert [n for n in range(1, 10) if window.review.is_marked(n)] == [2, 3]
    window.close()
    assert services.saved_marks == {2, 3, 999}


def test_a_disk_that_is_full_at_the_end_does_not_keep_the_window_open(
    reviewing: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, services = reviewing

    def full(*_: object) -> None:
        raise CatalogError("The disk is full.")

    window.review.toggle(2)
    monkeypatch.setattr(services, "save_marks", full)
    window.menus.reviewed.trigger()
    window.menus.reviewed.trigger()
    monkeypatch.setattr(services, "remember", full)
    assert window.close()
    assert services.closed
