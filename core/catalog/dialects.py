"""The few statements that databases spell differently.

Everything else goes through SQLAlchemy, which spells by itself. Hot statements are written as text, with `?`
for values: to build one takes SQLAlchemy longer than SQLite needs to answer it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, CursorResult, Table, any_, bindparam
from sqlalchemy.dialects import sqlite

Values = Sequence[Any]


def insert_or_update(connection: Connection, table: type[Any]) -> sqlite.Insert:
    """An INSERT that may say what happens where a row is there already: `on_conflict_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # only for who has one

    statement: Any = postgresql.insert(table)  # the same methods
    return statement


def run(
    connection: Connection, statement: str, values: Values | list[Values] = ()
) -> "CursorResult[*tuple[Any, ...]]":
    """Run a statement that is written as text.

    Args:
        statement: with `?` for each value, `IN [?]` for whole numbers of which one has to be met, where
            `has_lists` also `[?]` for a list of them, and no other question marks or percent signs.
        values: a tuple of them, lists as lists; or a list of tuples, for which the statement runs one by one.
    """
    if connection.dialect.name != "sqlite":
        statement = _in_words_of_servers(statement)
    elif _LIST in statement:
        statement, values = _spread(statement, values)
    return connection.exec_driver_sql(statement, values)  # pyright: ignore[reportArgumentType]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Put rows into a table, each with all of its columns, as another catalogue has stored them.

    A server gets a list of each column: row by row, and as values of Python's, it takes ten times as long.
    """
    names = ", ".join(column.name for column in table.columns)
    into = f'INSERT INTO "{table.name}" ({names})'
    if not has_lists(connection):
        marks = ", ".join("?" * len(table.columns))
        run(connection, f"{into} VALUES ({marks})", [tuple(row) for row in rows])
        return
    kinds = [_KINDS[column.type.compile(connection.dialect).split()[0]] for column in table.columns]
    lists = ", ".join(f"%b::{word}[]" for word, _ in kinds)
    columns = [
        [None if value is None else kind(value) for value in column]
        for (_, kind), column in zip(kinds, zip(*rows, strict=True), strict=True)
    ]
    connection.exec_driver_sql(f"{into} SELECT * FROM unnest({lists})", tuple(columns))


def _without_nul(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


_KINDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "BIGINT": ("bigint", int),
    "BOOLEAN": ("boolean", bool),
    "BYTEA": ("bytea", bytes),
    "FLOAT": ("double precision", float),
    "TEXT": ("text", _without_nul),
}
"""The word for a column's type, what a list of it is called, and what each value has to be."""


def has_lists(connection: Connection) -> bool:
    """Whether a list is a value: a statement takes thousands of rows at once, and is planned once for all."""
    return connection.dialect.name != "sqlite"


def is_among(column: ColumnElement[int] | Any, name: str, as_list: bool) -> ColumnElement[bool]:
    """Whether a number is in the list that a statement is run with as `name`.

    Where a database `has_lists` it gets the list as one value: a statement with five hundred is parsed and
    planned each time anew.
    """
    if as_list:
        return column == any_(bindparam(name, type_=ARRAY(BigInteger)))
    return column.in_(bindparam(name, expanding=True))


@lru_cache(maxsize=256)
def _in_words_of_servers(statement: str) -> str:
    """Lists cross as bytes, which takes half the time of text."""
    statement = statement.replace(f"IN {_LIST}", f"= ANY({_LIST})")
    return statement.replace(_LIST, "%b::bigint[]").replace("?", "%s")


def _spread(statement: str, values: Values | list[Values]) -> tuple[str, Values]:
    """SQLite takes the numbers of a list one by one."""
    marks: list[str] = []
    flat: list[Any] = []
    for value in values:
        if isinstance(value, list):
            numbers = cast("list[int]", value)
            marks.append(f"({', '.join('?' * len(numbers))})")
            flat += numbers
        else:
            flat.append(value)
    parts = statement.split(_LIST)
    return "".join(f"{part}{mark}" for part, mark in zip(parts, [*marks, ""], strict=True)), tuple(flat)


_LIST = "[?]"
