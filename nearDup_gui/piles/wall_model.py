"""The wall of what is surely the same: one row for each photo that may go, with the one that stays."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from operator import attrgetter, eq
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.review.piles import PiledPhoto
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import folders_told_apart, listed

_Index = QModelIndex | QPersistentModelIndex
_photos = attrgetter("member.photo.id", "group.keeper.id")
"""To compare whole pairs took 90 ms for 20,000 that were sorted anew."""


class WallRole(IntEnum):
    """What a pair can be asked for, beside Qt's own roles."""

    PAIR = Qt.ItemDataRole.UserRole + 1
    """A `PiledPhoto`."""
    TICKED = Qt.ItemDataRole.UserRole + 2


class WallModel(QAbstractListModel):
    """Pairs in the order given; whether one is ticked is asked of whoever keeps the ticks."""

    def __init__(self, is_ticked: Callable[[PiledPhoto], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_ticked = is_ticked
        self._pairs: Sequence[PiledPhoto] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._pairs):
            return None
        pair = self._pairs[index.row()]
        if role == WallRole.PAIR:
            return pair
        if role == WallRole.TICKED:
            return self._is_ticked(pair)
        if role == Qt.ItemDataRole.DisplayRole:
            return pair.photo.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(pair)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told_in_full(pair)
        return None

    def replace(self, pairs: Sequence[PiledPhoto]) -> None:
        """Show other pairs. Where they are of the same photos, nobody loses their place."""
        if pairs is self._pairs or (
            len(pairs) == len(self._pairs) and all(map(eq, map(_photos, pairs), map(_photos, self._pairs)))
        ):
            self._pairs = pairs
            self.touch()
            return
        self.beginResetModel()
        self._pairs = pairs
        self.endResetModel()

    def touch(self) -> None:
        """Say that ticks have changed."""
        if self._pairs:
            roles = [WallRole.TICKED, Qt.ItemDataRole.AccessibleTextRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._pairs) - 1), roles)

    def pair_at(self, row: int) -> PiledPhoto:
        return self._pairs[row]

    def pairs(self) -> list[PiledPhoto]:
        """Every pair that is shown."""
        return list(self._pairs)

    def index_of(self, photo_id: int) -> QModelIndex:
        """The pair with this photo on the right; invalid if it is not shown."""
        rows = (row for row, pair in enumerate(self._pairs) if pair.photo.id == photo_id)
        row = next(rows, None)
        return QModelIndex() if row is None else self.index(row)

    def _spoken(self, pair: PiledPhoto) -> str:
        size = wording.size(pair.photo.file.size)
        photo, keeper = pair.photo.path.name, pair.stays.path.name
        if photo == keeper:
            here, there = folders_told_apart(pair.photo.path, pair.stays.path)
            photo, keeper = str(Path(here) / photo), str(Path(there) / keeper)
        if self._is_ticked(pair):
            return self.tr("{0} goes, {1}; {2} stays").format(photo, size, keeper)
        return self.tr("{0} stays, {1}, and so does {2}").format(photo, size, keeper)

    def _told_in_full(self, pair: PiledPhoto) -> str:
        keeper, photo = pair.stays, pair.photo
        said = [wording.relation(pair.member.relation), wording.findings(pair.member.evidence.findings)]
        lines = [
            self.tr("Stays: {0}").format(keeper.path),
            _facts(wording.dimensions(keeper), wording.size(keeper.file.size), keeper.format),
            self.tr("Goes: {0}").format(photo.path)
            if self._is_ticked(pair)
            else self.tr("Stays as well: {0}").format(photo.path),
            _facts(wording.dimensions(photo), wording.size(photo.file.size), photo.format),
            listed(filter(None, said)),
        ]
        return "\n".join(lines)


def _facts(*facts: str) -> str:
    return " · ".join(facts)
