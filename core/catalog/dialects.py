"""The few statements that databases spell differently.

Everything else goes through SQLAlchemy, which spells by itself. Hot statements are written as text, with `?`
for values: to build one takes SQLAlchemy longer than SQLite needs to answer it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, CursorResult
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
        statement: with `?` for each value, and no other question marks or percent signs.
        values: a tuple of them; or a list of tuples, for which the statement runs one by one.
    """
    if connection.dialect.name != "sqlite":
        statement = _with_percents(statement)
    return connection.exec_driver_sql(statement, values)  # pyright: ignore[reportArgumentType]


@lru_cache(maxsize=256)
def _with_percents(statement: str) -> str:
    return statement.replace("?", "%s")
