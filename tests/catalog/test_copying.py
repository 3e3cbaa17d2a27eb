"""A catalogue goes from a file to a server and back, whole or not at all."""

import hashlib
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.catalog import copying, marks, photos, removals, stations
from core.catalog.catalog import Catalog
from core.catalog.copying import copy_catalog
from core.catalog.place import Place, ServerAddress
from core.catalog.removals import Intent, State
from core.catalog.tables import Base
from core.decision import Change, Decision, Kind
from core.errors import CatalogError, CatalogLocked
from core.progress import Cancelled, CancelToken
from core.review.decisions import remember
from core.review.journal import Journal
from tests.catalog.library import make_library, neardup
from tests.photos import decoded, grainy, save
from tests.team_server import Server

NOW = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


@pytest.fixture
def worked_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogue of a library that was scanned, decided about, marked and removed from."""
    monkeypatch.setenv("HOME", str(tmp_path))  # where the quarantine is to be
    root = make_library(tmp_path / "Photos", 4)
    file, settings = tmp_path / "catalogue.sqlite3", tmp_path / "settings.toml"
    own = ("--catalog", file, "--settings", settings)
    neardup("scan", root, *own)
    neardup("plan", tmp_path / "plan.json", *own)
    neardup("apply", tmp_path / "plan.json", "--action", "quarantine", "--yes", *own)
    with Catalog.open(file) as catalog:
        pair = decoded("/a.jpg").sha256, decoded("/b.jpg", b"b").sha256
        remember(catalog, Change({pair: Decision(Kind.NOT_DUPLICATES, NOW)}))
        with catalog.write() as connection:
            marks.MARKED.add(connection, [1])
    return file


def counts(place: Place) -> dict[str, int]:
    with Catalog.open(place, read_only=True) as catalog, catalog.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_file_goes_to_a_server_and_back_with_all_that_was_done(
    worked_with: Path, server: Server, shared: ServerAddress, tmp_path: Path
):
    address, before = server.text(str(shared.url.database)), digest(worked_with)
    said = neardup("copy-catalog", address, "--catalog", worked_with)
    assert "is as it was" in said
    assert digest(worked_with) == before
    there, here = counts(shared), counts(worked_with)
    assert min(here[name] for name in ("photo", "bucket", "similar", "decision", "mark", "removal")) > 0
    assert {**there, "drive": 0} == {**here, "drive": 0}
    back = tmp_path / "back.sqlite3"
    neardup("copy-catalog", back, "--catalog", address)
    assert counts(back) == there
    settings = tmp_path / "settings.toml"
    for command in ("groups", "history", "decisions", "tables"):
        own = () if command in ("history", "decisions") else ("--settings", settings)
        told = [neardup(command, "--catalog", place, *own) for place in (worked_with, address, back)]
        assert told[0] == told[2]
        assert told[0].splitlines()[-1] in told[1]


def test_work_goes_on_where_a_catalogue_was_copied_to(
    worked_with: Path, server: Server, shared: ServerAddress, tmp_path: Path
):
    address = server.text(str(shared.url.database))
    copy_catalog(worked_with, shared, lambda _: None, CancelToken())
    with Catalog.open(shared) as catalog, catalog.read() as connection:
        (session,) = removals.sessions(connection)
        assert stations.begun_here(connection) == {session.id}
        away = [removal for removal in removals.of_session(connection, session.id) if removal.is_away]
    assert away
    own = ("--catalog", address, "--settings", tmp_path / "settings.toml")
    neardup("restore", "--session", str(session.id), "--catalog", address)
    assert all(removal.path.exists() for removal in away)
    save(grainy(9), tmp_path / "Photos" / "new.jpg")
    assert "10 photos" in neardup("scan", tmp_path / "Photos", *own)  # ids go on behind those that came


def test_two_catalogues_are_never_mixed(worked_with: Path, shared: ServerAddress, tmp_path: Path):
    with Catalog.open(shared) as catalog, catalog.write() as connection:
        photos.add(connection, [decoded("/theirs.jpg")])
    before = counts(shared)
    with pytest.raises(CatalogError, match=r"is not empty \(.*1 rows of photo.*Nothing was copied"):
        copy_catalog(worked_with, shared, lambda _: None, CancelToken())
    assert counts(shared) == before
    other = tmp_path / "other.sqlite3"
    shutil.copy2(worked_with, other)
    with pytest.raises(CatalogError, match="is not empty"):
        copy_catalog(worked_with, other, lambda _: None, CancelToken())


def test_a_copy_that_is_cancelled_or_wrong_leaves_nothing(
    worked_with: Path, shared: ServerAddress, monkeypatch: pytest.MonkeyPatch
):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        copy_catalog(worked_with, shared, lambda told: cancel.cancel() if told.done > 5 else None, cancel)
    assert set(counts(shared).values()) == {0}
    put = copying.insert_rows

    def lose_a_decision(connection: object, table: object, rows: list[object]) -> None:
        if table.name != "decision":
            put(connection, table, rows)

    with monkeypatch.context() as faulty:
        faulty.setattr(copying, "insert_rows", lose_a_decision)
        with pytest.raises(CatalogError, match=r"not what was copied.*undone"):
            copy_catalog(worked_with, shared, lambda _: None, CancelToken())
    assert set(counts(shared).values()) == {0}
    copy_catalog(worked_with, shared, lambda _: None, CancelToken())


def test_what_is_under_way_or_not_there_is_not_copied(
    worked_with: Path, shared: ServerAddress, tmp_path: Path
):
    def refused(source: Path, match: str) -> None:
        with pytest.raises(CatalogError, match=match):
            copy_catalog(source, shared, lambda _: None, CancelToken())

    refused(tmp_path / "nowhere.sqlite3", "There is no catalogue")
    with pytest.raises(CatalogError, match="to itself"):
        copy_catalog(worked_with, worked_with, lambda _: None, CancelToken())
    with Catalog.open(worked_with) as catalog:
        with catalog.claim(), pytest.raises(CatalogLocked):
            copy_catalog(worked_with, shared, lambda _: None, CancelToken())
        with catalog.read() as connection:
            photo = next(photos.present(connection))
        Journal(catalog, "trash").intend([Intent(1, "trash", photo.file, photo.sha256, photo.path)])
        with catalog.read() as connection:
            assert removals.in_state(connection, State.INTENDED)
    refused(worked_with, "was interrupted")
    with sqlite3.connect(worked_with) as old:
        old.execute("PRAGMA user_version = 5")
    old.close()
    refused(worked_with, "by an older NearDup")
    assert set(counts(shared).values()) == {0}
