"""Facts as a table: a column for each photo, the keeper first, and a row for each fact that differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.loss import Loss
from core.photo import Photo
from nearDup_gui.photos import cover
from nearDup_gui.photos.fact_fields import NONE, FactField, fact_fields
from nearDup_gui.photos.facts import Standing, spoken
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.review.details import PhotoDetails

_Index = QModelIndex | QPersistentModelIndex

NOTHING_HELD: Mapping[int, Sequence[Loss]] = {}

_WAITING = "…"
"""Where a file has not been read yet."""


class FactRole(IntEnum):
    """What a cell can be asked for, beside Qt's own roles."""

    STANDING = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    texts: tuple[str, ...]
    standings: tuple[Standing, ...]

    @property
    def differs(self) -> bool:
        return any(standing is not Standing.SAME for standing in self.standings)


class FactsTableModel(QAbstractTableModel):
    """Read only. Details arrive later than the photos; the rows that need them wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos: tuple[Photo, ...] = ()
        self._details: dict[int, PhotoDetails] = {}
        self._held: Mapping[int, Sequence[Loss]] = {}
        self._show_all = False
        self._every: list[_Row] = []
        self._rows: list[_Row] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == FactRole.STANDING:
            return row.standings[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self._photos[column].path.name
            return f"{name}, {spoken(row.name, row.texts[column], row.standings[column])}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(row.name, row.texts[column], row.standings[column])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical and 0 <= section < len(self._rows):
            return self._rows[section].name if role == Qt.ItemDataRole.DisplayRole else None
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._photos):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._photos[section].path.name
            if role == Qt.ItemDataRole.ToolTipRole:
                return str(self._photos[section].path)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @property
    def photos(self) -> tuple[Photo, ...]:
        return self._photos

    @property
    def hidden(self) -> int:
        """How many facts are left out, since no photo has another one."""
        return len(self._every) - len(self._rows)

    def show_photos(
        self,
        photos: Sequence[Photo],
        details: "Mapping[int, PhotoDetails]",
        held: Mapping[int, Sequence[Loss]] = NOTHING_HELD,
    ) -> None:
        """Show other photos, the keeper first, with as many details as are known by now.

        Args:
            photos: one for each column.
            details: what their files say, by photo id.
            held: what a photo holds and the keeper does not, by photo id.
        """
        known = {photo.id: details[photo.id] for photo in photos if photo.id in details}
        if tuple(photos) != self._photos or known != self._details or held != self._held:
            self._photos, self._details, self._held = tuple(photos), known, held
            self._make()

    def show_all(self, everything: bool) -> None:
        """Show facts too that are the same for all photos."""
        self._show_all = everything
        self._make()

    def _make(self) -> None:
        self.beginResetModel()
        self._every = [self._row(field) for field in fact_fields()]
        if any(self._held.get(photo.id) for photo in self._photos):
            self._every.insert(0, self._row_of_held())
        self._rows = [row for row in self._every if self._show_all or row.differs]
        self.endResetModel()

    def _row_of_held(self) -> _Row:
        """What keeps a copy from being marked in bulk."""
        held = (self._held.get(photo.id, ()) for photo in self._photos)
        texts = tuple(listed(map(cover.held, losses)) or NONE for losses in held)
        return _Row(self.tr("Only here"), texts, (Standing.OTHER,) * len(texts))

    def _row(self, field: FactField) -> _Row:
        waiting = [field.from_file and photo.id not in self._details for photo in self._photos]
        texts = [
            _WAITING if wait else field.text(photo, self._details.get(photo.id)) or NONE
            for photo, wait in zip(self._photos, waiting, strict=True)
        ]
        if any(waiting) or len(set(texts)) == 1:
            return _Row(field.name, tuple(texts), (Standing.SAME,) * len(texts))
        formats = len({photo.format for photo in self._photos})
        if field.worth is None or (field.of_one_format and formats > 1):
            return _Row(field.name, tuple(texts), (Standing.OTHER,) * len(texts))
        worth = [field.worth(photo, self._details.get(photo.id)) for photo in self._photos]
        best = max(worth)
        if min(worth) == best:
            return _Row(field.name, tuple(texts), (Standing.OTHER,) * len(texts))
        standings = (Standing.BETTER if value == best else Standing.WORSE for value in worth)
        return _Row(field.name, tuple(texts), tuple(standings))
