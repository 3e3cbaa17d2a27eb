"""Folders that are watched: tells when photos in them arrived, changed or went, once they keep still.

The system says that something happened, through the library watchdog, which has inotify with its subfolders,
FSEvents and ReadDirectoryChangesW behind one face; Qt's own watcher knows no subfolders. What happened is
then found out by a look at everything (`core.scan.news`), so NearDup's own deeds, which the catalogue knows
of, are no news.
"""

import errno
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_DELETED,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from core.errors import NearDupError
from core.photo import FileStamp
from core.progress import Cancelled, CancelToken
from core.scan.formats import PHOTO_SUFFIXES
from core.scan.news import News
from core.volumes import is_on_network

QUIET_S = 2.0
"""For so long nothing may happen before a look, and photos must keep their size and time after it."""

_REST_AFTER_LOOK = 5
"""A look that took a second is not repeated before five more have passed."""

_CLOSING_WAIT_S = 5.0
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_log = logging.getLogger(__name__)


class Unwatched(StrEnum):
    """Why the system does not tell what happens in a folder. A scan finds it all the same."""

    NETWORK = "network"
    """It lies on another machine, of which only this machine's own deeds would be told."""
    LIMIT = "limit"
    """It has more subfolders than the system watches for one person."""
    REFUSED = "refused"
    """The system will not, for a reason of its own."""


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
    ) -> None:
        """Watch nothing yet.

        Args:
            look: finds out what is new.
            on_news: told after each look, in the watch's thread; an empty `News` takes back the one before.
            on_unwatched: told which folders cannot be watched, after each `watch`; likewise.
            start_s: how long to leave the disk to others before the first look.
            quiet_s: see `QUIET_S`.
        """
        self._look = look
        self._on_news = on_news
        self._on_unwatched = on_unwatched
        self._start_s = start_s
        self._quiet_s = quiet_s
        self._state = threading.Condition()
        self._roots: tuple[Path, ...] = ()
        self._resting = False
        self._closed = False
        self._look_at: float | None = None
        """When to look, on the monotonic clock, unless something happens before; None for not at all."""
        self._look_s = 0.0
        self._cancel = CancelToken()
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

    def heard(self, event: FileSystemEvent) -> None:
        """Something happened; called by the system's watcher, in its thread."""
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        # A folder that was moved away is no folder any more when Windows tells of it.
        is_folder = event.is_directory or (os.name == "nt" and event.event_type == EVENT_TYPE_DELETED)
        if any(self._concerns(path, is_folder) for path in paths):
            with self._state:
                self._look_soon()

    def _concerns(self, path: str, is_folder: bool) -> bool:
        """Whether photos may be meant. Hidden folders, where programs never rest, wait for the next look."""
        root = next((root for root in map(str, self._roots) if path.startswith(root)), "")
        if os.sep + "." in path[len(root) :]:
            return False
        return is_folder or os.path.splitext(path)[1].lower() in PHOTO_SUFFIXES  # noqa: PTH122 - per event

    def _look_soon(self) -> None:
        self._look_at = time.monotonic() + max(self._quiet_s, _REST_AFTER_LOOK * self._look_s)
        self._state.notify_all()

    def _run(self) -> None:
        watched: tuple[Path, ...] = ()
        observer: BaseObserver | None = None
        self._cancel = CancelToken()
        self._pause(self._start_s)
        try:
            while (roots := self._next(watched)) is not None:
                if roots != watched:
                    _stop(observer)
                    observer, unwatched = self._observe(roots)
                    watched = roots
                    self._on_unwatched(unwatched)
                self._look_and_tell(roots)
        finally:
            _stop(observer)

    def _next(self, watched: tuple[Path, ...]) -> tuple[Path, ...] | None:
        """Wait until there is something to do; returns the folders to look at, None to end."""
        with self._state:
            while not self._closed:
                left = None if self._look_at is None else self._look_at - time.monotonic()
                if not self._resting and (self._roots != watched or (left is not None and left <= 0)):
                    self._look_at = None
                    self._cancel = CancelToken()
                    return self._roots
                self._state.wait(None if self._resting else left)
        return None

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

    def _observe(self, roots: Sequence[Path]) -> tuple[BaseObserver | None, dict[Path, Unwatched]]:
        """Ask the system to tell what happens in some folders; those that are not there are left out."""
        unwatched: dict[Path, Unwatched] = {}
        local: list[Path] = []
        for root in roots:
            if is_on_network(root / "x"):
                unwatched[root] = Unwatched.NETWORK
            elif root.exists() and not any(root.is_relative_to(other) for other in roots if other != root):
                local.append(root)
        if not local:
            return None, unwatched
        observer: BaseObserver | None = None
        try:
            observer = Observer()
            observer.start()
        except OSError as error:
            return None, unwatched | dict.fromkeys(local, _why(error))
        ear = _Ear(self)
        for root in local:
            folder = root if root.is_dir() else root.parent
            try:
                observer.schedule(ear, str(folder), recursive=root.is_dir(), event_filter=_EVENTS)
            except OSError as error:
                unwatched[root] = _why(error)
        if sys.platform == "linux" and not unwatched and _limit_is_reached(observer, ear):
            unwatched |= dict.fromkeys(local, Unwatched.LIMIT)
        return observer, unwatched


class _Ear(FileSystemEventHandler):
    def __init__(self, watch: FolderWatch) -> None:
        self._watch = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._watch.heard(event)


def _stop(observer: BaseObserver | None) -> None:
    if observer is not None:
        observer.stop()
        observer.join()


def _why(error: OSError) -> Unwatched:
    return Unwatched.LIMIT if error.errno in (errno.ENOSPC, errno.EMFILE) else Unwatched.REFUSED


def _limit_is_reached(observer: BaseObserver, ear: FileSystemEventHandler) -> bool:
    """Ask for one folder more. That a subfolder could not be watched, watchdog keeps to itself."""
    with tempfile.TemporaryDirectory(prefix="neardup-") as beside:
        try:
            observer.unschedule(observer.schedule(ear, beside))
        except OSError as error:
            return _why(error) is Unwatched.LIMIT
    return False


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
