"""Which photos are marked for removal, so that a restart finds the marks again, and `neardup plan` too.

A mark holds for a file at its path with the bytes that it had: another content there is another photo.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import ContentRow, MarkRow, PhotoRow


def marked(connection: Connection) -> frozenset[int]:
    """The ids of the photos that are marked and present."""
    query = (
        select(PhotoRow.id)
        .join(MarkRow, MarkRow.path == PhotoRow.path)
        .join(ContentRow, ContentRow.id == PhotoRow.content_id)
        .where(PhotoRow.present, ContentRow.sha256 == MarkRow.sha256)
    )
    return frozenset(connection.scalars(query))


def set_marked(connection: Connection, photo_ids: Collection[int]) -> None:
    """Remember that photos are marked."""
    for chunk in batched(photo_ids, CHUNK):
        found = (
            select(PhotoRow.path, ContentRow.sha256)
            .join(ContentRow, ContentRow.id == PhotoRow.content_id)
            .where(PhotoRow.id.in_(chunk))
        )
        marks = upsert(MarkRow).from_select([MarkRow.path, MarkRow.sha256], found)  # no row comes to Python
        connection.execute(
            marks.on_conflict_do_update(index_elements=[MarkRow.path], set_={"sha256": marks.excluded.sha256})
        )


def forget(connection: Connection, photo_ids: Collection[int]) -> None:
    """Forget the marks of photos."""
    for chunk in batched(photo_ids, CHUNK):
        paths = select(PhotoRow.path).where(PhotoRow.id.in_(chunk))
        connection.execute(delete(MarkRow).where(MarkRow.path.in_(paths)))
