"""The system's trash, asked beforehand whether it exists: nothing here ever deletes for good.

`send2trash` moves; this file decides whether it may be called at all. Where a volume has no trash, some
systems delete at once and call it success, so such volumes are named before the button is pressed.

`send2trash` does not say where a file went. On freedesktop systems the file is found again by its inode, so
that it can be brought back. Windows and macOS keep their trash to themselves: there a person brings it back.
"""

import importlib
import os
import stat
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from urllib.parse import unquote_to_bytes

from core.photo import ImageFile
from core.review.discard import discard_trash_note
from core.review.moves import is_still
from core.storage.names import room_in
from core.storage.volumes import can_be_written, can_make, is_on_network, mount_point

_NOTE = ".trashinfo"
_CLOCK_STEP_S = 2.0
"""A volume's clock may run in steps: FAT's are of two seconds."""


class Trash(Protocol):
    """Where removed photos go."""

    def why_not(self, path: Path) -> str | None:
        """Why this file cannot be moved to the trash, in a sentence; None if it can."""
        ...

    def move(self, path: Path) -> None:
        """Move a file to the trash.

        Raises:
            OSError: it was not moved.
        """
        ...


@runtime_checkable
class SearchableTrash(Trash, Protocol):
    """A trash that can tell where a file went, so that NearDup can bring it back."""

    def find(self, file: ImageFile, sha256: bytes = b"") -> Path | None:
        """Where a file that was moved lies now; None if it is not found.

        Args:
            file: the file as it was before the move, at the path at which it was.
            sha256: its digest, to know it by where inodes do not last.
        """
        ...

    def forget(self, place: Path) -> None:
        """Take note that the file that `find` gave is no longer there."""
        ...


class SystemTrash:
    """The trash of the desktop, through `send2trash`."""

    def why_not(self, path: Path) -> str | None:
        if sys.platform == "win32":
            return _why_not_on_windows(path)
        if sys.platform == "darwin":
            return None  # Finder's own call refuses where a volume has no trash, and then moves nothing
        return _why_not_on_freedesktop(path)

    def move(self, path: Path) -> None:
        send = _sender()
        with _one_at_a_time():
            began = time.time()
            try:
                send(path)
            except OSError:
                _discard_notes_left(path, began)
                raise

    def find(self, file: ImageFile, sha256: bytes = b"") -> Path | None:
        if sys.platform in ("win32", "darwin"):
            return None
        return next(_found_in_freedesktop(file, sha256), None)

    def forget(self, place: Path) -> None:
        info = _info_of(place)
        if info.parent.name == "info" and not os.path.lexists(place):
            discard_trash_note(info)


def _sender() -> Callable[[Path], None]:
    """`send2trash`, which looks for the home folder on import.

    On freedesktop systems its own code, whatever else is installed: where `gi` can be imported it would ask
    gio, which has other rules, refuses overlays, tmpfs and subvolumes, and says no words about it.
    """
    own = sys.platform not in ("win32", "darwin")
    module: Any = importlib.import_module("send2trash.plat_other" if own else "send2trash")
    return module.send2trash


def volumes_without_trash(paths: Iterable[Path], trash: Trash) -> dict[Path, str]:
    """The volumes among those of `paths` from which nothing can be moved to the trash, and why."""
    without: dict[Path, str] = {}
    seen: set[Path] = set()
    for path in paths:
        if path.parent in seen:
            continue
        seen.add(path.parent)
        if path.parent.is_dir() and (reason := trash.why_not(path)):  # the removal itself says what is gone
            without[mount_point(path)] = reason
    return without


@contextmanager
def _one_at_a_time() -> Generator[None]:
    """Let one NearDup move to the trash at a time, whatever catalogues they work with.

    On freedesktop systems `send2trash` looks for a free name and then renames: of two photos of one name that
    come at once, the second would be written over the first.
    """
    if sys.platform in ("win32", "darwin"):
        yield
        return
    import fcntl

    with ExitStack() as held:
        with suppress(OSError):  # a home that cannot be written or locked has no trash of its own either
            place = _home_trash().with_name(".neardup-trash.lock")
            place.parent.mkdir(parents=True, exist_ok=True)
            fcntl.flock(held.enter_context(place.open("a")), fcntl.LOCK_EX)
        yield


