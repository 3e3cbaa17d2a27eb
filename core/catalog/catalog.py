"""The catalogue as the rest of NearDup holds it: open it, read it, write it, close it.

The files beside this one say what can be asked, one per kind of row, as functions of a connection:

    with catalog.read() as connection:
        groups = list(photos.present(connection))
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from core.catalog import photos, scans, skips
from core.catalog.database import Database
from core.catalog.sqlite import SqliteFile
from core.photo import Skipped


class Catalog:
    """An open catalogue. Every method may be called from any thread."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self._claim = database.backend.work_claim()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the catalogue at `path`, or make it.

        Args:
            read_only: open what is there, and write nothing.

        Raises:
            CatalogError: with a sentence that names the file and says what to do.
        """
        return cls(path, Database(SqliteFile(path, read_only=read_only)))

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for reading: one consistent state, not held up by a scan that writes."""
        return self._database.read()

    def write(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """A connection for one unit of work: all of the block is stored, or nothing.

        Args:
            durable: the block has reached the disk when it ends; a few milliseconds more.
        """
        return self._database.write(durable=durable)

    @property
    def read_only(self) -> bool:
        return self._database.backend.read_only

    def claim(self) -> AbstractContextManager[None]:
        """Keep other NearDups from scanning into this catalogue, or removing, while the block runs.

        Raises:
            CatalogLocked: another NearDup does so at the moment. Reading goes on beside it.
        """
        return self._claim.held()

    @property
    def is_claimed_elsewhere(self) -> bool:
        """Whether another NearDup scans into this catalogue, or removes, at the moment."""
        return self._claim.is_held_elsewhere

    def thumbnail(self, content_id: int) -> bytes | None:
        """A JPEG of the picture, long side 400; None if it is not in the catalogue."""
        with self.read() as connection:
            return photos.thumbnail(connection, content_id)

    def last_scan(self) -> scans.FinishedScan | None:
        """The latest finished scan; None before the first."""
        with self.read() as connection:
            return scans.last(connection)

    def last_roots(self) -> tuple[Path, ...]:
        """The folders of the latest finished scan."""
        scan = self.last_scan()
        return scan.roots if scan else ()

    def skipped(self, roots: Sequence[Path]) -> list[Skipped]:
        """Files below `roots` that could not be read at the last scan, and why."""
        with self.read() as connection:
            return skips.present(connection, roots)

    def close(self) -> None:
        """Close the file. The catalogue is of no use afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
