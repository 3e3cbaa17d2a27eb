"""The hash tables that a library needs: made, kept, or made anew from the stored vectors.

Bits and tables follow the size of the library (`core.lsh.tuning`), so a library that outgrows its tables
gets new ones. That needs no photo to be read again: vectors are in the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from core.catalog import buckets, embeddings, short_vectors
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.short import shorten
from core.lsh.tuning import choose, planned_size
from core.photo import Embeddings
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


def add_to_tables(
    connection: Connection, tables: HashTables, contents: Sequence[int], vectors: Embeddings
) -> None:
    """Hash vectors, float32[n, dim] in the order of `contents`, and store their buckets and short vectors.

    They are hashed as they come back from the catalogue, in half precision, so that hashing a stored vector
    again tells its buckets.
    """
    stored = vectors.astype(np.float16).astype(np.float32)
    buckets.add(connection, tables.id, contents, tables.hyperplanes.keys(stored))
    short_vectors.add(connection, tables.id, contents, shorten(tables.hyperplanes, stored))


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
    """Make tables of this shape and hash every stored vector into them, in one transaction.

    The matches that are known stay: which photos were compared does not depend on the tables' shape. All keys
    are held in memory: 160 MB for a million photos and 20 tables.
    """
    hyperplanes = Hyperplanes.draw(dim, params.bits, params.tables, seed)
    index = buckets.replace_index(connection, model, params, hyperplanes.to_bytes())
    count = embeddings.count(connection, model)
    meter = Meter(report, Stage.HASH, count)
    contents = np.empty(count, dtype=np.int64)
    keys = np.empty((count, params.tables), dtype=np.int64)
    done = 0
    for ids, vectors in embeddings.all_vectors(connection, model, dim):
        cancel.check()
        rows = slice(done, done + len(ids))
        contents[rows], keys[rows] = ids, hyperplanes.keys(vectors)
        short_vectors.add(connection, index.id, ids.tolist(), shorten(hyperplanes, vectors))
        done += len(ids)
        meter.at(done // 2)
    # Table by table, each in its order, and not batch by batch: every page of the buckets is written once.
    for table in range(params.tables if count else 0):
        cancel.check()
        buckets.add_to_table(connection, index.id, table, contents, keys[:, table])
        meter.at(count // 2 + (count - count // 2) * (table + 1) // params.tables)
    return HashTables(index.id, params, hyperplanes)
