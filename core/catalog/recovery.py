"""A damaged catalogue: set aside whole, and started afresh with what of it cannot be found again.

Photos, vectors and groups come back with the next scan. The journal of removals, what a person decided and
marked, and the list of scans would not: their rows are copied as far as they can be read. The damaged file
itself is kept.
"""

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from core.catalog import removals, scans
from core.catalog.catalog import Catalog
from core.catalog.claim import FileClaim
from core.catalog.place import Place
from core.catalog.sqlite import read_only_uri
from core.catalog.tables import Base
from core.decision import Kind
from core.errors import CatalogDamaged, CatalogError

SAVED = (
    *("scan", "removal_session", "removal"),
    *("decision", "chosen_keeper", "mark", "spared", "looked_over", "apart"),
)
"""The tables that no scan brings back, in the order of their references."""

SHA256_BYTES = 32
MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a damaged catalogue. `saved` counts the rows that could be copied, by table."""

    aside: Path
    saved: dict[str, int]

    @property
    def sentence(self) -> str:
        """For people: what happened, and what to do."""
        return (
            f"The catalogue was damaged. It was set aside as {self.aside}. "
            f"{self.saved.get('removal', 0)} entries of the history of removals and "
            f"{self.saved.get('decision', 0)} decisions about photos could be read and were kept. "
            "Your photos are untouched: scan again to find the groups."
        )


def open_or_recover(place: Place) -> tuple[Catalog, Recovery | None]:
    """Open a catalogue; one whose damage shows is set aside and begun afresh.

    Only what cannot be found again is looked through, which takes milliseconds. Damage elsewhere shows when
    it is met, as `CatalogDamaged`; `recover` is then the way out. A server has backups instead.

    Raises:
        CatalogError: it cannot be opened for another reason. A file that never was a catalogue is not moved.
    """
    if not isinstance(place, Path):
        return Catalog.open(place), None
    try:
        catalog = Catalog.open(place)
        if _is_sound(catalog):
            return catalog, None
        catalog.close()
    except CatalogDamaged:
        if not _is_sqlite(place):
            raise
    recovery = recover(place)
    return Catalog.open(place), recovery


def recover(place: Place) -> Recovery:
    """Set a catalogue aside, whole, and begin another with what can be saved.

    Raises:
        CatalogLocked: another NearDup is at work with it.
        CatalogError: it cannot be moved, or is no SQLite file at all.
    """
    if not isinstance(place, Path):
        raise CatalogError(
            f"The catalogue {place.name} is kept by a server. Bring it back from the backup of its database."
        )
    if not _is_sqlite(place):
        raise CatalogError(f"{place} is no catalogue, so there is nothing to recover.")
    with FileClaim(place).held():
        aside = _set_aside(place)
        with Catalog.open(place) as fresh:
            return Recovery(aside, _copy(aside, fresh))


def _is_sound(catalog: Catalog) -> bool:
    """Whether the tables that no scan brings back are in order."""
    try:
        with catalog.read() as connection:
            return all(
                connection.exec_driver_sql(f"PRAGMA quick_check({name})").scalars().all() == ["ok"]
                for name in SAVED
            )
    except CatalogDamaged:
        return False


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _set_aside(path: Path) -> Path:
    """Rename a catalogue with the two files that SQLite keeps beside it; they belong together."""
    stamp = f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{stamp}-{number}" if number > 1 else stamp for number in count(1))
    aside = next(place for name in names if not os.path.lexists(place := path.with_name(name)))
    try:
        path.rename(aside)
        for side in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + side).rename(aside.with_name(aside.name + side))
    except OSError as error:
        raise CatalogError(f"The catalogue {path} cannot be set aside: {error.strerror}.") from error
    return aside


def _copy(damaged: Path, fresh: Catalog) -> dict[str, int]:
    """Copy the rows that can be read and make sense, each on its own; returns how many, by table."""
    saved: dict[str, int] = {}
    with (
        contextlib.closing(sqlite3.connect(read_only_uri(damaged), uri=True)) as source,
        fresh.write(durable=True) as connection,
    ):
        for name in SAVED:
            columns = _columns(source, name)
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
            saved[name] = 0
            for row in _readable(source, name, columns).values():
                with contextlib.suppress(
                    CatalogError, SQLAlchemyError, ValueError, TypeError, AttributeError
                ):
                    with connection.begin_nested():
                        connection.exec_driver_sql(statement, row)
                        _check_sense(connection, name, row[0])
                    saved[name] += 1
    return saved


def _columns(source: sqlite3.Connection, name: str) -> list[str]:
    """Those of a table that both have: an older NearDup's had fewer, and the fresh one fills the others."""
    with contextlib.suppress(sqlite3.Error):
        there = {row[1] for row in source.execute(f"PRAGMA table_info({name})")}
        return [column.name for column in Base.metadata.tables[name].columns if column.name in there]
    return []


def _readable(source: sqlite3.Connection, name: str, columns: list[str]) -> dict[int, tuple[Any, ...]]:
    """The rows of a table, from its start up to the damage and from its end back to it."""
    rows: dict[int, tuple[Any, ...]] = {}
    if not columns:  # the table cannot be read, or an older NearDup had none
        return rows
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            query = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED ORDER BY rowid {order}"
            for row in source.execute(query):
                rows[row[0]] = row
    return dict(sorted(rows.items()))


def _check_sense(connection: Connection, name: str, number: int) -> None:
    """Read a row back as the program will; raises where a value makes no sense."""
    if name == "removal":
        if removals.at(connection, number) is None:
            raise ValueError("the row cannot be found again")
    elif name == "scan":
        scans.last(connection)
    elif name == "removal_session":
        removals.session_began(connection, number)
    else:
        table = Base.metadata.tables[name]
        row = connection.execute(select(table).where(table.c.id == number)).mappings().one()
        if "kind" in row:
            Kind(row["kind"])
        if any(len(row[column]) != SHA256_BYTES for column in row if column.endswith("sha256")):
            raise ValueError("a digest has another length")
