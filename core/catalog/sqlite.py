"""A catalogue in one SQLite file.

Pragmas are set on every connection: WAL lets the window read while a scan writes, foreign keys are
off by default in SQLite, and NORMAL syncs at checkpoints, which cannot corrupt a WAL database. It may lose
the last transactions in a power cut, though: what must not be lost (the journal) is written `durable`.
"""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote_from_bytes

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InternalError, ProgrammingError

from core.catalog.claim import FileClaim
from core.errors import CatalogDamaged, CatalogError, CatalogLocked

BUSY_TIMEOUT_MS = 10_000

CHECKPOINT_PAGES = 8000
"""Pages of 4 kB that gather in the WAL before they are copied into the file. A batch of a scan changes one
for each photo and hash table: at SQLite's 1,000 each batch is copied, and adding takes a third longer."""


class SqliteFile:
    """`Backend` in a file."""

    is_shared = False

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Get ready to open the file; the first connection does.

        Raises:
            CatalogError: its folder cannot be made.
        """
        self.path = path
        self.read_only = read_only
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CatalogError(
                    f"The catalogue's folder {path.parent} cannot be made: {error.strerror}. "
                    "Choose another place with --catalog."
                ) from error
        self.engine = _connectable(path, read_only=read_only)

    @property
    def name(self) -> str:
        return str(self.path)

    def reading(self) -> Connection:
        return self.engine.connect()

    def writing(self, *, durable: bool = False) -> Connection:
        return self.engine.connect().execution_options(immediate=True, durable=durable)

    def dispose(self) -> None:
        self.engine.dispose()

    def explained(self, error: DBAPIError) -> CatalogError | None:
        bugs = isinstance(error, IntegrityError | ProgrammingError | InternalError)
        return None if bugs or not isinstance(error, DatabaseError) else _sentence(self.path, error)

    def version(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def set_version(self, connection: Connection, version: int) -> None:
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def make(self, connection: Connection, version: int) -> int:
        return 0  # a new file goes through all migrations, as old ones did

    def spelled(self, statement: str) -> str:
        return statement

    def settle(self, connection: Connection) -> None:
        """Nothing is to be done: an id is one more than the largest."""

    def work_claim(self) -> FileClaim:
        return FileClaim(self.path)


def _connectable(path: Path, *, read_only: bool) -> Engine:
    arguments: dict[str, object] = {"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000}
    if read_only:
        url = URL.create("sqlite+pysqlite", database=read_only_uri(path), query={"uri": "true"})
    else:
        url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours: pysqlite would begin too late, and never IMMEDIATE
        for pragma in ("foreign_keys = ON", "cache_size = -32000"):
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: a read that becomes a write half-way fails instead of waiting.
        options = connection.get_execution_options()
        # Cannot change inside a transaction, and the connection may come back from another use.
        synchronous = "FULL" if options.get("durable", False) else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate", False) else "BEGIN")

    return engine


def read_only_uri(path: Path) -> str:
    """SQLite's name for a file that is only read.

    In a folder that cannot be written SQLite cannot make the side file that WAL wants; `immutable` does
    without, which is right only as long as nobody else writes, and there nobody can.
    """
    mode = "ro" if os.access(path.parent, os.W_OK) else "ro&immutable=1"
    return f"file:{quote_from_bytes(os.fsencode(path.absolute()))}?mode={mode}"


def _sentence(path: Path, error: DatabaseError) -> CatalogError:
    cause = str(error.orig)
    if "locked" in cause or "busy" in cause:
        return CatalogLocked(
            f"The catalogue {path} is in use by another NearDup. Close it there, then try again."
        )
    if "not a database" in cause or "malformed" in cause:
        return CatalogDamaged(
            f"{path} is not a catalogue, or is damaged ({cause}). To set it aside and save what can be "
            "read of it: neardup recover. No photo is touched by that."
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
