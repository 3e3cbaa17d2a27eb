"""Where a file belongs whose folder was renamed meanwhile: the photo that stayed for it tells.

/usb/P/a/1.jpg stayed, /usb/P/b/1.jpg went; now there is no /usb/P, and /usb/Photos/a/1.jpg has the bytes of
the one that stayed: so /usb/P is called /usb/Photos, and the file belongs into /usb/Photos/b.
"""

import os
from pathlib import Path

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.removals import Removal


def path_in_renamed_folder(removal: Removal, catalog: Catalog) -> Path:
    """The path that a removed file has by the names of today; its own where nothing tells another."""
    path, survivor = removal.path, removal.intent.survivor
    if survivor is None or os.path.lexists(survivor) or path.parent.is_dir():
        return path
    with catalog.read() as connection:
        known = photos.at(connection, survivor)
        alike = [] if known is None else photos.of_contents(connection, [known.content_id])
    for found in sorted(alike, key=lambda photo: -_shared_end(photo.path, survivor)):
        shared = _shared_end(found.path, survivor)
        old, new = Path(*survivor.parts[:-shared]), Path(*found.path.parts[:-shared])
        if shared and path.is_relative_to(old) and new.is_dir() and not os.path.lexists(old):
            return new / path.relative_to(old)
    return path


def _shared_end(one: Path, other: Path) -> int:
    """How many names two paths have alike at their ends."""
    alike = 0
    for a, b in zip(reversed(one.parts), reversed(other.parts), strict=False):
        if a != b:
            break
        alike += 1
    return alike
