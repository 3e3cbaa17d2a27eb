"""Which volume a file lies on: a file can be moved at once only within one mount of one volume."""

import os
import re
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path


def mount_point(path: Path) -> Path:
    """The folder at which the volume of a file (there or not) begins.

    On Linux the kernel's own list is asked: only that knows bind mounts, between which nothing can be
    renamed though both have one device number. Subvolumes (Btrfs) are the other way round: not in the list,
    but each with a device number of its own, which is what `is_mount` looks at.
    """
    return (_kept.get() or _Volumes()).mount_point(path.parent)


def same_volume(one: Path, other: Path) -> bool:
    """Whether a file can be renamed from the folder of `one` to the folder of `other`."""
    return mount_point(one) == mount_point(other)


def file_system(path: Path) -> str:
    """The kind of file system that a file (there or not) lies on, as Linux names it; "" if nothing tells."""
    if sys.platform != "linux":
        from core.storage.drives import mount_of, mounts

        mount = mount_of(path, mounts())
        return "" if mount is None else mount.kind
    return (_kept.get() or _Volumes()).file_system(path.parent)


def renews_inodes(path: Path) -> bool:
    """Whether a file's inode number is made up, and lasts as long as a cache or a mount.

    FAT and exFAT have none on the disk; FUSE without `use_ino` and servers without ids give what they like.
    """
    kind = file_system(path)
    return kind in ("vfat", "msdos", "exfat") or kind in NETWORKS or kind.startswith("fuse")


def devices_of_local_time() -> frozenset[int]:
    """The devices (`st_dev`) whose file systems keep times in local time: FAT, and exFAT as some write it."""
    kinds = ("vfat", "msdos", "exfat", "fuse.exfat", "fuseblk.exfat")
    if sys.platform == "linux":
        numbers = (device.split(":") for device, _, _, kind, _ in mountinfo() if kind in kinds)
        return frozenset(os.makedev(int(major), int(minor)) for major, minor in numbers)
    from core.storage.drives import mounts

    return frozenset(mount.top.stat().st_dev for mount in mounts() if mount.kind in kinds)


def mounts_in(folders: Iterable[Path]) -> frozenset[tuple[str, ...]]:
    """What is mounted on or below some folders: another answer when a drive comes or goes. Linux only."""
    if sys.platform != "linux":
        return frozenset()
    tops = [os.path.realpath(folder) for folder in folders]
    return frozenset(mount for mount in mountinfo() if any(_is_inside(mount[2], top) for top in tops))


def can_be_written(folder: Path) -> bool:
    """Whether names in a folder can be made and taken away."""
    return (_kept.get() or _Volumes()).can_be_written(folder)


@contextmanager
def asked_once() -> Generator[None]:
    """In here, and in this thread, the system is asked about each folder once.

    For a question about thousands of photos. Never around an action, which must see what is so at its moment.
    """
    before = _kept.set(_Volumes())
    try:
        yield
    finally:
        _kept.reset(before)


def is_on_network(path: Path) -> bool:
    """Whether a file (there or not) lies on another machine, as far as the system tells (macOS does not)."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        anchor = path.absolute().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined,unused-ignore]
        return anchor.startswith("\\\\") or kind == remote
    return file_system(path) in NETWORKS


NETWORKS = frozenset(
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "ncpfs", "davfs", "glusterfs", "virtiofs"]
    + [
        f"fuse.{name}"
        for name in ("sshfs", "rclone", "davfs2", "glusterfs", "s3fs", "gvfsd-fuse", "smbnetfs")
    ]
)


def can_make(folder: Path) -> bool:
    """Whether a folder is there, or its nearest parent that is there, can be written to."""
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and can_be_written(folder)


class _Volumes:
    """What the system says of folders, remembered as long as this lives."""

    def __init__(self) -> None:
        self._points: dict[Path, Path] = {}
        self._kinds: dict[Path, str] = {}
        self._real: dict[Path, Path] = {}
        self._begins: dict[Path, bool] = {}
        self._writable: dict[Path, bool] = {}

    @cached_property
    def _mounts(self) -> dict[Path, str]:
        return _linux_mounts()

    def mount_point(self, folder: Path) -> Path:
        if folder not in self._points:
            real = self._real_of(folder)
            around = (place for place in (real, *real.parents) if self._begins_at(place))
            self._points[folder] = next(around, real)
        return self._points[folder]

    def file_system(self, folder: Path) -> str:
        if folder not in self._kinds:
            real = self._real_of(folder)
            kinds = (self._mounts[place] for place in (real, *real.parents) if place in self._mounts)
            self._kinds[folder] = next(kinds, "")
        return self._kinds[folder]

    def can_be_written(self, folder: Path) -> bool:
        if folder not in self._writable:
            self._writable[folder] = os.access(folder, os.W_OK | os.X_OK)
        return self._writable[folder]

    def _real_of(self, folder: Path) -> Path:
        if folder not in self._real:
            self._real[folder] = Path(os.path.realpath(folder))
        return self._real[folder]

    def _begins_at(self, folder: Path) -> bool:
        if folder not in self._begins:
            self._begins[folder] = folder in self._mounts or folder.is_mount() or folder == folder.parent
        return self._begins[folder]


_kept: ContextVar[_Volumes | None] = ContextVar("volumes", default=None)


def _linux_mounts() -> dict[Path, str]:
    """The mount points of this process, and the file system of each."""
    return {Path(top): kind for _, _, top, kind, _ in mountinfo()}


def mountinfo() -> Iterator[tuple[str, str, str, str, str]]:
    """Device, root, mount point, type and source of each mount, see proc_pid_mountinfo(5); Linux only."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        before, _, behind = line.partition(b" - ")
        _, _, device, root, top, *_ = before.split(b" ")
        kind, source, *_ = behind.split(b" ")
        yield (
            os.fsdecode(device),
            os.fsdecode(_unescaped(root)),
            os.fsdecode(_unescaped(top)),
            os.fsdecode(kind),
            os.fsdecode(_unescaped(source)),
        )


def _is_inside(place: str, top: str) -> bool:
    return place == top or place.startswith(top.rstrip("/") + "/")


def _unescaped(field: bytes) -> bytes:
    """Spaces and their like stand in the list as octal numbers."""
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), field)
