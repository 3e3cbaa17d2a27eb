"""Units that a person wants to be treated as single files, each by the photo that leads it."""

from pathlib import Path

from sqlalchemy import Connection, delete, select

from core.catalog.dialects import insert_or_update
from core.catalog.tables import ApartRow


def leaders(connection: Connection) -> frozenset[Path]:
    """The photos whose units are kept apart; few, since each was chosen by hand."""
    return frozenset(connection.scalars(select(ApartRow.path)))


def put(connection: Connection, leader: Path) -> None:
    """Treat what belongs to a photo as files of their own from now on."""
    connection.execute(insert_or_update(connection, ApartRow).values(path=leader).on_conflict_do_nothing())


def forget(connection: Connection, leader: Path) -> None:
    """Let what belongs to a photo go where it goes again."""
    connection.execute(delete(ApartRow).where(ApartRow.path == leader))
