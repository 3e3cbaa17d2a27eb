"""What a PostgreSQL server complains of, as sentences that say what to do.

A connection that is refused tells its reason in words only, in the server's language: those in English are
known here, and others are told as they came. Everything later has a code
(https://www.postgresql.org/docs/current/errcodes-appendix.html).
"""

import re

from sqlalchemy.exc import DBAPIError

from core.catalog.place import ServerAddress
from core.errors import CatalogError, CatalogLocked


def sentence(address: ServerAddress, error: DBAPIError) -> CatalogError | None:
    """A complaint as a sentence without secrets; None where it is a bug of ours."""
    name, code = address.name, getattr(error.orig, "sqlstate", None)
    cause = _without_secrets(str(error.orig), address)
    if code is None or code.startswith("08"):
        return CatalogError(_not_connected(name, cause))
    if code in _LOCKED:
        return CatalogLocked(
            f"The catalogue {name} is in use by another NearDup, which is writing. Try again in a moment."
        )
    for codes, said in _SAID:
        if code.startswith(codes):
            return CatalogError(said.format(name, cause))
    if code[:2] in _BUGS:
        return None
    return CatalogError(f"The catalogue {name} failed: {cause}.")


_LOCKED = ("55P03", "40001", "40P01")
"""Waited in vain for a lock; could not be serialized; deadlock."""

_BUGS = ("22", "23", "26", "34", "42", "0A", "25")
"""Data, constraints, cursors, syntax, what is not supported, the state of a transaction."""

_SAID = (  # {0} is the catalogue, {1} what the server says
    (
        ("42501",),
        "In the catalogue {0} your role may not do that ({1}). Its owner can allow it: "
        "docs/cluster.md says how.",
    ),
    (("25006",), "The catalogue {0} can only be read there: its server takes no changes ({1})."),
    (
        ("53100",),
        "The disk of the server that holds the catalogue {0} is full. Free some space, then scan again.",
    ),
    (("53300",), "The server of the catalogue {0} has too many connections. Try again in a moment."),
    (("53", "54"), "The server of the catalogue {0} has come to a limit: {1}."),
    (
        ("57P", "25P03", "57014"),
        "The server of the catalogue {0} ended the connection ({1}). What was stored is kept: try again.",
    ),
    (("58", "XX"), "The server of the catalogue {0} has a fault: {1}. Whoever runs it should know."),
)


def _not_connected(name: str, cause: str) -> str:
    for pattern, said in _REFUSED:
        if re.search(pattern, cause):
            return said.format(name, cause)
    return (
        f"The catalogue {name} cannot be reached ({cause}). Look at its address, and whether its server runs."
    )


_REFUSED = (
    (
        "password authentication failed|no password supplied|authentication failed",
        "The server of the catalogue {0} does not take the name or the password. NearDup takes the password "
        "from the address, from PGPASSWORD, or from ~/.pgpass.",
    ),
    (
        'database "[^"]*" does not exist',
        "The server of the catalogue {0} has no such database. Make it there with createdb: "
        "docs/cluster.md says how.",
    ),
    (
        'role "[^"]*" does not exist',
        "The server of the catalogue {0} knows no such role. Make it there with createuser: "
        "docs/cluster.md says how.",
    ),
    (
        "no pg_hba.conf entry",
        "The server of the catalogue {0} does not let this computer in, or not without TLS ({1}). Its "
        "pg_hba.conf says who may connect; in the address, sslmode=verify-full asks for TLS.",
    ),
    (
        "certificate|SSL|sslmode",
        "The connection to the catalogue {0} cannot be trusted ({1}). Look at sslmode and sslrootcert "
        "in its address.",
    ),
    (
        "server closed the connection|connection is (closed|lost)|terminat|SSL SYSCALL|[Bb]roken pipe",
        "The connection to the catalogue {0} was lost ({1}). What was stored is kept: try again when "
        "its server can be reached.",
    ),
    (
        "too many clients|remaining connection slots",
        "The server of the catalogue {0} has too many connections. Try again in a moment.",
    ),
)


def _without_secrets(cause: str, address: ServerAddress) -> str:
    """A complaint on one line, without what the address keeps to itself."""
    secrets = [address.url.password, *(address.url.query.get(name) for name in ("password", "sslpassword"))]
    for secret in secrets:
        if isinstance(secret, str) and secret:
            cause = cause.replace(secret, "***")
    lines = (line.strip() for line in cause.splitlines())
    return " ".join(line for line in lines if line).rstrip(".")
