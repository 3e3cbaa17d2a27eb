"""Pairs of contents that match: found once, with their evidence, and grouped as often as a person likes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from core.catalog.chunks import CHUNK, batched
from core.catalog.dialects import insert_or_update, run
from core.catalog.tables import SimilarRow
from core.loss import Loss, LossKind
from core.photo import Change, Finding, Lineage, Match, Relation


def add(connection: Connection, model: int, matches: Iterable[Match]) -> None:
    """Store matches, a < b; a pair that is known gets the new evidence."""
    rows = [
        {
            "model_id": model,
            "a_id": match.a,
            "b_id": match.b,
            "similarity": match.similarity,
            "relation": match.relation.value,
            "probability": match.probability,
            "forth": _to_text(match.forth),
            "back": _to_text(match.back),
            **_lineage_columns(match.lineage),
        }
        for match in matches
    ]
    if rows:
        statement = insert_or_update(connection, SimilarRow)
        columns = ("similarity", "relation", "probability", "forth", "back", *_lineage_columns(None))
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[SimilarRow.model_id, SimilarRow.a_id, SimilarRow.b_id],
                set_={name: statement.excluded[name] for name in columns},
            ),
            rows,
        )


def clear(connection: Connection, model: int) -> None:
    """Forget the pairs of a model."""
    connection.execute(delete(SimilarRow).where(SimilarRow.model_id == model))


def matches(connection: Connection, model: int) -> list[Match]:
    """Every match of a model."""
    query = select(*match_columns()).where(SimilarRow.model_id == model)
    return [as_match(row) for rows in connection.execute(query).partitions(CHUNK) for row in rows]


def connected(connection: Connection, model: int, contents: Iterable[int]) -> tuple[set[int], list[Match]]:
    """Everything that matches one of these contents, and what matches that, and so on.

    Returns:
        the contents, those that were asked about among them, and the matches between any of them.
    """
    reached = set(contents)
    found: dict[tuple[int, int], Match] = {}
    frontier = set(reached)
    while frontier:
        met: set[int] = set()
        for chunk in batched(frontier, CHUNK):
            for column in (SimilarRow.a_id, SimilarRow.b_id):
                query = select(*match_columns()).where(SimilarRow.model_id == model, column.in_(chunk))
                for row in connection.execute(query):
                    if (row.a_id, row.b_id) not in found:
                        found[row.a_id, row.b_id] = as_match(row)
                        met |= {row.a_id, row.b_id}
        frontier = met - reached
        reached |= frontier
    return reached, list(found.values())


def partners(connection: Connection, model: int, content: int, most: int) -> list[int]:
    """The contents that match one, at most so many, the most similar first."""
    return list(run(connection, _PARTNERS, (model, content, model, content, most)).scalars())


_PARTNERS = (
    'SELECT other FROM (SELECT b_id AS other, similarity FROM "similar" WHERE model_id = ? AND a_id = ? '
    'UNION ALL SELECT a_id, similarity FROM "similar" WHERE model_id = ? AND b_id = ?) AS either_way '
    "ORDER BY similarity DESC LIMIT ?"
)


def match_columns() -> tuple[InstrumentedAttribute[Any], ...]:
    """What `as_match` reads."""
    return (
        SimilarRow.a_id,
        SimilarRow.b_id,
        SimilarRow.relation,
        SimilarRow.similarity,
        SimilarRow.probability,
        SimilarRow.forth,
        SimilarRow.back,
        SimilarRow.b_of_a,
        SimilarRow.a_of_b,
        SimilarRow.losses_a,
        SimilarRow.losses_b,
    )


def as_match(row: Any) -> Match:
    """A row of `match_columns` as a value."""
    a, b, relation, similarity, probability, forth, back, b_of_a, a_of_b, losses_a, losses_b = row
    lineage = None
    if b_of_a is not None:
        lineage = Lineage(b_of_a, a_of_b, _losses_from(losses_a), _losses_from(losses_b))
    found = _from_text(forth)
    return Match(
        a,
        b,
        Relation(relation),
        similarity,
        probability,
        found,
        found if back == forth else _from_text(back),
        lineage,
    )


def _lineage_columns(lineage: Lineage | None) -> dict[str, float | str | None]:
    if lineage is None:
        return dict.fromkeys(("b_of_a", "a_of_b", "losses_a", "losses_b"))
    return {
        "b_of_a": lineage.b_of_a,
        "a_of_b": lineage.a_of_b,
        "losses_a": _losses_to_text(lineage.losses_a),
        "losses_b": _losses_to_text(lineage.losses_b),
    }


def _losses_to_text(losses: tuple[Loss, ...]) -> str:
    return " ".join(f"{loss.kind.value}={loss.amount:.4g}" for loss in losses)


@lru_cache(maxsize=1024)
def _losses_from(text: str) -> tuple[Loss, ...]:
    """Read what `_losses_to_text` wrote; a kind that this version does not know still is a loss."""
    parts = (part.partition("=") for part in text.split())
    return tuple(
        Loss(LossKind(kind) if kind in _LOSSES else LossKind.SOURCE, float(amount))
        for kind, _, amount in parts
    )


_LOSSES = {kind.value for kind in LossKind}


def _to_text(findings: tuple[Finding, ...]) -> str:
    """Findings as they are stored: `resized=0.4 mirrored=0`."""
    return " ".join(f"{finding.change.value}={finding.amount:.4g}" for finding in findings)


@lru_cache(maxsize=1024)
def _from_text(text: str) -> tuple[Finding, ...]:
    """Read what `_to_text` wrote; changes that this version does not know are left out."""
    parts = (part.partition("=") for part in text.split())
    return tuple(Finding(Change(name), float(amount)) for name, _, amount in parts if name in _CHANGES)


_CHANGES = {change.value for change in Change}
