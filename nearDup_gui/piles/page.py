"""The page of a pile: its name and what is in it, finding and sorting, its photos or why there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.review.piles import Pile
from nearDup_gui.overview.arrange_bar import ArrangeBar
from nearDup_gui.piles import wording
from nearDup_gui.piles.empty import EmptyPile
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look


class PilePage(QWidget):
    """Shows a list, or the words that stand where it is empty; it decides nothing."""

    def __init__(self, pile: Pile, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrange = ArrangeBar(look)
        self.arrange.similarity.hide()
        self.arrange.setFixedWidth(300)
        self.empty = EmptyPile(look)
        self._middle = QStackedWidget()
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addWidget(heading(wording.name(pile)))
        self._words.addWidget(muted(wording.explained(pile)))
        head = QFrame()
        head.setObjectName("groupHeader")
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 12, 8)
        row.addLayout(self._words, 1)
        row.addWidget(self.arrange, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addWidget(self._middle, 1)

    def _fill(self, shown: QListView, buttons: Sequence[QWidget] = (), foot: QWidget | None = None) -> None:
        """Put in the list of what is in the pile, buttons under its name, and something at the foot."""
        self._shown = shown
        self._middle.addWidget(shown)
        self._middle.addWidget(self.empty)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(8)
            for made in buttons:
                row.addWidget(made)
            row.addStretch(1)
            self._words.addSpacing(4)
            self._words.addLayout(row)
        if foot is not None:
            self._column.addWidget(foot)

    def take_focus(self) -> None:
        """Let the keys act on what is in the pile, or on the way on where there is nothing."""
        on_list = self._middle.currentWidget() is self._shown
        (self._shown if on_list else self.empty.take_focus_to()).setFocus()

    def _show_any(self, anything: bool) -> None:
        """Show the list, or the words; the keys stay with what is shown."""
        focused = QApplication.focusWidget()
        had_keys = focused is not None and self._middle.isAncestorOf(focused)
        self._middle.setCurrentWidget(self._shown if anything else self.empty)
        if had_keys:
            self.take_focus()
