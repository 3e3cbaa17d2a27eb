"""A plain table of values: skipped files, outcomes of a removal, groups to confirm.

columns = (Column("File", lambda skipped: skipped.path.name), ...)
table = TableModel(columns, rows)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

_Index = QModelIndex | QPersistentModelIndex
_SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The value that a row shows, for delegates and through sorting."""


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
    """Rows of values through columns of functions. Read only."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Any] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows = list(rows)

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
        if role == _SORT_ROLE:
            return column.key(row) if column.key else column.text(row).casefold()
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
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, row: int) -> Any:
        return self._rows[row]

    def as_text(self, rows: Sequence[int]) -> str:
        """Rows as lines with tabs between, to be pasted into a spreadsheet. Tips are the fuller text."""
        lines = []
        for row in rows:
            value = self._rows[row]
            lines.append("\t".join((c.tip or c.text)(value) for c in self._columns))
        return "\n".join(lines)


def sortable(table: TableModel, parent: QObject | None = None) -> QSortFilterProxyModel:
    """A view of `table` that sorts numbers as numbers and text without regard to case."""
    proxy = QSortFilterProxyModel(parent)
    proxy.setSourceModel(table)
    proxy.setSortRole(_SORT_ROLE)
    proxy.setSortLocaleAware(True)
    return proxy
