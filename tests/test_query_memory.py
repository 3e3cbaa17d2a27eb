"""What a question keeps for the next, and that it never answers from what is no longer so."""

import threading
from pathlib import Path

import numpy as np
import pytest

from core.catalog import buckets, embeddings, photos, short_vectors
from core.catalog.catalog import Catalog
from core.photo import Embeddings, Match, Relation
from core.progress import Cancelled, CancelToken
from core.scan.hash_tables import HashTables, add_to_tables, prepare_tables, stored_tables
from core.search import query
from core.search.query import find_similar
from core.search.query_memory import QueryMemory
from core.settings import LshSettings
from tests.fakes import FakeEmbedder
from tests.photos import decoded

DIM = 64
PIXELS = np.zeros((8, 8, 3), dtype=np.uint8)


class Asked(FakeEmbedder):
    """Sees one vector in every picture."""

    def __init__(self) -> None:
        super().__init__(dim=DIM)
        self.vector = np.zeros((1, DIM), dtype=np.float32)

    def embed(self, images: np.ndarray) -> Embeddings:
        return self.vector


@pytest.fixture
def embedder() -> Asked:
    return Asked()


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


def drawn(count: int, seed: int = 1) -> Embeddings:
    rows = np.random.default_rng(seed).standard_normal((count, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def turned(vector: Embeddings, cosine: float) -> Embeddings:
    """A unit vector at this cosine from another."""
    aside = drawn(1, seed=99)[0]
    aside -= (aside @ vector) * vector
    return cosine * vector + np.sqrt(1 - cosine**2) * aside / np.linalg.norm(aside)


def tables_of(catalog: Catalog, embedder: Asked, photos_planned: int = 300) -> tuple[int, HashTables]:
    spec = embedder.spec
    with catalog.write() as connection:
        model = embeddings.model_id(connection, spec.digest, spec.name, DIM)
    token = CancelToken()
    return model, prepare_tables(catalog, model, spec, photos_planned, LshSettings(), lambda _: None, token)


def add(catalog: Catalog, embedder: Asked, vectors: Embeddings, first: int = 0) -> list[int]:
    """Add photos /0.jpg, /1.jpg and so on; returns their contents."""
    model, tables = tables_of(catalog, embedder)
    names = range(first, first + len(vectors))
    with catalog.write() as connection:
        made = [decoded(f"/{name}.jpg", name.to_bytes(4, "little")) for name in names]
        contents = list(photos.add(connection, made).values())
        embeddings.add(connection, model, contents, vectors)
        add_to_tables(connection, tables, contents, vectors)
    return contents


def ask(
    catalog: Catalog, embedder: Asked, vector: Embeddings, memory: QueryMemory | None = None
) -> list[str]:
    embedder.vector = vector[np.newaxis]
    found = find_similar(PIXELS, catalog, embedder, cancel=CancelToken(), memory=memory)
    return [neighbour.photo.path.stem for neighbour in found]


def test_a_neighbour_that_shares_no_bucket_is_found(catalog: Catalog, embedder: Asked) -> None:
    vectors = drawn(300)
    add(catalog, embedder, vectors)
    embedder.vector = turned(vectors[7], 0.6)[np.newaxis]
    found = find_similar(PIXELS, catalog, embedder, cancel=CancelToken())
    assert found[0].photo.path.stem == "7"
    _, tables = tables_of(catalog, embedder)
    own, other = (tables.hyperplanes.keys(rows) for rows in (embedder.vector, vectors[7:8]))
    assert (own == other).sum() == round(found[0].tables_matched * tables.params.tables)
    assert any(neighbour.tables_matched == 0 for neighbour in found)


def test_photos_that_were_added_after_the_first_question_are_found_by_the_next(
    catalog: Catalog, embedder: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = drawn(300)
    memory = QueryMemory()
    add(catalog, embedder, vectors[:290])
    assert ask(catalog, embedder, vectors[295], memory)[:1] != ["295"]
    add(catalog, embedder, vectors[290:], first=290)
    read: list[int] = []
    sketches = short_vectors.sketches

    def counted(connection, index, known=0):
        for contents, packed in sketches(connection, index, known):
            read.append(len(contents))
            yield contents, packed

    monkeypatch.setattr(short_vectors, "sketches", counted)
    for number in (295, 3):
        assert ask(catalog, embedder, vectors[number], memory)[0] == str(number)
    assert read == [10]


def test_nothing_is_read_twice_when_blocks_are_joined(
    catalog: Catalog, embedder: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_vectors, "BLOCK", 64)
    vectors, memory = drawn(200), QueryMemory()
    for first in range(0, 200, 20):
        add(catalog, embedder, vectors[first : first + 20], first=first)
        for number in (0, first + 19):
            found = ask(catalog, embedder, vectors[number], memory)
            assert found[0] == str(number)
            assert len(found) == len(set(found))


def test_new_hash_tables_are_noticed(catalog: Catalog, embedder: Asked) -> None:
    vectors, memory = drawn(300), QueryMemory()
    add(catalog, embedder, vectors)
    assert ask(catalog, embedder, vectors[5], memory)[0] == "5"
    with catalog.read() as connection:
        before = stored_tables(connection, 1)
    _, after = tables_of(catalog, embedder, photos_planned=100_000)
    assert before is not None
    assert (after.id, after.params) != (before.id, before.params)
    assert ask(catalog, embedder, vectors[5], memory)[0] == "5"
    with catalog.read() as connection:
        held = memory.tables(catalog, connection, 1)
    assert held is not None
    assert held.id == after.id


def test_another_catalogue_begins_anew(catalog: Catalog, embedder: Asked, tmp_path: Path) -> None:
    vectors, memory = drawn(40), QueryMemory()
    add(catalog, embedder, vectors[:20])
    assert ask(catalog, embedder, vectors[5], memory)[0] == "5"
    with Catalog.open(tmp_path / "other.sqlite3") as other:
        add(other, embedder, vectors[20:])
        assert ask(other, embedder, vectors[25], memory)[0] == "5"
        assert ask(catalog, embedder, vectors[5], memory)[0] == "5"


def test_an_earlier_catalogue_answers_as_before_once_it_is_brought_up_to_date(
    catalog: Catalog, embedder: Asked
) -> None:
    vectors = drawn(300)
    add(catalog, embedder, vectors)
    asked = turned(vectors[7], 0.6)
    before = ask(catalog, embedder, asked)
    with catalog.write() as connection:  # as schema 6 kept it: a row for each short vector
        tables = stored_tables(connection, 1)
        assert tables is not None
        contents, short = short_vectors.all_of(connection, tables.id)
        connection.exec_driver_sql(
            "CREATE TABLE short_vector (index_id INTEGER NOT NULL, content_id INTEGER NOT NULL, "
            "numbers BLOB NOT NULL, PRIMARY KEY (index_id, content_id)) WITHOUT ROWID"
        )
        rows = [
            (tables.id, content, row.tobytes()) for content, row in zip(contents.tolist(), short, strict=True)
        ]
        connection.exec_driver_sql("INSERT INTO short_vector VALUES (?, ?, ?)", rows)
        connection.exec_driver_sql("DROP TABLE short_block")
        connection.exec_driver_sql("DROP INDEX embedding_waiting")
        connection.exec_driver_sql("DROP TABLE drive")
        connection.exec_driver_sql("DROP TABLE spared")
        connection.exec_driver_sql("DROP TABLE looked_over")
        connection.exec_driver_sql("DROP TABLE draft")
        added = {
            "similar": ("b_of_a", "a_of_b", "losses_a", "losses_b"),
            "content": ("exposure", "aperture", "bias", "iso"),
            "skip": ("sha256",),
            "photo": ("arrived",),
        }
        for table, columns in added.items():
            for column in columns:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("PRAGMA user_version = 6")
    with Catalog.open(catalog.path) as upgraded:
        assert ask(upgraded, embedder, asked) == before
    assert before[0] == "7"


def test_what_was_removed_never_appears_and_others_take_its_place(catalog: Catalog, embedder: Asked) -> None:
    vectors, memory = drawn(30), QueryMemory()
    vectors[:10] = [turned(vectors[0], cosine) for cosine in np.linspace(0.99, 0.9, 10)]
    add(catalog, embedder, vectors)
    embedder.vector = vectors[:1]
    token = CancelToken()
    before = find_similar(PIXELS, catalog, embedder, cancel=token, memory=memory, top=3)
    with catalog.write() as connection:
        photos.set_absent(connection, [neighbour.photo.path for neighbour in before])
    after = find_similar(PIXELS, catalog, embedder, cancel=token, memory=memory, top=3)
    assert len(before) == len(after) == 3
    assert not {n.photo.path for n in before} & {n.photo.path for n in after}
    with catalog.write() as connection:  # a content whose rows are gone altogether
        connection.exec_driver_sql("DELETE FROM content WHERE id = ?", (after[0].photo.content_id,))
    last = find_similar(PIXELS, catalog, embedder, cancel=token, memory=memory, top=3)
    assert after[0].photo.path not in {n.photo.path for n in last}


def test_what_a_scan_found_belongs_to_the_answer(
    catalog: Catalog, embedder: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "_likely", lambda *_: [])
    asked = tmp_path / "asked.jpg"
    asked.write_bytes(b"12345")
    vectors = drawn(3)
    vectors[1] = turned(vectors[0], 0.7)
    model, _ = tables_of(catalog, embedder)
    stat = asked.stat()
    own = decoded(str(asked), b"asked", mtime_ns=stat.st_mtime_ns)
    with catalog.write() as connection:
        made = [own, decoded("/1.jpg", b"1"), decoded("/2.jpg", b"2")]
        contents = list(photos.add(connection, made).values())
        embeddings.add(connection, model, contents, vectors)
        connection.exec_driver_sql("UPDATE photo SET size = ?", (stat.st_size,))
        query.similar.add(connection, model, [Match(contents[0], contents[1], Relation.SAME_SCENE, 0.7, 0.9)])
    found = find_similar(asked, catalog, embedder, cancel=CancelToken())
    assert [(n.photo.path.stem, round(n.similarity, 2)) for n in found] == [("1", 0.7)]


def test_a_library_too_large_for_memory_is_asked_through_its_buckets(
    catalog: Catalog, embedder: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = drawn(300)
    add(catalog, embedder, vectors)
    monkeypatch.setattr(query, "MOST_SKETCHED", 299)
    monkeypatch.setattr(QueryMemory, "sketches", None)
    near = turned(vectors[7], 0.9)
    assert ask(catalog, embedder, near)[0] == "7"
    monkeypatch.setattr(buckets, "lookup", lambda *_: {})
    assert ask(catalog, embedder, near) == []


def test_what_a_cancelled_question_had_read_serves_the_next(
    catalog: Catalog, embedder: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_vectors, "BLOCK", 100)
    vectors, memory, token = drawn(300), QueryMemory(), CancelToken()
    add(catalog, embedder, vectors)
    with catalog.read() as connection:
        tables = memory.tables(catalog, connection, 1)
        assert tables is not None
        token.cancel()
        with pytest.raises(Cancelled):
            memory.sketches(catalog, connection, tables, token)
        assert len(memory.sketches(catalog, connection, tables, CancelToken())) == 300
    assert ask(catalog, embedder, vectors[250], memory)[0] == "250"


def test_questions_from_several_threads_agree(catalog: Catalog, embedder: Asked) -> None:
    vectors, memory = drawn(300), QueryMemory()
    add(catalog, embedder, vectors)
    found: list[str] = []

    def question(number: int) -> None:
        asking = Asked()
        found.append(f"{number} {ask(catalog, asking, vectors[number], memory)[0]}")

    threads = [threading.Thread(target=question, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"{number} {number}" for number in range(8)]
