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
from core.catalog.backend import Backend
from core.catalog.database import Database
from core.catalog.place import Place
from core.catalog.sqlite import SqliteFile
from core.errors import CatalogError
from core.photo import Skipped


class Catalog:
    """An open catalogue. Every method may be called from any thread."""

    def __init__(self, place: Place, database: Database) -> None:
        self.place = place
        self._database = database
        self._claim = database.backend.work_claim()

    @classmethod
    def open(cls, place: Place, *, read_only: bool = False) -> Self:
        """Open the catalogue in a file or on a server, or make it.

        Args:
            read_only: open what is there, and write nothing.

        Raises:
            CatalogError: with a sentence that names the file and says what to do.
        """
        return cls(place, Database(_backend(place, read_only=read_only)))

    @property
    def path(self) -> Path:
        """The file that it is.

        Raises:
            CatalogError: a server keeps it.
        """
        if isinstance(self.place, Path):
            return self.place
        raise CatalogError(f"The catalogue {self.place.name} is no file.")

    @property
    def folder(self) -> Path | None:
        """Where its file lies; None where a server keeps it."""
        return self.place.parent if isinstance(self.place, Path) else None

    @property
    def is_shared(self) -> bool:
        """Whether people on several machines use it at once."""
        return self._database.backend.is_shared

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for reading: one consistent state, not held up by a scan that writes."""
        return self._database.read()

    def write(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """A connection for one unit of work: all of the block is stored, or nothing.

        Args:
            durable: the block has reached the disk when it ends; a few milliseconds more.
        """
        self._claim.check()
        return self._database.write(durable=durable)

    def settle(self, connection: Connection) -> None:
        """After a `write` brought many rows with their ids: let what is added next come behind them."""
        self._database.backend.settle(connection)

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


def _backend(place: Place, *, read_only: bool) -> Backend:
    if isinstance(place, Path):
        return SqliteFile(place, read_only=read_only)
    from core.catalog.postgresql import PostgresServer  # only for who has one

    return PostgresServer(place, read_only=read_only)
