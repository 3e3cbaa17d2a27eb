"""The hash tables: their shape, their hyperplanes, and one row per content and table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from core.catalog.chunks import CHUNK, batched
from core.catalog.dialects import has_lists, run
from core.catalog.tables import BucketRow, LshIndexRow
from core.photo import BucketKeys
from core.settings import LshParams


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """The hash tables of one model, as stored. `hyperplanes` is what `Hyperplanes.to_bytes` wrote."""

    id: int
    params: LshParams
    hyperplanes: bytes


def find_id(connection: Connection, model: int) -> int | None:
    """Which hash tables a model has at the moment; cheap."""
    found = run(connection, "SELECT id FROM lsh_index WHERE model_id = ?", (model,)).one_or_none()
    return None if found is None else int(found[0])


def find_index(connection: Connection, model: int) -> StoredIndex | None:
    """The hash tables of a model, if it has any."""
    query = select(
        LshIndexRow.id, LshIndexRow.bits, LshIndexRow.tables, LshIndexRow.probes, LshIndexRow.hyperplanes
    )
    row = connection.execute(query.where(LshIndexRow.model_id == model)).one_or_none()
    if row is None:
        return None
    return StoredIndex(row.id, LshParams(row.bits, row.tables, row.probes), row.hyperplanes)


def replace_index(connection: Connection, model: int, params: LshParams, hyperplanes: bytes) -> StoredIndex:
    """Give a model new, empty hash tables; the old ones go, with their buckets and short vectors.

    No id is given twice in a row, so that whoever keeps tables in memory sees that they were replaced.
    """
    newest = connection.scalar(select(func.max(LshIndexRow.id))) or 0
    connection.execute(delete(LshIndexRow).where(LshIndexRow.model_id == model))
    values = {
        "id": newest + 1,
        "model_id": model,
        "bits": params.bits,
        "tables": params.tables,
        "probes": params.probes,
        "hyperplanes": hyperplanes,
    }
    connection.execute(insert(LshIndexRow), [values])
    stored = find_index(connection, model)
    assert stored is not None
    return stored


def add(connection: Connection, index: int, contents: Sequence[int], keys: BucketKeys) -> None:
    """Store bucket keys, int64[n, tables] in the order of `contents`."""
    content = np.asarray(contents, dtype=np.int64)
    tables = np.arange(keys.shape[1] if len(contents) else 0)
    _insert(connection, index, np.repeat(tables, len(content)), keys.T.ravel(), np.tile(content, len(tables)))


def add_to_table(
    connection: Connection, index: int, table: int, contents: NDArray[np.int64], keys: NDArray[np.int64]
) -> None:
    """Store the keys of one table, int64[n] both."""
    _insert(connection, index, np.full(len(contents), table), keys, contents)


def _insert(
    connection: Connection,
    index: int,
    tables: NDArray[np.int64],
    keys: NDArray[np.int64],
    contents: NDArray[np.int64],
) -> None:
    """Rows are sorted by the clustering key first: a batch takes half the time, and a whole table at once is
    written from one end to the other, each page a single time. A server gets thousands in one statement."""
    order = np.lexsort((contents, keys, tables))
    for first in range(0, len(order), _ROWS):
        rows = order[first : first + _ROWS]
        columns = [column[rows].tolist() for column in (tables, keys, contents)]
        if has_lists(connection):
            run(connection, _INSERT_LISTS, (index, *columns))
        else:
            run(connection, _INSERT, [(index, *row) for row in zip(*columns, strict=True)])


_ROWS = 1 << 15
_INTO = "INSERT INTO bucket (index_id, table_no, key, content_id)"
_INSERT = f"{_INTO} VALUES (?, ?, ?, ?)"
_INSERT_LISTS = f"{_INTO} SELECT ?, * FROM unnest([?], [?], [?])"


def all_keys(connection: Connection, index: int, tables: int) -> tuple[NDArray[np.int64], BucketKeys]:
    """Every content's keys.

    Returns:
        int64[n] content ids in rising order, and int64[n, tables] keys.
    """
    query = select(BucketRow.key, BucketRow.content_id).where(BucketRow.index_id == index)
    columns: list[NDArray[np.int64]] = []
    ids = np.empty(0, dtype=np.int64)
    for number in range(tables):
        rows = connection.execute(query.where(BucketRow.table_no == number)).all()
        pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
        order = np.argsort(pairs[:, 1], kind="stable")
        ids = pairs[order, 1]
        columns.append(pairs[order, 0])
    return ids, np.stack(columns, axis=1) if columns else np.empty((0, 0), dtype=np.int64)


def lookup(
    connection: Connection, index: int, keys_of_table: Mapping[int, Sequence[int]]
) -> dict[int, set[int]]:
    """The contents in the given buckets.

    Written as text, a SELECT for each table: 40 keys in each of 39 tables take 4 ms. As one expression of
    SQLAlchemy's, an OR of ANDs, they took 140, and `tuple_(...).in_(...)` scans the whole table.

    Returns:
        for each content found, the numbers of the tables in which it was found.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for table, content in _in_buckets(connection, index, keys_of_table):
        found[content].add(table)
    return found