def _why_not_on_freedesktop(path: Path) -> str | None:
    """The rules of the freedesktop.org trash specification, as `send2trash` applies them."""
    try:
        if not os.access(path, os.W_OK):
            return "It is read-only." if path.exists() else "It cannot be found any more."
        if not can_be_written(path.parent):
            return f"Its folder {path.parent} is read-only."
        device = path.lstat().st_dev
        top = mount_point(path)
        if room_in(path.parent, path.name + _NOTE) < 0:
            return (
                "Its name is too long for the trash, which notes it with 10 letters more. Choose quarantine, "
                "or shorten its name."
            )
        if device == Path.home().stat().st_dev:
            trash = _home_trash()
            if not can_make(trash):
                return f"The trash folder {trash} cannot be written."
            if mount_point(trash / "files" / path.name) != top:
                return _would_be_copied(trash)
            return None
        if top.stat().st_dev != device:
            return f"The volume of {path} cannot be told, so its trash cannot be found."
        if _top_without_binds(path) != top:
            return _would_be_copied(_home_trash())
        trash = _volume_trash(top)
        if not can_make(trash):
            return f"The volume {top} has no trash, and none can be made there."
        return None
    except OSError as error:
        return f"{path} cannot be looked at: {error.strerror}."


def _would_be_copied(trash: Path) -> str:
    return f"The trash {trash} lies on another volume: the file would be copied there and deleted."


def _top_without_binds(path: Path) -> Path:
    """Where `send2trash` takes the volume of a file to begin: it does not see bind mounts."""
    real = Path(os.path.realpath(path))
    return next(place for place in (real, *real.parents) if os.path.ismount(place))


def _volume_trash(top: Path) -> Path:
    """The trash of a volume: the administrator's if the specification lets it be used, or one's own."""
    shared, own = _volume_trashes(top)
    try:
        mode = shared.parent.lstat().st_mode
    except OSError:
        return own
    usable = stat.S_ISDIR(mode) and mode & stat.S_ISVTX and can_make(shared)
    return shared if usable else own


def _home_trash() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "Trash"


def _volume_trashes(top: Path) -> tuple[Path, ...]:
    """Where a volume's trash may be: in the administrator's `.Trash`, or beside it. None on Windows."""
    if sys.platform == "win32":
        return ()
    uid = os.getuid()
    return (top / ".Trash" / str(uid), top / f".Trash-{uid}")


def _found_in_freedesktop(file: ImageFile, sha256: bytes) -> Iterator[Path]:
    """Look through the trash folders in which a file may lie: by name, then by inode.

    Moving within a volume keeps the inode, so that tells the file from its namesakes.
    """
    folders = [trash / "files" for trash in (_home_trash(), *_volume_trashes(mount_point(file.path)))]
    for place in chain((files / file.path.name for files in folders), *map(_entries_like(file), folders)):
        if is_still(place, file, sha256) and _came_from(place, file.path):
            yield place


def _entries_like(file: ImageFile) -> Callable[[Path], Iterator[Path]]:
    """Look through a folder for a file's inode, and for its name with a number behind it."""

    def look(files: Path) -> Iterator[Path]:
        with suppress(OSError), os.scandir(files) as entries:
            for entry in entries:
                if entry.inode() == file.inode or entry.name.startswith(file.path.stem):
                    yield files / entry.name

    return look


def _came_from(place: Path, path: Path) -> bool:
    """Whether the note of a trashed file names the path from which it came."""
    try:
        lines = _info_of(place).read_bytes().splitlines()
    except OSError:
        return False
    raw = next((line[5:] for line in lines if line.startswith(b"Path=")), b"")
    named = Path(os.fsdecode(unquote_to_bytes(raw)))
    if not named.is_absolute():  # relative to the top of the volume, or to the home trash's own parent
        trash = place.parent.parent
        top = trash.parent.parent if trash.parent.name == ".Trash" else trash.parent
        named = top / named
    return named.name == path.name and (
        named == path or os.path.realpath(named.parent) == os.path.realpath(path.parent)
    )


def _info_of(place: Path) -> Path:
    return place.parent.parent / "info" / (place.name + _NOTE)


def _discard_notes_left(path: Path, began: float) -> None:
    """Take away the note of a file that did not go: `send2trash` writes it before it moves, and leaves it."""
    if sys.platform in ("win32", "darwin") or not os.path.lexists(path):
        return
    for trash in (_home_trash(), *_volume_trashes(mount_point(path))):
        with suppress(OSError), os.scandir(trash / "info") as notes:
            for note in notes:
                place = trash / "files" / note.name.removesuffix(_NOTE)
                if (
                    note.name.startswith(path.stem)
                    and note.stat().st_mtime >= began - _CLOCK_STEP_S
                    and not os.path.lexists(place)
                    and _came_from(place, path)
                ):
                    discard_trash_note(_info_of(place))


def _why_not_on_windows(path: Path) -> str | None:
    import ctypes

    removable = 2
    anchor = path.absolute().anchor
    if is_on_network(path):
        return f"The network drive {anchor} has no recycle bin: Windows would delete for good."
    if ctypes.windll.kernel32.GetDriveTypeW(anchor) == removable:  # type: ignore[attr-defined,unused-ignore]
        return f"The removable drive {anchor} has no recycle bin: Windows would delete for good."
    return None
