"""A copy becomes a second name (hardlink), or shares the blocks (reflink), of the identical file that stays.

The new name is made first, beside the copy; it is compared; and then it is renamed over the copy in one step.
At no moment is the copy's path without a whole file, and there is no way from here to deleting: a volume that
cannot link fails at the first step. What goes are bytes that were compared to those that stay.
"""

import errno
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from core.photo import ImageFile
from core.review.actions.action import ActionFailed, ActionKind
from core.review.discard import discard_own_copy
from core.review.moves import is_file_at, same_bytes
from core.storage.names import part_of
from core.storage.volumes import can_be_written, file_system, same_volume


class ReplaceByHardlink:
    """Make a copy a second name of its twin. An `Action`."""

    kind = ActionKind.HARDLINK
    takes_away = False
    needs_twin = True

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        if reason := _why_not(path, twin):
            return reason
        kind = file_system(path)
        return f"Its volume ({kind}) cannot make hardlinks." if kind in _WITHOUT_HARDLINKS else None

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return list(parts)

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        assert twin is not None, "a link needs its twin"
        part = part_of(file.path)
        try:
            os.link(twin, part)
        except OSError as error:
            raise ActionFailed(_sentence(error, "hardlinks")) from error
        _rename_over(file, part, twin)
        return file.path


class ReplaceByReflink:
    """Let a copy share the blocks of its twin, each still a file of its own. Linux only. An `Action`."""

    kind = ActionKind.REFLINK
    takes_away = False
    needs_twin = True

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        if sys.platform != "linux":
            return "Shared blocks can be made on Linux only."
        if reason := _why_not(path, twin):
            return reason
        kind = file_system(path)
        return f"Its volume ({kind}) cannot let files share blocks." if kind in _WITHOUT_REFLINKS else None

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return list(parts)

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        assert twin is not None, "a clone needs its twin"
        part = part_of(file.path)
        try:
            _clone(twin, part, like=file.path)
        except OSError as error:
            raise ActionFailed(_sentence(error, "files that share blocks")) from error
        _rename_over(file, part, twin)
        return file.path


def _why_not(path: Path, twin: Path | None) -> str | None:
    if twin is None:
        return "No photo with the same bytes stays, so there is nothing to link it to."
    if not same_volume(path, twin):
        return f"It lies on another volume than {twin}."
    if not can_be_written(path.parent):
        return f"Its folder {path.parent} is read-only."
    return None


_WITHOUT_HARDLINKS = frozenset(["vfat", "msdos", "exfat", "iso9660", "udf", "squashfs"])
_WITHOUT_REFLINKS = _WITHOUT_HARDLINKS | frozenset(
    ["ext2", "ext3", "ext4", "tmpfs", "ramfs", "ntfs", "ntfs3", "fuseblk", "f2fs", "jfs", "hfsplus"]
)
"""File systems of which it is known. Of others the action finds out, at its first step and without harm."""

_FICLONE = 0x40049409
"""ioctl_ficlone(2): share all blocks of a file with another."""


def _clone(source: Path, target: Path, like: Path) -> None:
    """Make a new file that shares its blocks with `source` and has the times and rights of `like`.

    Raises:
        OSError: the volume cannot, or the name is taken. Nothing is left behind.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    import fcntl

    with source.open("rb") as original, target.open("xb") as clone:
        try:
            fcntl.ioctl(clone.fileno(), _FICLONE, original.fileno())
            os.fsync(clone.fileno())
            shutil.copystat(like, target)
        except BaseException:
            discard_own_copy(target)
            raise


def _rename_over(file: ImageFile, part: Path, twin: Path) -> None:
    """The last look and the action: the copy is still the copy, and the new name holds the same bytes."""
    try:
        if not same_bytes(file.path, part):
            raise ActionFailed(f"Its bytes are no longer those of {twin}.")
        if not is_file_at(file.path, file):
            raise ActionFailed("It changed in the last moment.")
        part.replace(file.path)
    except OSError as error:
        raise ActionFailed(f"It could not be replaced: {error.strerror or error}.") from error
    finally:
        discard_own_copy(part)  # gone already when all went well


_CANNOT = (errno.EOPNOTSUPP, errno.EPERM, errno.EINVAL, errno.EXDEV, errno.ENOSYS, errno.ENOTTY, errno.EMLINK)


def _sentence(error: OSError, what: str) -> str:
    if error.errno in _CANNOT:
        return f"Its volume cannot make {what}."
    return f"It could not be replaced: {error.strerror or error}."
