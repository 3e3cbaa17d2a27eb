"""A plain table of values: skipped files, outcomes of a removal, groups to confirm.

columns = (Column("File", lambda skipped: skipped.path.name), ...)
table = TableModel(columns, rows)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The value that a row shows, for delegates."""


@dataclass(frozen=True, slots=True)
class Column:
    """A title, what a row shows there, and what it is sorted by if that is not the text.

    `numeric` columns are aligned to the right. `tip` is what pointing at a cell tells. `width` is the
    column's at first, in pixels; the last column takes what is left.
    """

    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    numeric: bool = False
    tip: Callable[[Any], str] | None = None
    width: int = 200


class TableModel(QAbstractTableModel):
    """Rows of values through columns of functions, in the order given or sorted by one. Read only.

    It sorts by itself: a proxy would ask Python for two values at each of the millions of comparisons.
    """

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Any] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._given = list(rows)
        self._rows = self._given
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if self._columns[section].numeric
                    else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def replace(self, rows: Sequence[Any]) -> None:
        """Show other rows, sorted as the ones before."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._sorted()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Numbers as numbers, text as the person's language has it; column -1 is the order given."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in before]
        self._order = (column, order)
        self._rows = self._sorted()
        place = {id(row): number for number, row in enumerate(self._rows)} if before else {}
        moved = [self.index(place[id(row)], index.column()) for row, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def row_at(self, row: int) -> Any:
        return self._rows[row]

    @property
    def shown(self) -> Sequence[Any]:
        """All rows, in the order shown."""
        return list(self._rows)

    @property
    def values(self) -> Sequence[Any]:
        """All rows, in the order given."""
        return self._given

    def _sorted(self) -> list[Any]:
        number, order = self._order
        if not 0 <= number < len(self._columns):
            return self._given
        column = self._columns[number]
        collator = QCollator()
        by_text = lambda row: collator.sortKey(column.text(row).casefold())  # noqa: E731
        return sorted(self._given, key=column.key or by_text, reverse=order == Qt.SortOrder.DescendingOrder)

    def as_text(self, rows: Sequence[int]) -> str:
        """Rows as lines with tabs between, to be pasted into a spreadsheet. Tips are the fuller text."""
        lines = []
        for row in rows:
            value = self._rows[row]
            lines.append("\t".join((c.tip or c.text)(value) for c in self._columns))
        return "\n".join(lines)
