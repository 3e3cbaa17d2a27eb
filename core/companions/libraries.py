"""The table of libraries that other programs keep: their databases know each photo by its path.

A photo taken out of one tears it: so its copy outside goes, or the person removes it in that program. What a
program makes for itself beside (thumbnails, old versions, its own trash) is never looked at: it is made anew
or cleared without a word, so no photo may go because a copy lies there.

One row, one folder; adding a program is adding a row, and its example becomes a test by itself.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from core.companions.patterns import folded


@dataclass(frozen=True, slots=True)
class LibraryConvention:
    """One row.

    Args:
        program: who keeps it, by the name that a person knows.
        folder: the folder's name, whatever its case; * is anything.
        source: where that is written.
        example: a photo in such a folder.
        own: folders in it that hold what the program makes for itself; "*" is all of it.
        sure: looks at the folder where its name alone does not tell.
    """

    program: str
    folder: str
    source: str
    example: str
    own: tuple[str, ...] = ()
    sure: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """A library that lies around a photo. `own`: the photo is one that the program made for itself."""

    folder: Path
    program: str
    own: bool = False


def holds(*names: str) -> Callable[[str], bool]:
    """Sure where all of these lie in the folder."""
    return lambda folder: all(os.path.lexists(os.path.join(folder, name)) for name in names)  # noqa: PTH118


def beside(*names: str) -> Callable[[str], bool]:
    """Sure where all of these lie beside the folder."""
    return lambda folder: holds(*names)(os.path.dirname(folder))  # noqa: PTH120


def below(*names: str) -> Callable[[str], bool]:
    """Sure where the folder, or the one around it, lies in a folder of one of these names."""
    return lambda folder: any(
        fnmatchcase(folded(part), name) for part in Path(folder).parts[-3:-1] for name in names
    )


def either(*ways: Callable[[str], bool]) -> Callable[[str], bool]:
    """Sure where one of these is."""
    return lambda folder: any(way(folder) for way in ways)


_MAC_CACHES = ("resources", "database", "private", "scopes", "internal", "thumbnails", "previews", "caches")
_IMMICH = either(holds(".immich"), below("immich", "immich-*", "immich_*"), beside("thumbs", "encoded-video"))

LIBRARIES: tuple[LibraryConvention, ...] = (
    LibraryConvention(
        "Apple Photos",
        "*.photoslibrary",
        "osxphotos",
        "Photos Library.photoslibrary/originals/A/A1.jpeg",
        _MAC_CACHES,
    ),
    LibraryConvention(
        "iPhoto", "*.photolibrary", "Apple", "iPhoto Library.photolibrary/Originals/2009/1.jpg", _MAC_CACHES
    ),
    LibraryConvention(
        "Aperture", "*.aplibrary", "Apple", "Aperture Library.aplibrary/Masters/2012/1.jpg", _MAC_CACHES
    ),
    *(
        LibraryConvention("iPhoto or Aperture", f"*.migrated{kind}library", "Apple", example, _MAC_CACHES)
        for kind, example in (
            ("photo", "Old.migratedphotolibrary/Masters/2012/1.jpg"),
            ("ap", "Old.migratedaplibrary/Masters/2012/1.jpg"),
        )
    ),
    LibraryConvention(
        "Photo Booth",
        "*.photoboothlibrary",
        "Apple",
        "Photo Booth Library.photoboothlibrary/Pictures/1.jpg",
        ("previews", "thumbnails"),
    ),
    LibraryConvention("iMovie", "*.imovielibrary", "Apple", "A.imovielibrary/2020/Original Media/1.jpg"),
    LibraryConvention("Final Cut Pro", "*.fcpbundle", "Apple", "A.fcpbundle/2020/Original Media/1.jpg"),
    LibraryConvention(
        "Lightroom", "*.lrlibrary", "Adobe", "Lightroom Library.lrlibrary/abc/originals/2020/1.jpg"
    ),
    LibraryConvention(
        "Capture One", "*.cocatalog", "Capture One", "A.cocatalog/Originals/2020/1.jpg", ("cache",)
    ),
    *(
        LibraryConvention("immich", name, "immich", f"immich/{name}/0f/aa/1.jpg", own, _IMMICH)
        for name, own in (
            ("upload", ("thumbs", "encoded-video", "profile", "backups")),
            ("library", ()),
            ("thumbs", ("*",)),
            ("profile", ("*",)),
        )
    ),
    LibraryConvention("hydrus", "client_files", "hydrus", "hydrus/client_files/fab/ab12.jpg", ("t??",)),
    LibraryConvention(
        "PhotoPrism",
        "storage",
        "PhotoPrism",
        "photoprism/storage/sidecar/2020/1.CR2.jpg",
        ("*",),
        either(holds(".ppstorage"), below("photoprism*"), holds("sidecar", "cache")),
    ),
    LibraryConvention(
        "Eagle",
        "*.library",
        "Eagle",
        "Art.library/images/L0.info/1.jpg",
        sure=either(holds("metadata.json", "images"), holds("images", "mtime.json")),
    ),
    LibraryConvention("DEVONthink", "*.dtbase2", "DEVONtechnologies", "A.dtBase2/Files.noindex/jpg/0/1.jpg"),
    LibraryConvention(
        "Steam", "760", "Valve", "Steam/userdata/1/760/remote/1.jpg", ("thumbnails",), below("userdata")
    ),
    LibraryConvention("Anki", "collection.media", "Anki", "Anki2/User 1/collection.media/1.jpg"),
    LibraryConvention(
        "Zotero", "storage", "Zotero", "Zotero/storage/AB12/1.jpg", sure=beside("zotero.sqlite")
    ),
    LibraryConvention(
        "calibre", "*", "calibre", "Books/Author/Book/cover.jpg", sure=holds("metadata_db_prefs_backup.json")
    ),
    *(
        LibraryConvention(program, name, source, f"{around}/{name}/1.jpg", ("*",))
        for program, name, source, around in (
            ("Nextcloud", "files_trashbin", "Nextcloud", "nextcloud/data/anna"),
            ("Nextcloud", "files_versions", "Nextcloud", "nextcloud/data/anna"),
            ("Nextcloud", "appdata_*", "Nextcloud", "nextcloud/data"),
            ("Syncthing", ".stversions", "Syncthing", "sync"),
            ("digiKam", ".dtrash", "digiKam", "photos"),
            ("TagStudio", ".tagstudio", "TagStudio", "photos"),
            ("PhotoStructure", ".photostructure", "PhotoStructure", "photos"),
            ("Dropbox", ".dropbox.cache", "Dropbox", "Dropbox"),
            ("Lightroom", "*.lrdata", "Adobe", "A Previews"),
            ("Time Machine", "*.sparsebundle", "Apple", "backup"),
            ("Time Machine", "*.backupbundle", "Apple", "backup"),
            ("Time Machine", "backups.backupdb", "Apple", "backup"),
            ("Git", ".git", "Git", "web"),
            ("Mercurial", ".hg", "Mercurial", "web"),
            ("Subversion", ".svn", "Subversion", "web"),
        )
    ),
)
"""The table. A row further up comes first."""


class Libraries:
    """Finds the libraries around photos, looking at each folder once. For one piece of work.

    Args:
        lifted: libraries whose protection a person lifted: they are none, but for what programs made there.
    """

    def __init__(self, lifted: Iterable[Path] = ()) -> None:
        self._lifted = frozenset(os.path.realpath(folder) for folder in lifted)
        self._known: dict[str, Library | None] = {}
        self._by_true_path: dict[str, Library | None] = {}

    def of(self, path: Path) -> Library | None:
        """The library that a photo lies in, by the path given or by its true one; None for most."""
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder not in self._by_true_path:
            self._by_true_path[folder] = self.around(folder) or self.around(os.path.realpath(folder))
        return self._by_true_path[folder]

    def around(self, folder: str) -> Library | None:
        """The library that a folder is, or lies in."""
        if folder not in self._known:
            parent = os.path.dirname(folder)  # noqa: PTH120
            outer = self.around(parent) if parent != folder else None
            self._known[folder] = self._with_outer(folder, outer)
        return self._known[folder]

    def _with_outer(self, folder: str, outer: Library | None) -> Library | None:
        name = folded(os.path.basename(folder))  # noqa: PTH119
        if outer is not None:
            if outer.own or not _is_own(name, folder, outer):
                return outer
            return Library(Path(folder), outer.program, own=True)
        for row in _rows_for(name):
            if row.sure is None or row.sure(folder):
                own = "*" in row.own
                lifted = not own and os.path.realpath(folder) in self._lifted
                return None if lifted else Library(Path(folder), row.program, own)
        return None


def _rows_for(name: str) -> Iterator[LibraryConvention]:
    """The rows whose folder may be called so; most folders are found out in one look at a dictionary."""
    yield from _BY_NAME.get(name, ())
    for row in _WITH_STARS:
        if fnmatchcase(name, row.folder):
            yield row


_BY_NAME: dict[str, list[LibraryConvention]] = {}
_WITH_STARS = [row for row in LIBRARIES if "*" in row.folder]
for _row in LIBRARIES:
    if "*" not in _row.folder:
        _BY_NAME.setdefault(_row.folder, []).append(_row)


def _is_own(name: str, folder: str, outer: Library) -> bool:
    """Whether a folder right in a library holds what the program made for itself."""
    if os.path.dirname(folder) != str(outer.folder):  # noqa: PTH120
        return False
    rows = (row for row in LIBRARIES if row.program == outer.program)
    return any(fnmatchcase(name, pattern) for row in rows for pattern in row.own if pattern != "*")
