"""What other rules would change: one row for each group with another keeper."""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nearDup_gui.photos import wording
from nearDup_gui.toolkit.core_sentences import told

if TYPE_CHECKING:
    from core.review.keeper_preview import KeeperChange

_Index = QModelIndex | QPersistentModelIndex


class ChangeRole(IntEnum):
    """What a row can be asked for, beside Qt's own roles."""

    CHANGE = Qt.ItemDataRole.UserRole + 1


class KeeperChangesModel(QAbstractListModel):
    """Rows of `KeeperChange`, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: list[KeeperChange] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._changes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._changes):
            return None
        change = self._changes[index.row()]
        if role == ChangeRole.CHANGE:
            return change
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("{0} instead of {1}. {2}").format(
                change.after.keeper.path.name, change.before.path.name, told(change.after.reason)
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told_in_full(change)
        return None

    def replace(self, changes: "Sequence[KeeperChange]") -> None:
        self.beginResetModel()
        self._changes = list(changes)
        self.endResetModel()

    def _told_in_full(self, change: "KeeperChange") -> str:
        before, after = change.before, change.after.keeper
        lines = [
            self.tr("Now: {0}").format(before.path),
            f"{wording.dimensions(before)} · {wording.size(before.file.size)} · {wording.date(before)}",
            self.tr("Then: {0}").format(after.path),
            f"{wording.dimensions(after)} · {wording.size(after.file.size)} · {wording.date(after)}",
            told(change.after.reason),
        ]
        return "\n".join(lines)
