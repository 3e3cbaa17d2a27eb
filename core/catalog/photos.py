"""Photos and their contents: what was read from files, and which files are still there."""

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from core.catalog.chunks import CHUNK, batched
from core.catalog.dialects import has_lists, insert_or_update, is_among
from core.catalog.tables import ContentRow, DraftRow, PhotoRow, SimilarRow, ThumbnailRow
from core.photo import ContentFacts, DecodedPhoto, ExifFacts, FileStamp, ImageFile, Photo
from core.storage.clocks import is_clock_shift


class KnownFile(NamedTuple):
    """A file as it was when it was read, and the content it had. `present` says that it was there lately."""

    id: int
    content_id: int
    present: bool
    stamp: FileStamp

    def is_unchanged(self, stamp: FileStamp, local_time: Container[int] = ()) -> bool:
        """Whether a file found at its path is still the one that was read. A drive may be mounted anew.

        On devices that keep `local_time` its time may have moved with the zone; an action asks its bytes.
        """
        if self.stamp[:2] == stamp[:2]:
            return True
        moved = stamp.dev in local_time and self.stamp.size == stamp.size
        return moved and is_clock_shift(self.stamp.mtime_ns, stamp.mtime_ns)


def known(connection: Connection, roots: Sequence[Path]) -> dict[bytes, KnownFile]:
    """Every file below `roots` that was ever read, by its path as `os.fsencode` gives it.

    One pass over a narrow table, without a `Path` for each row: 100,000 take 0.3 s, in parts that each hold
    Python's lock for a few milliseconds.
    """
    of_file = (PhotoRow.size, PhotoRow.mtime_ns, PhotoRow.dev, PhotoRow.inode)
    query = select(_RAW_PATH, PhotoRow.id, PhotoRow.content_id, PhotoRow.present, *of_file)
    result = connection.execute(query.where(below(PhotoRow.path, roots)))
    return {
        path: KnownFile(identity, content, present, FileStamp(size, mtime_ns, dev, inode))
        for rows in result.partitions(_PART)
        for path, identity, content, present, size, mtime_ns, dev, inode in rows
    }


_PART = 1000


_RAW_PATH = type_coerce(PhotoRow.path, LargeBinary)


def content_ids(connection: Connection, digests: Iterable[bytes]) -> dict[bytes, int]:
    """The contents that are already known among `digests` (SHA-256), by digest."""
    found: dict[bytes, int] = {}
    for chunk in batched(dict.fromkeys(digests), CHUNK):
        query = select(ContentRow.sha256, ContentRow.id).where(ContentRow.sha256.in_(chunk))
        found.update((sha256, identity) for sha256, identity in connection.execute(query))
    return found


def add(connection: Connection, decoded: Sequence[DecodedPhoto]) -> dict[bytes, int]:
    """Store what was read, files and contents; a file that was known is brought up to date, and so is the
    thumbnail of a known content: older versions kept smaller ones. A draft never takes its place.

    Returns:
        the content id of every digest in `decoded`, in its order.
    """
    known = content_ids(connection, (photo.sha256 for photo in decoded))
    fresh = {photo.sha256: photo for photo in decoded if photo.sha256 not in known}
    if fresh:
        connection.execute(insert(ContentRow), [_content_values(photo) for photo in fresh.values()])
        known |= content_ids(connection, fresh)
        if drafts := [known[photo.sha256] for photo in fresh.values() if photo.is_draft]:
            connection.execute(insert(DraftRow), [{"content_id": content} for content in drafts])
    if decoded:
        set_thumbnails(
            connection,
            {
                known[photo.sha256]: photo.thumbnail
                for photo in decoded
                if not photo.is_draft or photo.sha256 in fresh
            },
        )
        set_files(connection, [(photo.file, known[photo.sha256]) for photo in decoded])
    return {photo.sha256: known[photo.sha256] for photo in decoded}


