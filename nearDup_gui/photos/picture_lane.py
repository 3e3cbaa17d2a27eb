"""Pictures wanted by views and made by workers: the newest wish first, old ones fall off the end.

want --waiting--> [ workers: load ] --arrived--> `take`, on the GUI thread
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtGui import QImage

WAITING_LIMIT = 160
"""Somewhat more than the pictures on a large screen; a longer queue would serve rows long gone."""

Key = tuple[int, int]
"""Content id and the side, in device pixels, of the square that the picture fits into."""


class PictureLane:
    """A queue with workers of its own, so that one slow kind of picture does not hold up another."""

    def __init__(
        self,
        name: str,
        load: Callable[[Key], QImage],
        arrived: Callable[[Key, QImage], None],
        *,
        workers: int,
    ) -> None:
        """Start the workers.

        Args:
            load: makes a picture, a null one where there is nothing to show; called from the workers.
            arrived: is given each; called from the workers. It raises RuntimeError to end them.
        """
        self._load = load
        self._arrived = arrived
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._in_work: set[Key] = set()
        self._wake = threading.Condition()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"{name} {n}", daemon=True) for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def want(self, key: Key) -> None:
        """Have a picture made, before all that was wanted earlier. Any thread."""
        with self._wake:
            if key in self._in_work or self._closing:
                return
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > WAITING_LIMIT:
                self._waiting.popitem(last=False)
            self._wake.notify()

    def taken(self, key: Key) -> None:
        """A picture that arrived is known where it is wanted; it may be asked for again. Any thread."""
        with self._wake:
            self._in_work.discard(key)

    def close(self, wait_s: float) -> None:
        """Drop all wishes and end the workers."""
        with self._wake:
            self._closing = True
            self._waiting.clear()
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(wait_s)

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
            try:
                self._arrived(key, image)
            except RuntimeError:
                return  # the application is gone
