"""Where a catalogue lies: in a file, or on a PostgreSQL server that a team shares.

An address may hold a password. It is in no text that is made of one here: `name` is for sentences.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import CatalogError
from core.settings import catalog_path

if TYPE_CHECKING:
    from sqlalchemy import URL

EXAMPLE = "postgresql+psycopg://NAME@HOST/DATABASE"


@dataclass(frozen=True, slots=True, repr=False)
class ServerAddress:
    """A database on a PostgreSQL server."""

    url: "URL"

    @classmethod
    def parse(cls, text: str) -> "ServerAddress":
        """Read an address as SQLAlchemy and libpq write them.

        Raises:
            CatalogError: it makes no sense, or is of another kind of database.
        """
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise CatalogError(
                f"The address of the catalogue makes no sense. It should look like {EXAMPLE}."
            ) from None  # what it says may hold the password
        if url.drivername not in ("postgresql+psycopg", "postgresql", "postgres"):
            raise CatalogError(
                f"A catalogue lies in a file or in PostgreSQL, not in {url.drivername}. Give a path, or an "
                f"address like {EXAMPLE}."
            )
        return cls(url.set(drivername="postgresql+psycopg"))

    @property
    def name(self) -> str:
        """The address without what is secret in it."""
        url = self.url.difference_update_query(_SECRET)
        shown = url.create(
            "postgresql", url.username or None, None, url.host, url.port, url.database, url.query
        )
        return shown.render_as_string()

    def __repr__(self) -> str:
        return f"ServerAddress({self.name!r})"

    __str__ = __repr__


_SECRET = ("password", "sslpassword", "passfile", "sslkey")

Place = Path | ServerAddress
"""Where a catalogue lies."""


def place_of(text: str | None) -> Place:
    """What `--catalog` says; the person's own file where it says nothing.

    Raises:
        CatalogError: it is an address that makes no sense.
    """
    if not text:
        return catalog_path()
    return ServerAddress.parse(text) if _ADDRESS.match(text) else Path(text)


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+]+://")
"""Two letters at least: `C://` is a drive."""


def name_of(place: Place) -> str:
    """A place in a sentence."""
    return place.name if isinstance(place, ServerAddress) else str(place)
