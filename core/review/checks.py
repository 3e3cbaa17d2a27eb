"""The looks at the disk before an action: is this the file that was scanned, and does a survivor surely stay?

Every function refuses by raising `RemovalRefused` with a sentence; none changes anything.
"""

import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.companions.libraries import Libraries
from core.errors import RemovalRefused
from core.photo import ImageFile, Photo
from core.review.in_use import is_being_written
from core.review.moves import digest, same_bytes
from core.storage.clocks import is_clock_shift, same_shift
from core.storage.clouds import is_online_only
from core.storage.volumes import renews_inodes


@dataclass(frozen=True, slots=True)
class Doomed:
    """Everything that a plan would take away, by path as people and disks may write it, and by inode."""

    paths: frozenset[Path]
    spellings: frozenset[str]
    inodes: frozenset[tuple[int, int, int, int]]
    """With size and time: a number that was given anew between two scans is another file's."""

    @classmethod
    def of(cls, files: Iterable[ImageFile]) -> "Doomed":
        listed = list(files)
        return cls(
            frozenset(file.path for file in listed),
            frozenset(folded(file.path) for file in listed),
            frozenset(_identity(file) for file in listed if file.inode),
        )

    def holds(self, file: ImageFile) -> bool:
        """Whether a file is to go, under this or another name."""
        if file.path in self.paths:
            return True
        if file.inode:
            return _identity(file) in self.inodes
        return folded(file.path) in self.spellings


def _identity(file: ImageFile) -> tuple[int, int, int, int]:
    return file.dev, file.inode, file.size, file.mtime_ns


