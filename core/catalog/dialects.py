"""The few statements that databases spell differently.

Everything else goes through SQLAlchemy, which spells by itself. Hot statements are written as text, with `?`
for values: to build one takes SQLAlchemy longer than SQLite needs to answer it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, CursorResult, any_, bindparam
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


def has_lists(connection: Connection) -> bool:
    """Whether a list is a value: a statement takes thousands of rows at once, and is planned once for all."""
    return connection.dialect.name != "sqlite"


def is_among(connection: Connection, column: ColumnElement[int] | Any, name: str) -> ColumnElement[bool]:
    """Whether a number is in the list that a statement is run with as `name`.

    A server gets the list as one value: a statement with five hundred is parsed and planned each time anew.
    """
    if has_lists(connection):
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
