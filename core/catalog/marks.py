"""Which photos are marked for removal, which copies stay although they might go, and which new ones were
looked over.

All of it comes back at a restart, and `neardup plan` heeds the marks. Each holds for a file at its path with
the bytes that it had: another content there is another photo.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import ContentRow, LookedOverRow, MarkRow, PhotoRow, SparedRow

_Row = type[MarkRow] | type[SparedRow] | type[LookedOverRow]


def marked(connection: Connection) -> frozenset[int]:
    """The ids of the photos that are marked and present."""
    return _ids(connection, MarkRow)


def set_marked(connection: Connection, photo_ids: Collection[int]) -> None:
    """Remember that photos are marked."""
    _add(connection, MarkRow, photo_ids)


def forget(connection: Connection, photo_ids: Collection[int]) -> None:
    """Forget the marks of photos."""
    _drop(connection, MarkRow, photo_ids)


def spared(connection: Connection) -> frozenset[int]:
    """The ids of the photos that a person took out of what goes in bulk, and that are present."""
    return _ids(connection, SparedRow)


def spare(connection: Connection, photo_ids: Collection[int]) -> None:
    """Remember that photos stay when others go in bulk."""
    _add(connection, SparedRow, photo_ids)


def spare_no_longer(connection: Connection, photo_ids: Collection[int]) -> None:
    """Let photos go in bulk again."""
    _drop(connection, SparedRow, photo_ids)


def looked_over(connection: Connection) -> frozenset[int]:
    """The ids of the present photos that were new and covered elsewhere, and that a person let stay."""
    return _ids(connection, LookedOverRow)


def look_over(connection: Connection, photo_ids: Collection[int]) -> None:
    """Remember that photos are new no longer."""
    _add(connection, LookedOverRow, photo_ids)


def look_over_again(connection: Connection, photo_ids: Collection[int]) -> None:
    """Let photos be new again."""
    _drop(connection, LookedOverRow, photo_ids)


def _ids(connection: Connection, row: _Row) -> frozenset[int]:
    query = (
        select(PhotoRow.id)
        .join(row, row.path == PhotoRow.path)
        .join(ContentRow, ContentRow.id == PhotoRow.content_id)
        .where(PhotoRow.present, ContentRow.sha256 == row.sha256)
    )
    return frozenset(connection.scalars(query))


def _add(connection: Connection, row: _Row, photo_ids: Collection[int]) -> None:
    for chunk in batched(photo_ids, CHUNK):
        found = (
            select(PhotoRow.path, ContentRow.sha256)
            .join(ContentRow, ContentRow.id == PhotoRow.content_id)
            .where(PhotoRow.id.in_(chunk))
        )
        rows = upsert(row).from_select([row.path, row.sha256], found)  # no row comes to Python
        connection.execute(
            rows.on_conflict_do_update(index_elements=[row.path], set_={"sha256": rows.excluded.sha256})
        )


def _drop(connection: Connection, row: _Row, photo_ids: Collection[int]) -> None:
    for chunk in batched(photo_ids, CHUNK):
        paths = select(PhotoRow.path).where(PhotoRow.id.in_(chunk))
        connection.execute(delete(row).where(row.path.in_(paths)))
