"""Files that could not be read: remembered, so that they are not tried at every scan, and shown."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from core.catalog.dialects import insert_or_update
from core.catalog.photos import below
from core.catalog.tables import SkipRow
from core.photo import FileStamp, ImageFile, Skipped

UNOPENED = "The file cannot be read"
"""How `core.scan` begins the reason where the system did not give a file's bytes."""


def known(connection: Connection, reader: str) -> dict[bytes, tuple[int, int]]:
    """Size and mtime_ns of every file that `reader` (a version of the decoders) could not make sense of.

    By their paths as `os.fsencode` gives them.

    A file that could not even be opened is not among them: its drive may be back, its rights mended, and
    neither shows in its size or time. It is tried at every scan.
    """
    query = select(SkipRow.path, SkipRow.size, SkipRow.mtime_ns).where(SkipRow.reader == reader)
    query = query.where(~SkipRow.reason.startswith(UNOPENED))
    return {os.fsencode(path): (size, mtime_ns) for path, size, mtime_ns in connection.execute(query)}


def tried(connection: Connection, roots: Sequence[Path]) -> dict[bytes, tuple[int, int]]:
    """Size and mtime_ns of every file below `roots` that a scan could not read; paths as in `known`."""
    query = select(SkipRow.path, SkipRow.size, SkipRow.mtime_ns).where(below(SkipRow.path, roots))
    return {os.fsencode(path): (size, mtime_ns) for path, size, mtime_ns in connection.execute(query)}


def add(connection: Connection, skipped: Iterable[tuple[ImageFile, Skipped]], reader: str) -> None:
    """Remember files that `reader` could not read, and why."""
    rows = [
        {
            "path": file.path,
            "size": file.size,
            "mtime_ns": file.mtime_ns,
            "reason": skip.reason,
            "reader": reader,
            "present": True,
        }
        for file, skip in skipped
    ]
    if rows:
        statement = insert_or_update(connection, SkipRow)
        changed = {
            name: statement.excluded[name] for name in ("size", "mtime_ns", "reason", "reader", "present")
        }
        connection.execute(statement.on_conflict_do_update(index_elements=[SkipRow.path], set_=changed), rows)


def forget(connection: Connection, paths: Sequence[Path]) -> None:
    """Drop files that can be read after all."""
    if paths:
        connection.execute(delete(SkipRow).where(SkipRow.path.in_(paths)))


def set_present(connection: Connection, roots: Sequence[Path], found: Mapping[bytes, FileStamp]) -> None:
    """Record which of the unreadable files below `roots` are still there; see `photos.set_present`."""
    query = select(SkipRow.path, SkipRow.present).where(below(SkipRow.path, roots))
    for path, was_present in connection.execute(query).all():
        is_present = os.fsencode(path) in found
        if was_present != is_present:
            connection.execute(update(SkipRow).where(SkipRow.path == path).values(present=is_present))


def present(connection: Connection, roots: Sequence[Path]) -> list[Skipped]:
    """The unreadable files below `roots`, by path."""
    query = select(SkipRow.path, SkipRow.reason).where(SkipRow.present, below(SkipRow.path, roots))
    return [Skipped(path, reason) for path, reason in connection.execute(query.order_by(SkipRow.path))]
