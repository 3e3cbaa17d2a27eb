"""Pairs of contents that match: found once, with their evidence, and grouped as often as a person likes."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from core.catalog.tables import SimilarRow
from core.photo import Change, Finding, Match, Relation


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
        }
        for match in matches
    ]
    if rows:
        statement = upsert(SimilarRow)
        columns = ("similarity", "relation", "probability", "forth", "back")
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
    query = select(
        SimilarRow.a_id,
        SimilarRow.b_id,
        SimilarRow.relation,
        SimilarRow.similarity,
        SimilarRow.probability,
        SimilarRow.forth,
        SimilarRow.back,
    ).where(SimilarRow.model_id == model)
    return [
        Match(a, b, Relation(relation), similarity, probability, _from_text(forth), _from_text(back))
        for a, b, relation, similarity, probability, forth, back in connection.execute(query)
    ]


def _to_text(findings: tuple[Finding, ...]) -> str:
    """Findings as they are stored: `resized=0.4 mirrored=0`."""
    return " ".join(f"{finding.change.value}={finding.amount:.4g}" for finding in findings)


def _from_text(text: str) -> tuple[Finding, ...]:
    """Read what `_to_text` wrote; changes that this version does not know are left out."""
    parts = (part.partition("=") for part in text.split())
    return tuple(Finding(Change(name), float(amount)) for name, _, amount in parts if name in _CHANGES)


_CHANGES = {change.value for change in Change}
