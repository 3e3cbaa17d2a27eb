"""Pairs of contents whose cosine may count as a match: found once, grouped as often as a person likes."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from core.catalog.tables import SimilarRow


def add(connection: Connection, model: int, pairs: Iterable[tuple[int, int, float]]) -> None:
    """Store `(a, b, cosine)` with a < b; a pair that is known is left as it is."""
    rows = [{"model_id": model, "a_id": a, "b_id": b, "similarity": cosine} for a, b, cosine in pairs]
    if rows:
        connection.execute(upsert(SimilarRow).on_conflict_do_nothing(), rows)


def clear(connection: Connection, model: int) -> None:
    """Forget the pairs of a model."""
    connection.execute(delete(SimilarRow).where(SimilarRow.model_id == model))


def pairs(connection: Connection, model: int, at_least: float) -> list[tuple[int, int, float]]:
    """Every pair `(a, b, cosine)` of a model with a cosine of `at_least`."""
    query = select(SimilarRow.a_id, SimilarRow.b_id, SimilarRow.similarity)
    query = query.where(SimilarRow.model_id == model, SimilarRow.similarity >= at_least)
    return [(a, b, similarity) for a, b, similarity in connection.execute(query)]
