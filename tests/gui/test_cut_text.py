"""Text is not cut where there is room for it: reasons go on in the next line, headings take the width."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.photo import Skipped
from nearDup_gui.photos.facts_panel import FactsPanel
from nearDup_gui.scanning.skipped_dialog import skipped_dialog
from nearDup_gui.toolkit.folding_row import FoldingRow
from nearDup_gui.toolkit.look import Look
from tests.gui.deciding import Reviewing
from tests.gui.values import make_photo

REASON = (
    "It lies on a volume that has no trash, and none can be made there, so it was left alone. Choose the "
    "quarantine instead, or move it to a folder of your own; then try again."
)


def test_a_long_reason_is_read_to_its_end(look: Look, qtbot: QtBot) -> None:
    skipped = [Skipped(Path(f"/photos/of a long journey/{n}.jpg"), REASON) for n in range(3)]
    dialog = skipped_dialog(look, skipped, None)  # pyright: ignore[reportArgumentType]
    qtbot.addWidget(dialog)
    dialog.show()
    for width in (880, 600):
        dialog.resize(width, 460)
        QApplication.processEvents()
        table = dialog.table
        last = dialog.rows.columnCount() - 1
        cell = table.visualRect(dialog.rows.index(0, last)).adjusted(8, 4, -8, -4)
        flags = Qt.TextFlag.TextWordWrap
        needed = table.fontMetrics().boundingRect(QRect(0, 0, cell.width(), 10_000), flags, REASON)
        assert cell.height() >= needed.height()


def test_the_headings_of_facts_share_the_room(look: Look, qtbot: QtBot) -> None:
    panel = FactsPanel(look)
    qtbot.addWidget(panel)
    panel.resize(1000, 260)
    panel.show_photos([make_photo(1, "IMG_20240503_142207_BURST001_COVER.jpg"), make_photo(2)], {}, {})
    panel.show()
    header = panel.table.horizontalHeader()
    QApplication.processEvents()
    assert header.length() >= panel.table.viewport().width() - 2
    assert header.sectionSize(0) >= header.sectionSizeHint(0) > 210
    panel.show_photos([make_photo(n) for n in range(1, 9)], {}, {})
    QApplication.processEvents()
    assert all(header.sectionSize(column) >= 210 for column in range(8))
    assert panel.table.horizontalScrollBar().maximum() > 0


def rows_of(part: QWidget) -> set[int]:
    """The heights at which the buttons of a part begin; none of them is cut."""
    shown = [
        one for one in part.findChildren(QPushButton) if one.isVisible() and one.window() is part.window()
    ]
    assert all(one.width() >= one.minimumSizeHint().width() for one in shown)
    return {one.y() for one in shown if isinstance(one.parent(), FoldingRow)}


def test_buttons_take_one_row_each_in_a_window_of_1024_pixels(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    window.resize(1024, 700)
    window.piles_view.choose(None)
    QApplication.processEvents()
    page = window.review_page
    assert len(rows_of(page.group.decisions)) == 1
    assert page.groups.arrange.text.width() >= 96
    page.begin_comparing()
    qtbot.waitUntil(page.compare.isVisible)
    QApplication.processEvents()
    assert len(rows_of(page.compare)) == 1