def folded(path: Path) -> str:
    """A path as a disk may see it that ignores case and Unicode's ways to write one letter (NFC, NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", os.fspath(path)).casefold())


def check_not_protected(path: Path, protected: Sequence[Path]) -> None:
    """Refuse a file in a folder that the person protected, by whatever path it is reached."""
    places = (Path(os.path.abspath(path)), _real(path))  # noqa: PTH100 - `resolve` would follow links
    for folder in protected:
        for place in places:
            if any(_is_below(place, protection) for protection in (folder, _real(folder))):
                raise RemovalRefused(f"It lies in the protected folder {folder}.")


def check_in_no_library(path: Path, libraries: Libraries) -> None:
    """Refuse a file in a library that another program keeps: its database would point at nothing."""
    if (library := libraries.of(path)) is None:
        return
    program = library.program
    if library.own:
        raise RemovalRefused(f"{program} made it for itself. It is left to {program}.")
    raise RemovalRefused(
        f"It belongs to the library of {program}. Delete it in {program}, or lift the protection of "
        f"{library.folder.name} in the settings."
    )


class Protection:
    """What is never touched: folders that a person said, and libraries that other programs keep.

    For one piece of work: it looks at each folder once.
    """

    def __init__(self, folders: Sequence[Path] = (), lifted: Sequence[Path] = ()) -> None:
        self._folders = folders
        self._libraries = Libraries(lifted)
        self._known: dict[Path, bool] = {}

    def holds(self, path: Path) -> bool:
        """Whether `check_not_protected` or `check_in_no_library` would refuse a file in this place."""
        if self.program_of(path):
            return True
        if not self._folders:
            return False
        folder = path.parent
        if folder not in self._known:
            self._known[folder] = self._is_protected(folder)
        return self._known[folder]

    def _is_protected(self, folder: Path) -> bool:
        try:
            check_not_protected(folder, self._folders)
        except RemovalRefused:
            return True
        return False

    def program_of(self, path: Path) -> str:
        """The program whose library protects a photo; empty if none does."""
        library = self._libraries.of(path)
        return "" if library is None else library.program


def check_stays(path: Path, libraries: Libraries) -> None:
    """Refuse a survivor that a program made for itself, and may clear at any time."""
    library = libraries.of(path)
    if library is not None and library.own:
        raise RemovalRefused(f"{library.program} may clear it at any time.")


def check_unchanged(file: ImageFile, sha256: bytes = b"") -> ImageFile:
    """Refuse unless the path still leads to the very file that was scanned.

    Devices are given anew at each mount, inodes too on FAT, exFAT, FUSE and network drives, and times move
    with the zone: where only such numbers moved, the bytes are asked, and equal ones are the file.

    Args:
        file: as it was scanned.
        sha256: its digest; without one every number must be as it was.

    Returns:
        the file with the numbers that it has now.
    """
    now = _found(file)
    if now.size != file.size or not is_clock_shift(now.mtime_ns, file.mtime_ns):
        raise RemovalRefused("It changed since the scan. Scan again.")
    if _same_numbers(now, file):
        return now
    if now.inode != file.inode and not renews_inodes(file.path):
        raise RemovalRefused("Another file has taken its place since the scan. Scan again.")
    try:
        if sha256 and digest(file.path) == sha256:
            return now
    except OSError as error:
        raise RemovalRefused(f"It cannot be read: {error.strerror}.") from error
    if now.mtime_ns != file.mtime_ns:
        raise RemovalRefused("It changed since the scan. Scan again.")
    if now.inode != file.inode:
        raise RemovalRefused("Another file has taken its place since the scan. Scan again.")
    raise RemovalRefused("Its drive was mounted anew since the scan. Scan again: nothing is read anew.")


def check_companion(file: ImageFile, photo: ImageFile, photo_now: ImageFile) -> ImageFile:
    """Refuse unless a file that goes along is still what was shown; returns it with the numbers of now.

    Of companions no digest is known. Their numbers may have moved as those of their photo did, whose bytes
    were asked: their drive was mounted anew, or its clock moved.
    """
    now = _found(file)
    moved_alike = (
        now.size == file.size
        and same_shift((file.mtime_ns, now.mtime_ns), (photo.mtime_ns, photo_now.mtime_ns))
        and not _same_numbers(photo_now, photo)
        and (now.inode == file.inode or renews_inodes(file.path))
    )
    return now if moved_alike else check_unchanged(file)


def _found(file: ImageFile) -> ImageFile:
    try:
        status = file.path.lstat()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name makes no sense"
        raise RemovalRefused(f"It cannot be found any more: {why}.") from error
    if not stat.S_ISREG(status.st_mode):
        raise RemovalRefused("It is no longer a file of its own. Scan again.")
    if is_online_only(status):
        raise RemovalRefused("It is kept online only, and would be removed there too. Download it first.")
    return ImageFile(file.path, status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)


def _same_numbers(now: ImageFile, file: ImageFile) -> bool:
    if (now.size, now.mtime_ns) != (file.size, file.mtime_ns):
        return False
    return not file.inode or (now.dev, now.inode) == (file.dev, file.inode)


def check_not_in_use(path: Path) -> None:
    """Refuse a file that another program is writing."""
    if is_being_written(path):
        raise RemovalRefused("Another program is writing it. Close it there first.")


def check_digest(photo: Photo) -> None:
    """Refuse unless the bytes are still those that were scanned; reads the whole file."""
    try:
        found = digest(photo.path)
    except OSError as error:
        raise RemovalRefused(f"It cannot be read: {error.strerror}.") from error
    if found != photo.sha256:
        raise RemovalRefused("Its bytes are not those that were scanned. Scan again.")


def find_survivor(
    photo: Photo,
    survivors: Sequence[Photo],
    doomed: Doomed,
    libraries: Libraries | None = None,
    gone: Collection[Path] = (),
    *,
    by_digest: bool = False,
) -> tuple[Photo, bool]:
    """Find a photo of the group that is surely still there and stays.

    Where a survivor has the same bytes, the two files are compared in full: that is the ground on which
    a person gave the copy up, so another photo of the group does not stand in for it.

    Args:
        libraries: to know what other programs made for themselves.
        gone: what the journal says went meanwhile: a network drive may show it for a minute yet.
        by_digest: read a survivor of other bytes in full too.

    Returns:
        the survivor, and whether its bytes are the same.

    Raises:
        RemovalRefused: there is none; the sentence says what is wrong with each.
    """
    libraries = libraries or Libraries()
    doubts: list[str] = []
    verified: list[Photo] = []
    for survivor in survivors:
        try:
            if survivor.path in gone:
                raise RemovalRefused("another removal took it away meanwhile.")
            check_apart(photo.file, survivor.file, doomed)
            check_stays(survivor.path, libraries)
            check_unchanged(survivor.file, survivor.sha256)
            if by_digest and survivor.sha256 != photo.sha256:
                check_digest(survivor)
            verified.append(survivor)
        except RemovalRefused as doubt:
            doubts.append(f"{survivor.path.name}: {doubt}")
    if not verified:
        raise RemovalRefused("No photo that would stay could be verified. " + " ".join(doubts))
    if not any(_claims_same_bytes(survivor, photo) for survivor in survivors):
        return verified[0], False
    for twin in verified:
        if _claims_same_bytes(twin, photo) and same_bytes(photo.path, twin.path):
            return twin, True
    raise RemovalRefused("Its identical copy is gone, or no longer identical. Scan again.")


def check_apart(file: ImageFile, survivor: ImageFile, doomed: Doomed) -> None:
    """Refuse a survivor that is the doomed file under another name, or is itself to go."""
    try:
        one, other = survivor.path.stat(), file.path.stat()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name makes no sense"
        raise RemovalRefused(f"it cannot be found any more: {why}.") from error
    inodes = one.st_ino or other.st_ino
    same = os.path.samestat(one, other) if inodes else folded(survivor.path) == folded(file.path)
    if same:
        raise RemovalRefused("it is the same file under another name.")
    if doomed.holds(survivor):
        raise RemovalRefused("it is to be removed too.")


def is_there(path: Path) -> bool:
    """Whether a file is there, asked by opening it: a network drive then asks its server anew.

    Only a clear no counts: a file that may not be read is there.
    """
    try:
        with path.open("rb"):
            return True
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE)


def check_not_kept(file: ImageFile, kept: Collection[Path]) -> None:
    """Refuse what belongs to a photo but is itself a photo that stays."""
    if file.path in kept:
        raise RemovalRefused(
            f"{file.path.name} belongs to it and is to stay. Give up both, or let this one go alone."
        )


def _claims_same_bytes(survivor: Photo, photo: Photo) -> bool:
    """A digest that is missing is no digest: it is never equal to another missing one."""
    return bool(photo.sha256) and survivor.sha256 == photo.sha256


def _is_below(path: Path, folder: Path) -> bool:
    if path.is_relative_to(folder):
        return True
    inside, outside = Path(folded(path)).parts, Path(folded(folder)).parts
    return inside[: len(outside)] == outside


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
