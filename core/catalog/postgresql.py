"""A catalogue on a PostgreSQL server, for a team: one scans, several review.

It keeps the promises of the file, by locks of the server (https://www.postgresql.org/docs/current/explicit-locking.html):

    one writer at a time     an advisory lock that ends with the transaction, taken as it begins
    a reader's one state     REPEATABLE READ, READ ONLY
    a claim                  an advisory lock of a session that is held open; it dies with its holder
    durable                  synchronous_commit = on, whatever the server's usual way

A catalogue begins at today's schema. From then on it goes through the same migrations as a file.
"""

import re
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from core.catalog import stations
from core.catalog.claim import SharedClaim
from core.catalog.place import ServerAddress
from core.catalog.server_faults import sentence
from core.catalog.tables import Base
from core.errors import CatalogError, CatalogLocked

LOCK_TIMEOUT = "10s"
"""How long a writer waits for another, as with a file."""

FIRST_VERSION = 13
"""The schema at which the first catalogue on a server was made. There are none before it."""

_WRITER, _WORK = 0x4E440001, 0x4E440002
"""What is locked, in the upper half of the number that names a lock; the lower tells catalogues apart."""

_CONNECT: dict[str, str | int] = {
    "connect_timeout": 10,
    "application_name": "NearDup",
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 6,
    "tcp_user_timeout": 120_000,
}
"""What libpq is told unless the address says otherwise: a dead network shows within two minutes, also where
something was sent and is not answered (on Linux)."""


class PostgresServer:
    """`Backend` on a server."""

    is_shared = True

    def __init__(self, address: ServerAddress, *, read_only: bool = False) -> None:
        """Get ready to connect; the first connection does.

        Raises:
            CatalogError: the driver is not installed.
        """
        self.name = address.name
        self._address = address
        self._asked_read_only = read_only
        self._is_read_only: bool | None = None
        self.engine = _connectable(address)
        self._readers = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @property
    def read_only(self) -> bool:
        """Whether it was opened so, the server is a standby, or this role may only look."""
        if self._is_read_only is None:
            with self.engine.connect() as connection:
                self._is_read_only = self._asked_read_only or bool(connection.scalar(_MAY_ONLY_LOOK))
        return self._is_read_only

    def reading(self) -> Connection:
        return self._readers.connect()

    def writing(self, *, durable: bool = False) -> Connection:
        return self.engine.connect().execution_options(immediate=True, durable=durable)

    def dispose(self) -> None:
        self.engine.dispose()

    def explained(self, error: DBAPIError) -> CatalogError | None:
        return None if isinstance(error, IntegrityError) else sentence(self._address, error)

    def version(self, connection: Connection) -> int:
        if connection.scalar(text("SELECT to_regclass('catalog_version')")) is None:
            return 0
        version = connection.scalar(text("SELECT version FROM catalog_version"))
        if version is None or version < FIRST_VERSION:
            raise CatalogError(
                f"{self.name} holds a catalogue of a schema that nobody knows ({version}). Restore it from "
                "its backup, or give another place with --catalog."
            )
        return int(version)

    def set_version(self, connection: Connection, version: int) -> None:
        connection.execute(text("UPDATE catalog_version SET version = :version"), {"version": version})

    def make(self, connection: Connection, version: int) -> int:
        """Make today's tables.

        Raises:
            CatalogError: tables of these names are there already: another program's.
        """
        there = set(inspect(connection).get_table_names()) & set(Base.metadata.tables)
        if there:
            raise CatalogError(
                f"{self.name} holds tables of another program ({', '.join(sorted(there))}). Give the "
                "catalogue a database of its own."
            )
        _shorten_indexes()
        Base.metadata.create_all(connection)
        stations.METADATA.create_all(connection)
        connection.execute(text("CREATE TABLE catalog_version (version BIGINT NOT NULL)"))
        connection.execute(text("INSERT INTO catalog_version VALUES (:version)"), {"version": version})
        return version

    def spelled(self, statement: str) -> str:
        """A statement of a migration, written for SQLite, in PostgreSQL's words for its types."""
        for pattern, word in _TYPES:
            statement = pattern.sub(word, statement)
        return statement

    def settle(self, connection: Connection) -> None:
        for table in Base.metadata.sorted_tables:
            if len(table.primary_key) == 1 and "id" in table.primary_key:
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) "
                        f'FROM "{table.name}" HAVING max(id) > 0'
                    )
                )
            connection.execute(text(f'ANALYZE "{table.name}"'))  # it plans by what it knows of a table

    def work_claim(self) -> "ServerClaim":
        return ServerClaim(self)


