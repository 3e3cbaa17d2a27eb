"""Copying a catalogue from a file to a server, or back: every row, in one transaction, counted and compared.

What is copied from is only read. What is copied to holds all of it afterwards, or nothing. Two things belong
to one computer and not to a catalogue: where its drives are mounted, which a server does not keep, and who
removed what, which a file does not say, since that was one's own.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from core.catalog import removals, stations
from core.catalog.catalog import Catalog
from core.catalog.dialects import insert_rows
from core.catalog.place import Place, name_of
from core.catalog.recovery import SAVED
from core.catalog.removals import State
from core.catalog.tables import Base, DriveRow
from core.errors import CatalogError
from core.progress import CancelToken, Meter, Reporter, Stage


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows each table has now, in both."""

    rows: dict[str, int]


def copy_catalog(source: Place, target: Place, report: Reporter, cancel: CancelToken) -> Copied:
    """Copy a catalogue to a place that has none, or an empty one.

    Nobody may scan into either, or remove with it, meanwhile.

    Raises:
        CatalogError: there is none to copy, it has a removal whose end is not known, or the target is not
            empty or cannot be written. Nothing was copied then.
        Cancelled: nothing was copied.
    """
    if isinstance(source, Path) and not source.is_file():
        raise CatalogError(f"There is no catalogue {source}. Say which one to copy with --catalog.")
    if _are_one(source, target):
        raise CatalogError(f"{name_of(source)} cannot be copied to itself. Give another place.")
    with ExitStack() as opened:
        old = opened.enter_context(Catalog.open(source, read_only=True))
        new = opened.enter_context(Catalog.open(target))
        for catalog in (old, new):
            opened.enter_context(catalog.claim())
        reading = opened.enter_context(old.read())
        _check_ended(reading, source)
        with new.write(durable=True) as writing:
            _check_empty(writing, target)
            return _copy(old, reading, new, writing, report, cancel)


def _are_one(source: Place, target: Place) -> bool:
    if isinstance(source, Path) and isinstance(target, Path):
        return source.resolve() == target.resolve()
    return name_of(source) == name_of(target)


def _check_ended(connection: Connection, place: Place) -> None:
    """An interrupted removal is closed by the computer that began it, and in one catalogue."""
    if begun := removals.in_state(connection, State.INTENDED):
        raise CatalogError(
            f"The catalogue {name_of(place)} has a removal that was interrupted ({len(begun)} files). On the "
            "computer where it was begun, neardup history settles it; copy the catalogue then."
        )


def _check_empty(connection: Connection, place: Place) -> None:
    held = {table.name: count for table in _tables() if (count := _count(connection, table))}
    if held:
        told = ", ".join(f"{count} rows of {name}" for name, count in sorted(held.items())[:4])
        raise CatalogError(
            f"The catalogue {name_of(place)} is not empty ({told}), and two are never mixed. Give an empty "
            "database, or a file that does not exist yet. Nothing was copied."
        )


def _copy(
    old: Catalog,
    reading: Connection,
    new: Catalog,
    writing: Connection,
    report: Reporter,
    cancel: CancelToken,
) -> Copied:
    tables = [table for table in _tables() if not (new.is_shared and table is DriveRow.__table__)]
    wanted = {table.name: _count(reading, table) for table in tables}
    meter = Meter(report, Stage.COPY, sum(wanted.values()))
    done = 0
    for table in tables:
        for rows in _rows(reading, table):
            cancel.check()
            insert_rows(writing, table, rows)
            done += len(rows)
            meter.at(done)
    if new.is_shared:
        where = stations.of_sessions(reading) if old.is_shared else {}
        for session in (one.id for one in removals.sessions(reading)):
            stations.note(writing, session, where.get(session))
    new.settle(writing)
    found = {table.name: _count(writing, table) for table in tables}
    differing = sorted(name for name in wanted if wanted[name] != found[name])
    differing += [
        table.name for table in tables if table.name in SAVED and not _are_alike(reading, writing, table)
    ]
    if differing:
        raise CatalogError(
            f"The copy of the catalogue is not what was copied ({', '.join(differing)}), so it was undone. "
            f"{name_of(old.place)} is as it was."
        )
    return Copied(found)


def _tables() -> list[Table]:
    """All tables, those first that others refer to."""
    return Base.metadata.sorted_tables


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """A table's rows as they are stored, in the order of their keys, some at a time: thumbnails may be more
    than memory."""
    passing = connection.exec_driver_sql(_every_row(table), execution_options={"stream_results": True})
    yield from passing.partitions(_ROWS)


_ROWS = 1000


def _every_row(table: Table) -> str:
    columns, keys = (", ".join(each.name for each in some) for some in (table.columns, table.primary_key))
    return f'SELECT {columns} FROM "{table.name}" ORDER BY {keys}'


def _are_alike(one: Connection, other: Connection, table: Table) -> bool:
    """Whether a table that no scan brings back holds the same in both."""
    mine, theirs = (connection.exec_driver_sql(_every_row(table)).all() for connection in (one, other))
    return mine == theirs
