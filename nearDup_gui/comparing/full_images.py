"""Photos as large as they are painted: those shown, and as many ahead as a budget of bytes has room for.

Whoever shows photos says which ones are on the screen and which will probably be asked for. The first are
always read, the others only while all of them fit into the budget; what is neither is let go at once. A large
photo is read at the size of a screen, and whole once somebody looks closer: 24 MP take 96 MB, and three times
as much while they come from the worker.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.errors import NearDupError
from core.photo import ImageFile, Photo
from core.progress import CancelToken, Reporter
from nearDup_gui.photos.to_qimage import to_qimage
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Jobs

if TYPE_CHECKING:
    from PIL.Image import Image

BUDGET = 96 * 1024 * 1024
"""Bytes: two photos as a screen shows them and the next three. What is shown may take more."""
LARGEST = 192 * 1024 * 1024
"""Bytes of one picture: 50 MP. One that takes more is read smaller."""
SCREEN = 2560
"""The long side up to which a photo is read at first: what most panes have in pixels, and some to zoom."""
_AT_ONCE = 2
"""The two photos that are compared; of those that are larger than a screen one after the other."""
_SMALLEST_LEVEL = 480
_PIXEL = 3 * 4 / 3
"""Bytes: a picture with its half, quarter, eighth ... takes a third more than the picture alone."""


@dataclass(frozen=True, slots=True)
class FullImage:
    """A picture, its half, its quarter ...: painting takes the level that is just large enough."""

    levels: tuple[QImage, ...]

    @property
    def bytes(self) -> int:
        return sum(level.sizeInBytes() for level in self.levels)

    def level_for(self, device_width: float) -> QImage:
        """The smallest level that is at least so wide; the largest if none is."""
        return next(
            (level for level in reversed(self.levels) if level.width() >= device_width), self.levels[0]
        )


class FullImages(QObject):
    """Pictures as large as they are painted, each kept for as long as its file stays as it is. GUI thread.

    The reading happens in jobs.
    """

    changed = Signal(int)
    """The picture of this photo id has arrived, or is known not to come."""

    def __init__(
        self,
        open_image: Callable[[Path, int], "Image"],
        jobs: Jobs,
        *,
        budget: int = BUDGET,
        largest: int = LARGEST,
        parent: QObject | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            open_image: gives a picture, upright, in sRGB, its long side at most so many pixels; called
                in workers.
            budget: bytes that the pictures shown and those ahead of them may take together.
            largest: bytes that one picture may take.
        """
        super().__init__(parent)
        self._open_image = open_image
        self._jobs = jobs
        self._budget = budget
        self._largest = largest
        self._kept: dict[ImageFile, FullImage] = {}
        self._sides: dict[ImageFile, int] = {}
        self._painted = 0.0
        self._faults: dict[ImageFile, str] = {}
        self._wanted: dict[ImageFile, Photo] = {}
        self._shown: set[ImageFile] = set()
        self._running: dict[ImageFile, int] = {}

    @property
    def bytes_kept(self) -> int:
        return sum(image.bytes for image in self._kept.values())

    def want(self, shown: Sequence[Photo], ahead: Sequence[Photo] = ()) -> None:
        """Read what is shown, then what is ahead as far as the budget reaches; all else is let go."""
        self._wanted = {photo.file: photo for photo in shown}
        self._shown = set(self._wanted)
        planned = sum(map(self._expected_bytes, self._wanted.values()))
        for photo in ahead:
            planned += 0 if photo.file in self._wanted else self._expected_bytes(photo)
            if planned > self._budget:
                break
            self._wanted[photo.file] = photo
        self._kept = {file: image for file, image in self._kept.items() if file in self._wanted}
        self._begin()

    def look(self, side: float) -> None:
        """Photos are painted with so many device pixels to their long side: read larger what has fewer."""
        self._painted = side
        self._begin()

    def image(self, photo: Photo) -> FullImage | None:
        """The picture as far as it was read; None while it is on its way or cannot be shown."""
        return self._kept.get(photo.file)

    def whole(self, photo: Photo) -> FullImage | None:
        """The picture if it was read as large as it ever is."""
        return self._kept.get(photo.file) if self._has(photo, self._side(photo)) else None

    def fault(self, photo: Photo) -> str:
        """Why there is no picture, in a sentence; empty if nothing is known against it."""
        return self._faults.get(photo.file, "")

    def forget(self) -> None:
        """Drop everything: nobody looks any more."""
        self._wanted = {}
        self._shown = set()
        self._kept.clear()
        self._faults.clear()

    def forget_faults(self) -> None:
        """Try again what could not be read."""
        self._faults.clear()

    def _begin(self) -> None:
        for photo in self._wanted.values():
            if len(self._running) >= _AT_ONCE:
                return
            side = self._needed(photo)
            if photo.file in self._faults or photo.file in self._running or self._has(photo, side):
                continue
            if side > SCREEN and any(other > SCREEN for other in self._running.values()):
                continue
            job = self._jobs.start(partial(self._read, photo.path, side), "full image")
            self._running[photo.file] = side
            job.succeeded.connect(partial(self._arrived, photo, side))
            job.failed.connect(partial(self._failed, photo))
            job.ended.connect(partial(self._ended, photo))

    def _read(self, path: Path, side: int, report: Reporter, cancel: CancelToken) -> FullImage:
        """Worker thread."""
        cancel.check()
        return full_image(self._open_image(path, side), cancel)

    def _needed(self, photo: Photo) -> int:
        """The long side at which a photo is to be read now: a screen's, or all of it."""
        looked_at_closely = photo.file in self._shown and self._painted > SCREEN
        side = self._side(photo)
        return side if looked_at_closely else min(side, SCREEN)

    def _has(self, photo: Photo, side: int) -> bool:
        return photo.file in self._kept and self._sides[photo.file] >= side

    def _side(self, photo: Photo) -> int:
        """The long side to read: all of it, unless that takes more than one picture may."""
        share = self._largest / (_PIXEL * max(1, photo.pixels))
        return max(1, math.floor(max(photo.width, photo.height) * min(1.0, math.sqrt(share))))

    def _expected_bytes(self, photo: Photo) -> int:
        share = min(1.0, self._needed(photo) / max(1, photo.width, photo.height))
        return min(round(_PIXEL * photo.pixels * share * share), self._largest)

    def _arrived(self, photo: Photo, side: int, image: FullImage) -> None:
        if photo.file not in self._wanted:
            return  # somebody has moved on
        if photo.file not in self._shown and self.bytes_kept + image.bytes > self._budget:
            del self._wanted[photo.file]  # larger than was known; it would be read, and dropped, for ever
            return
        self._kept[photo.file] = image
        self._sides = {file: self._sides.get(file, 0) for file in self._kept} | {photo.file: side}
        self.changed.emit(photo.id)

    def _failed(self, photo: Photo, error: BaseException) -> None:
        reason = told(str(error)) if isinstance(error, NearDupError) else sentence_of(error)
        self._faults[photo.file] = reason or self.tr("It cannot be shown because of a fault.")
        self.changed.emit(photo.id)

    def _ended(self, photo: Photo) -> None:
        self._running.pop(photo.file, None)
        self._begin()


def full_image(picture: "Image", cancel: CancelToken) -> FullImage:
    """Any thread. A picture with its halves; what is transparent lies on a board of squares, equally large
    in each."""
    picture = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
    levels: list[QImage] = []
    while True:
        levels.append(to_qimage(picture, cancel))
        if max(picture.size) <= _SMALLEST_LEVEL or min(picture.size) < 4:
            return FullImage(tuple(levels))
        picture = picture.reduce(2)
