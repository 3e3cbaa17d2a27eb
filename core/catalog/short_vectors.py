"""Short vectors, one per content of a model's hash tables: what all pairs are compared by first.

Apart from the vectors themselves, whose rows are four times as long: a scan that adds a few photos to a
million reads all of these, in a second or two.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, insert, select

from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import ShortVectorRow

ShortVectors = NDArray[np.int8]
"""int8[n, m]; see `core.lsh.short`."""


def add(connection: Connection, index: int, contents: Sequence[int], short: ShortVectors) -> None:
    """Store short vectors, in the order of `contents`."""
    rows = [
        {"index_id": index, "content_id": content, "numbers": numbers.tobytes()}
        for content, numbers in zip(contents, short, strict=True)
    ]
    if rows:
        connection.execute(insert(ShortVectorRow), rows)


def all_of(connection: Connection, index: int) -> tuple[NDArray[np.int64], ShortVectors]:
    """Every content's short vector.

    Returns:
        int64[n] content ids in rising order, and int8[n, m].
    """
    of_index = ShortVectorRow.index_id == index
    count = connection.scalar(select(func.count()).select_from(ShortVectorRow).where(of_index)) or 0
    query = select(ShortVectorRow.content_id, ShortVectorRow.numbers).where(of_index)
    contents = np.empty(count, dtype=np.int64)
    short = np.empty((count, 0), dtype=np.int8)
    done = 0
    for rows in connection.execute(query.order_by(ShortVectorRow.content_id)).partitions(_ROWS):
        block = np.frombuffer(b"".join(numbers for _, numbers in rows), dtype=np.int8).reshape(len(rows), -1)
        if done == 0:
            short = np.empty((count, block.shape[1]), dtype=np.int8)
        contents[done : done + len(rows)] = [content for content, _ in rows]
        short[done : done + len(rows)] = block
        done += len(rows)
    return contents, short


def of_contents(
    connection: Connection, index: int, contents: Iterable[int]
) -> tuple[NDArray[np.int64], ShortVectors]:
    """The short vectors of some contents, in no promised order.

    Returns:
        int64[n] content ids and int8[n, m]; unknown contents are left out.
    """
    ids: list[int] = []
    numbers: list[bytes] = []
    for chunk in batched(contents, CHUNK):
        query = f"{_OF_CONTENTS} ({', '.join('?' * len(chunk))})"  # as text, see embeddings.vectors_of
        rows = connection.exec_driver_sql(query, (index, *chunk)).all()
        ids += [row[0] for row in rows]
        numbers += [row[1] for row in rows]
    short = np.frombuffer(b"".join(numbers), dtype=np.int8)
    return np.array(ids, dtype=np.int64), short.reshape(len(ids), -1 if ids else 0)


_OF_CONTENTS = "SELECT content_id, numbers FROM short_vector WHERE index_id = ? AND content_id IN"
_ROWS = 8192
