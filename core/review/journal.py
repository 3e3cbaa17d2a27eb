"""The journal: intent before the action, outcome after it, and the truth about what was interrupted.

    intend    one transaction that has reached the disk before the action begins (SQLite, synchronous = FULL)
    conclude  after it; may be lost in a power cut, for then the disk itself is asked
    resolve   at the next start: each entry without an outcome is closed by looking where the file is

On a server that a team shares, `resolve` is for whoever began it: another machine has another trash.

It lives in the catalogue, not in a log beside it: an outcome and the photo's absence from the groups are then
one transaction, a question about it is a query, and one file is to be copied to keep all. A damaged
catalogue gives its journal back as far as it can be read (`core.catalog.recovery`).
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from core.catalog import photos, removals, stations
from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, Removal, Session, State
from core.errors import CatalogError

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time of day, for people. Entries are ordered by their numbers: clocks jump."""
    return datetime.now(UTC)


class Journal:
    """One session of the journal. It is opened by its first entry, so that none is empty."""

    def __init__(self, catalog: Catalog, action: str, clock: Clock = now) -> None:
        self._catalog = catalog
        self._action = action
        self._clock = clock
        self._session: int | None = None

    @property
    def session(self) -> int:
        """The session's number."""
        if self._session is None:
            with self._catalog.write(durable=True) as connection:
                session = removals.begin_session(connection, self._action, self._clock())
                if self._catalog.is_shared:
                    stations.note(connection, session)
            self._session = session  # only now: on a full disk it is the commit that fails
        return self._session

    def intend(self, intents: Sequence[Intent]) -> list[int]:
        """Write down what is about to happen. It has reached the disk when this returns.

        Raises:
            CatalogError: it could not be written, so nothing may be done.
        """
        session = self.session
        with self._catalog.write(durable=True) as connection:
            return removals.intend(connection, session, intents, self._clock())

    def conclude(
        self, number: int, state: State, reason: str = "", place: Path | None = None, gone: Path | None = None
    ) -> bool:
        """Write down what happened, and let a photo that is gone leave the groups.

        Returns:
            False if it could not be written; the next start finds it out from the disk.
        """
        try:
            with self._catalog.write() as connection:
                removals.conclude(connection, number, state, reason, place, self._clock())
                if gone is not None:
                    photos.set_absent(connection, [gone])
        except CatalogError:
            return False
        return True


def sessions(catalog: Catalog) -> list[Session]:
    """Every press of the button, the newest first."""
    with catalog.read() as connection:
        return removals.sessions(connection)


def entries(catalog: Catalog, session: int, group: int | None = None) -> list[Removal]:
    """What a session did, file by file; or one group of it."""
    with catalog.read() as connection:
        return removals.of_session(connection, session, group)


def removed(catalog: Catalog, session: int) -> list[tuple[Removal, tuple[Path, ...]]]:
    """What a session removed, each with the sidecars into which something of its group was written.

    A session that only wrote sidecars is told as these.
    """
    found = entries(catalog, session)
    if all(one.is_of_sidecar for one in found):
        return [(one, ()) for one in found]
    written: dict[Path | None, dict[Path, None]] = {}
    for one in found:
        if one.is_written and one.state is State.DONE:
            written.setdefault(one.intent.survivor, {})[one.path] = None
    return [(one, tuple(written.get(one.intent.survivor, ()))) for one in found if not one.is_of_sidecar]


def entry(catalog: Catalog, number: int) -> Removal | None:
    """One entry, by its number."""
    with catalog.read() as connection:
        return removals.at(connection, number)


def entries_of_path(catalog: Catalog, path: Path) -> list[Removal]:
    """Everything that happened to the file at a path, the oldest first."""
    with catalog.read() as connection:
        return removals.of_path(connection, path)
