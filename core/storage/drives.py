"""Volumes by an identity that lasts: a drive gets another mount point, or letter, and is the same drive.

    Linux     the file system's UUID (/dev/disk/by-uuid), or the share; else the device number of this boot
    Windows   the volume's serial number, or the share behind a letter
    macOS     the volume's UUID (getattrlist(2)), or where it is mounted from

An identity is a hint: what is found by it is checked by size, time and digest like any other file.
"""

import ctypes
import os
import struct
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from core.storage.volumes import NETWORKS, mountinfo


@dataclass(frozen=True, slots=True)
class Mount:
    """A volume, or a folder of it, where it can be seen.

    `top` is the place, `inside` the folder of the volume that is seen there ("/" is the whole), `kind` the
    file system in lower case as Linux names it.
    """

    top: Path
    volume: str
    inside: PurePath
    kind: str


def mounts() -> tuple[Mount, ...]:
    """Everything that is mounted now, as far as it has an identity; nothing that a later mount hides."""
    found: Iterable[Mount]
    if sys.platform == "linux":
        found = _linux()
    elif sys.platform == "win32":
        found = _windows()
    elif sys.platform == "darwin":
        found = _macos()
    else:
        found = ()
    return tuple({mount.top: mount for mount in found}.values())


def mount_of(path: Path, among: Iterable[Mount]) -> Mount | None:
    """The mount that a path, there or not, lies in; the deepest."""
    around = [mount for mount in among if path.is_relative_to(mount.top)]
    return max(around, key=lambda mount: len(mount.top.parts), default=None)


def is_lasting(volume: str) -> bool:
    """Whether an identity is that of the volume, and not a number of this boot."""
    return not volume.startswith(_OF_THIS_BOOT)


_OF_THIS_BOOT = "boot:"


def _linux() -> Iterator[Mount]:
    """See proc_pid_mountinfo(5): device, root, mount point; then type and source."""
    by_device, by_source = _uuids()
    for device, root, top, kind, source in mountinfo():
        if kind in _OF_THE_KERNEL:
            continue
        if kind in NETWORKS or source.startswith("//") or (":" in source and kind.startswith("fuse")):
            volume = f"{kind}:{source}"
        elif uuid := by_device.get(device) or by_source.get(os.path.realpath(source)):
            volume = f"uuid:{uuid}"
        else:
            volume = f"{_OF_THIS_BOOT}{_boot()}:{device}"
        yield Mount(Path(top), volume, PurePath(root), kind)


_OF_THE_KERNEL = frozenset(
    [
        "proc",
        "sysfs",
        "devtmpfs",
        "devpts",
        "cgroup",
        "cgroup2",
        "securityfs",
        "debugfs",
        "tracefs",
        "mqueue",
        "pstore",
        "bpf",
        "configfs",
        "hugetlbfs",
        "fusectl",
        "autofs",
        "binfmt_misc",
        "efivarfs",
        "nsfs",
    ]
)


def _uuids() -> tuple[dict[str, str], dict[str, str]]:
    """UUIDs as udev links them, by the device's number and by its path."""
    by_device: dict[str, str] = {}
    by_source: dict[str, str] = {}
    try:
        links = list(Path("/dev/disk/by-uuid").iterdir())
    except OSError:
        return by_device, by_source
    for link in links:
        try:
            device = link.stat().st_rdev
        except OSError:
            continue
        by_device[f"{os.major(device)}:{os.minor(device)}"] = link.name
        by_source[os.path.realpath(link)] = link.name
    return by_device, by_source


def _boot() -> str:
    """Which boot this is: device numbers without a UUID mean nothing after the next."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _windows() -> Iterator[Mount]:
    """Not run yet. GetLogicalDrives, GetVolumeInformationW, WNetGetConnectionW."""
    windll = _system_library("windll")
    letters: int = windll.kernel32.GetLogicalDrives()
    windll.kernel32.SetErrorMode(1)  # no dialog for a card reader without a card
    for number in range(26):
        if not letters >> number & 1:
            continue
        letter = f"{chr(ord('A') + number)}:"
        share, length = ctypes.create_unicode_buffer(1024), ctypes.c_uint32(1024)
        serial, kind = ctypes.c_uint32(), ctypes.create_unicode_buffer(64)
        if windll.mpr.WNetGetConnectionW(letter, share, ctypes.byref(length)) == 0:
            volume, named = f"share:{share.value.casefold()}", "cifs"
        elif windll.kernel32.GetVolumeInformationW(
            letter + "\\", None, 0, ctypes.byref(serial), None, None, kind, 64
        ):
            volume, named = f"serial:{serial.value:08x}", _KINDS.get(kind.value, kind.value.lower())
        else:
            continue
        yield Mount(Path(letter + "\\"), volume, PurePath("/"), str(named))


def _system_library(name: str) -> Any:
    """What ctypes has on some systems only."""
    return getattr(ctypes, name)


_KINDS = {"FAT": "vfat", "FAT32": "vfat", "exFAT": "exfat", "msdos": "vfat"}


def _macos() -> Iterator[Mount]:
    """Not run yet. Volumes lie in /Volumes; the one of the system at / as well."""
    for top in (Path("/"), *_entries(Path("/Volumes"))):
        if not os.path.ismount(top):
            continue
        kind, source = _macos_statfs(top)
        uuid = _macos_uuid(top)
        volume = f"uuid:{uuid}" if uuid else f"{kind}:{source}"
        yield Mount(top, volume, PurePath("/"), str(_KINDS.get(kind, kind)))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _macos_uuid(top: Path) -> str:
    """The volume's UUID: getattrlist(2) with ATTR_VOL_INFO and ATTR_VOL_UUID."""
    libc: Any = ctypes.CDLL(None, use_errno=True)
    wanted = struct.pack("=HHIIIII", 5, 0, 0, 0x8000_0000 | 0x0004_0000, 0, 0, 0)
    answer = ctypes.create_string_buffer(64)
    if libc.getattrlist(os.fsencode(top), wanted, answer, ctypes.c_size_t(64), ctypes.c_uint32(0)):
        return ""
    return str(uuid.UUID(bytes=answer.raw[4:20]))


def _macos_statfs(top: Path) -> tuple[str, str]:
    """Type and source of a mount: struct statfs with 64-bit inodes, see sys/mount.h."""
    libc: Any = ctypes.CDLL(None, use_errno=True)
    answer = ctypes.create_string_buffer(4096)
    call: Any = getattr(libc, "statfs$INODE64", None) or libc.statfs
    if call(os.fsencode(top), answer):
        return "", ""
    kind, source = answer.raw[72:88], answer.raw[1112:2136]
    return os.fsdecode(kind.split(b"\0")[0]), os.fsdecode(source.split(b"\0")[0])
