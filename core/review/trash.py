"""The system's trash, asked beforehand whether it exists: nothing here ever deletes for good.

`send2trash` moves; this file decides whether it may be called at all. Where a volume has no trash, some
systems delete at once and call it success, so such volumes are named before the button is pressed.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol


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


class SystemTrash:
    """The trash of the desktop, through `send2trash`."""

    def why_not(self, path: Path) -> str | None:
        if sys.platform == "win32":
            return _why_not_on_windows(path)
        if sys.platform == "darwin":
            return None  # Finder's own call refuses where a volume has no trash, and then moves nothing
        return _why_not_on_freedesktop(path)

    def move(self, path: Path) -> None:
        from send2trash import send2trash  # looks for the home folder on import

        send2trash(path)


def volumes_without_trash(paths: Iterable[Path], trash: Trash) -> dict[Path, str]:
    """The volumes among those of `paths` from which nothing can be moved to the trash, and why."""
    without: dict[Path, str] = {}
    seen: dict[tuple[Path, int], None] = {}
    for path in paths:
        try:
            place = (path.parent, path.parent.stat().st_dev)
        except OSError:
            continue  # the removal itself will say that the file is gone
        if place not in seen:
            seen[place] = None
            if reason := trash.why_not(path):
                without[_mount_point(path)] = reason
    return without


def _why_not_on_freedesktop(path: Path) -> str | None:
    """The rules of the freedesktop.org trash specification, as `send2trash` applies them."""
    try:
        device = path.lstat().st_dev
        home = Path.home()
        if device == home.stat().st_dev:
            return (
                None if _can_make(_home_trash()) else f"The trash folder {_home_trash()} cannot be written."
            )
        top = _mount_point(path)
        if top.stat().st_dev != device:
            return f"The volume of {path} cannot be told, so its trash cannot be found."
        uid = os.getuid()
        if _can_make(top / ".Trash" / str(uid)) or _can_make(top / f".Trash-{uid}"):
            return None
        return f"The volume {top} has no trash, and none can be made there."
    except OSError as error:
        return f"{path} cannot be looked at: {error.strerror}."


def _home_trash() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "Trash"


def _can_make(folder: Path) -> bool:
    """Whether a folder is there, or its nearest parent that is there, can be written to."""
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _why_not_on_windows(path: Path) -> str | None:
    import ctypes

    drive_remote, drive_removable = 4, 2
    anchor = path.absolute().anchor
    kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined,unused-ignore]
    if anchor.startswith("\\\\") or kind == drive_remote:
        return f"The network drive {anchor} has no recycle bin: Windows would delete for good."
    if kind == drive_removable:
        return f"The removable drive {anchor} has no recycle bin: Windows would delete for good."
    return None


def _mount_point(path: Path) -> Path:
    folder = Path(os.path.realpath(path.parent))
    while not folder.is_mount() and folder != folder.parent:
        folder = folder.parent
    return folder
