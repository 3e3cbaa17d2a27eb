"""What a scan would find anew: a walk laid beside the catalogue. It only looks, and reads no photo."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.catalog import photos, skips
from core.catalog.catalog import Catalog
from core.photo import FileStamp
from core.progress import CancelToken
from core.scan.walk import walk
from core.storage.volumes import devices_of_local_time


def _nothing() -> Mapping[bytes, FileStamp]:
    return {}


@dataclass(frozen=True, slots=True)
class News:
    """Photos that are not as the catalogue knows them, by their paths as `os.fsencode` gives them.

    `arrived` are new, or back again; `changed` are no longer what was read; `gone` are no more. It is true
    if there is any.
    """

    arrived: Mapping[bytes, FileStamp] = field(default_factory=_nothing)
    changed: Mapping[bytes, FileStamp] = field(default_factory=_nothing)
    gone: frozenset[bytes] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.arrived or self.changed or self.gone)

    @property
    def to_read(self) -> dict[bytes, FileStamp]:
        """What a scan would read."""
        return {**self.arrived, **self.changed}


def look_for_news(
    roots: Sequence[Path],
    catalog: Catalog,
    cancel: CancelToken,
    *,
    include_hidden: bool = False,
    ignored: Sequence[Path] = (),
) -> News:
    """Compare folders with what the last scans found in them.

    A folder that is not there, on a drive that is unplugged, is no news; nor is a file that could not be read
    and is as it was.

    Raises:
        ScanError: a folder vanished at this very moment.
        Cancelled: `cancel` was raised.
    """
    there = [root for root in dict.fromkeys(Path(os.path.realpath(root)) for root in roots) if root.exists()]
    found = walk(there, include_hidden=include_hidden, ignored=ignored, cancel=cancel).found
    with catalog.read() as connection:
        known = photos.known(connection, there)
        tried = skips.tried(connection, there)
    local_time = devices_of_local_time()
    arrived: dict[bytes, FileStamp] = {}
    changed: dict[bytes, FileStamp] = {}
    for path, stamp in cancel.over(found.items()):
        file = known.get(path)
        if tried.get(path) == stamp[:2]:
            continue
        if file is None or not file.present:
            arrived[path] = stamp
        elif not file.is_unchanged(stamp, local_time):
            changed[path] = stamp
    missing = (path for path, file in cancel.over(known.items()) if file.present and path not in found)
    # What the settings leave out since is not found, but is no less there.
    gone = frozenset(path for path in missing if not os.path.lexists(path))
    return News(arrived, changed, gone)
