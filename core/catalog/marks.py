"""Lists of photos that a person made: marked for removal, staying although they might go, looked over.

All of it comes back at a restart, and `neardup plan` heeds the marks. Each holds for a file at its path with
the bytes that it had: another content there is another photo.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from core.catalog.chunks import CHUNK, batched
from core.catalog.dialects import insert_or_update
from core.catalog.tables import ContentRow, ListedRow, LookedOverRow, MarkRow, PhotoRow, SparedRow


@dataclass(frozen=True, slots=True)
class PhotoList:
    """One of the lists."""

    _row: type[ListedRow]

    def ids(self, connection: Connection) -> frozenset[int]:
        """The ids of the photos that are on it and present."""
        row = self._row
        query = (
            select(PhotoRow.id)
            .join(row, row.path == PhotoRow.path)
            .join(ContentRow, ContentRow.id == PhotoRow.content_id)
            .where(PhotoRow.present, ContentRow.sha256 == row.sha256)
        )
        return frozenset(connection.scalars(query))

    def add(self, connection: Connection, photo_ids: Collection[int]) -> None:
        """Put photos on it."""
        row = self._row
        for chunk in batched(photo_ids, CHUNK):
            found = (
                select(PhotoRow.path, ContentRow.sha256)
                .join(ContentRow, ContentRow.id == PhotoRow.content_id)
                .where(PhotoRow.id.in_(chunk))
            )
            rows = insert_or_update(connection, row).from_select(
                [row.path, row.sha256], found
            )  # no row comes to Python
            connection.execute(
                rows.on_conflict_do_update(index_elements=[row.path], set_={"sha256": rows.excluded.sha256})
            )

    def remove(self, connection: Connection, photo_ids: Collection[int]) -> None:
        """Take photos off it."""
        for chunk in batched(photo_ids, CHUNK):
            paths = select(PhotoRow.path).where(PhotoRow.id.in_(chunk))
            connection.execute(delete(self._row).where(self._row.path.in_(paths)))


MARKED = PhotoList(MarkRow)
"""Marked for removal."""
SPARED = PhotoList(SparedRow)
"""Taken out of what goes in bulk."""
LOOKED_OVER = PhotoList(LookedOverRow)
"""New and covered elsewhere, and let stay: new no longer."""
