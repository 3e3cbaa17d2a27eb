"""The open SQLite file: connections for any thread, one writer at a time.

Pragmas are set on every connection: WAL lets the window read while a scan writes, foreign keys are
off by default in SQLite, and NORMAL syncs at checkpoints, which cannot corrupt a WAL database.
"""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, InternalError, ProgrammingError

from core.catalog.migrations import migrate
from core.errors import CatalogError, CatalogLocked

BUSY_TIMEOUT_MS = 10_000


class Database:
    """One catalogue file. `read` and `write` may be used from any thread."""

    def __init__(self, path: Path) -> None:
        """Open, or make, the file and bring its schema up to date.

        Raises:
            CatalogError: the file cannot be made or opened, or is not a catalogue.
        """
        self.path = path
        self._writer = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogError(
                f"The catalogue's folder {path.parent} cannot be made: {error.strerror}. "
                "Choose another place with --catalog."
            ) from error
        self._engine = _connectable(path)
        try:
            with self._explained():
                migrate(self._engine, path)
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A connection that sees one consistent state of the catalogue."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A transaction: all of the block or nothing of it. Waits for the other writers of this process."""
        with self._writer, self._explained():
            connection = self._engine.connect().execution_options(immediate=True)
            with connection, connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Turn SQLite's complaints into sentences; a broken constraint is a bug, and stays one."""
        try:
            yield
        except DatabaseError as error:
            if isinstance(error, IntegrityError | ProgrammingError | InternalError):
                raise
            raise _sentence(self.path, error) from error


def _connectable(path: Path) -> Engine:
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours: pysqlite would begin too late, and never IMMEDIATE
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "cache_size = -32000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: a read that becomes a write half-way fails instead of waiting.
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _sentence(path: Path, error: DatabaseError) -> CatalogError:
    cause = str(error.orig)
    if "locked" in cause or "busy" in cause:
        return CatalogLocked(
            f"The catalogue {path} is in use by another NearDup. Close it there, then try again."
        )
    if "not a database" in cause or "malformed" in cause:
        return CatalogError(
            f"{path} is not a catalogue, or is damaged ({cause}). "
            "Move it away to start afresh; no photo is touched by that."
        )
    if "readonly" in cause or "unable to open" in cause:
        return CatalogError(
            f"The catalogue {path} cannot be written here ({cause}). Choose another with --catalog."
        )
    if "full" in cause:
        return CatalogError(
            f"The disk that holds the catalogue {path} is full. Free some space, then scan again."
        )
    return CatalogError(f"The catalogue {path} failed: {cause}.")
