"""The journal's rows: what was meant to happen to each file before it happened, and what did.

Rows are never deleted. What they mean, and how an interrupted action is closed, is in `core.review.journal`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import WAY_OUT, PhotoRow, RemovalRow, RemovalSessionRow
from core.errors import CatalogDamaged
from core.photo import ImageFile


class State(StrEnum):
    """How far a journalled action came."""

    INTENDED = "intended"  # the action may be under way, or was interrupted
    DONE = "done"
    NOT_DONE = "not_done"  # the file is where it was
    UNKNOWN = "unknown"  # the file is neither where it was nor where it was to go
    RESTORED = "restored"
    EMPTIED = "emptied"  # erased from quarantine, because a person said so


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to happen to one file.

    `unit` is the photo that the file belongs to: itself for a photo, the photo for its sidecar. `survivor`
    is the photo that stays in its stead. `place` is where the file is to go, where that is known beforehand.
    """

    group: int
    action: str
    file: ImageFile
    sha256: bytes
    unit: Path
    survivor: Path | None = None
    place: Path | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry of the journal. `ended` is None while the action is not known to have ended."""

    id: int
    session: int
    intent: Intent
    began: datetime
    ended: datetime | None
    state: State
    reason: str
    restored_to: Path | None

    @property
    def path(self) -> Path:
        """Where the file was."""
        return self.intent.file.path

    @property
    def is_away(self) -> bool:
        """Whether there is something to bring back, as far as the journal knows."""
        return self.state in (State.DONE, State.UNKNOWN) and self.intent.action != "copy"

    @property
    def is_of_sidecar(self) -> bool:
        """Whether it is about a sidecar that was written, the older or the new one: it removed no photo."""
        return self.intent.action == "sidecar"

    @property
    def is_written(self) -> bool:
        """Whether this is a sidecar as NearDup wrote it: there is nothing to bring back, but to take back."""
        return self.is_of_sidecar and self.place is None and bool(self.intent.sha256)

    @property
    def place(self) -> Path | None:
        """Where the file went, as far as that is known."""
        return self.intent.place


@dataclass(frozen=True, slots=True)
class Session:
    """One press of the button: how many files it was about, and how many of them went and were brought back.

    Sidecars that were written for those that stay are not counted, where something went at all.
    `bytes` are those of the files that went, back or not; what never left its place is not among them.
    """

    id: int
    began: datetime
    action: str
    files: int
    bytes: int
    done: int
    restored: int


def begin_session(connection: Connection, action: str, now: datetime) -> int:
    """Open a session; returns its number, which is never used again."""
    begun = connection.execute(insert(RemovalSessionRow).values(began=now, action=action))
    assert begun.inserted_primary_key is not None
    return int(begun.inserted_primary_key[0])


def session_began(connection: Connection, session: int) -> datetime | None:
    """When a session began; None if there is none of that number."""
    return connection.scalar(select(RemovalSessionRow.began).where(RemovalSessionRow.id == session))


def intend(connection: Connection, session: int, intents: Iterable[Intent], now: datetime) -> list[int]:
    """Write down what is about to happen; returns the entries' numbers, in the order of `intents`."""
    before = int(connection.scalar(select(func.max(RemovalRow.id))) or 0)
    rows = [
        {
            "id": number,
            "session_id": session,
            "group_no": intent.group,
            "action": intent.action,
            "path": intent.file.path,
            "size": intent.file.size,
            "mtime_ns": intent.file.mtime_ns,
            "dev": intent.file.dev,
            "inode": intent.file.inode,
            "sha256": intent.sha256,
            "unit": intent.unit,
            "survivor": intent.survivor,
            "place": intent.place,
            "began": now,
            "state": State.INTENDED.value,
            "reason": "",
        }
        for number, intent in enumerate(intents, before + 1)
    ]
    if rows:
        connection.execute(insert(RemovalRow), rows)
    return list(range(before + 1, before + 1 + len(rows)))


def conclude(
    connection: Connection, number: int, state: State, reason: str, place: Path | None, now: datetime
) -> None:
    """Write down what happened. `place` is where the file is now; None keeps what was intended."""
    values: dict[str, Any] = {"state": state.value, "reason": reason, "ended": now}
    if place is not None:
        values["place"] = place
    connection.execute(update(RemovalRow).where(RemovalRow.id == number).values(values))