def set_files(connection: Connection, files: Sequence[tuple[ImageFile, int]]) -> None:
    """Keep files and their contents, in place of what is kept of their paths. One that had other bytes has
    arrived now."""
    if files:
        statement = insert_or_update(connection, PhotoRow)
        changed: dict[str, Any] = {name: statement.excluded[name] for name in _FILE_COLUMNS}
        same_bytes = PhotoRow.content_id == statement.excluded.content_id
        changed["arrived"] = case((same_bytes, PhotoRow.arrived), else_=statement.excluded.arrived)
        now = datetime.now(UTC)
        connection.execute(
            statement.on_conflict_do_update(index_elements=[PhotoRow.path], set_=changed),
            [_file_values(file, content, now) for file, content in files],
        )


def set_thumbnails(connection: Connection, thumbnails: Mapping[int, bytes]) -> None:
    """Keep the thumbnails of contents, in place of what is kept of them."""
    if thumbnails:
        statement = insert_or_update(connection, ThumbnailRow)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[ThumbnailRow.content_id], set_={"jpeg": statement.excluded.jpeg}
            ),
            [{"content_id": content, "jpeg": jpeg} for content, jpeg in thumbnails.items()],
        )


def set_present(
    connection: Connection,
    known: Mapping[bytes, KnownFile],
    found: Mapping[bytes, FileStamp],
    local_time: Container[int] = (),
) -> None:
    """Record which known photos a walk found as they were: the others leave the groups, not forgotten.

    Device and inode follow the file: they change when a drive is mounted elsewhere. Paths are as
    `os.fsencode` gives them. Nothing is written about photos of which all is as it was.
    """
    gone: list[int] = []
    moved: list[dict[str, Any]] = []
    for path, file in known.items():
        stamp = found.get(path)
        if stamp is None or not file.is_unchanged(stamp, local_time):
            if file.present:
                gone.append(file.id)
        elif not file.present or file.stamp != stamp:
            moved.append({"row": file.id, "new_dev": stamp.dev, "new_inode": stamp.inode})
    for chunk in batched(gone, CHUNK):
        connection.execute(update(PhotoRow).where(PhotoRow.id.in_(chunk)).values(present=False))
    if moved:
        statement = update(PhotoRow).where(PhotoRow.id == bindparam("row"))
        values: dict[str, Any] = {
            "present": True,
            "dev": bindparam("new_dev"),
            "inode": bindparam("new_inode"),
        }
        connection.execute(statement.values(values), moved)


def set_absent(connection: Connection, paths: Sequence[Path]) -> None:
    """Record that these files are no longer where they were."""
    for chunk in batched(paths, CHUNK):
        connection.execute(update(PhotoRow).where(PhotoRow.path.in_(chunk)).values(present=False))


def set_back(connection: Connection, path: Path, sha256: bytes = b"") -> None:
    """Record that the very file that was at `path` is there again; another one is for a scan to find.

    Args:
        path: where it is.
        sha256: its digest, where its bytes were asked: its time may be another by now.
    """
    try:
        status = path.lstat()
    except OSError:
        return
    same_bytes = PhotoRow.content_id.in_(select(ContentRow.id).where(ContentRow.sha256 == sha256))
    row = update(PhotoRow).where(PhotoRow.path == path, PhotoRow.size == status.st_size)
    connection.execute(
        row.where(or_(PhotoRow.mtime_ns == status.st_mtime_ns, same_bytes)).values(
            present=True, mtime_ns=status.st_mtime_ns, dev=status.st_dev, inode=status.st_ino
        )
    )


def present(connection: Connection, roots: Sequence[Path] | None = None) -> Iterator[Photo]:
    """The photos that the last scans found, below `roots` or anywhere, in the order of their paths."""
    query = _PHOTO_COLUMNS.where(PhotoRow.present).order_by(PhotoRow.path)
    if roots is not None:
        query = query.where(below(PhotoRow.path, roots))
    for row in connection.execute(query):
        yield _photo(row)


