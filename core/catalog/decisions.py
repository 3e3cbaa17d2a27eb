"""What a person decided, as rows: pairs of contents by SHA-256, and chosen keepers.

Content ids are the catalogue's own; a SHA-256 is the photo's. So decisions outlive a moved file, another
model, and the loss of all else in the catalogue. What they mean for a group is in `core.review.decisions`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, select
from sqlalchemy.orm import aliased

from core.catalog.chunks import CHUNK, batched
from core.catalog.dialects import insert_or_update
from core.catalog.similar import as_match, match_columns
from core.catalog.tables import WAY_OUT, ChosenKeeperRow, ContentRow, DecisionRow, SimilarRow
from core.decision import Change, ChosenKeeper, Decision, Kind, Pair
from core.errors import CatalogDamaged
from core.photo import Decided, Match


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person, for a list. `number` stays its own for as long as any of it is remembered."""

    number: int
    decided: datetime
    pairs: Mapping[Pair, Decision]
    keeper: bytes | None = None

    @property
    def as_forgotten(self) -> Change:
        """The change that forgets it."""
        keepers = {} if self.keeper is None else {self.keeper: None}
        return Change(dict.fromkeys(self.pairs), keepers)


def store(connection: Connection, change: Change) -> None:
    """Remember and forget what a change says."""
    forgotten = [pair for pair, decision in change.pairs.items() if decision is None]
    for chunk in batched(forgotten, CHUNK):
        for a, b in chunk:
            connection.execute(
                delete(DecisionRow).where(DecisionRow.a_sha256 == a, DecisionRow.b_sha256 == b)
            )
    for digest in [digest for digest, keeper in change.keepers.items() if keeper is None]:
        connection.execute(delete(ChosenKeeperRow).where(ChosenKeeperRow.sha256 == digest))
    number = _last_number(connection)
    pairs = [
        {
            "id": number + n,
            "a_sha256": pair[0],
            "b_sha256": pair[1],
            "kind": decision.kind.value,
            "copies": decision.copies,
            "decided": decision.decided,
        }
        for n, (pair, decision) in enumerate(change.pairs.items(), 1)
        if decision is not None
    ]
    _upsert(connection, DecisionRow, pairs, ("a_sha256", "b_sha256"))
    number += len(change.pairs)
    keepers = [
        {"id": number + n, "sha256": digest, "path": keeper.path, "decided": keeper.decided}
        for n, (digest, keeper) in enumerate(change.keepers.items(), 1)
        if keeper is not None
    ]
    _upsert(connection, ChosenKeeperRow, keepers, ("sha256",))


def pairs(connection: Connection) -> dict[Pair, Decision]:
    """Every decision about a pair."""
    query = select(
        DecisionRow.a_sha256, DecisionRow.b_sha256, DecisionRow.kind, DecisionRow.decided, DecisionRow.copies
    )
    return {
        (a, b): Decision(_kind(kind), decided, copies)
        for a, b, kind, decided, copies in connection.execute(query)
    }


def keepers(connection: Connection) -> dict[bytes, ChosenKeeper]:
    """Every chosen keeper, by SHA-256."""
    query = select(ChosenKeeperRow.sha256, ChosenKeeperRow.path, ChosenKeeperRow.decided)
    return {digest: ChosenKeeper(path, decided) for digest, path, decided in connection.execute(query)}


def acts(connection: Connection) -> list[Act]:
    """Everything that was decided, act by act, the oldest first."""
    first: dict[tuple[datetime, str], int] = {}
    found: dict[tuple[datetime, str], dict[Pair, Decision]] = {}
    for row in connection.execute(_ROWS.order_by(DecisionRow.id)):
        key = (row.decided, row.kind)
        first.setdefault(key, row.id)
        pair = (row.a_sha256, row.b_sha256)
        found.setdefault(key, {})[pair] = Decision(_kind(row.kind), row.decided, row.copies)
    told = [Act(first[key], key[0], pairs_) for key, pairs_ in found.items()]
    query = select(ChosenKeeperRow.id, ChosenKeeperRow.decided, ChosenKeeperRow.sha256)
    told += [Act(number, decided, {}, digest) for number, decided, digest in connection.execute(query)]
    return sorted(told, key=lambda act: act.number)


def for_grouping(connection: Connection) -> Decided:
    """What grouping has to know: by content ids, and only of contents that are known."""
    a, b = aliased(ContentRow), aliased(ContentRow)
    query = (
        select(a.id, b.id, DecisionRow.copies)
        .join(a, a.sha256 == DecisionRow.a_sha256)
        .join(b, b.sha256 == DecisionRow.b_sha256)
        .where(DecisionRow.kind == Kind.NOT_DUPLICATES.value)
    )
    apart: set[tuple[int, int]] = set()
    copies_apart: dict[int, int] = {}
    for one, other, copies in connection.execute(query):
        if one == other:
            copies_apart[one] = copies
        else:
            apart.add((min(one, other), max(one, other)))
    chosen = select(ContentRow.id, ChosenKeeperRow.path).join(
        ContentRow, ContentRow.sha256 == ChosenKeeperRow.sha256
    )
    keepers = {row.id: row.path for row in connection.execute(chosen)}
    return Decided(frozenset(apart), copies_apart, keepers)


def not_duplicates(connection: Connection, model: int) -> list[Match]:
    """The matches of a model that a person said are none: cosine, relation and evidence of each.

    Pairs that this model does not match are left out, and so are files with the same bytes.
    """
    a, b = aliased(ContentRow), aliased(ContentRow)
    low, high = case((a.id < b.id, a.id), else_=b.id), case((a.id < b.id, b.id), else_=a.id)
    query = (
        select(*match_columns())
        .select_from(DecisionRow)
        .join(a, a.sha256 == DecisionRow.a_sha256)
        .join(b, b.sha256 == DecisionRow.b_sha256)
        .join(SimilarRow, (SimilarRow.a_id == low) & (SimilarRow.b_id == high))
        .where(SimilarRow.model_id == model, DecisionRow.kind == Kind.NOT_DUPLICATES.value)
    )
    return [as_match(row) for row in connection.execute(query)]


_ROWS = select(
    DecisionRow.id,
    DecisionRow.a_sha256,
    DecisionRow.b_sha256,
    DecisionRow.kind,
    DecisionRow.copies,
    DecisionRow.decided,
)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as error:
        raise CatalogDamaged(
            f"The catalogue holds a decision that makes no sense: {text!r}. {WAY_OUT}"
        ) from error


def _last_number(connection: Connection) -> int:
    """Pairs and keepers share their numbers, so that a person can name either."""
    last = (connection.scalar(select(func.max(row.id))) or 0 for row in (DecisionRow, ChosenKeeperRow))
    return max(last)


def _upsert(
    connection: Connection,
    table: type[DecisionRow] | type[ChosenKeeperRow],
    rows: list[dict[str, Any]],
    keys: Iterable[str],
) -> None:
    if rows:
        statement = insert_or_update(connection, table)
        columns = {name: statement.excluded[name] for name in rows[0]}
        connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=columns), rows)
