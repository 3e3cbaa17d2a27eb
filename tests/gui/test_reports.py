"""A report of what is shown, saved from the window: the groups, a pile, or the table of folders."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.loss import Loss, LossKind
from core.report.kinds import ReportKind, kind_of
from core.review.piles import Pile
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.toolkit import desktop
from tests.gui.conftest import MakeWindow
from tests.gui.values import make_group, make_photo

CARD, LIBRARY = Path("/card"), Path("/library")


@pytest.fixture
def window(open_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    """Three groups; the copy of the last holds something of its own."""
    groups = [make_group(make_photo(n, folder=LIBRARY), make_photo(100 + n, folder=CARD)) for n in (1, 2, 3)]
    own = replace(groups[2].members[0], losses=(Loss(LossKind.EXTENT, 0.2),))
    groups[2] = replace(groups[2], members=(own,))
    window, _ = open_window(Library((CARD, LIBRARY), GroupIndex(groups), scanned=6))
    qtbot.waitUntil(lambda: window.piles.known and window.folders.seen is not None)
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    return window


def saved(window: MainWindow, qtbot: QtBot, path: Path) -> Any:
    """What is in the report of what the window shows."""
    window.menus.save_report.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: path.name in window.messages.text and window.messages.action.isVisible())
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text) if path.suffix == ".json" else list(csv.DictReader(text.splitlines()))


def test_a_report_has_what_is_shown_and_nothing_else(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.piles_view.choose(None)
    assert len(saved(window, qtbot, tmp_path / "all.json")["groups"]) == 3
    window.review_page.groups.arrange.show_arrangement(Arrangement(filter=GroupFilter(text="IMG_0102")))
    rows = saved(window, qtbot, tmp_path / "filtered.csv")
    assert [Path(row["path"]).name for row in rows] == ["IMG_0002.jpg", "IMG_0102.jpg"]
    window.review_page.groups.arrange.reset()
    window.piles_view.choose(Pile.LOOK)
    qtbot.waitUntil(lambda: len(window.piles.photos) == 3)
    groups = saved(window, qtbot, tmp_path / "look.json")["groups"]
    assert [Path(group["keeper"]).name for group in groups] == ["IMG_0003.jpg"]


def test_the_report_of_folders_is_their_table(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.folders_view.open()
    qtbot.waitUntil(lambda: window.folders.clearing is not None and window.jobs.running == 0)
    rows = saved(window, qtbot, tmp_path / "folders.csv")
    assert [(row["folder"], row["covered"], row["look"]) for row in rows] == [
        ("/library", "3", "0"),
        ("/card", "2", "1"),
    ]
    assert len(saved(window, qtbot, tmp_path / "folders.json")["pairs"]) == 2


def test_a_page_is_opened_from_the_message(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[Path] = []
    monkeypatch.setattr(desktop, "open_report", lambda path: bool(opened.append(path)) or True)
    window.reports.save(window.report_view.shown(), tmp_path / "page.html", ReportKind.HTML)
    qtbot.waitUntil(lambda: window.messages.action.isVisible())
    window.messages.action.click()
    assert opened == [tmp_path / "page.html"]
    assert "Near-duplicate photos" in opened[0].read_text(encoding="utf-8")


def test_where_no_report_can_be_written_a_sentence_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.reports.save(window.report_view.shown(), tmp_path / "missing" / "page.html", ReportKind.HTML)
    qtbot.waitUntil(lambda: "cannot be written" in window.messages.text)
    assert not window.messages.action.isVisible()


def test_the_name_says_which_kind_is_wanted_or_else_the_dialog():
    assert kind_of(Path("a.CSV"), ReportKind.HTML) is ReportKind.CSV
    assert kind_of(Path("a.txt"), ReportKind.JSON) is ReportKind.JSON
