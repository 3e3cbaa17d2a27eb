"""Folders that are watched: tells when photos in them arrived, changed or went, once they keep still.

The system says that something happened (`core.scan.listening`). What happened is then found out by a look at
everything (`core.scan.news`), so NearDup's own actions, which the catalogue knows of, are no news.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from core.errors import NearDupError
from core.photo import FileStamp
from core.progress import Cancelled, CancelToken
from core.scan.listening import Listener, Unwatched
from core.scan.news import News

QUIET_S = 2.0
"""For so long nothing may happen before a look, and photos must keep their size and time after it."""

_REST_AFTER_LOOK = 5
"""A look that took a second is not repeated before five more have passed."""

GLANCE_S = 5.0
"""So often it is asked whether the folders are still the same: no system tells of drives that come and go."""

_CLOSING_WAIT_S = 5.0
_log = logging.getLogger(__name__)


Look = Callable[[Sequence[Path], CancelToken], News]
"""Finds out what is new in folders; called in the watch's own thread."""


class FolderWatch:
    """Watches folders in a thread of its own, from the first `watch` to `close`. Methods: any thread."""

    def __init__(
        self,
        look: Look,
        on_news: Callable[[News], None],
        on_unwatched: Callable[[Mapping[Path, Unwatched]], None],
        *,
        start_s: float = 3.0,
        quiet_s: float = QUIET_S,
        glance_s: float = GLANCE_S,
        token: Callable[[], CancelToken] = CancelToken,
    ) -> None:
        """Watch nothing yet.

        Args:
            look: finds out what is new.
            on_news: told after each look, in the watch's thread; an empty `News` takes back the one before.
            on_unwatched: told which folders cannot be watched, after each `watch`, and
                when that changes; likewise.
            start_s: how long to leave the disk to others before the first look.
            quiet_s: see `QUIET_S`.
            glance_s: see `GLANCE_S`.
            token: makes what a look asks whether to go on.
        """
        self._look = look
        self._on_news = on_news
        self._on_unwatched = on_unwatched
        self._start_s = start_s
        self._quiet_s = quiet_s
        self._glance_s = glance_s
        self._token = token
        self._state = threading.Condition()
        self._roots: tuple[Path, ...] = ()
        self._resting = False
        self._closed = False
        self._look_at: float | None = None
        """When to look, on the monotonic clock, unless something happens before; None for not at all."""
        self._look_s = 0.0
        self._cancel = self._token()
        self._thread: threading.Thread | None = None

    def watch(self, roots: Sequence[Path]) -> None:
        """Watch these folders instead of others; none ends it. There is a look at them first."""
        with self._state:
            if self._closed or tuple(roots) == self._roots:
                return
            self._roots = tuple(roots)
            self._cancel.cancel()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="folder watch", daemon=True)
                self._thread.start()
            self._state.notify_all()

    def rest(self) -> None:
        """Do not look while the catalogue and the folders are being changed: by a scan, by a removal."""
        with self._state:
            self._resting = True
            self._cancel.cancel()
            self._state.notify_all()

    def wake(self) -> None:
        """Go on, with a look at what has happened meanwhile."""
        with self._state:
            if self._resting:
                self._resting = False
                self._look_soon()

    def close(self) -> None:
        """End the thread. The object is of no use afterwards."""
        with self._state:
            self._closed = True
            self._cancel.cancel()
            self._state.notify_all()
        if self._thread is not None:
            self._thread.join(_CLOSING_WAIT_S)

    def _heard(self) -> None:
        """Something happened; called by the system's watcher, in its thread."""
        with self._state:
            self._look_soon()

    def _look_soon(self) -> None:
        self._look_at = time.monotonic() + max(self._quiet_s, _REST_AFTER_LOOK * self._look_s)
        self._state.notify_all()

    def _run(self) -> None:
        watched: tuple[Path, ...] = ()
        listener = Listener(self._heard)
        self._cancel = self._token()
        self._pause(self._start_s)
        try:
            while (roots := self._next(watched)) is not None:
                anew = roots != watched or listener.is_astray()
                if anew:
                    watched = roots
                    self._on_unwatched(listener.listen(roots))
                if self._takes_its_turn() or anew:
                    self._look_and_tell(roots)
                    if deaf_to := listener.met_limit():
                        self._on_unwatched(deaf_to)
        finally:
            listener.stop()

    def _next(self, watched: tuple[Path, ...]) -> tuple[Path, ...] | None:
        """Wait until there is something to do, or for a glance; returns the folders, None to end."""
        with self._state:
            glance_at = time.monotonic() + self._glance_s
            while not self._closed:
                next_at = glance_at if self._look_at is None else min(glance_at, self._look_at)
                left = next_at - time.monotonic()
                if not self._resting and (self._roots != watched or (watched and left <= 0)):
                    self._cancel = self._token()
                    return self._roots
                self._state.wait(left if watched and not self._resting else None)
        return None

    def _takes_its_turn(self) -> bool:
        """Whether it is time to look because something happened; the next look is for what happens then."""
        with self._state:
            if self._look_at is None or self._look_at > time.monotonic():
                return False
            self._look_at = None
            return True

    def _look_and_tell(self, roots: Sequence[Path]) -> None:
        cancel = self._cancel
        began = time.monotonic()
        try:
            news = self._look(roots, cancel)
            self._look_s = time.monotonic() - began
            still = not news.to_read or (self._pause(self._quiet_s) and _as_they_were(news.to_read))
            cancel.check()
        except Cancelled:
            return  # whoever cancelled asks for another look, when it is time
        except NearDupError as error:
            _log.info("No look at the watched folders: %s", error)
            return
        if still:
            self._on_news(news)
        else:
            with self._state:
                self._look_soon()

    def _pause(self, seconds: float) -> bool:
        """Wait, unless there is something else to do first; returns whether nothing came between."""
        cancel = self._cancel
        with self._state:
            return not self._state.wait_for(lambda: self._closed or cancel.cancelled, seconds)


def _as_they_were(files: Mapping[bytes, FileStamp]) -> bool:
    """Whether files still have the size and time that they had: none of them is being copied."""
    for path, stamp in files.items():
        try:
            status = os.stat(path)  # noqa: PTH116 - bytes, by the hundred
        except OSError:
            return False
        if (status.st_size, status.st_mtime_ns) != stamp[:2]:
            return False
    return True
