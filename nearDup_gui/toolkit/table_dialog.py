"""A table in a window of its own: sorted by a click, copied by the usual keys."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QIcon, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.column_widths import fit_columns
from nearDup_gui.toolkit.file_menu import add_file_actions
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import ROW_ROLE, Column, TableModel

_WIDTH = 880
_WRAPPED = 300
"""Of so many rows each is as high as its text; to measure more would take too long."""
_LOOKED_AT = 60
"""Rows that say how wide a column is; Qt's own choice, a thousand, takes a fifth of a second."""


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
        path_of: Callable[[Any], Path | None] = lambda row: row.path,
    ) -> None:
        """Make the dialog.

        Args:
            look: colours and icons.
            title: of the window and over the table.
            words: a sentence below the title; none if empty.
            columns: what is told of each row.
            rows: the values.
            parent: the window.
            path_of: the file that a row is about; None where there is none.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(_WIDTH, 460)
        self.setSizeGripEnabled(True)
        self._fitted = False
        self.rows = TableModel(columns, rows, self)
        self.table = plain_table(self)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(title)
        offer_files(self.table, look, path_of)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(_LOOKED_AT)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            fit_columns(self.table)
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Let a sentence that is too long for its column go on in the next line: a reason is not cut."""
        if self.table.isVisible() and self.rows.rowCount() <= _WRAPPED:
            self.table.setWordWrap(True)
            self.table.resizeRowsToContents()

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
        desktop.copy_text(self.rows.as_text(chosen or range(self.rows.rowCount())))


def offer_files(
    table: QTableView,
    look: Look,
    path_of: Callable[[Any], Path | None],
    more: Callable[[QMenu], None] | None = None,
) -> None:
    """Let a right click on a row, or the menu key, offer what can be done with its file.

    Args:
        table: on a `TableModel`.
        look: the theme.
        path_of: the file of a row; None where there is none.
        more: adds what else can be done with the chosen rows, before the rest.
    """

    def pop_up(where: QPoint) -> None:
        index = table.indexAt(where)
        path = path_of(index.data(ROW_ROLE)) if index.isValid() else None
        if path is not None:
            file_menu(table, look, path, more).popup(table.viewport().mapToGlobal(where))

    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(pop_up)


def file_menu(parent: QWidget, look: Look, path: Path, more: Callable[[QMenu], None] | None = None) -> QMenu:
    """What can be done with a file that is listed; trouble is told where the pointer is."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if more is not None:
        more(menu)
        menu.addSeparator()
    add_file_actions(menu, look, path, lambda words, trouble: QToolTip.showText(QCursor.pos(), words, parent))
    return menu


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
