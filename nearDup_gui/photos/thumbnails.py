"""Small pictures for lists and grids, read and decoded outside the GUI thread.

Views ask for what they paint, at every paint. The newest requests are served first and old ones fall
off the end, so what has been scrolled past is not decoded. Workers make `QImage`s; pixmaps are born
on the GUI thread and kept in a cache of bounded size.
"""

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from nearDup_gui.photos.checkerboard import on_board

_log = logging.getLogger(__name__)

CACHE_BYTES = 160 * 1024 * 1024
WAITING_LIMIT = 160
"""Somewhat more than the pictures on a large screen; a longer queue would serve rows long gone."""

_Key = tuple[int, int]
"""Content id and the side, in device pixels, of the square that the picture fits into."""


class Thumbnails(QObject):
    """Pixmaps by content id. GUI thread, but for the workers it owns."""

    ready = Signal(int)
    """A thumbnail of this content id has arrived, or is known to be missing."""
    _decoded = Signal()

    def __init__(
        self,
        read: Callable[[int], bytes | None],
        *,
        workers: int = 2,
        cache_bytes: int = CACHE_BYTES,
        parent: QObject | None = None,
    ) -> None:
        """Start the workers.

        Args:
            read: gives the encoded thumbnail of a content id; called from the workers.
        """
        super().__init__(parent)
        self._read = read
        self._budget = cache_bytes
        self._cache: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._cached_bytes = 0
        self._missing: set[_Key] = set()
        self._waiting: OrderedDict[_Key, None] = OrderedDict()
        self._in_work: set[_Key] = set()
        self._arrived: deque[tuple[_Key, QImage]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._decoded.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._serve, name=f"thumbnails {n}", daemon=True) for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def pixmap(self, content_id: int, side: int) -> QPixmap | None:
        """The picture, uncropped, within `side` device pixels; None while it is on its way or missing."""
        key = (content_id, side)
        found = self._cache.get(key)
        if found is not None:
            self._cache.move_to_end(key)
            return found
        if key not in self._missing:
            self._want(key)
        return None

    def is_missing(self, content_id: int, side: int) -> bool:
        """True if there is no such thumbnail, so that nobody waits for it."""
        return (content_id, side) in self._missing

    def forget_missing(self) -> None:
        """Look again for what was missing: a scan may have brought it."""
        self._missing.clear()

    def close(self, wait_s: float = 2.0) -> None:
        """Drop all requests and end the workers."""
        with self._wake:
            self._closing = True
            self._waiting.clear()
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(wait_s)

    def _want(self, key: _Key) -> None:
        with self._wake:
            if key in self._in_work or self._closing:
                return
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > WAITING_LIMIT:
                self._waiting.popitem(last=False)
            self._wake.notify()

    def _serve(self) -> None:
        """Worker thread."""
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                key, _ = self._waiting.popitem(last=True)
                self._in_work.add(key)
            image = self._load(key)
            self._arrived.append((key, image))
            try:
                self._decoded.emit()
            except RuntimeError:
                return  # the application is gone

    def _load(self, key: _Key) -> QImage:
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

    @Slot()
    def _take(self) -> None:
        """Turn what arrived into pixmaps."""
        while self._arrived:
            key, image = self._arrived.popleft()
            with self._wake:
                self._in_work.discard(key)
            if image.isNull():
                self._missing.add(key)
            else:
                self._keep(key, QPixmap.fromImage(image))
            self.ready.emit(key[0])

    def _keep(self, key: _Key, pixmap: QPixmap) -> None:
        self._cache[key] = pixmap
        self._cached_bytes += _bytes_of(pixmap)
        while self._cached_bytes > self._budget and len(self._cache) > 1:
            _, oldest = self._cache.popitem(last=False)
            self._cached_bytes -= _bytes_of(oldest)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
