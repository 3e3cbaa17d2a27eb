"""The open catalogue's transactions: any number of readers, one writer at a time."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.catalog.backend import Backend
from core.catalog.migrations import check_schema, migrate
from core.errors import CatalogError


class Database:
    """One catalogue. `read` and `write` may be used from any thread."""

    def __init__(self, backend: Backend) -> None:
        """Open, or make, the catalogue and bring its schema up to date.

        What is read-only is opened as it is: nothing changes, not even an old schema.

        Raises:
            CatalogError: it cannot be made or opened, or is no catalogue.
        """
        self.backend = backend
        self._writer = threading.RLock()
        try:
            with self._explained():
                (check_schema if backend.read_only else migrate)(backend)
        except BaseException:
            backend.dispose()
            raise

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A connection that sees one consistent state of the catalogue."""
        with self._explained(), self.backend.reading() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Generator[Connection]:
        """A transaction: all of the block or nothing of it. Waits for the other writers of this process.

        Args:
            durable: the block has reached the disk when `write` ends, power cut or not.
        """
        if self.backend.read_only:
            raise CatalogError(f"The catalogue {self.backend.name} was opened for reading only.")
        with (
            self._writer,
            self._explained(),
            self.backend.writing(durable=durable) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
        self.backend.dispose()

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Turn the database's complaints into sentences; a broken constraint is a bug, and stays one."""
        try:
            yield
        except DBAPIError as error:
            sentence = self.backend.explained(error)
            if sentence is None:
                raise
            raise sentence from error
