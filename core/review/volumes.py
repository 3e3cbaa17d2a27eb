"""Which volume a file lies on: a file can be moved at once only within one mount of one volume."""

import os
import re
import sys
from pathlib import Path


def mount_point(path: Path) -> Path:
    """The folder at which the volume of a file (there or not) is mounted.

    On Linux the kernel's own list is asked: only that knows bind mounts, between which nothing can be
    renamed though both have one device number.
    """
    folder = Path(os.path.realpath(path.parent))
    if sys.platform == "linux" and (mounts := _linux_mounts()):
        while folder not in mounts and folder != folder.parent:
            folder = folder.parent
        return folder
    while not folder.is_mount() and folder != folder.parent:
        folder = folder.parent
    return folder


def same_volume(one: Path, other: Path) -> bool:
    """Whether a file can be renamed from the folder of `one` to the folder of `other`."""
    return mount_point(one) == mount_point(other)


def file_system(path: Path) -> str:
    """The kind of file system that a file (there or not) lies on, as Linux names it; "" elsewhere."""
    return _linux_mounts().get(mount_point(path), "") if sys.platform == "linux" else ""


def can_make(folder: Path) -> bool:
    """Whether a folder is there, or its nearest parent that is there, can be written to."""
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _linux_mounts() -> dict[Path, str]:
    """The mount points of this process, and the file system of each; see proc_pid_mountinfo(5)."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return {}
    return {
        Path(os.fsdecode(_unescaped(line.split(b" ")[4]))): os.fsdecode(line.split(b" - ")[-1].split(b" ")[0])
        for line in lines
    }


def _unescaped(field: bytes) -> bytes:
    """Spaces and their like stand in the list as octal numbers."""
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), field)
