"""The hash tables that a library needs: made, kept, or made anew from the stored vectors.

Bits and tables follow the size of the library (`core.lsh.tuning`), so a library that outgrows its tables
gets new ones. That needs no photo to be read again: vectors are in the catalogue.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.catalog import buckets, embeddings
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.tuning import choose, planned_size
from core.progress import CancelToken, Meter, Reporter, Stage
from core.settings import LshParams, LshSettings


@dataclass(frozen=True, slots=True)
class HashTables:
    """The hash tables of one model in one catalogue."""

    id: int
    params: LshParams
    hyperplanes: Hyperplanes


def prepare_tables(
    catalog: Catalog,
    model: int,
    spec: ModelSpec,
    photos: int,
    settings: LshSettings,
    report: Reporter,
    cancel: CancelToken,
) -> HashTables:
    """Return the hash tables for a library of `photos`; those that are stored, if they still fit.

    Raises:
        Cancelled: the old tables are still whole.
    """
    wanted = choose(planned_size(photos), spec.thresholds.same_scene, settings, spec.dim)
    with catalog.read() as connection:
        stored = stored_tables(connection, model)
    if stored is not None and stored.params == wanted:
        return stored
    with catalog.write() as connection:
        return _build(connection, model, spec.dim, wanted, settings.seed, report, cancel)


def stored_tables(connection: Connection, model: int) -> HashTables | None:
    """The hash tables of a model as they are; None before its first scan."""
    stored = buckets.find_index(connection, model)
    if stored is None:
        return None
    return HashTables(stored.id, stored.params, Hyperplanes.from_bytes(stored.hyperplanes))


def _build(
    connection: Connection,
    model: int,
    dim: int,
    params: LshParams,
    seed: int,
    report: Reporter,
    cancel: CancelToken,
) -> HashTables:
    """Make tables of this shape and hash every stored vector into them, in one transaction."""
    hyperplanes = Hyperplanes.draw(dim, params.bits, params.tables, seed)
    index = buckets.replace_index(connection, model, params, hyperplanes.to_bytes())
    embeddings.set_compared(connection, model, False)
    meter = Meter(report, Stage.HASH, embeddings.count(connection, model))
    done = 0
    for contents, vectors in embeddings.all_vectors(connection, model, dim):
        cancel.check()
        buckets.add(connection, index.id, contents.tolist(), hyperplanes.keys(vectors))
        done += len(contents)
        meter.at(done)
    return HashTables(index.id, params, hyperplanes)
