"""A table in a window of its own: sorted by a click, copied by the usual keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nearDup_gui import desktop
from nearDup_gui.look import Look
from nearDup_gui.models.table import Column, TableModel, sortable
from nearDup_gui.views.labels import button, heading, muted

_WIDTH = 880


class TableDialog(QDialog):
    """A title, a sentence, a table; below it "Copy" and the buttons that a subclass or caller adds."""

    def __init__(
        self,
        look: Look,
        title: str,
        words: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(_WIDTH, 460)
        self.setSizeGripEnabled(True)
        self.rows = TableModel(columns, rows, self)
        self._sorted = sortable(self.rows, self)
        self.table = plain_table(self)
        self.table.setModel(self._sorted)
        self.table.setAccessibleName(title)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = self.table.horizontalHeader()
        for number, column in enumerate(columns):
            wide = not column.numeric
            header.setSectionResizeMode(
                number,
                QHeaderView.ResizeMode.Interactive if wide else QHeaderView.ResizeMode.ResizeToContents,
            )
            if wide:
                self.table.setColumnWidth(number, column.width)
        header.setStretchLastSection(True)
        self.buttons = QDialogButtonBox()
        copy = button(look, self.tr("Copy"), "copy", tip=self.tr("Copy the chosen rows, or all of them"))
        copy.clicked.connect(self.copy)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy)

        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(20, 18, 20, 16)
        column_box.setSpacing(10)
        column_box.addWidget(heading(title))
        self._sentence = muted(words)
        self._sentence.setVisible(bool(words))
        column_box.addWidget(self._sentence)
        column_box.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addWidget(self.buttons, 1)
        column_box.addLayout(foot)

    def say(self, words: str) -> None:
        """Put another sentence over the table."""
        self._sentence.setText(words)
        self._sentence.setVisible(bool(words))

    def said(self) -> str:
        """The sentence over the table."""
        return self._sentence.text()

    def add_close(self) -> None:
        """A dialog that only tells."""
        close = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())
        close.setFocus()
        self.buttons.rejected.connect(self.reject)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, in the order shown; all of them if none is chosen."""
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        shown = chosen or range(self._sorted.rowCount())
        rows = [self._sorted.mapToSource(self._sorted.index(row, 0)).row() for row in shown]
        desktop.copy_text(self.rows.as_text(rows))


def plain_table(parent: QWidget) -> QTableView:
    """A table of rows to look at, choose and copy."""
    table = QTableView(parent)
    table.setSortingEnabled(True)
    table.setAlternatingRowColors(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    return table
