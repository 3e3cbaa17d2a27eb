"""A catalogue on a server gives what a file gives, and several people may use it at once."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

import pytest
from sqlalchemy import Connection

from core.catalog import decisions, drives, marks, photos, stations
from core.catalog.catalog import Catalog
from core.catalog.place import ServerAddress
from core.catalog.removals import Intent, State
from core.decision import Change, Decision, Kind
from core.errors import CatalogError, CatalogLocked
from core.review.decisions import remember
from core.review.journal import Journal
from core.review.outcome import Status
from core.review.unfinished import resolve_unfinished
from core.storage.drives import Mount
from core.storage.moved_drives import follow_drives, remember_drives
from tests.catalog.library import make_library, neardup
from tests.photos import decoded
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, run
from tests.team_server import Server

NOW = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Copies, smaller pictures, what cannot be read, and a name that is not UTF-8."""
    return make_library(tmp_path / "Photos", 3)


def text_of(server: Server, shared: ServerAddress) -> str:
    return server.text(str(shared.url.database))


def test_a_scan_a_plan_and_a_removal_are_those_of_a_file(
    library: Path, server: Server, shared: ServerAddress, tmp_path: Path
):
    def told(catalog: str | Path, name: str) -> dict[str, object]:
        own = ("--catalog", catalog, "--settings", tmp_path / "settings.toml")
        files = {kind: tmp_path / f"{name}.{kind}" for kind in ("json", "csv", "html")}
        reports = [part for kind, file in files.items() for part in (f"--{kind}", file)]
        said = neardup("scan", library, *own, *reports)
        neardup("plan", tmp_path / f"{name}-plan.json", *own)
        again = neardup("scan", library, *own)
        return {
            "said": re.sub(r" in [\d.]+ s.*?:", ":", said),
            "again": re.sub(r" in [\d.]+ s.*?:", ":", again),
            "groups": neardup("groups", *own),
            "tables": neardup("tables", *own),
            "query": neardup("query", library / "IMG_1.jpg", *own),
            "dry": neardup("apply", tmp_path / f"{name}-plan.json", "--dry-run", *own),
            "csv": files["csv"].read_text("utf-8", "surrogateescape"),
            "json": timeless(json.loads(files["json"].read_text("utf-8"))),
            "plan": timeless(json.loads((tmp_path / f"{name}-plan.json").read_text("utf-8"))),
        }

    file = told(tmp_path / "catalogue.sqlite3", "file")
    assert "IMG_1.jpg" in str(file["groups"])
    assert told(text_of(server, shared), "server") == file


def timeless(report: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in report.items() if key not in ("created", "seconds", "made")}


@pytest.fixture
def two(shared: ServerAddress) -> Iterator[tuple[Catalog, Catalog]]:
    """The catalogue as two people have it open."""
    with Catalog.open(shared) as anna, Catalog.open(shared) as ben:
        yield anna, ben


def test_one_scans_or_removes_at_a_time_and_a_claim_dies_with_its_connection(
    two: tuple[Catalog, Catalog], server: Server
):
    anna, ben = two
    with anna.claim():
        assert ben.is_claimed_elsewhere
        with pytest.raises(CatalogLocked, match="Another NearDup is scanning or removing"), ben.claim():
            pass
        server.end("pg_locks WHERE locktype = 'advisory'")
        with ben.claim(), pytest.raises(CatalogError, match="was lost for a moment"), anna.write():
            pass
    with anna.claim(), anna.write():
        pass


def test_who_gives_a_claim_back_does_not_wait_for_the_server_to_notice(
    two: tuple[Catalog, Catalog], monkeypatch: pytest.MonkeyPatch
):
    anna, ben = two
    free: list[bool] = []
    end = Connection.invalidate

    def ending(connection: Connection) -> None:
        monkeypatch.setattr(Connection, "invalidate", end)
        free.append(not ben.is_claimed_elsewhere)
        end(connection)

    with anna.claim():
        assert ben.is_claimed_elsewhere
        monkeypatch.setattr(Connection, "invalidate", ending)
    assert free == [True]


def test_writers_wait_for_each_other_and_readers_for_nobody(two: tuple[Catalog, Catalog]):
    anna, ben = two
    began, seen = threading.Event(), []

    def write_too() -> None:
        began.set()
        with ben.write() as connection:
            seen.extend(photo.path for photo in photos.present(connection))

    with anna.write() as connection:
        photos.add(connection, [decoded("/a.jpg")])
        with ben.read() as reading:
            assert list(photos.present(reading)) == []
        other = threading.Thread(target=write_too)
        other.start()
        began.wait()
    other.join()
    assert seen == [Path("/a.jpg")]


def test_what_one_decides_and_marks_the_other_sees(two: tuple[Catalog, Catalog]):
    anna, ben = two
    with anna.write() as connection:
        photos.add(connection, [decoded("/a.jpg"), decoded("/b.jpg")])
        marks.MARKED.add(connection, [1])
    pair = decoded("/a.jpg").sha256, decoded("/b.jpg").sha256
    remember(anna, Change({pair: Decision(Kind.NOT_DUPLICATES, NOW)}))
    with ben.read() as connection:
        assert [act.decided for act in decisions.acts(connection)] == [NOW]
        assert marks.MARKED.ids(connection) == {1}


def test_two_who_give_up_each_others_keeper_lose_one_photo_only(two: tuple[Catalog, Catalog], tmp_path: Path):
    anna, ben = two
    trash = OpenTrash(tmp_path / "trash")
    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2)
    catalogued(anna, keeper, copy)
    group = group_of(keeper, copy)
    plans = marking(group, 1), marking(group, 0)
    assert [one.status for one in run(plans[0], anna, trash)] == [Status.TRASHED]
    shutil.copy2(trash.folder / "b.jpg", copy.path)  # as a network drive shows it for a minute yet
    (refused,) = run(plans[1], ben, trash)
    assert refused.status is Status.REFUSED
    assert "another removal took it away meanwhile" in refused.reason
    assert keeper.path.exists()


def test_what_another_machine_left_open_is_left_to_it(
    two: tuple[Catalog, Catalog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    anna, ben = two
    trash = OpenTrash(tmp_path / "trash")
    photo = on_disk(tmp_path / "a.jpg", 1)
    catalogued(anna, photo)
    Journal(anna, "trash").intend([Intent(1, "trash", photo.file, photo.sha256, photo.path)])
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(stations, "here", lambda: "ben@desk")
        assert resolve_unfinished(ben, trash) == []
    (closed,) = resolve_unfinished(anna, trash)
    assert closed.state is State.NOT_DONE


def test_a_drive_of_one_machine_moves_no_paths_of_the_others(two: tuple[Catalog, Catalog], tmp_path: Path):
    anna, _ = two
    stick = (Mount(tmp_path, "uuid:1", PurePath("/"), "ext4"),)
    remember_drives(anna, [tmp_path], lambda: stick)
    assert follow_drives(anna, lambda: (replace(stick[0], top=tmp_path / "elsewhere"),)) == []
    with anna.read() as connection:
        assert drives.seen(connection) == []
