"""Short vectors lie in blocks: written a few at a time, read in one pass, whole whatever happens."""

import contextlib
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from core.catalog import buckets, embeddings, short_vectors
from core.catalog.catalog import Catalog
from core.catalog.short_vectors import BLOCK
from core.settings import LshParams


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def index(catalog: Catalog) -> int:
    with catalog.write() as connection:
        model = embeddings.model_id(connection, "digest", "model", 8)
        return buckets.replace_index(connection, model, LshParams(3, 4, 0), b"planes").id


def made_up(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(-63, 64, size=(count, 12), dtype=np.int8)


def add_in_batches(catalog: Catalog, index: int, short: np.ndarray, batch: int) -> None:
    for first in range(0, len(short), batch):
        rows = short[first : first + batch]
        with catalog.write() as connection:
            short_vectors.add(connection, index, range(first, first + len(rows)), rows)


def block_sizes(catalog: Catalog) -> list[int]:
    with catalog.read() as connection:
        return list(connection.exec_driver_sql("SELECT count FROM short_block ORDER BY id").scalars())


def test_what_was_added_in_batches_comes_back_whole_and_in_order(catalog: Catalog, index: int):
    short = made_up(BLOCK + 500)
    add_in_batches(catalog, index, short, 100)
    with catalog.read() as connection:
        contents, found = short_vectors.all_of(connection, index)
        assert short_vectors.count(connection, index) == len(short)
    assert contents.tolist() == list(range(len(short)))
    assert (found == short).all()


def test_small_blocks_become_one_that_is_never_written_again(catalog: Catalog, index: int):
    add_in_batches(catalog, index, made_up(BLOCK - 1), 512)
    assert block_sizes(catalog) == [512] * 7 + [511]
    with catalog.write() as connection:
        short_vectors.add(connection, index, range(100), made_up(100))
    assert block_sizes(catalog) == [BLOCK, 99]
    refuse = f"ON short_block WHEN old.count = {BLOCK} BEGIN SELECT raise(ABORT, 'whole'); END"
    with catalog.write() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER deleted BEFORE DELETE {refuse}")
        connection.exec_driver_sql(f"CREATE TRIGGER updated BEFORE UPDATE {refuse}")
    add_in_batches(catalog, index, made_up(BLOCK), 512)
    assert block_sizes(catalog) == [BLOCK, BLOCK, 99]


@pytest.mark.parametrize("known", [0, 1, 99, 100, BLOCK - 1, BLOCK, BLOCK + 300, BLOCK + 400])
def test_what_follows_the_first_n_is_what_was_added_since_whether_blocks_were_joined_or_not(
    catalog: Catalog, index: int, known: int
):
    short = made_up(BLOCK + 400)
    add_in_batches(catalog, index, short, 100)
    with catalog.read() as connection:
        blocks = list(short_vectors.sketches(connection, index, known))
    contents = [content for ids, _ in blocks for content in ids.tolist()]
    assert contents == list(range(known, len(short)))
    signs = np.packbits(short[known:] > 0, axis=1)
    assert np.concatenate([signs[:0], *(packed for _, packed in blocks)]).tolist() == signs.tolist()


def test_a_large_batch_behind_small_ones_keeps_the_order(catalog: Catalog, index: int):
    short = made_up(3 * BLOCK)
    with catalog.write() as connection:
        for part in (range(10), range(10, 2 * BLOCK + 50), range(2 * BLOCK + 50, 3 * BLOCK)):
            short_vectors.add(connection, index, part, short[part.start : part.stop])
        contents, found = short_vectors.all_of(connection, index)
    assert contents.tolist() == list(range(3 * BLOCK))
    assert (found == short).all()
    assert block_sizes(catalog) == [BLOCK] * 3


def test_contents_that_come_out_of_order_are_handed_out_in_rising_order(catalog: Catalog, index: int):
    short = made_up(4)
    with catalog.write() as connection:
        short_vectors.add(connection, index, [7, 3], short[:2])
        short_vectors.add(connection, index, [5, 4], short[2:])
        contents, found = short_vectors.all_of(connection, index)
    assert contents.tolist() == [3, 4, 5, 7]
    assert (found == short[[1, 3, 2, 0]]).all()


def test_a_scan_that_dies_between_batches_leaves_blocks_whole(catalog: Catalog, index: int):
    short = made_up(BLOCK)
    add_in_batches(catalog, index, short[:-50], 100)

    def store_and_die() -> None:
        with catalog.write() as connection:
            short_vectors.add(connection, index, range(BLOCK - 50, BLOCK), short[-50:])  # joins all blocks
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store_and_die()
    with catalog.read() as connection:
        contents, found = short_vectors.all_of(connection, index)
    assert contents.tolist() == list(range(BLOCK - 50))
    assert (found == short[:-50]).all()


def test_an_empty_library_has_none(catalog: Catalog, index: int):
    with catalog.write() as connection:
        short_vectors.add(connection, index, [], np.empty((0, 12), dtype=np.int8))
        contents, short = short_vectors.all_of(connection, index)
        assert list(short_vectors.sketches(connection, index)) == []
        assert short_vectors.count(connection, index) == 0
    assert len(contents) == len(short) == 0


def test_new_tables_take_the_old_blocks_with_them_and_have_another_id(catalog: Catalog, index: int):
    add_in_batches(catalog, index, made_up(5), 5)
    with catalog.write() as connection:
        new = buckets.replace_index(connection, 1, LshParams(4, 1, 0), b"other")
        assert new.id != index
        assert buckets.find_id(connection, 1) == new.id
        assert short_vectors.count(connection, index) == short_vectors.count(connection, new.id) == 0
    assert block_sizes(catalog) == []


def test_sketches_are_read_without_touching_the_vectors(catalog: Catalog, index: int):
    """Vectors come last in a row, and SQLite reads a row as far as it is asked for."""
    with catalog.read() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(short_block)")]
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id, count FROM short_block WHERE index_id = 1 ORDER BY id"
        ).all()
    assert columns.index("sketches") < columns.index("numbers") == len(columns) - 1
    assert ["COVERING INDEX" in step[3] for step in plan] == [True]  # and sorts nothing