class ServerClaim(SharedClaim):
    """The right to scan into a catalogue or to remove, by a lock of the server.

    The lock lives as long as the session that took it, which is kept open for that: a machine that dies, or
    loses its network, loses the lock once the server notices.
    """

    def __init__(self, server: PostgresServer) -> None:
        super().__init__()
        self._server = server
        self._session: Connection | None = None

    def check(self) -> None:
        with self._guard:
            if self._session is None:
                return
            try:
                self._session.execute(text("SELECT 1"))
            except DBAPIError as error:
                raise CatalogError(
                    f"The connection to the catalogue {self._server.name} was lost for a moment, and with it "
                    "the right to work alone. What was done until then is kept: begin again."
                ) from error

    def _take(self) -> None:
        try:
            session = self._server.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if session.scalar(text(f"SELECT pg_try_advisory_lock({_key(_WORK)})")):
                self._session = session
                return
            session.close()
        except DBAPIError as error:
            raise self._server.explained(error) or error from error
        raise CatalogLocked(
            f"Another NearDup is scanning or removing with the catalogue {self._server.name}. Let it finish, "
            "or close it there, then try again."
        )

    def _give(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        with suppress(SQLAlchemyError):  # the end of a session is noticed later, and others wait for the lock
            session.execute(text(f"SELECT pg_advisory_unlock({_key(_WORK)})"))
        session.invalidate()  # ends the session, and the lock with it, even where the server is gone
        session.close()


def _connectable(address: ServerAddress) -> Engine:
    arguments = {name: value for name, value in _CONNECT.items() if name not in address.url.query}
    try:
        engine = create_engine(address.url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True)
    except ImportError as error:
        raise CatalogError(
            'A catalogue on a server needs the driver of PostgreSQL: pip install ".[postgres]" where NearDup '
            f"is installed ({error})."
        ) from error

    in_bytes = _cursor_that_takes_bytes()

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        settings = [f"lock_timeout = '{LOCK_TIMEOUT}'", "tcp_keepalives_idle = 60"]
        settings += ["tcp_keepalives_interval = 10", "tcp_keepalives_count = 6"]
        if connection.info.server_version >= 140_000:
            settings.append("idle_session_timeout = 0")  # a claim waits as long as its work takes
        connection.execute("; ".join(f"SET {setting}" for setting in settings))
        connection.commit()
        connection.cursor_factory = in_bytes

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that what it reads is what no other is about to change.
        options = connection.get_execution_options()
        if options.get("immediate", False):
            durable = "set_config('synchronous_commit', 'on', true), " if options.get("durable") else ""
            connection.execute(text(f"SELECT {durable}pg_advisory_xact_lock({_key(_WRITER)})"))

    return engine


def _cursor_that_takes_bytes() -> type[Any]:
    """A cursor of the driver that asks for bytes: as text, vectors are twice as long, and are taken apart
    and put together again."""
    from psycopg import Cursor
    from psycopg.pq import Format

    class InBytes(Cursor[Any]):
        def __init__(self, connection: Any, **options: Any) -> None:
            super().__init__(connection, **options)
            self.format = Format.BINARY

    return InBytes


def _shorten_indexes() -> None:
    """Let an index hold the rows that are looked for only, as in SQLite. Here, since to name PostgreSQL where
    the tables are described would import its dialect for everybody."""
    for index in Base.metadata.tables["embedding"].indexes:
        if index.name == "embedding_waiting":
            index.dialect_options["postgresql"]["where"] = text("NOT compared")


def _key(what: int) -> str:
    """The number of a lock: what is locked, and in which catalogue, by the table of its version."""
    return (
        f"(CAST({what} AS bigint) << 32) | coalesce(CAST(to_regclass('catalog_version') AS oid), 0)::bigint"
    )


_MAY_ONLY_LOOK = text(
    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' "
    "OR NOT coalesce(has_table_privilege(to_regclass('removal'), 'INSERT'), true)"
)

_TYPES = [
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\bid INTEGER NOT NULL PRIMARY KEY", "id BIGSERIAL PRIMARY KEY"),
        (r"\bINTEGER\b", "BIGINT"),
        (r"\bFLOAT\b", "DOUBLE PRECISION"),
        (r"\bBLOB\b", "BYTEA"),
        (r"\bTEXT\b", 'TEXT COLLATE "C"'),
        (r"\s*\bWITHOUT ROWID\b", ""),
        (r'(?<!")\bsimilar\b(?!")', '"similar"'),  # a word of SQL there
    )
]
