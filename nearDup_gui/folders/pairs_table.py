"""All pairs of folders as a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from core.folders.parts import FolderPair, FolderPart
from core.settings import Role
from nearDup_gui.folders import wording
from nearDup_gui.photos import wording as photo_words
from nearDup_gui.toolkit.column_widths import share_out, wanted_widths
from nearDup_gui.toolkit.table import Column, TableModel
from nearDup_gui.toolkit.writing import in_a_row

_LOOKED_AT = 60
"""Rows that are asked how wide they are."""
_MAY_GO = 0, 1
"""Columns, counted from the last."""


class PairsTable(QTableView):
    """A row for each two folders; the one where the person is, is looked at."""

    chosen = Signal(object)

    def __init__(self, role_of: Callable[[FolderPart], Role], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role_of = role_of
        self._wanted: list[int] | None = None
        """The widths of the columns if there were room; None where rows came since."""
        self._texts: dict[tuple[int, int], str] = {}
        """What a pair's row says, by the pair's id and the column, as long as rows and roles stay."""
        self._silent = False
        """The rows change, and nobody chose one."""
        self.model_ = TableModel(self._columns(), (), self)
        self.setModel(self.model_)
        self.setAccessibleName(self.tr("Folders and how much of each another covers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_pairs(self, pairs: Sequence[FolderPair]) -> None:
        """Show other pairs; whoever looks at one says which with `show_pair`."""
        self._silent = True
        self._texts.clear()
        self.model_.replace(pairs)
        self._silent = False
        self._wanted = None
        self._fit()

    def show_pair(self, pair: FolderPair | None) -> None:
        """Stand at a pair."""
        selected = [index.row() for index in self.selectionModel().selectedRows()]
        if pair is None or any(self.model_.row_at(row) is pair for row in selected):
            return
        rows = (row for row in range(self.model_.rowCount()) if self.model_.row_at(row) is pair)
        row = next(rows, None)
        if row is not None:  # focus alone makes a row current, and selects none
            self._silent = True
            self.selectRow(row)
            self._silent = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def sizeHintForColumn(self, column: int) -> int:
        """As wide as the widest text of the first rows; a style sheet takes milliseconds to say it."""
        rows = range(min(self.model_.rowCount(), _LOOKED_AT))
        if not rows:
            return super().sizeHintForColumn(column)
        metrics = self.fontMetrics()
        widths = [
            metrics.horizontalAdvance(str(self.model_.data(self.model_.index(row, column)))) for row in rows
        ]
        around = self.sizeHintForIndex(self.model_.index(0, column)).width() - widths[0]
        return max(widths) + around

    def roles_changed(self) -> None:
        """Folders have other roles."""
        self._texts.clear()
        self.viewport().update()

    def _fit(self) -> None:
        """Share out the room, once there is any; the texts are looked at once.

        Where even titles have none, the last columns go: what they say stands beside the table and in tips.
        """
        if not self.isVisible():
            return
        self._wanted = self._wanted or wanted_widths(self)
        header, last = self.horizontalHeader(), self.model_.columnCount() - 1
        for column in _MAY_GO:
            self.setColumnHidden(last - column, False)
        share_out(self, self._wanted)
        for column in _MAY_GO:
            if header.length() > self.viewport().width():
                self.setColumnHidden(last - column, True)
                share_out(self, self._wanted)

    def _choose(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid() and not self._silent:
            self.chosen.emit(self.model_.row_at(index.row()))

    def _columns(self) -> tuple[Column, ...]:
        """Texts are kept: each step asks for those of every row in sight several times."""
        return tuple(
            replace(column, text=self._kept(number, column.text))
            for number, column in enumerate(self._plain_columns())
        )

    def _kept(self, column: int, text: Callable[[FolderPair], str]) -> Callable[[FolderPair], str]:
        def said(pair: FolderPair) -> str:
            key = (id(pair), column)
            if key not in self._texts:
                self._texts[key] = text(pair)
            return self._texts[key]

        return said

    def _plain_columns(self) -> tuple[Column, ...]:
        def folder(part_of: Callable[[FolderPair], FolderPart], title: str) -> Column:
            return Column(
                title,
                lambda pair: self._named(part_of(pair)),
                tip=lambda pair: in_a_row((wording.path(part_of(pair)),)),
            )

        return (
            folder(lambda pair: pair.folder, self.tr("Folder")),
            folder(lambda pair: pair.other, self.tr("Covered by")),
            Column(self.tr("Share"), wording.percent, lambda pair: pair.share, True, wording.sentence),
            Column(
                self.tr("Photos"),
                lambda pair: photo_words.number(pair.covered),
                lambda pair: pair.covered,
                True,
                wording.sentence,
            ),
            Column(self.tr("Size"), lambda pair: photo_words.size(pair.bytes), lambda pair: pair.bytes, True),
            Column(self.tr("Otherwise"), wording.rest, lambda pair: pair.photos - pair.covered),
        )

    def _named(self, part: FolderPart) -> str:
        role = wording.short_role(self._role_of(part))
        return f"{wording.name(part)} · {role}" if role else wording.name(part)