def test_rows_of_an_earlier_catalogue_become_blocks(tmp_path: Path):
    schema = Path(__file__).parent / "schemas" / "6.sql"
    path = tmp_path / "catalogue.sqlite3"
    short = made_up(BLOCK + 20)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.read_text(encoding="utf-8"))
        connection.execute("DELETE FROM short_vector")
        index = connection.execute("SELECT id FROM lsh_index").fetchone()[0]
        rows = [(index, 2 * content, numbers.tobytes()) for content, numbers in enumerate(short)]
        connection.executemany("INSERT INTO short_vector VALUES (?, ?, ?)", rows)
        connection.commit()
    with Catalog.open(path) as catalog, catalog.read() as connection:
        contents, found = short_vectors.all_of(connection, index)
        packed = np.concatenate([part for _, part in short_vectors.sketches(connection, index)])
    assert contents.tolist() == list(range(0, 2 * len(short), 2))
    assert (found == short).all()
    assert (packed == np.packbits(short > 0, axis=1)).all()
    with Catalog.open(path) as catalog:
        assert block_sizes(catalog) == [BLOCK, 20]


def test_the_vectors_of_some_contents_are_found_in_whatever_block_they_lie(catalog: Catalog, index: int):
    short = made_up(BLOCK + 400)
    add_in_batches(catalog, index, short, 100)
    wanted = [BLOCK + 399, 3, BLOCK, 99_999, 200]
    with catalog.read() as connection:
        contents, found = short_vectors.of_contents(connection, index, wanted)
        none, nothing = short_vectors.of_contents(connection, index, [99_999])
        passed = list(short_vectors.blocks(connection, index))
    assert contents.tolist() == [3, 200, BLOCK, BLOCK + 399]
    assert (found == short[contents]).all()
    assert len(none) == len(nothing) == 0
    assert (np.concatenate([numbers for _, numbers in passed]) == short).all()
