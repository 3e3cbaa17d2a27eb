"""The list of groups: one row per group, found again by its keeper when the list changes."""

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum
from itertools import count
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.photo import DuplicateGroup
from core.review.decisions import OPEN, GroupState
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import listed

_Index = QModelIndex | QPersistentModelIndex
_key = attrgetter("keeper.id")
"""With `map`, some milliseconds for 100,000 groups; a loop in Python takes five times as long."""


class GroupRole(IntEnum):
    """What a row can be asked for, beside Qt's own roles."""

    GROUP = Qt.ItemDataRole.UserRole + 1
    MARKED = Qt.ItemDataRole.UserRole + 2
    """How many photos of the group are marked for removal."""
    STATE = Qt.ItemDataRole.UserRole + 3
    """A `GroupState`: whether the group is reviewed, put off, or open again."""


class GroupsModel(QAbstractListModel):
    """Groups in the order given. A group's key is its keeper's photo id: no photo is in two groups."""

    def __init__(
        self, count_marked: Callable[[DuplicateGroup], int] = lambda group: 0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._count_marked = count_marked
        self._state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN
        self._groups: list[DuplicateGroup] = []
        self._keys: list[int] = []
        """Of the groups, in their order: numbers are compared in a tenth of the time."""
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
        if role == GroupRole.STATE:
            return self._state_of(group)
        if role == Qt.ItemDataRole.DisplayRole:
            return group.keeper.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(group)
        if role == Qt.ItemDataRole.ToolTipRole:
            said = decision_words.state(self._state_of(group))
            lines = [str(group.keeper.path), wording.relation_explained(group.relation), said]
            return "\n".join(filter(None, lines))
        return None

    def replace(self, groups: Sequence[DuplicateGroup]) -> None:
        """Show other groups. Where the rows that there are stay and others come after them, nothing moves."""
        keys = list(map(_key, groups))
        if self._groups and keys[: len(self._keys)] == self._keys:
            self._go_on(groups, keys)
            return
        self.beginResetModel()
        self._groups, self._keys = list(groups), keys
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
            del self._keys[first : last + 1]
            self._row_of = None
            self.endRemoveRows()

    def swap(self, keys: Collection[int], groups: Sequence[DuplicateGroup]) -> None:
        """Show other groups in the place of some; a group with a keeper that is shown stays in its row."""
        row_of = self._rows()
        rows = [row_of[key] for key in keys if key in row_of]
        for group in groups:
            self.update(group)
        new = [group for group in groups if group.keeper.id not in row_of]
        if new:
            first = min(rows) + 1 if rows else len(self._groups)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._groups[first:first] = new
            self._keys[first:first] = map(_key, new)
            self._row_of = None
            self.endInsertRows()
        self.remove(set(keys) - {group.keeper.id for group in groups})

    def ask_states(self, state_of: Callable[[DuplicateGroup], GroupState]) -> None:
        """Ask for the state of groups here from now on."""
        self._state_of = state_of

    def touch_states(self, keys: Collection[int] | None) -> None:
        """Say that the states of groups have changed, or of many."""
        row_of = self._rows()
        rows = row_of.values() if keys is None else [row_of[key] for key in keys if key in row_of]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)), [GroupRole.STATE])

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

    @property
    def keys(self) -> frozenset[int]:
        """The keys of the groups that are shown."""
        return frozenset(self._rows())

    @property
    def groups(self) -> list[DuplicateGroup]:
        """Every group that is listed, in its order."""
        return list(self._groups)

    def group_at(self, row: int) -> DuplicateGroup:
        return self._groups[row]

    def index_of(self, key: int) -> QModelIndex:
        """The row of the group with this key; invalid if there is none."""
        row = self._rows().get(key)
        return QModelIndex() if row is None else self.index(row)

    def _go_on(self, groups: Sequence[DuplicateGroup], keys: list[int]) -> None:
        there = len(self._groups)
        self._groups = list(groups[:there])
        self.dataChanged.emit(self.index(0), self.index(there - 1))
        if len(groups) > there:
            self.beginInsertRows(QModelIndex(), there, len(groups) - 1)
            self._groups += groups[there:]
            self._keys = keys
            self._row_of = None
            self.endInsertRows()

    def _rows(self) -> dict[int, int]:
        """Row by key, made anew when it is asked for after a change: several changes cost one making."""
        if self._row_of is None:
            self._row_of = dict(zip(self._keys, count(), strict=False))
        return self._row_of

    def _spoken(self, group: DuplicateGroup) -> str:
        said = [
            wording.relation(group.relation),
            wording.photos(len(group.members) + 1),
            wording.size(group.reclaimable),
            group.keeper.path.name,
        ]
        said.append(decision_words.state(self._state_of(group)))
        marked = self._count_marked(group)
        if marked:
            said.append(self.tr("{0} marked for removal").format(wording.photos(marked)))
        return listed(filter(None, said))
