"""From roots to the files that claim to be photos: sorted, each file once, nothing opened that need not be.

Left out by rule, and not worth a line each: hidden files and folders, the folders that systems keep
for themselves, and files that are no photos. Listed as skipped: trash folders, links, folders and
files that cannot be read, empty photos, pictures of kinds that are not read, and second paths to one file.
"""

# Paths are plain text in here: a walk sees ten files for each photo that earns a `Path`.
# ruff: noqa: PTH100, PTH111, PTH116, PTH121, PTH122, PTH123

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.companions.libraries import Libraries
from core.errors import ScanError, UnreadablePhoto
from core.photo import FileStamp, ImageFile, Skipped
from core.progress import CancelToken
from core.scan.formats import HEAD_BYTES, OTHER_SUFFIXES, PHOTO_SUFFIXES, sniff
from core.scan.left_out import LEFT_OUT, is_hidden, is_link, is_system_folder, is_trash
from core.scan.unread import unread_picture
from core.storage.clouds import ONLINE_ONLY, is_online_only, stands_for


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk found: photos sorted by path, each file once, and what was left out and why.

    `found` has paths as `os.fsencode` gives them: most are only looked up in the catalogue, and a `Path` for
    each would take longer than its `stat`.
    """

    found: Mapping[bytes, FileStamp]
    skipped: tuple[Skipped, ...]

    @property
    def files(self) -> tuple[ImageFile, ...]:
        """All that was found, as values of their own; made anew each time."""
        return tuple(image_file(path, stamp) for path, stamp in self.found.items())


def image_file(path: bytes, stamp: FileStamp) -> ImageFile:
    """One file that a walk found."""
    return ImageFile(Path(os.fsdecode(path)), *stamp)


def walk(
    roots: Sequence[Path],
    *,
    include_hidden: bool = False,
    ignored: Sequence[Path] = (),
    report: Callable[[int], None] | None = None,
    cancel: CancelToken,
) -> Walk:
    """Find the photos below some folders.

    Links are not followed, except a root that is one itself. A file reached by two paths (hardlinks,
    bind mounts, letter case, nested roots) counts once, under the path that sorts first.

    Args:
        roots: folders, or single files.
        include_hidden: walk into hidden folders and take hidden files. Trash is left out even so.
        ignored: folders to leave out with everything below them.
        report: called now and then with the number of photos found so far.

    Raises:
        ScanError: a root does not exist, or is neither a folder nor a file.
        Cancelled: `cancel` was raised.
    """
    search = _Search(include_hidden, {_absolute(path) for path in ignored}, report, cancel)
    folders: list[str] = []
    for root in sorted({_absolute(root) for root in roots}):
        kind = _kind_of_root(root)
        if reason := search.barred(root):
            search.skip(root, reason)
        elif stat.S_ISDIR(kind):
            folders.append(root)
        else:
            search.take_root_file(root)
    search.descend(folders)
    return _each_file_once(search)


def stat_image(path: Path) -> ImageFile:
    """Look one photo up on the disk, following a link.

    Raises:
        UnreadablePhoto: there is no such file, or it is not a regular one.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise UnreadablePhoto(_reason("The file cannot be read", error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadablePhoto("Not a file.")
    return ImageFile(path, *_stamp(status))


@dataclass(slots=True)
class _Search:
    """A walk under way. Folders wait on a list, so that no depth of tree meets a recursion limit."""

    include_hidden: bool
    ignored: set[str]
    report: Callable[[int], None] | None
    cancel: CancelToken
    files: dict[str, FileStamp] = field(default_factory=dict[str, FileStamp])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    seen_paths: set[str] = field(default_factory=set[str])
    seen_folders: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    reported_at: float = 0.0
    libraries: Libraries = field(default_factory=Libraries)

    def descend(self, folders: Sequence[str]) -> None:
        waiting = list(reversed(folders))
        while waiting:
            self.cancel.check()
            folder = waiting.pop()
            if self._is_new(folder):
                below = self._look_into(folder)
                waiting.extend(sorted(below, reverse=True))

    def take_root_file(self, path: str) -> None:
        """Take a file that was named itself: whatever its extension, since a person chose it."""
        try:
            self._take(path, os.stat(path))
        except OSError as error:
            self.skip(path, _reason("The file cannot be read", error))

    def barred(self, path: str) -> str | None:
        """Say why a root may not be scanned at all, or None."""
        places = {path, os.path.realpath(path)}
        places.update(str(parent) for place in tuple(places) for parent in Path(place).parents)
        if any(is_trash(place) for place in places):
            return "Inside a trash folder, which is never scanned."
        if places & self.ignored:
            return "Inside a folder that the settings leave out."
        library = self.libraries.around(path) or self.libraries.around(os.path.realpath(path))
        if library is not None and library.own:
            return made_for_itself(library.program)
        return None

    def skip(self, path: str, reason: str) -> None:
        self.skipped.append(Skipped(Path(path), reason))

    def _is_new(self, folder: str) -> bool:
        """Whether a folder was not walked yet, under this or another path."""
        if folder in self.seen_paths:
            return False
        self.seen_paths.add(folder)
        try:
            status = os.stat(folder)
        except OSError as error:
            self.skip(folder, _reason("The folder cannot be opened", error))
            return False
        if is_online_only(status):
            self.skip(folder, ONLINE_ONLY)
            return False
        if status.st_ino:
            first = self.seen_folders.setdefault((status.st_dev, status.st_ino), folder)
            if first != folder and _is_still_the_same(folder, first):
                self.skip(folder, f"The same folder as {first}.")
                return False
        return True

    def _look_into(self, folder: str) -> Iterator[str]:
        """Take the photos of one folder, and give the folders in it that are to be walked."""
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self.cancel.check()
                    try:
                        if below := self._look_at(entry):
                            yield below
                    except OSError as error:
                        self.skip(entry.path, _reason("The file cannot be read", error))
        except OSError as error:
            self.skip(folder, _reason("The folder cannot be opened", error))
        self._tell()

    def _look_at(self, entry: os.DirEntry[str]) -> str | None:
        if is_link(entry):
            self._skip_link(entry)
        elif entry.is_dir(follow_symlinks=False):
            if self._wants_folder(entry):
                return entry.path
        elif entry.is_file(follow_symlinks=False):
            if _suffix(stands_for(entry.name)) in PHOTO_SUFFIXES:
                self.skip(entry.path, ONLINE_ONLY)
            elif self.include_hidden or not is_hidden(entry):
                self._look_at_file(entry)
        return None

    def _look_at_file(self, entry: os.DirEntry[str]) -> None:
        suffix = _suffix(entry.name)
        if suffix in PHOTO_SUFFIXES:
            self._take(entry.path, _status(entry))
        elif suffix not in OTHER_SUFFIXES:
            status = _status(entry)
            if is_online_only(status):
                return
            head = _head(entry.path)
            if sniff(head, suffix) is not None:
                self._take(entry.path, status)
            elif (reason := unread_picture(head)) is not None:
                self.skip(entry.path, reason)

    def _wants_folder(self, entry: os.DirEntry[str]) -> bool:
        if is_trash(entry.path):
            self.skip(entry.path, "A trash folder, which is never scanned.")
            return False
        if entry.path in self.ignored:
            self.skip(entry.path, LEFT_OUT)
            return False
        if is_system_folder(entry.path, entry.name) or (not self.include_hidden and is_hidden(entry)):
            return False
        if (library := self.libraries.around(entry.path)) is not None and library.own:
            self.skip(entry.path, made_for_itself(library.program))
            return False
        return True

    def _skip_link(self, entry: os.DirEntry[str]) -> None:
        if _suffix(entry.name) in PHOTO_SUFFIXES or entry.is_dir():
            self.skip(entry.path, "A link. The photo or folder it leads to is scanned where it lies.")

    def _take(self, path: str, status: os.stat_result) -> None:
        if status.st_size == 0:
            self.skip(path, "The file is empty.")
        elif is_online_only(status):
            self.skip(path, ONLINE_ONLY)
        else:
            self.files[path] = _stamp(status)
            if len(self.files) % 256 == 0:
                self._tell()

    def _tell(self) -> None:
        now = time.monotonic()
        if self.report and now - self.reported_at >= 0.05:
            self.reported_at = now
            self.report(len(self.files))


def made_for_itself(program: str) -> str:
    """Why a folder is not scanned in which a program keeps thumbnails, old versions or its own trash."""
    return f"{program} makes or clears it by itself, so no photo may go for a copy in it. Never scanned."


def _each_file_once(search: _Search) -> Walk:
    """Sort, as `Path` sorts, and keep the first path of each file.

    Some file systems give every file the inode 0; they cannot say what is the same.
    """
    kept: dict[tuple[int, int], str] = {}
    found: dict[bytes, FileStamp] = {}
    for path in sorted(search.files, key=_sort_key):
        search.cancel.check()
        stamp = search.files[path]
        first = kept.setdefault((stamp.dev, stamp.inode), path) if stamp.inode else path
        if first != path and _is_still_the_same(path, first):
            search.skip(path, f"The same file as {first}.")
        else:
            found[os.fsencode(path)] = stamp
    if search.report:
        search.report(len(found))
    return Walk(found, tuple(sorted(search.skipped, key=lambda item: _sort_key(str(item.path)))))


def _is_still_the_same(path: str, first: str) -> bool:
    """Whether two paths with one inode number are one file; if nothing tells, they are.

    FUSE drives may give a number anew while a walk goes on.
    """
    try:
        return os.path.samefile(path, first)
    except OSError:
        return True


def _sort_key(path: str) -> str:
    return path.replace(os.sep, "\0")


def _stamp(status: os.stat_result) -> FileStamp:
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)


def _absolute(path: Path) -> str:
    return os.path.abspath(os.path.expanduser(path))


def _kind_of_root(root: str) -> int:
    try:
        kind = os.stat(root).st_mode
    except (OSError, ValueError) as error:
        raise ScanError(f"{root} cannot be scanned: {_why(error)}. Choose another folder.") from error
    if not stat.S_ISDIR(kind) and not stat.S_ISREG(kind):
        raise ScanError(f"{root} cannot be scanned: it is no folder and no photo. Choose another folder.")
    return kind


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    """Stat an entry. On Windows a folder's listing knows no inode, so the file itself is asked."""
    return (
        os.stat(entry.path, follow_symlinks=False) if os.name == "nt" else entry.stat(follow_symlinks=False)
    )


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _head(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read(HEAD_BYTES)


def _reason(what: str, error: Exception) -> str:
    return f"{what}: {_why(error)}."


def _why(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else None
    return (text or "the name makes no sense").rstrip(".").lower()
