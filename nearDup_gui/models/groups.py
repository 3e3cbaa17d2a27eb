"""The list of groups: one row per group, found again by its keeper when the list changes."""

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.photo import DuplicateGroup
from nearDup_gui import wording

_Index = QModelIndex | QPersistentModelIndex


class GroupRole(IntEnum):
    """What a row can be asked for, beside Qt's own roles."""

    GROUP = Qt.ItemDataRole.UserRole + 1
    MARKED = Qt.ItemDataRole.UserRole + 2
    """How many photos of the group are marked for removal."""


class GroupsModel(QAbstractListModel):
    """Groups in the order given. A group's key is its keeper's photo id: no photo is in two groups."""

    def __init__(
        self, count_marked: Callable[[DuplicateGroup], int] = lambda group: 0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._count_marked = count_marked
        self._groups: list[DuplicateGroup] = []
        self._row_of: dict[int, int] | None = None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._groups):
            return None
        group = self._groups[index.row()]
        if role == GroupRole.GROUP:
            return group
        if role == GroupRole.MARKED:
            return self._count_marked(group)
        if role == Qt.ItemDataRole.DisplayRole:
            return group.keeper.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(group)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{group.keeper.path}\n{wording.relation_explained(group.relation)}"
        return None

    def replace(self, groups: Sequence[DuplicateGroup]) -> None:
        """Show other groups. Where the rows that there are stay and others come after them, nothing moves."""
        if self._groups and self._goes_on_as(groups):
            self._go_on(groups)
            return
        self.beginResetModel()
        self._groups = list(groups)
        self._row_of = None
        self.endResetModel()

    def remove(self, keys: Collection[int]) -> None:
        """Take groups out, each run of neighbouring rows at once."""
        row_of = self._rows()
        rows = sorted((row_of[key] for key in keys if key in row_of), reverse=True)
        while rows:
            last = first = rows.pop(0)
            while rows and rows[0] == first - 1:
                first = rows.pop(0)
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._groups[first : last + 1]
            self._row_of = None
            self.endRemoveRows()

    def update(self, group: DuplicateGroup) -> None:
        """Show a group that has changed, if it is shown; its keeper is the same."""
        row = self._rows().get(group.keeper.id)
        if row is not None:
            self._groups[row] = group
            self.dataChanged.emit(self.index(row), self.index(row))

    def touch(self, key: int) -> None:
        """Say that the marks of a group have changed."""
        row = self._rows().get(key)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [GroupRole.MARKED])

    def touch_all(self) -> None:
        """Say that the marks of many groups have changed."""
        if self._groups:
            self.dataChanged.emit(self.index(0), self.index(len(self._groups) - 1), [GroupRole.MARKED])

    def group_at(self, row: int) -> DuplicateGroup:
        return self._groups[row]

    def index_of(self, key: int) -> QModelIndex:
        """The row of the group with this key; invalid if there is none."""
        row = self._rows().get(key)
        return QModelIndex() if row is None else self.index(row)

    def _goes_on_as(self, groups: Sequence[DuplicateGroup]) -> bool:
        """Whether the same groups, by their keepers, are still there in their order."""
        return len(groups) >= len(self._groups) and all(
            new.keeper.id == old.keeper.id for new, old in zip(groups, self._groups, strict=False)
        )

    def _go_on(self, groups: Sequence[DuplicateGroup]) -> None:
        there = len(self._groups)
        self._groups = list(groups[:there])
        self._row_of = None
        self.dataChanged.emit(self.index(0), self.index(there - 1))
        if len(groups) > there:
            self.beginInsertRows(QModelIndex(), there, len(groups) - 1)
            self._groups += groups[there:]
            self._row_of = None
            self.endInsertRows()

    def _rows(self) -> dict[int, int]:
        """Row by key, made anew when it is asked for after a change: several changes cost one making."""
        if self._row_of is None:
            self._row_of = {group.keeper.id: row for row, group in enumerate(self._groups)}
        return self._row_of

    def _spoken(self, group: DuplicateGroup) -> str:
        said = [
            wording.relation(group.relation),
            wording.photos(len(group.members) + 1),
            wording.size(group.reclaimable),
            group.keeper.path.name,
        ]
        marked = self._count_marked(group)
        if marked:
            said.append(self.tr("{0} marked for removal").format(wording.photos(marked)))
        return ", ".join(said)
