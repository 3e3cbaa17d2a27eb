"""Where volumes were seen, and the paths of a drive that is mounted elsewhere by now, written anew.

Decisions go by SHA-256 and follow by themselves; everything that is kept by its path is brought along here.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import Connection, select

from core.catalog.chunks import batched
from core.catalog.dialects import insert_or_update, run
from core.catalog.tables import DriveRow
from core.storage.drives import Mount


@dataclass(frozen=True, slots=True)
class SeenMount:
    """A volume as it was seen once. The latest of a place comes last."""

    mount: Mount
    seen: datetime


def seen(connection: Connection) -> list[SeenMount]:
    """Every volume that was seen, and where, the latest last."""
    columns = (DriveRow.volume, DriveRow.top, DriveRow.inside, DriveRow.seen)
    rows = connection.execute(select(*columns).order_by(DriveRow.seen, DriveRow.id))
    return [SeenMount(Mount(top, volume, PurePath(inside), ""), when) for volume, top, inside, when in rows]


def remember(connection: Connection, mounts: Iterable[Mount]) -> None:
    """Write down which volumes are where."""
    now = datetime.now(UTC)
    rows = [
        {"volume": mount.volume, "top": mount.top, "inside": Path(mount.inside), "seen": now}
        for mount in mounts
    ]
    if rows:
        statement = insert_or_update(connection, DriveRow)
        changed = {"inside": statement.excluded.inside, "seen": statement.excluded.seen}
        index = [DriveRow.volume, DriveRow.top]
        connection.execute(statement.on_conflict_do_update(index_elements=index, set_=changed), rows)


def some_files(connection: Connection, top: Path, count: int = 20) -> list[tuple[Path, int]]:
    """Some files that should lie below a folder, with their sizes: photos, and what was moved to there."""
    bounds = _bounds(top)
    photos = run(
        connection,
        "SELECT path, size FROM photo WHERE present AND path >= ? AND path < ? LIMIT ?",
        (*bounds, count),
    ).all()
    removed = run(
        connection,
        "SELECT place, size FROM removal WHERE state = 'done' AND place >= ? AND place < ? LIMIT ?",
        (*bounds, count),
    ).all()
    return [(Path(os.fsdecode(path)), size) for path, size in (*photos, *removed)]


def move(connection: Connection, old: Path, new: Path, but: Sequence[Path] = ()) -> None:
    """Write every path below `old` anew, below `new`.

    Where another row has a path already, it is the later one, and stays.

    Args:
        connection: one that writes.
        old: where the drive was.
        new: where it is.
        but: folders in `old` that are other volumes.
    """
    for table, columns in WITH_PATHS.items():
        for column in columns:
            _move_column(connection, table, column, old, new, but)
    _move_roots(connection, old, new, but)


WITH_PATHS = {
    "photo": ("path",),
    "skip": ("path",),
    "mark": ("path",),
    "spared": ("path",),
    "looked_over": ("path",),
    "apart": ("path",),
    "chosen_keeper": ("path",),
    "removal": ("path", "unit", "survivor", "place", "restored_to"),
}
_UNIQUE = frozenset({"photo", "skip", "mark", "spared", "looked_over", "apart"})


def _move_column(
    connection: Connection, table: str, column: str, old: Path, new: Path, but: Sequence[Path]
) -> None:
    """One pass over the index or the table; the names are those of `WITH_PATHS`, the paths are bound."""
    key = "path" if table == "skip" else "id"
    lower, upper = _bounds(old)
    found = run(
        connection,
        f"SELECT {key}, {column} FROM {table} WHERE {column} >= ? AND {column} < ?",
        (lower, upper),
    ).all()
    others = [_bounds(folder) for folder in but]
    begin = len(os.fsencode(old).rstrip(_SEP))
    head = os.fsencode(new).rstrip(_SEP)
    moved: list[tuple[Any, ...]] = [
        (head + path[begin:], identity)
        for identity, path in found
        if not any(low <= path < high for low, high in others)
    ]
    statement = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"
    if table in _UNIQUE:
        statement += f" AND NOT EXISTS (SELECT 1 FROM {table} AS other WHERE other.{column} = ?)"
        moved = [(*row, row[0]) for row in moved]
    for rows in batched(moved, 500):
        run(connection, statement, list(rows))
    if table in _UNIQUE:
        left = run(
            connection,
            f"SELECT {key}, {column} FROM {table} WHERE {column} >= ? AND {column} < ?",
            (lower, upper),
        ).all()
        gone = [(identity,) for identity, path in left if not any(low <= path < high for low, high in others)]
        if gone:
            run(connection, f"DELETE FROM {table} WHERE {key} = ?", gone)


def _move_roots(connection: Connection, old: Path, new: Path, but: Sequence[Path]) -> None:
    """The folders of finished scans, a JSON list each."""
    for number, text in run(connection, "SELECT id, roots FROM scan").all():
        roots = [Path(os.fsdecode(bytes.fromhex(root))) for root in json.loads(text)]
        moved = [moved_path(root, old, new, but) for root in roots]
        if moved != roots:
            written = json.dumps([os.fsencode(root).hex() for root in moved])
            run(connection, "UPDATE scan SET roots = ? WHERE id = ?", (written, number))


def moved_path(path: Path, old: Path, new: Path, but: Sequence[Path] = ()) -> Path:
    """A path below `old` as it is below `new`; any other as it is."""
    if not path.is_relative_to(old) or any(path.is_relative_to(folder) for folder in but):
        return path
    return new / path.relative_to(old)


def _bounds(folder: Path) -> tuple[bytes, bytes]:
    start = os.fsencode(folder).rstrip(_SEP)
    return start + _SEP, start + _AFTER_SEP


_SEP = os.fsencode(os.sep)
_AFTER_SEP = bytes([_SEP[0] + 1])
