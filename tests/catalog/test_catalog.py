"""What the catalogue keeps, and what it says when it cannot."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event, inspect

from core.catalog import buckets, embeddings, photos, scans, similar, skips
from core.catalog.catalog import Catalog
from core.catalog.database import Database
from core.catalog.dialects import run
from core.catalog.migrations import SCHEMA_VERSION
from core.catalog.place import Place, ServerAddress
from core.catalog.sqlite import SqliteFile
from core.catalog.tables import Base
from core.errors import CatalogError, CatalogTooNew
from core.photo import Change, ExifFacts, Finding, ImageFile, Match, Relation, Skipped
from core.settings import LshParams
from tests.photos import decoded


@pytest.fixture
def catalog(place: Place):
    with Catalog.open(place) as opened:
        yield opened


@pytest.fixture
def in_file(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


def test_migrations_and_models_describe_the_same_tables(tmp_path: Path):
    database = Database(SqliteFile(tmp_path / "catalogue.sqlite3"))
    with database.read() as connection:
        seen = inspect(connection)
        migrated = {
            table: {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in seen.get_columns(table)
            }
            for table in seen.get_table_names()
        }
        dialect = connection.dialect
        modelled = {
            table.name: {
                column.name: (str(column.type.compile(dialect)), bool(column.nullable))
                for column in table.columns
            }
            for table in Base.metadata.tables.values()
        }
        keys = {table: set(seen.get_pk_constraint(table)["constrained_columns"]) for table in migrated}
    database.close()
    assert migrated == modelled
    assert keys == {
        table.name: {c.name for c in table.primary_key} for table in Base.metadata.tables.values()
    }


def test_a_newer_catalogue_is_refused_and_not_touched(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite3"
    Catalog.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CatalogTooNew, match=r"newer NearDup.*--catalog"):
        Catalog.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_catalogue_ends_in_a_sentence(tmp_path: Path):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(CatalogError, match=r"holiday\.jpg is not a catalogue"):
        Catalog.open(path)
    assert path.read_bytes() == b"not a database at all" * 100


def test_a_place_that_cannot_hold_a_catalogue_ends_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CatalogError, match="--catalog"):
        Catalog.open(tmp_path / "file" / "catalogue.sqlite3")


def test_a_failed_unit_of_work_leaves_nothing(catalog: Catalog):
    def store_and_fail() -> None:
        with catalog.write() as connection:
            photos.add(connection, [decoded("/a.jpg")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store_and_fail()
    with catalog.read() as connection:
        assert photos.known(connection, [Path("/")]) == {}


def test_a_reader_is_not_held_up_by_a_writer(catalog: Catalog):
    with catalog.write() as writing:
        photos.add(writing, [decoded("/a.jpg")])
        with catalog.read() as reading:
            assert photos.known(reading, [Path("/")]) == {}


def test_two_files_with_the_same_bytes_are_one_content(catalog: Catalog):
    with catalog.write() as connection:
        ids = photos.add(connection, [decoded("/a.jpg"), decoded("/b.jpg"), decoded("/c.jpg", b"other")])
        assert len(ids) == 2
        found = list(photos.present(connection))
    assert [photo.path for photo in found] == [Path("/a.jpg"), Path("/b.jpg"), Path("/c.jpg")]
    assert found[0].content_id == found[1].content_id != found[2].content_id
    assert catalog.thumbnail(found[0].content_id) == b"thumbnail of one"
    assert catalog.thumbnail(999) is None


def test_a_file_that_changed_gets_its_new_content(catalog: Catalog):
    with catalog.write() as connection:
        photos.add(connection, [decoded("/a.jpg")])
        photos.add(connection, [decoded("/a.jpg", b"edited", mtime_ns=2)])
        (found,) = photos.present(connection)
    assert found.file.mtime_ns == 2
    assert found.sha256 == decoded("/x", b"edited").sha256


@pytest.mark.parametrize(
    "captured",
    [
        None,
        datetime(2024, 5, 14, 12, 30, 1, 250_000),
        datetime(2024, 5, 14, 12, 30, 1, tzinfo=timezone(timedelta(hours=9))),
        datetime(2024, 5, 14, tzinfo=UTC),
    ],
)
def test_capture_times_keep_their_sub_seconds_and_zone(catalog: Catalog, captured: datetime | None):
    one = decoded("/a.jpg")
    facts = ExifFacts(captured, "Canon EOS", -33.5, 151.25, "Editor 2")
    with catalog.write() as connection:
        photos.add(connection, [type(one)(**{**{f: getattr(one, f) for f in one.__slots__}, "exif": facts})])
        (found,) = photos.present(connection)
    assert found.exif == facts
    assert captured is None or found.exif.captured.tzinfo == captured.tzinfo


def test_a_photo_that_is_read_again_gets_its_thumbnail_anew(catalog: Catalog):
    old = decoded("/p/a.jpg")
    with catalog.write() as connection:
        content = photos.add(connection, [old])[old.sha256]
        photos.add(connection, [replace(old, thumbnail=b"larger")])
    assert catalog.thumbnail(content) == b"larger"


def test_names_that_are_not_utf8_and_have_newlines_survive(catalog: Catalog):
    path = Path("/photos/caf\udce9\nnext line.jpg")
    with catalog.write() as connection:
        photos.add(connection, [decoded(path)])
        skips.add(connection, [(ImageFile(path, 1, 2, 3, 4), Skipped(path, "cut short"))], "1")
        assert [photo.path for photo in photos.present(connection)] == [path]
    assert catalog.skipped([Path("/photos")]) == [Skipped(path, "cut short")]


def test_a_folder_is_not_confused_with_its_namesakes(catalog: Catalog):
    with catalog.write() as connection:
        photos.add(
            connection, [decoded(p) for p in ("/a/x.jpg", "/a b/x.jpg", "/ab/x.jpg", "/a.jpg", "/a/b/y.jpg")]
        )
        found = [str(photo.path) for photo in photos.present(connection, [Path("/a")])]
        everything = list(photos.present(connection, [Path("/")]))
        nothing = list(photos.present(connection, []))
    assert found == ["/a/b/y.jpg", "/a/x.jpg"]
    assert (len(everything), nothing) == (5, [])


def test_photos_that_vanish_leave_and_come_back(catalog: Catalog):
    drive = [Path("/drive")]
    with catalog.write() as connection:
        photos.add(connection, [decoded("/drive/a.jpg"), decoded("/home/b.jpg")])
        (path, file), *others = photos.known(connection, drive).items()
        photos.set_present(connection, {path: file}, {})
        assert [str(photo.path) for photo in photos.present(connection)] == ["/home/b.jpg"]
        moved = file.stamp._replace(dev=7, inode=8)
        photos.set_present(connection, photos.known(connection, drive), {path: moved})
        back, _ = photos.present(connection)
    assert (path, others) == (b"/drive/a.jpg", [])
    assert (back.file.dev, back.file.inode) == (7, 8)


def test_a_photo_that_changed_is_not_there_until_it_was_read(catalog: Catalog):
    with catalog.write() as connection:
        photos.add(connection, [decoded("/a.jpg")])
        known = photos.known(connection, [Path("/")])
        changed = known[b"/a.jpg"].stamp._replace(mtime_ns=9)
        photos.set_present(connection, known, {b"/a.jpg": changed})
        assert list(photos.present(connection)) == []


def test_nothing_is_written_about_photos_that_are_as_they_were(in_file: Catalog):
    with in_file.write() as connection:
        photos.add(connection, [decoded("/a.jpg"), decoded("/b.jpg")])
        known = photos.known(connection, [Path("/")])
        before = connection.exec_driver_sql("SELECT total_changes()").scalar()
        photos.set_present(connection, known, {path: file.stamp for path, file in known.items()})
        assert connection.exec_driver_sql("SELECT total_changes()").scalar() == before


def test_photos_in_company_have_a_match_or_a_copy(catalog: Catalog):
    names = {"/a/match.jpg": b"1", "/b/match.jpg": b"2", "/a/copy.jpg": b"3", "/b/copy.jpg": b"3"}
    with catalog.write() as connection:
        ids = photos.add(connection, [decoded(path, data) for path, data in names.items()])
        photos.add(connection, [decoded("/a/alone.jpg", b"4")])
        model = embeddings.model_id(connection, "digest", "name", 4)
        one, other = list(ids.values())[:2]
        similar.add(connection, model, [Match(one, other, Relation.SAME_PICTURE, 0.9, 0.97)])
        found = [str(photo.path) for photo in photos.in_company(connection, model, None)]
        below = [str(photo.path) for photo in photos.in_company(connection, model, [Path("/b")])]
        without_model = [str(photo.path) for photo in photos.in_company(connection, None, None)]
        assert photos.count(connection, [Path("/a")]) == 3
    assert found == ["/a/copy.jpg", "/a/match.jpg", "/b/copy.jpg", "/b/match.jpg"]
    assert below == ["/b/copy.jpg", "/b/match.jpg"]
    assert without_model == ["/a/copy.jpg", "/b/copy.jpg"]


def test_vectors_survive_as_halves(catalog: Catalog):
    stream = np.random.default_rng(1)
    vectors = stream.standard_normal((3, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with catalog.write() as connection:
        contents = list(photos.add(connection, [decoded(f"/{i}.jpg", bytes([i])) for i in range(3)]).values())
        model = embeddings.model_id(connection, "digest", "model", 64)
        assert embeddings.model_id(connection, "digest", "model", 64) == model
        embeddings.add(connection, model, contents, vectors)
        ids, back = embeddings.vectors_of(connection, model, [contents[2], contents[0], 999], 64)
        blocks = [block for _, block in embeddings.all_vectors(connection, model, 64, block=2)]
    assert ids.tolist() == [contents[0], contents[2]]
    assert np.abs(back - vectors[[0, 2]]).max() < 1e-3
    assert np.abs(np.concatenate(blocks) - vectors).max() < 1e-3


def test_buckets_are_found_by_key_and_come_back_as_columns(catalog: Catalog):
    keys = np.array([[1, 5], [2, 5], [1, 6]], dtype=np.int64)
    with catalog.write() as connection:
        contents = list(photos.add(connection, [decoded(f"/{i}.jpg", bytes([i])) for i in range(3)]).values())
        model = embeddings.model_id(connection, "digest", "model", 8)
        index = buckets.replace_index(connection, model, LshParams(3, 2, 1), b"planes")
        buckets.add(connection, index.id, contents, keys)
        ids, back = buckets.all_keys(connection, index.id, 2)
        found = buckets.lookup(connection, index.id, {0: [1], 1: [5, 7]})
        counts = buckets.buckets_of_table(connection, index.id, 0)
        assert buckets.find_index(connection, model) == index
        assert buckets.contents_of_bucket(connection, index.id, 0, 1) == [contents[0], contents[2]]
    assert ids.tolist() == contents
    assert back.tolist() == keys.tolist()
    assert found == {contents[0]: {0, 1}, contents[1]: {1}, contents[2]: {0}}
    assert [(bucket.key, bucket.count) for bucket in counts] == [(1, 2), (2, 1)]


def test_buckets_cross_to_a_server_by_the_thousand_and_are_found_in_one_look(shared: ServerAddress):
    """Row by row, and by a SELECT for each table, they took four and forty times as long."""
    keys = np.arange(40_000, dtype=np.int64).reshape(2000, 20)
    with Catalog.open(shared) as catalog, catalog.write() as connection:
        contents = list(photos.add(connection, [decoded("/a.jpg")]).values()) * len(keys)
        index = buckets.replace_index(
            connection, embeddings.model_id(connection, "digest", "model", 8), LshParams(30, 20, 1), b"planes"
        )
        said: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        buckets.add(connection, index.id, contents, keys)
        wanted = {table: keys[500:520, table].tolist() for table in range(20)}
        assert buckets.lookup(connection, index.id, wanted) == {contents[0]: set(range(20))}
        assert len(said) <= 3
        plan = run(connection, f"EXPLAIN {buckets.OF_BUCKETS}", ([1] * 400, [1] * 400, index.id)).all()
    assert "bucket_pkey" in str(plan)
    assert "Seq Scan" not in str(plan)


def test_new_tables_take_the_old_buckets_with_them(catalog: Catalog):
    with catalog.write() as connection:
        (content,) = photos.add(connection, [decoded("/a.jpg")]).values()
        model = embeddings.model_id(connection, "digest", "model", 8)
        old = buckets.replace_index(connection, model, LshParams(3, 1, 0), b"planes")
        buckets.add(connection, old.id, [content], np.array([[1]]))
        new = buckets.replace_index(connection, model, LshParams(4, 1, 0), b"other")
        assert buckets.all_keys(connection, old.id, 1)[0].tolist() == []
        assert buckets.find_index(connection, model) == new


def test_hot_queries_use_their_indexes(in_file: Catalog):
    bucket = "SELECT content_id FROM bucket WHERE "
    one = "(index_id = 1 AND table_no = {} AND key = 5)"
    hot = {
        bucket + " OR ".join(one.format(table) for table in range(3)): "SCAN",
        "SELECT path FROM photo WHERE path = x'2f' OR (path > x'2f612f' AND path < x'2f6130')": "SCAN",
        "SELECT id FROM photo WHERE content_id IN (1, 2, 3)": "SCAN",
        "SELECT vector FROM embedding WHERE model_id = 1 AND content_id IN (1, 2)": "SCAN",
        "SELECT a_id FROM similar WHERE model_id = 1": "SCAN",
        "SELECT id, count FROM short_block WHERE index_id = 1 ORDER BY id": "SCAN",
        "SELECT content_id FROM embedding WHERE model_id = 1 AND compared = 0": (
            "SEARCH embedding USING INDEX"  # and not one of the covering index alone
        ),
    }
    with in_file.read() as connection:
        for query, forbidden in hot.items():
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
            assert not any(step.startswith(forbidden) for step in plan), (query, plan)


def test_matches_survive_with_their_evidence_and_are_stored_once(catalog: Catalog):
    forth = (Finding(Change.RESIZED, 0.4), Finding(Change.MIRRORED))
    found = Match(1, 2, Relation.SAME_PICTURE, 0.9, 0.97, forth, (Finding(Change.RESIZED, 2.5),))
    better = Match(1, 2, Relation.SAME_SCENE, 0.9, 0.5)
    with catalog.write() as connection:
        model = embeddings.model_id(connection, "digest", "model", 8)
        similar.add(connection, model, [found, Match(1, 3, Relation.SAME_SCENE, 0.5, 0.9)])
        assert found in similar.matches(connection, model)
        similar.add(connection, model, [better])
        assert [match for match in similar.matches(connection, model) if match.b == 2] == [better]
        similar.clear(connection, model)
        assert similar.matches(connection, model) == []


def test_the_last_scan_is_remembered(catalog: Catalog):
    assert (catalog.last_scan(), catalog.last_roots()) == (None, ())
    with catalog.write() as connection:
        scans.add(connection, [Path("/a")], 10, 1.5, "CPU")
        scans.add(connection, [Path("/b"), Path("/caf\udce9")], 20, 2.5, "CPU")
    assert catalog.last_roots() == (Path("/b"), Path("/caf\udce9"))
    assert catalog.last_scan().scanned == 20
