"""What the system tells of folders, through the library watchdog, and what it keeps to itself.

watchdog has inotify with its subfolders, FSEvents and ReadDirectoryChangesW behind one face; Qt's own watcher
knows no subfolders. Since 7.0 it says nothing where it hears only a part of a tree, and no system tells that
a drive was unmounted, came back, or that a folder was moved away: `Listener.is_astray` looks for that.
"""

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from watchdog import events
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

from core.scan.formats import PHOTO_SUFFIXES
from core.storage.volumes import is_on_network, mounts_in

_RIGHTS_AND_TIMES: list[type[FileSystemEvent]] = [
    getattr(events, name) for name in ("FileAttribEvent", "DirAttribEvent") if hasattr(events, name)
]
"""Rights and times changed: an event of its own since watchdog 7.1, before that a modification."""

_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
    *_RIGHTS_AND_TIMES,
]


class Unwatched(StrEnum):
    """Why the system does not tell what happens in a folder. A scan finds it all the same."""

    NETWORK = "network"
    """It lies on another machine, of which only this machine's own actions would be told."""
    LIMIT = "limit"
    """It has more subfolders than the system watches for one person."""
    REFUSED = "refused"
    """The system will not, for a reason of its own."""


class Listener(FileSystemEventHandler):
    """Hears what happens in some folders. All methods but `on_any_event`: one thread."""

    def __init__(self, on_sound: Callable[[], None]) -> None:
        """Listen to nothing yet.

        Args:
            on_sound: told in watchdog's thread that photos may have come, changed or gone.
        """
        self._on_sound = on_sound
        self._roots: tuple[Path, ...] = ()
        self._local: list[Path] = []
        self._lie: object = None
        self._observer: BaseObserver | None = None
        self._grew = False
        self._lets_in = False

    def listen(self, roots: Sequence[Path]) -> dict[Path, Unwatched]:
        """Listen to these folders instead of others; those that are not there are left out.

        Returns:
            which of them the system does not tell of, or not wholly.
        """
        self.stop()
        self._roots = tuple(roots)
        self._grew = self._lets_in = False
        unwatched = {root: Unwatched.NETWORK for root in roots if is_on_network(root / "x")}
        self._local = [root for root in roots if root not in unwatched]
        self._lie = _where_they_lie(self._local)
        there = [
            root
            for root in self._local
            if root.exists() and not any(root.is_relative_to(other) for other in roots if other != root)
        ]
        if not there:
            return unwatched
        try:
            observer = Observer()
            observer.start()
        except OSError as error:
            return unwatched | dict.fromkeys(there, _why(error))
        self._observer = observer
        for root in there:
            folder = root if root.is_dir() else root.parent
            try:
                observer.schedule(self, str(folder), recursive=root.is_dir(), event_filter=_EVENTS)
            except OSError as error:
                unwatched[root] = _why(error)
        return unwatched or self._deaf_to(observer, there)

    def is_astray(self) -> bool:
        """Whether what is heard may not be what happens: folders were moved, drives came or went.

        A question to the system about each folder; none to its disk.
        """
        return self._lets_in or _where_they_lie(self._local) != self._lie

    def met_limit(self) -> dict[Path, Unwatched]:
        """The folders that have grown beyond what the system watches; empty if none has since `listen`."""
        if self._observer is None or not self._grew:
            return {}
        self._grew = False
        return self._deaf_to(self._observer, self._local)

    def stop(self) -> None:
        """Hear nothing more, and end watchdog's threads."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened; called by watchdog, in its thread."""
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        # A folder that was moved away is no folder any more when Windows tells of it.
        is_folder = event.is_directory or (os.name == "nt" and event.event_type == EVENT_TYPE_DELETED)
        if not any(self._concerns(path, is_folder) for path in paths):
            return
        if is_folder:
            self._grew = True
            # A folder that could not be read when listening began may be open now, and is not heard.
            self._lets_in |= type(event) in _RIGHTS_AND_TIMES
        self._on_sound()

    def _concerns(self, path: str, is_folder: bool) -> bool:
        """Whether photos may be meant. Hidden folders, where programs never rest, wait for the next look."""
        root = next((root for root in map(str, self._roots) if path.startswith(root)), "")
        if os.sep + "." in path[len(root) :]:
            return False
        folder, name = os.path.split(path)  # os.path here: this is done for every event
        if not is_folder and os.path.splitext(name)[1].lower() not in PHOTO_SUFFIXES:  # noqa: PTH122
            return False
        return os.path.isdir(folder)  # noqa: PTH112 - not where watchdog follows a folder that was moved away

    def _deaf_to(self, observer: BaseObserver, roots: Sequence[Path]) -> dict[Path, Unwatched]:
        if sys.platform == "linux" and _limit_is_reached(observer, self):
            return dict.fromkeys(roots, Unwatched.LIMIT)
        return {}


def _where_they_lie(roots: Sequence[Path]) -> object:
    """What changes when a folder is another one than before, or when a drive in it comes or goes."""
    return [_identity(root) for root in roots], mounts_in(roots)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


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