def _in_buckets(
    connection: Connection, index: int, keys_of_table: Mapping[int, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Of each content in one of the buckets, the number of the table and the content."""
    if has_lists(connection):
        wanted = [(table, key) for table, keys in keys_of_table.items() for key in keys]
        for some in batched(wanted, _ROWS):
            tables, keys = zip(*some, strict=True)
            rows = run(connection, OF_BUCKETS, (list(tables), list(keys), index)).all()
            yield from ((table, content) for table, content in rows)
        return
    chunks = [(table, list(chunk)) for table, keys in keys_of_table.items() for chunk in batched(keys, CHUNK)]
    for several in batched(chunks, _TABLES_AT_ONCE):
        values = tuple(value for table, keys in several for value in (index, table, keys))
        rows = run(connection, " UNION ALL ".join([_IN_BUCKETS] * len(several)), values).all()
        yield from ((table, content) for table, content in rows)


_IN_BUCKETS = "SELECT table_no, content_id FROM bucket WHERE index_id = ? AND table_no = ? AND key IN [?]"
_TABLES_AT_ONCE = 64
OF_BUCKETS = (
    "SELECT bucket.table_no, bucket.content_id FROM unnest([?], [?]) AS wanted(table_no, key) "
    "JOIN bucket ON index_id = ? AND bucket.table_no = wanted.table_no AND bucket.key = wanted.key"
)
"""For servers, which take longer to plan a SELECT for each table than to look 300 buckets up ten times."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One occupied bucket of one hash table."""

    key: int
    count: int


def buckets_of_table(
    connection: Connection, index: int, table_no: int, most: int | None = None
) -> list[Bucket]:
    """The occupied buckets of one table, or the `most` fullest of them, fullest first."""
    count = func.count()
    query = select(BucketRow.key, count).where(BucketRow.index_id == index, BucketRow.table_no == table_no)
    query = query.group_by(BucketRow.key).order_by(count.desc(), BucketRow.key)
    return [Bucket(key, number) for key, number in connection.execute(query.limit(most))]


def sizes_of_table(connection: Connection, index: int, table_no: int) -> dict[int, int]:
    """How many buckets of one table hold how many contents: buckets by size."""
    held = select(func.count().label("size")).where(
        BucketRow.index_id == index, BucketRow.table_no == table_no
    )
    sizes = held.group_by(BucketRow.key).subquery()
    query = select(sizes.c.size, func.count()).group_by(sizes.c.size)
    return {row.size: row[1] for row in connection.execute(query)}


def contents_of_bucket(
    connection: Connection, index: int, table_no: int, key: int, most: int | None = None
) -> list[int]:
    """The contents of one bucket, or the first `most` of them."""
    query = select(BucketRow.content_id).where(_is_bucket(index, table_no, key))
    return list(connection.scalars(query.order_by(BucketRow.content_id).limit(most)))


def key_of(connection: Connection, index: int, table_no: int, content: int) -> int | None:
    """The bucket of one table in which a content lies; goes through the table, which is in order of keys."""
    query = select(BucketRow.key).where(BucketRow.index_id == index, BucketRow.table_no == table_no)
    return connection.scalar(query.where(BucketRow.content_id == content))


def _is_bucket(index: int, table: int, key: int) -> ColumnElement[bool]:
    return and_(BucketRow.index_id == index, BucketRow.table_no == table, BucketRow.key == key)
