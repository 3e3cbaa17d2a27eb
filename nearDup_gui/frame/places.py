"""Where a person is (a group, a comparison, an answer to "what looks like this?") and the way back."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.photo import Photo
from nearDup_gui.photos.crop import Crop

_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group, by the photo id of its keeper."""

    key: int


@dataclass(frozen=True, slots=True, eq=False)
class Pasted:
    """A picture that is in no file. Two are never the same, even if they show the same."""

    image: QImage


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of a hash table."""

    table: int
    key: int
    bits: int


@dataclass(frozen=True, slots=True)
class QueryPlace:
    """The neighbours of an image, or of a part of it.

    `photo` is None for an image that is not in the catalogue. `pasted` is asked about instead of the file
    `image`, and so is `bucket`, whose photos are the answer.
    """

    image: Path
    photo: Photo | None = None
    crop: Crop | None = None
    pasted: Pasted | None = None
    bucket: Bucket | None = None


@dataclass(frozen=True, slots=True)
class ComparePlace:
    """Two photos of a group side by side.

    `right` None is the first that is not on the left; `left` None is the keeper.
    """

    key: int
    right: int | None = None
    left: int | None = None


Place = GroupPlace | QueryPlace | ComparePlace


class Places(QObject):
    """A history as browsers have it. Going from group to group is no journey; asking is, and so is comparing.

    From one comparison to another is none: the way back leads to the group that is compared by then.
    """

    arrived = Signal(object)
    """The `Place` to show now, or None when there is nowhere to be."""
    changed = Signal()
    """`can_go_back` or `can_go_forward` may have changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past: list[Place | None] = []
        self._future: list[Place | None] = []
        self._here: Place | None = None

    @property
    def here(self) -> Place | None:
        return self._here

    @property
    def can_go_back(self) -> bool:
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._future)

    def go(self, place: Place) -> None:
        """Go to a place. A group takes the place of a group, or of nothing; anything else is remembered."""
        here = self._here
        if place == here:
            return
        if isinstance(place, ComparePlace) and isinstance(here, ComparePlace):
            if self._past and isinstance(self._past[-1], GroupPlace):
                self._past[-1] = GroupPlace(place.key)
        elif isinstance(place, ComparePlace | QueryPlace) or isinstance(here, QueryPlace):
            self._past.append(self._here)
            del self._past[:-_REMEMBERED]
            self._future.clear()
        self._arrive(place)

    def back(self) -> None:
        if self._past:
            self._future.append(self._here)
            self._arrive(self._past.pop())

    def forward(self) -> None:
        if self._future:
            self._past.append(self._here)
            self._arrive(self._future.pop())

    def forget(self, gone: set[int]) -> None:
        """Take groups out of the history that are no more; where a person is, nothing moves."""

        def still(place: Place | None) -> bool:
            return not (isinstance(place, GroupPlace | ComparePlace) and place.key in gone)

        self._past = [place for place in self._past if still(place)]
        self._future = [place for place in self._future if still(place)]
        self.changed.emit()

    def go_on_with(self, before: "Places") -> None:
        """Be where another window is, with its ways back and forward."""
        self._past, self._future = list(before._past), list(before._future)
        self._arrive(before._here)

    def clear(self) -> None:
        """Forget everything: another library is shown."""
        self._past.clear()
        self._future.clear()
        self._arrive(None)

    def _arrive(self, place: Place | None) -> None:
        self._here = place
        self.arrived.emit(place)
        self.changed.emit()
