"""Every schema that NearDup ever wrote is stored here and still opens; see `schemas/`."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from core.catalog import embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.catalog.migrations import SCHEMA_VERSION
from core.catalog.recovery import SAVED, recover
from core.errors import CatalogError
from core.photo import Change, Finding, Match, Relation, Skipped
from core.review import journal

_JUDGED_AS_TODAY = 20
"""The first schema whose pairs were judged by the rules that still hold."""
SCHEMAS = sorted(Path(__file__).parent.glob("schemas/*.sql"), key=lambda path: int(path.stem))


@pytest.fixture(params=SCHEMAS, ids=lambda path: f"schema {path.stem}")
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A catalogue as an earlier NearDup left it."""
    path = tmp_path / "catalogue.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    return path


def version_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_every_earlier_schema_is_stored():
    assert {int(path.stem) for path in SCHEMAS} >= set(range(1, SCHEMA_VERSION))


def test_an_earlier_catalogue_keeps_all_it_knew(stored: Path):
    version = version_of(stored)
    with Catalog.open(stored) as catalog:
        with catalog.read() as connection:
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION
            found = [photo.path for photo in photos.present(connection)]
            model = embeddings.find_model_id(connection, "digest")
            assert embeddings.embedded_among(connection, model, {1, 2, 3}) == {1, 2}
        assert found == [Path("/photos/a.jpg"), Path("/photos/caf\udce9\n.jpg")]
        assert catalog.last_roots() == (Path("/photos"),)
        broken = Path("/photos/broken.jpg")
        assert catalog.skipped([Path("/photos")]) == [Skipped(broken, "The file is damaged.")]
        assert catalog.thumbnail(1) == b"thumbnail of one"
        removed = [entry.path for entry in journal.entries(catalog, 1)]
        assert removed == ([] if version < 2 else [Path("/photos/backup/a.jpg")])


def test_an_earlier_catalogue_that_is_damaged_is_saved_as_today_s_would_be(stored: Path):
    def rows(path: Path) -> dict[str, int]:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
            return {
                name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] if name in there else 0
                for name in SAVED
            }

    before = rows(stored)
    assert before["scan"] > 0
    assert recover(stored).saved == before
    assert rows(stored) == before
    with Catalog.open(stored) as catalog:
        assert catalog.last_roots() == (Path("/photos"),)


def test_a_migrated_catalogue_has_the_tables_of_a_new_one(stored: Path, tmp_path: Path):
    def tables(path: Path) -> list[tuple[str, str]]:
        connection = sqlite3.connect(path)
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        rows = [(name, " ".join(sql.replace('"', "").split())) for name, sql in found]
        connection.close()
        return rows

    Catalog.open(stored).close()
    Catalog.open(tmp_path / "new.sqlite3").close()
    assert tables(stored) == tables(tmp_path / "new.sqlite3")


def test_pairs_that_were_judged_by_earlier_rules_are_compared_again(stored: Path):
    """Some covered what they did not hold; a pair that is not compared covers nothing."""
    version = version_of(stored)
    with Catalog.open(stored) as catalog, catalog.read() as connection:
        model = embeddings.find_model_id(connection, "digest")
        assert model is not None
        known = [match for match in similar.matches(connection, model) if match.lineage is not None]
        assert bool(known) == (version >= _JUDGED_AS_TODAY)


def test_an_earlier_catalogue_that_may_not_be_changed_says_what_to_do(stored: Path):
    before = stored.read_bytes()
    with pytest.raises(CatalogError, match="older NearDup"):
        Catalog.open(stored, read_only=True)
    assert stored.read_bytes() == before


def test_plain_pictures_are_compared_again_by_the_next_scan(stored: Path):
    """Their copies were not found; their thumbnails are small."""
    with Catalog.open(stored) as catalog, catalog.read() as connection:
        model = embeddings.find_model_id(connection, "digest")
        assert model is not None
        assert embeddings.not_compared(connection, model) >= {1}


def test_views_of_one_place_that_nobody_would_look_at_today_are_forgotten(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite3"
    with Catalog.open(path) as catalog, catalog.write() as connection:
        model = embeddings.model_id(connection, "digest", "neardup-lite0-int8", 4)
        values = ", ".join(f"({content}, x'{content:064x}', 1, 1, 'JPEG', 1.0)" for content in range(1, 5))
        connection.exec_driver_sql(
            f"INSERT INTO content (id, sha256, width, height, format, sharpness) VALUES {values}"
        )
        camera = Finding(Change.SAME_CAMERA)
        for (a, b), cosine, seconds in (
            ((1, 2), 0.7, 97.0),
            ((1, 3), 0.5, 20.0),
            ((2, 3), 0.5, 3600.0),
            ((1, 4), 0.5, 97.0),
        ):
            told = (Finding(Change.SECONDS_APART, seconds), camera)
            similar.add(connection, model, [Match(a, b, Relation.SAME_SCENE, cosine, 0.9, told, told)])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 20")
    with Catalog.open(path) as catalog, catalog.read() as connection:
        assert {(match.a, match.b) for match in similar.matches(connection, model)} == {
            (1, 2),
            (1, 3),
            (2, 3),
        }