def set_restored(connection: Connection, number: int, to: Path, reason: str) -> None:
    """Write down that a file was brought back, and to where."""
    values = {"state": State.RESTORED.value, "restored_to": to, "reason": reason}
    connection.execute(update(RemovalRow).where(RemovalRow.id == number).values(values))


def in_state(connection: Connection, state: State, action: str | None = None) -> list[Removal]:
    """Every entry in a state, the oldest first."""
    query = _ENTRIES.where(RemovalRow.state == state.value)
    if action is not None:
        query = query.where(RemovalRow.action == action)
    return _entries(connection, query)


def of_session(connection: Connection, session: int, group: int | None = None) -> list[Removal]:
    """The entries of a session, or of one group in it, in the order in which they were done."""
    query = _ENTRIES.where(RemovalRow.session_id == session)
    return _entries(connection, query if group is None else query.where(RemovalRow.group_no == group))


def at(connection: Connection, number: int) -> Removal | None:
    """One entry, by its number."""
    found = _entries(connection, _ENTRIES.where(RemovalRow.id == number))
    return found[0] if found else None


def taken_away(connection: Connection, paths: Iterable[Path]) -> set[Path]:
    """Those of some paths whose file a removal took away, and at which no scan has found one since."""
    found: set[Path] = set()
    for chunk in batched(paths, CHUNK):
        went = select(RemovalRow.path).where(RemovalRow.path.in_(chunk), RemovalRow.state.in_(_AWAY))
        query = select(PhotoRow.path).where(PhotoRow.path.in_(went), ~PhotoRow.present)
        found.update(connection.scalars(query))
    return found


def of_path(connection: Connection, path: Path) -> list[Removal]:
    """Everything that ever happened to a path, the oldest first."""
    return _entries(connection, _ENTRIES.where(RemovalRow.path == path))


def sessions(connection: Connection) -> list[Session]:
    """Every session, the newest first."""
    own = (RemovalRow.action != "sidecar") | (RemovalSessionRow.action == "sidecar")
    files = func.count(case((own, 1)))
    done = func.count(case((own & (RemovalRow.state == State.DONE.value), 1)))
    restored = func.count(case((own & (RemovalRow.state == State.RESTORED.value), 1)))
    left = func.sum(case((own & RemovalRow.state.in_(_WENT), RemovalRow.size), else_=0))
    session = (RemovalSessionRow.id, RemovalSessionRow.began, RemovalSessionRow.action)
    query = (
        select(*session, files, left, done, restored)
        .join(RemovalRow, RemovalRow.session_id == RemovalSessionRow.id)
        .group_by(RemovalSessionRow.id)
        .order_by(RemovalSessionRow.id.desc())
    )
    return [
        Session(number, began, action, files, int(left), done, restored)
        for number, began, action, files, left, done, restored in connection.execute(query)
    ]


_AWAY = (State.DONE.value, State.UNKNOWN.value)
_WENT = tuple(state.value for state in (State.DONE, State.UNKNOWN, State.RESTORED, State.EMPTIED))

_ENTRIES = select(
    RemovalRow.id,
    RemovalRow.session_id,
    RemovalRow.group_no,
    RemovalRow.action,
    RemovalRow.path,
    RemovalRow.size,
    RemovalRow.mtime_ns,
    RemovalRow.dev,
    RemovalRow.inode,
    RemovalRow.sha256,
    RemovalRow.unit,
    RemovalRow.survivor,
    RemovalRow.place,
    RemovalRow.began,
    RemovalRow.ended,
    RemovalRow.state,
    RemovalRow.reason,
    RemovalRow.restored_to,
)


def _entries(connection: Connection, query: Any) -> list[Removal]:
    rows: Sequence[Any] = connection.execute(query.order_by(RemovalRow.id)).all()
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Removal:
    try:
        state = State(row.state)
    except ValueError as error:
        raise CatalogDamaged(
            f"The catalogue holds a removal in a state that makes no sense: {row.state!r}. {WAY_OUT}"
        ) from error
    return Removal(
        id=row.id,
        session=row.session_id,
        intent=Intent(
            group=row.group_no,
            action=row.action,
            file=ImageFile(row.path, row.size, row.mtime_ns, row.dev, row.inode),
            sha256=row.sha256,
            unit=row.unit,
            survivor=row.survivor,
            place=row.place,
        ),
        began=row.began,
        ended=row.ended,
        state=state,
        reason=row.reason,
        restored_to=row.restored_to,
    )
