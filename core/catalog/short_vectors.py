"""Short vectors and sketches, one of each per content of a model's hash tables.

Short vectors are what all pairs are compared by first; their signs, the sketches, are what a question looks
through. They lie in blocks of thousands: a million are read in one pass, sketches without touching the
vectors. A scan adds a few at a time, as small blocks; once these hold enough together they become one that
stays. So each is written twice, and a block that is whole never again.

The order of contents never changes: what was added after somebody read n of them is what follows the n-th.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from core.catalog.dialects import run

ShortVectors = NDArray[np.int8]
"""int8[n, m]; see `core.lsh.short`."""

PackedSketches = NDArray[np.uint8]
"""uint8[n, ceil(m / 8)]: a bit for each number of a short vector, set where it is positive."""

BLOCK = 4096
"""Contents from which a block is whole: a megabyte, so that a million lie in 244."""


def add(connection: Connection, index: int, contents: Sequence[int], short: ShortVectors) -> None:
    """Store short vectors behind those that are there, in the order of `contents`."""
    new = np.asarray(contents, dtype=np.int64)
    small = [(row, count) for row, count in _blocks(connection, index) if count < BLOCK]
    if small and sum(count for _, count in small) + len(new) >= BLOCK:
        parts = [_read(connection, row) for row, _ in small] + [(new, short)]
        new, short = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        run(connection, _DELETE, [(row,) for row, _ in small])
    for first in range(0, len(new), BLOCK):
        ids, numbers = new[first : first + BLOCK], short[first : first + BLOCK]
        columns = ids.astype(_ID).tobytes(), np.packbits(numbers > 0, axis=1).tobytes(), numbers.tobytes()
        run(connection, _INSERT, (index, len(ids), *columns))


def all_of(connection: Connection, index: int) -> tuple[NDArray[np.int64], ShortVectors]:
    """Every content's short vector.

    Returns:
        int64[n] content ids in rising order, and int8[n, m].
    """
    size, done = count(connection, index), 0
    contents, short = np.empty(size, dtype=np.int64), np.empty((size, 0), dtype=np.int8)
    for ids, numbers in blocks(connection, index):
        if done == 0:
            short = np.empty((size, numbers.shape[1]), dtype=np.int8)
        part = slice(done, done + len(ids))
        contents[part], short[part] = ids, numbers
        done += len(ids)
    return _rising(contents, short)


def of_contents(
    connection: Connection, index: int, wanted: Iterable[int]
) -> tuple[NDArray[np.int64], ShortVectors]:
    """The short vectors of some contents; reads the ids of all, and the vectors of the blocks they lie in.

    Returns:
        int64[n] content ids in rising order, and int8[n, m]; unknown contents are left out.
    """
    asked = np.fromiter(wanted, dtype=np.int64)
    found = [(np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.int8))]
    for row, _ in _blocks(connection, index):
        ids = _ids(run(connection, _CONTENTS, (row,)).scalar_one())
        here = np.isin(ids, asked)
        if here.any():
            found.append((ids[here], _read(connection, row)[1][here]))
    ids, numbers = zip(*(found[1:] or found), strict=True)
    return _rising(np.concatenate(ids), np.concatenate(numbers))


def contents(connection: Connection, index: int) -> NDArray[np.int64]:
    """int64[n]: every content, in the order in which they were added."""
    found = [np.empty(0, dtype=np.int64)]
    for row, _ in _blocks(connection, index):
        found.append(_ids(run(connection, _CONTENTS, (row,)).scalar_one()))
    return np.concatenate(found)


def blocks(connection: Connection, index: int) -> Iterator[tuple[NDArray[np.int64], ShortVectors]]:
    """Every content's short vector, block by block, in the order in which contents were added.

    Yields:
        int64[n] content ids and int8[n, m], n never 0.
    """
    for row, _ in _blocks(connection, index):
        yield _read(connection, row)


def sketches(
    connection: Connection, index: int, known: int = 0
) -> Iterator[tuple[NDArray[np.int64], PackedSketches]]:
    """The sketches in blocks, without the first `known`, in the order in which contents were added.

    Yields:
        int64[n] content ids and uint8[n, bytes], n never 0.
    """
    before = 0
    for row, count in _blocks(connection, index):
        if before + count > known:
            ids, packed = run(connection, _SKETCHES, (row,)).one()
            new = slice(max(0, known - before), count)
            yield _ids(ids)[new], np.frombuffer(packed, dtype=np.uint8).reshape(count, -1)[new]
        before += count


def count(connection: Connection, index: int) -> int:
    """How many contents there are; cheap."""
    return int(run(connection, _COUNT, (index,)).scalar_one())


def _blocks(connection: Connection, index: int) -> list[tuple[int, int]]:
    """Every block's row and how many contents it holds, in their order."""
    return [(row, count) for row, count in run(connection, _BLOCKS, (index,)).all()]


def _rising(contents: NDArray[np.int64], short: ShortVectors) -> tuple[NDArray[np.int64], ShortVectors]:
    """In rising order of contents, as they nearly always are: a second model may see older ones later."""
    if (contents[1:] >= contents[:-1]).all():
        return contents, short
    order = np.argsort(contents)
    return contents[order], short[order]


def _read(connection: Connection, row: int) -> tuple[NDArray[np.int64], ShortVectors]:
    ids, numbers = run(connection, _VECTORS, (row,)).one()
    contents = _ids(ids)
    return contents, np.frombuffer(numbers, dtype=np.int8).reshape(len(contents), -1)


def _ids(stored: bytes) -> NDArray[np.int64]:
    return np.frombuffer(stored, dtype=_ID).astype(np.int64)


_ID = "<u4"  # no catalogue will ever hold four thousand million contents
_COUNT = "SELECT coalesce(sum(count), 0) FROM short_block WHERE index_id = ?"
_BLOCKS = "SELECT id, count FROM short_block WHERE index_id = ? ORDER BY id"
_CONTENTS = "SELECT contents FROM short_block WHERE id = ?"
_VECTORS = "SELECT contents, numbers FROM short_block WHERE id = ?"
_SKETCHES = "SELECT contents, sketches FROM short_block WHERE id = ?"
_INSERT = "INSERT INTO short_block (index_id, count, contents, sketches, numbers) VALUES (?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM short_block WHERE id = ?"
