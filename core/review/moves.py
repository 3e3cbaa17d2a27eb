"""Moving and copying a file so that nothing is ever overwritten, and nothing is called done that is not.

What a move is worth is checked afterwards too: the file that arrived must be the file that was checked.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import Path

from core.companions.conventions import shot_of
from core.companions.folder import points_at
from core.photo import ImageFile
from core.review.discard import discard_own_copy
from core.storage.names import cut_to_fit, part_of


def is_file(status: os.stat_result, file: ImageFile) -> bool:
    """Whether a status is that of the very file: same inode where there are inodes, size and time."""
    if (status.st_size, status.st_mtime_ns) != (file.size, file.mtime_ns):
        return False
    return not file.inode or (status.st_dev, status.st_ino) == (file.dev, file.inode)


def is_file_at(path: Path, file: ImageFile) -> bool:
    """Whether the very file lies at `path`."""
    try:
        return is_file(path.lstat(), file)
    except (OSError, ValueError):
        return False


def was_moved(file: ImageFile, place: Path) -> bool:
    """Whether a move was done although it was reported as failed.

    A network drive repeats a call whose answer was lost, and is told that there is no such file any more.
    """
    return is_file_at(place, file) and not os.path.lexists(file.path)


def is_still(path: Path, file: ImageFile, sha256: bytes) -> bool:
    """Whether the very file lies at `path`, asked later: perhaps after a restart, or by another mount.

    Device numbers are given anew then, on FAT drives inodes as well, and times move with the zone or with
    whoever touched it. Where anything but the device moved, the bytes are asked: equal ones are the file.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return False
        if status.st_size != file.size:
            return False
        if status.st_mtime_ns == file.mtime_ns and status.st_ino == file.inode != 0:
            return True
        return bool(sha256) and digest(path) == sha256
    except (OSError, ValueError):
        return False


def rename_new(source: Path, target: Path) -> None:
    """Rename a file within a volume, never over another.

    Linux's renameat2 and Windows' rename refuse a taken name by themselves. Elsewhere the name is looked at
    first, which leaves a moment in which another program could take it.

    Raises:
        FileExistsError: the name is taken.
        OSError: it was not renamed; EXDEV between volumes.
    """
    if sys.platform == "linux" and _rename_noreplace(source, target):
        return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def copy_new(source: Path, target: Path) -> None:
    """Copy a file, never over another: it takes its name only when it is whole, on the disk, and compared.

    Raises:
        FileExistsError: the name is taken.
        OSError: it was not copied, or the copy did not come out the same. Nothing is left behind.
    """
    part = part_of(target)
    with source.open("rb") as original, part.open("xb") as copy:
        try:
            shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        except BaseException:
            discard_own_copy(part)
            raise
    try:
        shutil.copystat(source, part)
        if not same_bytes(source, part):
            raise OSError(errno.EIO, "the copy did not come out the same")
        rename_new(part, target)
    except BaseException:
        discard_own_copy(part)
        raise
    sync_folder(target.parent)


def free_name(path: Path, word: str = "") -> Path:
    """The first name not taken: the path itself, or "name (word).jpg", "name (word 2).jpg" and so on.

    With a word, the path itself is taken to be taken.
    """
    (name,) = free_names([path], word)
    return name


def free_names(
    paths: Sequence[Path], word: str = "", is_taken: Callable[[Path], bool] = os.path.lexists
) -> list[Path]:
    """Free names for files that belong together, all with one mark: alone, IMG_1.xmp would join a stranger.

    Args:
        paths: where they would lie; the last one is the photo, whose stem the others share.
        word: as for `free_name`.
        is_taken: whether a name cannot be had.
    """
    marks = chain([word] if word else [""], (f"{word} {number}".lstrip() for number in count(2)))
    named = (_all_marked(paths, mark) for mark in marks)
    return next(names for names in named if not any(map(is_taken, names)))


def same_bytes(one: Path, other: Path) -> bool:
    """Compare two files in full; a file that cannot be read is not the same."""
    try:
        with one.open("rb") as first, other.open("rb") as second:
            while True:
                a, b = first.read(_BLOCK), second.read(_BLOCK)
                if a != b:
                    return False
                if not a:
                    return True
    except OSError:
        return False


def digest(path: Path) -> bytes:
    """The SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def sync_folder(folder: Path) -> None:
    """Let a folder's new names reach the disk, where the system can do that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EBADF):  # some network file systems cannot
                raise
        finally:
            os.close(descriptor)


def _all_marked(paths: Sequence[Path], mark: str) -> list[Path]:
    """Names with a mark; where these would not belong together any more, the names as they are in a folder
    that has it: PXL_1 (2)/PXL_1.MP belongs to PXL_1 (2)/PXL_1.MP.jpg, and PXL_1.MP (2) would to nothing."""
    photo = paths[-1]
    marked = _marked(paths, mark)
    if not mark or all(
        _belongs(new, marked[-1]) for old, new in zip(paths, marked, strict=True) if _belongs(old, photo)
    ):
        return marked
    folder = photo.with_name(cut_to_fit(photo.parent, photo.stem, f" ({mark})"))
    return [
        folder / (path.relative_to(photo.parent) if path.is_relative_to(photo.parent) else path.name)
        for path in paths
    ]


def _belongs(path: Path, photo: Path) -> bool:
    """Whether a file belongs to a photo by its name."""
    if shot_of(path.name) == shot_of(photo.name):
        return True
    beside = path.is_relative_to(photo.parent)
    return beside and points_at(path.relative_to(photo.parent).as_posix(), photo.name) is not None


def _marked(paths: Sequence[Path], mark: str) -> list[Path]:
    """Paths with a mark behind the stem of the last: "IMG_1 (2).CR2", "IMG_1 (2).CR2.xmp".

    Where the longest would not fit with it, all stems are cut alike.
    """
    if not mark:
        return list(paths)
    ends = [_split(path, paths[-1].stem) for path in paths]
    longest = max(ends, key=lambda end: len(os.fsencode(end[1])))[1]
    folder = paths[-1].parent
    marked: list[Path] = []
    for path, (stem, end) in zip(paths, ends, strict=True):
        whole = cut_to_fit(folder, stem, f" ({mark}){longest}")
        marked.append(path.with_name(whole.removesuffix(longest) + end))
    return marked


def _split(path: Path, stem: str) -> tuple[str, str]:
    shared = path.name[: len(stem)]
    if shared.casefold() != stem.casefold():
        shared = path.stem
    return shared, path.name[len(shared) :]


_BLOCK = 1 << 20
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


def _rename_noreplace(source: Path, target: Path) -> bool:
    """Call renameat2(2), which Python does not know; False where the system or volume lacks it."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))
