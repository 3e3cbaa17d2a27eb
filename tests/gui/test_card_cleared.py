"""The newcomer's path of docs/folders.md: of a card of 500 photos the library has 480; it is cleared."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.values import make_group, make_photo

MOST_CLICKS = 6


class Hand:
    """A person's hand, which counts what it does. To drag something in counts as a click."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.clicks = 0

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1

    def drop(self, window: MainWindow, *folders: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
        where, action = QPointF(window.rect().center()), Qt.DropAction.CopyAction
        held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(window, QDragEnterEvent(where.toPoint(), action, data, *held))
        QApplication.sendEvent(window, QDropEvent(where, action, data, *held))
        self.clicks += 1


def test_a_newcomer_clears_a_card_in_at_most_six_clicks(
    open_window: MakeWindow, qtbot: QtBot, tmp_path: Path
):
    card, library = tmp_path / "Card", tmp_path / "Pictures"
    for folder in (card, library):
        folder.mkdir()
    groups = [
        make_group(make_photo(n, folder=library), make_photo(1000 + n, folder=card / "DCIM"))
        for n in range(480)
    ]
    groups.append(  # is left afterwards, so that another pair is looked at
        make_group(make_photo(3000, folder=library / "2023"), make_photo(3001, folder=library / "2024"))
    )
    window, services = open_window(None)
    services.library = Library((card, library), GroupIndex(groups), scanned=980)
    services.alone = [make_photo(2000 + n, folder=card / "DCIM") for n in range(20)]
    services.left_empty = (card / "DCIM",)
    view, hand = window.folders_view, Hand(qtbot)
    hand.drop(window, card, library)
    qtbot.waitUntil(lambda: window.folders.seen is not None and bool(window.folders.seen.pairs))
    hand.click(view.tab)
    qtbot.waitUntil(lambda: window.folders.clearing is not None)
    detail = view.page.detail
    assert [detail.tabs.tabText(n) for n in range(2)] == ["Can go: 480", "Not covered: 20"]
    hand.click(detail.bar.remove)
    qtbot.waitUntil(lambda: len(services.removed) == 480, timeout=20_000)
    assert all(path.is_relative_to(card) for path in services.removed)
    qtbot.waitUntil(lambda: window.folders.pair is not None and window.folders.pair.folder.path != card)
    qtbot.waitUntil(lambda: window.folders.clearing is not None and window.jobs.running == 0)
    assert view.page.empty.remove.isVisible()
    hand.click(view.page.empty.remove)
    qtbot.waitUntil(lambda: services.folders_gone == [card / "DCIM"] and window.jobs.running == 0)
    assert hand.clicks <= MOST_CLICKS
