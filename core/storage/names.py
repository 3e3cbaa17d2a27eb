"""How long a name may be where it is to lie, and names that are shortened until they fit.

255 bytes on most file systems of Linux and on APFS; 255 UTF-16 units on FAT, exFAT, NTFS and all of Windows;
143 bytes in an encrypted home folder (eCryptfs). A name in Japanese or Cyrillic is soon as long as that.
"""

import hashlib
import os
import sys
from pathlib import Path

from core.storage.volumes import file_system

PART = ".neardup-part"
"""Ends the name of a copy that is not whole yet."""

_USUAL = 255
_IN_UTF16 = frozenset(["vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "fuse.exfat"])


def room_in(folder: Path, name: str) -> int:
    """How much longer a name in a folder could be, in bytes or UTF-16 units; below 0 it is too long."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    counts_utf16 = _counts_utf16(folder)
    limit = _USUAL if counts_utf16 else _limit(folder)
    return limit - _length(name, counts_utf16)


def cut_to_fit(folder: Path, stem: str, ending: str) -> str:
    """A name of a stem and what must stay behind it, the stem cut where both are too long together."""
    if room_in(folder, stem + ending) >= 0:
        return stem + ending
    while stem and room_in(folder, f"{stem}…{ending}") < 0:
        stem = stem[:-1]
    return f"{stem.rstrip()}…{ending}"


def part_of(path: Path, ending: str = PART) -> Path:
    """Where a copy of `path` lies while it is not whole: beside it, by a name that follows from its own."""
    name = path.name + ending
    if room_in(path.parent, name) < 0:
        name = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16] + ending
    return path.with_name(name)


def _counts_utf16(folder: Path) -> bool:
    return sys.platform == "win32" or file_system(folder / "x") in _IN_UTF16


def _length(name: str, counts_utf16: bool) -> int:
    if counts_utf16:
        return len(name.encode("utf-16-le", "surrogatepass")) // 2
    return len(os.fsencode(name))


def _limit(folder: Path) -> int:
    try:
        return min(os.pathconf(folder, "PC_NAME_MAX"), _USUAL)
    except (OSError, ValueError, AttributeError):
        return _USUAL
