"""Photos at full resolution: read ahead in the background, kept within a budget of bytes.

Whoever shows photos says which ones are wanted, in order: those on the screen first, then those that
will probably be asked for. Photos that would not fit into the budget together are not begun, so looking
ahead never drives out what is being looked at.
"""

import math
from collections import OrderedDict
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
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from PIL.Image import Image

BUDGET = 512 * 1024 * 1024
_AT_ONCE = 2
"""The two photos that are compared."""
_SMALLEST_LEVEL = 480
_PYRAMID = 4 / 3
"""A picture with its half, quarter, eighth ... takes a third more than the picture alone."""


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
    """Full-resolution pictures, each kept for as long as its file stays as it is. GUI thread.

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
        parent: QObject | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            open_image: gives a picture, upright, in sRGB, its long side at most so many pixels; called
                in workers.
            budget: bytes that the pictures kept may take together.
        """
        super().__init__(parent)
        self._open_image = open_image
        self._jobs = jobs
        self._budget = budget
        self._kept: OrderedDict[ImageFile, FullImage] = OrderedDict()
        self._faults: dict[ImageFile, str] = {}
        self._wanted: dict[ImageFile, Photo] = {}
        self._running: dict[ImageFile, Job] = {}

    @property
    def bytes_kept(self) -> int:
        return sum(image.bytes for image in self._kept.values())

    def want(self, photos: Sequence[Photo]) -> None:
        """Read these photos, the first ones first, as far as the budget reaches; forget earlier ones."""
        self._wanted = {}
        planned = 0
        for photo in photos:
            planned += self._expected_bytes(photo)
            if planned > self._budget and self._wanted:
                break
            self._wanted[photo.file] = photo
        for file in reversed(self._wanted):
            if file in self._kept:
                self._kept.move_to_end(file)
        self._begin()

    def image(self, photo: Photo) -> FullImage | None:
        """The picture; None while it is on its way or cannot be shown."""
        return self._kept.get(photo.file)

    def fault(self, photo: Photo) -> str:
        """Why there is no picture, in a sentence; empty if nothing is known against it."""
        return self._faults.get(photo.file, "")

    def forget(self) -> None:
        """Drop everything: nobody looks any more."""
        self._wanted = {}
        self._kept.clear()
        self._faults.clear()

    def forget_faults(self) -> None:
        """Try again what could not be read."""
        self._faults.clear()

    def _begin(self) -> None:
        for photo in self._wanted.values():
            if len(self._running) >= _AT_ONCE:
                return
            if any(photo.file in known for known in (self._kept, self._faults, self._running)):
                continue
            job = self._jobs.start(partial(self._read, photo.path, self._side(photo)), "full image")
            self._running[photo.file] = job
            job.succeeded.connect(partial(self._arrived, photo))
            job.failed.connect(partial(self._failed, photo))
            job.ended.connect(partial(self._ended, photo))

    def _read(self, path: Path, side: int, report: Reporter, cancel: CancelToken) -> FullImage:
        """Worker thread."""
        cancel.check()
        return full_image(self._open_image(path, side), cancel)

    def _side(self, photo: Photo) -> int:
        """The long side to read: all of it, unless that takes more than half of the budget."""
        share = self._budget / 2 / (4 * _PYRAMID * max(1, photo.pixels))
        return max(1, math.floor(max(photo.width, photo.height) * min(1.0, math.sqrt(share))))

    def _expected_bytes(self, photo: Photo) -> int:
        return min(round(4 * _PYRAMID * photo.pixels), self._budget // 2)

    def _arrived(self, photo: Photo, image: FullImage) -> None:
        if photo.file not in self._wanted:
            return  # somebody has moved on
        self._kept[photo.file] = image
        self._make_room()
        self.changed.emit(photo.id)

    def _make_room(self) -> None:
        """Let pictures go: what nobody wants now, longest unwanted first, and then those asked for last."""
        unwanted = [file for file in self._kept if file not in self._wanted]
        asked_last = [file for file in reversed(self._wanted) if file in self._kept]
        for file in [*unwanted, *asked_last[:-1]]:
            if self.bytes_kept <= self._budget:
                return
            del self._kept[file]
            self._wanted.pop(file, None)  # or it would be read, and dropped, for ever

    def _failed(self, photo: Photo, error: BaseException) -> None:
        reason = told(str(error)) if isinstance(error, NearDupError) else sentence_of(error)
        self._faults[photo.file] = reason or self.tr("It cannot be shown because of a fault.")
        self.changed.emit(photo.id)

    def _ended(self, photo: Photo) -> None:
        self._running.pop(photo.file, None)
        self._begin()


def full_image(picture: "Image", cancel: CancelToken) -> FullImage:
    """Any thread. A picture with its halves, in the format that paints fastest; what is transparent lies on a
    board of squares, which are as large in each of them."""
    picture = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
    levels: list[QImage] = []
    while True:
        levels.append(to_qimage(picture, cancel))
        if max(picture.size) <= _SMALLEST_LEVEL or min(picture.size) < 4:
            return FullImage(tuple(levels))
        picture = picture.reduce(2)