def in_company(connection: Connection, model: int | None, roots: Sequence[Path] | None) -> list[Photo]:
    """Those of `present` that may be in a group: their content has a match by this model, or more files.

    The others, most of a library, are not even read.
    """
    matched = [
        select(column).where(SimilarRow.model_id == model) for column in (SimilarRow.a_id, SimilarRow.b_id)
    ]
    copied = select(PhotoRow.content_id).group_by(PhotoRow.content_id).having(func.count() > 1)
    company = union(*matched, copied).subquery()
    query = _PHOTO_COLUMNS.where(PhotoRow.present, PhotoRow.content_id.in_(select(company)))
    if roots is not None:
        query = query.where(below(PhotoRow.path, roots))
    result = connection.execute(query.order_by(PhotoRow.path))
    return [_photo(row) for rows in result.partitions(_PART) for row in rows]


def count(connection: Connection, roots: Sequence[Path]) -> int:
    """How many of `present` there are."""
    query = select(func.count()).select_from(PhotoRow).where(PhotoRow.present, below(PhotoRow.path, roots))
    return connection.scalar(query) or 0


def folder_sizes(connection: Connection, roots: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """How many of `present`, and of how many bytes, lie in each folder itself; folders as text.

    One pass over the whole, narrow table: to look up 100,000 paths in its index takes six times as long.
    """
    tops = [os.fsencode(root).rstrip(_SEP) for root in roots]
    inside: dict[bytes, bool] = {}
    sizes: dict[bytes, list[int]] = {}
    query = select(_RAW_PATH, PhotoRow.size).where(PhotoRow.present)
    for rows in connection.execute(query).partitions(_PART):
        for path, size in rows:
            folder = path.rpartition(_SEP)[0] or _SEP
            is_inside = inside.get(folder)
            if is_inside is None:
                within = folder.rstrip(_SEP) + _SEP
                is_inside = inside[folder] = any(within.startswith(top + _SEP) for top in tops)
            if is_inside or path in tops:
                sums = sizes.setdefault(folder, [0, 0])
                sums[0] += 1
                sums[1] += size
    return {os.fsdecode(folder): (count, n_bytes) for folder, (count, n_bytes) in sizes.items()}


def arrived(connection: Connection, folder: Path, since: datetime | None = None) -> frozenset[int]:
    """The ids of those of `present` below a folder that were first read after a moment; None for all."""
    query = select(PhotoRow.id).where(PhotoRow.present, below(PhotoRow.path, [folder]))
    if since is not None:
        query = query.where(PhotoRow.arrived > since.astimezone(UTC))  # kept as text of that zone
    return frozenset(connection.scalars(query))


def absent(connection: Connection) -> set[int]:
    """The ids of photos that are known and no longer there."""
    return set(connection.scalars(select(PhotoRow.id).where(~PhotoRow.present)))


def facts_of(connection: Connection, contents: Iterable[int]) -> dict[int, ContentFacts]:
    """Size, EXIF facts and thumbnail of some contents."""
    columns = (ContentRow.id, ContentRow.width, ContentRow.height, *_EXIF_COLUMNS)
    found: dict[int, ContentFacts] = {}
    for chunk in batched(contents, CHUNK):
        query = select(*columns, ThumbnailRow.jpeg).join(
            ThumbnailRow, ThumbnailRow.content_id == ContentRow.id
        )
        for row in connection.execute(query.where(ContentRow.id.in_(chunk))):
            content, width, height, *exif, jpeg = cast("tuple[Any, ...]", tuple(row))
            found[content] = ContentFacts(width, height, ExifFacts(*exif), jpeg)
    return found


def names_of(connection: Connection, contents: Iterable[int]) -> dict[int, list[Path]]:
    """The paths at which some contents lie; those that lie nowhere any more are not in it."""
    found: dict[int, list[Path]] = {}
    for chunk in batched(contents, CHUNK):
        query = select(PhotoRow.content_id, PhotoRow.path).where(PhotoRow.content_id.in_(chunk))
        for content, path in connection.execute(query.where(PhotoRow.present)):
            found.setdefault(content, []).append(path)
    return found


def at(connection: Connection, path: Path) -> Photo | None:
    """The photo that is known at a path, present or not."""
    row = connection.execute(_PHOTO_COLUMNS.where(PhotoRow.path == path)).one_or_none()
    return None if row is None else _photo(row)


def of_contents(
    connection: Connection, contents: Iterable[int], roots: Sequence[Path] | None = None
) -> list[Photo]:
    """The photos present that have one of these contents, below `roots` or anywhere, in order of path."""
    found: list[Photo] = []
    query = _of_contents(has_lists(connection))
    if roots is not None:
        query = query.where(below(PhotoRow.path, roots))
    for chunk in batched(contents, CHUNK):
        found += map(_photo, connection.execute(query, {"contents": list(chunk)}))
    return sorted(found, key=lambda photo: os.fsencode(photo.path))


@cache
def _of_contents(as_list: bool) -> Select[*tuple[Any, ...]]:
    """Made once: SQLAlchemy takes longer to make it than SQLite to find ten photos."""
    return _PHOTO_COLUMNS.where(PhotoRow.present, is_among(PhotoRow.content_id, "contents", as_list))


def thumbnail(connection: Connection, content_id: int) -> bytes | None:
    """The JPEG kept for a content; None if the content is not in the catalogue."""
    return connection.scalar(select(ThumbnailRow.jpeg).where(ThumbnailRow.content_id == content_id))


def below(column: InstrumentedAttribute[Path], roots: Sequence[Path]) -> ColumnElement[bool]:
    """Whether a path is one of `roots` or lies below one, as ranges that the index on paths serves."""
    raw = type_coerce(column, LargeBinary)
    ranges: list[ColumnElement[bool]] = []
    for root in roots:
        start = os.fsencode(root).rstrip(_SEP)
        ranges += [raw == start, (raw > start + _SEP) & (raw < start + _AFTER_SEP)]
    return or_(False, *ranges)


_SEP = os.fsencode(os.sep)
_AFTER_SEP = bytes([_SEP[0] + 1])
_EXIF_COLUMNS = (
    ContentRow.captured,
    ContentRow.camera,
    ContentRow.latitude,
    ContentRow.longitude,
    ContentRow.software,
    ContentRow.exposure,
    ContentRow.aperture,
    ContentRow.bias,
    ContentRow.iso,
)
"""In the order of `ExifFacts`."""
_PHOTO_COLUMNS = select(
    PhotoRow.id,
    PhotoRow.content_id,
    PhotoRow.path,
    PhotoRow.size,
    PhotoRow.mtime_ns,
    PhotoRow.dev,
    PhotoRow.inode,
    ContentRow.sha256,
    ContentRow.width,
    ContentRow.height,
    ContentRow.format,
    ContentRow.sharpness,
    *_EXIF_COLUMNS,
).join(ContentRow, PhotoRow.content_id == ContentRow.id)
_FILE_COLUMNS = ("content_id", "size", "mtime_ns", "dev", "inode", "present")


def _content_values(photo: DecodedPhoto) -> dict[str, Any]:
    return {
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "format": photo.format,
        "sharpness": photo.sharpness,
        "captured": photo.exif.captured,
        "camera": photo.exif.camera,
        "latitude": photo.exif.latitude,
        "longitude": photo.exif.longitude,
        "software": photo.exif.software,
        "exposure": photo.exif.exposure,
        "aperture": photo.exif.aperture,
        "bias": photo.exif.bias,
        "iso": photo.exif.iso,
    }


def _file_values(file: ImageFile, content_id: int, now: datetime) -> dict[str, Any]:
    return {
        "path": file.path,
        "content_id": content_id,
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "dev": file.dev,
        "inode": file.inode,
        "present": True,
        "arrived": now,
    }


def _photo(row: Sequence[Any]) -> Photo:
    """A row of `_PHOTO_COLUMNS`, taken apart at once: asking for each name takes twice as long."""
    identity, content, path, size, mtime_ns, dev, inode, *facts = row
    sha256, width, height, format_, sharpness, *exif = facts
    file = ImageFile(path, size, mtime_ns, dev, inode)
    return Photo(identity, content, file, sha256, width, height, format_, sharpness, ExifFacts(*exif))
