"""Who removed what, where several machines share a catalogue. These rows are on a server only.

A file that one machine moved to its trash can be looked for there alone: what was interrupted is closed by
the account and machine that began it.
"""

import getpass
import os
import platform

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, insert, select

METADATA = MetaData()

_STATION = Table(
    "removal_station",
    METADATA,
    Column("session_id", BigInteger, primary_key=True, autoincrement=False),
    Column("station", Text, nullable=False),
)


def here() -> str:
    """This account on this machine: `anna@desk`."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as containers have
        account = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return f"{account}@{platform.node()}"


def note(connection: Connection, session: int, station: str | None = None) -> None:
    """Write down where a session of the journal was begun: here, unless it is said."""
    connection.execute(insert(_STATION).values(session_id=session, station=station or here()))


def of_sessions(connection: Connection) -> dict[int, str]:
    """Where each session was begun, by its number."""
    query = select(_STATION.c.session_id, _STATION.c.station)
    return {row.session_id: row.station for row in connection.execute(query)}


def begun_here(connection: Connection) -> set[int]:
    """The numbers of the sessions that were begun here."""
    return set(connection.scalars(select(_STATION.c.session_id).where(_STATION.c.station == here())))
