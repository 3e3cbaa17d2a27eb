"""Pictures for lists and grids, read and decoded outside the GUI thread.

Views ask for what they paint, at every paint; what has been scrolled past is not decoded. Small ones come
from the catalogue. Where a card is larger on the screen than a thumbnail, the thumbnail is shown until a
picture from the photo's file has come. Pixmaps are born on the GUI thread; a cache keeps them, within bounds.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from core.progress import Cancelled, CancelToken
from nearDup_gui.photos.checkerboard import on_board
from nearDup_gui.photos.picture_lane import Key, PictureLane
from nearDup_gui.photos.to_qimage import to_qimage

if TYPE_CHECKING:
    from PIL.Image import Image

_log = logging.getLogger(__name__)

CACHE_BYTES = 64 * 1024 * 1024
"""A screen of 4K full of pictures takes 33 MB; what is asked for again is there a few ms later."""
STORED_SIDE = 400
"""The longest side of a thumbnail in the catalogue, in pixels (`core.scan.decode.THUMBNAIL_SIDE`)."""


class Thumbnails(QObject):
    """Pixmaps by content id. GUI thread, but for the workers it owns."""

    ready = Signal(int)
    """A picture of this content id has arrived, or is known to be missing."""
    _decoded = Signal()

    def __init__(
        self,
        read: Callable[[int], bytes | None],
        larger: "Callable[[int, int, CancelToken], Image | None] | None" = None,
        *,
        workers: int = 2,
        cache_bytes: int = CACHE_BYTES,
        parent: QObject | None = None,
    ) -> None:
        """Start the workers.

        Args:
            read: gives the encoded thumbnail of a content id; called from the workers.
            larger: gives a picture of a content id, its long side at most so many pixels, None where it
                cannot; called from a worker of its own. Without it thumbnails are all there is.
        """
        super().__init__(parent)
        self._read = read
        self._larger = larger
        self._budget = cache_bytes
        self._cache: OrderedDict[Key, QPixmap] = OrderedDict()
        self._cached_bytes = 0
        self._missing: set[Key] = set()
        self._arrived: deque[tuple[Key, QImage]] = deque()
        self._cancel = CancelToken()
        self._decoded.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._small = PictureLane("thumbnails", self._load, self._hand_over, workers=workers)
        # A file that takes long to decode holds up other large pictures only.
        self._large = PictureLane("pictures", self._load_larger, self._hand_over, workers=1 if larger else 0)

    def pixmap(self, content_id: int, side: int) -> QPixmap | None:
        """The picture, uncropped, within `side` device pixels; None while it is on its way or missing."""
        key = (content_id, side)
        found = self._cache.get(key)
        if found is not None:
            self._cache.move_to_end(key)
            return found
        if key not in self._missing:
            self._lane(key).want(key)
        return None

    def best(self, content_id: int, side: int) -> tuple[QPixmap | None, bool]:
        """The picture for a square of `side` device pixels, or a smaller one, and whether a larger comes."""
        found = self.pixmap(content_id, side)
        if found is not None or side <= STORED_SIDE:
            return found, False
        return self.pixmap(content_id, STORED_SIDE), not self.is_missing(content_id, side)

    def is_missing(self, content_id: int, side: int) -> bool:
        """True if there is no such picture, so that nobody waits for it."""
        return (content_id, side) in self._missing

    def forget_missing(self) -> None:
        """Look again for what was missing: a scan may have brought it."""
        self._missing.clear()

    def close(self, wait_s: float = 2.0) -> None:
        """Drop all requests and end the workers."""
        self._cancel.cancel()
        for lane in (self._small, self._large):
            lane.close(wait_s)

    def _lane(self, key: Key) -> PictureLane:
        return self._large if self._larger is not None and key[1] > STORED_SIDE else self._small

    def _hand_over(self, key: Key, image: QImage) -> None:
        """Worker thread."""
        self._arrived.append((key, image))
        self._decoded.emit()

    def _load(self, key: Key) -> QImage:
        """Worker thread. A null image says that there is nothing to show."""
        content_id, side = key
        try:
            encoded = self._read(content_id)
        except Exception:  # one thumbnail less is not worth a dialog, but worth a line in the log
            _log.exception("thumbnail %d", content_id)
            return QImage()
        image = QImage.fromData(encoded) if encoded else QImage()
        if image.isNull():
            return image
        if max(image.width(), image.height()) > side:
            image = image.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return on_board(image)

    def _load_larger(self, key: Key) -> QImage:
        """Worker thread. A null image says that the thumbnail is all there is."""
        assert self._larger is not None
        try:
            picture = self._larger(*key, self._cancel)
            if picture is None:
                return QImage()
            opaque = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
            return to_qimage(opaque, self._cancel)
        except Cancelled:
            return QImage()
        except Exception:
            _log.exception("picture %d", key[0])
            return QImage()

    @Slot()
    def _take(self) -> None:
        """Turn what arrived into pixmaps."""
        while self._arrived:
            key, image = self._arrived.popleft()
            self._lane(key).taken(key)
            if image.isNull():
                self._missing.add(key)
            else:
                self._keep(key, QPixmap.fromImage(image))
            self.ready.emit(key[0])

    def _keep(self, key: Key, pixmap: QPixmap) -> None:
        self._cache[key] = pixmap
        self._cached_bytes += _bytes_of(pixmap)
        while self._cached_bytes > self._budget and len(self._cache) > 1:
            _, oldest = self._cache.popitem(last=False)
            self._cached_bytes -= _bytes_of(oldest)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
