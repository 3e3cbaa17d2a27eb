"""Similar shots: one row for each scene, with all of its frames in the order in which they were taken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter, eq
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.photo import DuplicateGroup, Photo
from core.review.piles import Pile, PiledPhoto
from core.review.shots import Ranked
from nearDup_gui.photos import wording
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.toolkit.writing import listed

_Index = QModelIndex | QPersistentModelIndex
_ids = attrgetter("ids")


class StripRole(IntEnum):
    """What a strip can be asked for, beside Qt's own roles."""

    STRIP = Qt.ItemDataRole.UserRole + 1
    RANKED = Qt.ItemDataRole.UserRole + 2
    """A `Ranked`; None while its frames are not measured."""
    CURRENT = Qt.ItemDataRole.UserRole + 3
    """Which of its frames the keys act on."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A scene: the shots of it that may be chosen among, the keeper of their group with them."""

    group: DuplicateGroup
    frames: tuple[Photo, ...]
    ids: tuple[int, ...]
    """Of the group's keeper, then of the frames: known here, so that the window need not ask each."""


def strips_of(photos: Iterable[PiledPhoto]) -> list[Strip]:
    """The scenes of what is in the piles, in order; frames by the camera's clock, then by name."""
    groups: dict[int, DuplicateGroup] = {}
    frames: dict[int, list[Photo]] = {}
    for one in photos:
        if one.pile is Pile.SHOTS:
            key = one.group.keeper.id
            groups[key] = one.group
            frames.setdefault(key, [one.group.keeper]).append(one.photo)
    return [_strip(group, sorted(frames[key], key=_when)) for key, group in groups.items()]


def _strip(group: DuplicateGroup, frames: Sequence[Photo]) -> Strip:
    return Strip(group, tuple(frames), (group.keeper.id, *(frame.id for frame in frames)))


def _when(photo: Photo) -> tuple[str, str]:
    captured = photo.exif.captured
    return ("" if captured is None else captured.isoformat(), photo.path.name)


class StripsModel(QAbstractListModel):
    """Strips in the order given; which frames are marked is asked of whoever keeps the marks."""

    def __init__(self, is_marked: Callable[[int], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_marked = is_marked
        self._strips: Sequence[Strip] = ()
        self._ranked: dict[int, Ranked] = {}
        self._current: dict[int, int] = {}

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._strips)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._strips):
            return None
        strip = self._strips[index.row()]
        if role == StripRole.STRIP:
            return strip
        if role == StripRole.RANKED:
            return self._ranked.get(strip.group.keeper.id)
        if role == StripRole.CURRENT:
            return min(self._current.get(strip.group.keeper.id, 0), len(strip.frames) - 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return strip.group.keeper.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, strip)
        return None

    def replace(self, strips: Sequence[Strip]) -> None:
        """Show other strips. Where they are of the same frames, nobody loses their place."""
        if strips is self._strips or (
            len(strips) == len(self._strips) and all(map(eq, map(_ids, strips), map(_ids, self._strips)))
        ):
            self._strips = strips
            self.touch()
            return
        self.beginResetModel()
        self._strips = strips
        self.endResetModel()

    def touch(self) -> None:
        """Say that marks have changed."""
        if self._strips:
            self.dataChanged.emit(self.index(0), self.index(len(self._strips) - 1))

    def show_ranked(self, key: int, ranked: Ranked) -> None:
        """Tell the order of a strip's frames, by the key of their group."""
        self._ranked[key] = ranked
        self.touch()

    def choose_frame(self, row: int, frame: int) -> None:
        """Let the keys act on a frame."""
        strip = self._strips[row]
        self._current[strip.group.keeper.id] = max(0, min(frame, len(strip.frames) - 1))
        self.dataChanged.emit(self.index(row), self.index(row), [StripRole.CURRENT])

    def strip_at(self, row: int) -> Strip:
        return self._strips[row]

    def is_marked(self, photo_id: int) -> bool:
        """Whether a frame is marked for removal."""
        return self._is_marked(photo_id)

    def remarks(self, row: int, photo: Photo) -> str:
        """What speaks for and against a frame, in a line; empty while it is not measured."""
        ranked = self._ranked.get(self._strips[row].group.keeper.id)
        return "" if ranked is None else pile_words.remarks(ranked.remarks.get(photo.id, ()))

    def _spoken(self, index: _Index, strip: Strip) -> str:
        frame = strip.frames[self.data(index, StripRole.CURRENT)]
        state = self.tr("marked for removal") if self._is_marked(frame.id) else self.tr("stays")
        if strip.group.stays_anyway(frame):
            state = self.tr("protected, stays")
        place = wording.of(strip.frames.index(frame) + 1, len(strip.frames))
        said = [frame.path.name, place, state, self.remarks(index.row(), frame)]
        return listed(filter(None, said))
