"""What a kind of database has of its own, behind one protocol: `Database` and the migrations know no more.

    SqliteFile          one file; the default                         core/catalog/sqlite.py
    PostgresServer      a database on a server, for a team            core/catalog/postgresql.py

Statements that databases spell differently are in `core.catalog.dialects`.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.errors import CatalogError


class Claim(Protocol):
    """A right to a catalogue that one process at a time has. Any thread; those of a process share it."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the claim for a block.

        Raises:
            CatalogLocked: another process holds it.
            CatalogError: it cannot be asked for.
        """
        ...

    def check(self) -> None:
        """Make sure that a claim that is held still is: to be called before what it stands for.

        Raises:
            CatalogError: it was lost.
        """
        ...

    @property
    def is_held_elsewhere(self) -> bool:
        """Whether another process holds it, as far as can be told without waiting."""
        ...


class Backend(Protocol):
    """A database that can hold a catalogue. Any thread."""

    @property
    def name(self) -> str:
        """What people call it, for sentences; no secret is in it."""
        ...

    @property
    def is_shared(self) -> bool:
        """Whether people on several machines use it at once."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        ...

    def reading(self) -> Connection:
        """A connection whose transaction sees one consistent state."""
        ...

    def writing(self, *, durable: bool = False) -> Connection:
        """A connection whose transaction begins when no other writer's is open, and keeps others waiting.

        Args:
            durable: what it commits outlives a power cut, whatever the database's usual way.
        """
        ...

    def dispose(self) -> None:
        """Close every connection."""
        ...

    def explained(self, error: DBAPIError) -> CatalogError | None:
        """The database's complaint as a sentence; None where it is a bug of ours."""
        ...

    def version(self, connection: Connection) -> int:
        """How many migrations the catalogue has been through; 0 where there is none yet."""
        ...

    def set_version(self, connection: Connection, version: int) -> None:
        """Write that number down, in the transaction of the migration."""
        ...

    def make(self, connection: Connection, version: int) -> int:
        """Make the tables of a schema where there are none; returns how far that came, 0 for not at all."""
        ...

    def spelled(self, statement: str) -> str:
        """A statement of a migration in the database's own words."""
        ...

    def settle(self, connection: Connection) -> None:
        """After many rows came in with their ids: let those that the database gives go on behind them."""
        ...

    def work_claim(self) -> Claim:
        """The right to scan into the catalogue, or to remove."""
        ...
