"""Decisions and marks outlive files that move, other models, rescans, and the catalogue itself."""

import hashlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.catalog import decisions, embeddings, marks, photos, similar
from core.catalog.catalog import Catalog
from core.catalog.recovery import recover
from core.decision import Change, ChosenKeeper, Decision, Kind
from core.errors import CatalogDamaged
from core.photo import Change as Edit
from core.photo import Finding, Match, Relation
from tests.photos import decoded

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def pair(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    low, high = sorted([digest(one), digest(other)])
    return low, high


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite3"


@pytest.fixture
def catalog(path: Path):
    with Catalog.open(path) as opened:
        yield opened


def store(catalog: Catalog, change: Change) -> None:
    with catalog.write() as connection:
        decisions.store(connection, change)


def test_what_was_decided_last_about_a_pair_holds(catalog):
    store(catalog, Change({pair(b"a", b"b"): Decision(Kind.LATER, NOW)}))
    store(catalog, Change({pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, LATER)}))
    with catalog.read() as connection:
        assert decisions.pairs(connection) == {pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, LATER)}


def test_the_way_back_forgets(catalog):
    keeper = ChosenKeeper(Path("/a.jpg"), NOW)
    store(catalog, Change({pair(b"a", b"b"): Decision(Kind.REVIEWED, NOW)}, {digest(b"a"): keeper}))
    store(catalog, Change({pair(b"a", b"b"): None}, {digest(b"a"): None}))
    with catalog.read() as connection:
        assert decisions.pairs(connection) == {}
        assert decisions.keepers(connection) == {}


def test_an_act_is_listed_once_whatever_it_decided(catalog):
    reviewed = Decision(Kind.REVIEWED, NOW)
    store(catalog, Change({pair(b"a", b"b"): reviewed, pair(b"a", b"c"): reviewed}))
    store(catalog, Change(keepers={digest(b"c"): ChosenKeeper(Path("/c.jpg"), LATER)}))
    with catalog.read() as connection:
        first, second = decisions.acts(connection)
    assert (first.decided, len(first.pairs), first.keeper) == (NOW, 2, None)
    assert (second.decided, len(second.pairs), second.keeper) == (LATER, 0, digest(b"c"))
    assert first.number != second.number
    store(catalog, first.as_forgotten)
    with catalog.read() as connection:
        assert decisions.acts(connection) == [second]


def test_grouping_is_told_by_content_ids_whatever_the_files_are_called_now(catalog):
    with catalog.write() as connection:
        ids = photos.add(connection, [decoded("/a.jpg", b"a"), decoded("/b.jpg", b"b")])
        decisions.store(
            connection,
            Change(
                {
                    pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, NOW),
                    pair(b"a", b"a"): Decision(Kind.NOT_DUPLICATES, NOW, 2),
                    pair(b"a", b"gone"): Decision(Kind.NOT_DUPLICATES, NOW),
                },
                {digest(b"b"): ChosenKeeper(Path("/b.jpg"), NOW)},
            ),
        )
        photos.set_absent(connection, [Path("/a.jpg")])
        photos.add(connection, [decoded("/moved/a.jpg", b"a")])
        decided = decisions.for_grouping(connection)
    a, b = ids[digest(b"a")], ids[digest(b"b")]
    assert decided.apart == {(min(a, b), max(a, b))}
    assert decided.copies_apart == {a: 2}
    assert decided.keepers == {b: Path("/b.jpg")}


def test_matches_that_a_person_rejected_are_told_with_their_evidence(catalog):
    resized = (Finding(Edit.RESIZED, 0.5),)
    with catalog.write() as connection:
        model = embeddings.model_id(connection, "digest", "model", 4)
        ids = photos.add(connection, [decoded(f"/{name}.jpg", name.encode()) for name in "abc"])
        a, b, c = (ids[digest(name)] for name in (b"a", b"b", b"c"))
        wrong = Match(a, b, Relation.SAME_PICTURE, 0.75, 0.9, resized, ())
        similar.add(connection, model, [wrong, Match(a, c, Relation.SAME_PICTURE, 0.95, 0.99)])
        decisions.store(connection, Change({pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, NOW)}))
        decisions.store(connection, Change({pair(b"a", b"c"): Decision(Kind.REVIEWED, NOW)}))
        assert decisions.not_duplicates(connection, model) == [wrong]
        assert decisions.not_duplicates(connection, model + 1) == []


def test_a_neighbourhood_is_all_that_is_connected_and_nothing_else(catalog):
    chain = [Match(1, 2, Relation.SAME_PICTURE, 0.9, 0.9), Match(2, 3, Relation.SAME_SCENE, 0.9, 0.9)]
    with catalog.write() as connection:
        model = embeddings.model_id(connection, "digest", "model", 4)
        similar.add(connection, model, [*chain, Match(4, 5, Relation.SAME_PICTURE, 0.9, 0.9)])
        for asked in (1, 2, 3):
            contents, matches = similar.connected(connection, model, [asked])
            assert contents == {1, 2, 3}
            assert sorted(matches, key=lambda match: match.a) == chain
        assert similar.connected(connection, model, [9]) == ({9}, [])


def test_asking_for_a_neighbourhood_scans_no_table(catalog):
    """At 30,000 groups a decision must show at once."""
    with catalog.read() as connection:
        for column in ("a_id", "b_id"):
            query = f"EXPLAIN QUERY PLAN SELECT * FROM similar WHERE model_id = 1 AND {column} IN (1, 2)"
            plan = [row[-1] for row in connection.exec_driver_sql(query)]
            assert all(step.startswith("SEARCH") for step in plan), plan


def test_a_mark_holds_for_the_file_with_its_bytes(catalog):
    with catalog.write() as connection:
        photos.add(connection, [decoded("/a.jpg", b"a"), decoded("/b.jpg", b"b"), decoded("/c.jpg", b"c")])
        ids = {photo.path.stem: photo.id for photo in photos.present(connection)}
        marks.MARKED.add(connection, list(ids.values()))
        marks.MARKED.remove(connection, [ids["b"]])
        assert marks.MARKED.ids(connection) == {ids["a"], ids["c"]}
        photos.add(connection, [decoded("/a.jpg", b"another picture at this path", mtime_ns=2)])
        photos.set_absent(connection, [Path("/c.jpg")])
        assert marks.MARKED.ids(connection) == set()
        photos.add(connection, [decoded("/c.jpg", b"c")])
        assert marks.MARKED.ids(connection) == {ids["c"]}


def test_a_copy_that_is_spared_is_not_marked_and_holds_for_its_bytes_too(catalog):
    with catalog.write() as connection:
        photos.add(connection, [decoded("/a.jpg", b"a"), decoded("/b.jpg", b"b")])
        marks.SPARED.add(connection, [1, 2])
        marks.MARKED.add(connection, [2])
        marks.SPARED.remove(connection, [2])
        assert (marks.SPARED.ids(connection), marks.MARKED.ids(connection)) == ({1}, {2})
        photos.add(connection, [decoded("/a.jpg", b"another picture at this path", mtime_ns=2)])
        assert marks.SPARED.ids(connection) == set()


def fill(path: Path) -> None:
    with Catalog.open(path) as catalog, catalog.write() as connection:
        photos.add(connection, [decoded("/a.jpg", b"a")])
        marks.MARKED.add(connection, [1])
        marks.SPARED.add(connection, [1])
        decisions.store(
            connection,
            Change(
                {pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, NOW)},
                {digest(b"a"): ChosenKeeper(Path("/a.jpg"), NOW)},
            ),
        )


def test_decisions_and_marks_come_through_the_loss_of_the_catalogue(path):
    fill(path)
    recovery = recover(path)
    assert {recovery.saved[name] for name in ("decision", "chosen_keeper", "mark", "spared")} == {1}
    assert "1 decisions about photos" in recovery.sentence
    with Catalog.open(path) as catalog, catalog.write() as connection:
        assert decisions.pairs(connection) == {pair(b"a", b"b"): Decision(Kind.NOT_DUPLICATES, NOW)}
        assert list(decisions.keepers(connection)) == [digest(b"a")]
        assert marks.MARKED.ids(connection) == set()
        photos.add(connection, [decoded("/new.jpg", b"new"), decoded("/a.jpg", b"a")])
        (photo,) = [photo for photo in photos.present(connection) if photo.path == Path("/a.jpg")]
        assert marks.MARKED.ids(connection) == {photo.id}


@pytest.mark.parametrize("nonsense", ["kind = 'perhaps'", "decided = 'soon'", "a_sha256 = x'00'"])
def test_decisions_that_make_no_sense_are_left_out_of_what_is_saved(path, nonsense):
    fill(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE decision SET {nonsense}")
    connection.close()
    if "sha256" not in nonsense:
        with (
            Catalog.open(path) as catalog,
            catalog.read() as reading,
            pytest.raises(CatalogDamaged, match="neardup recover"),
        ):
            decisions.pairs(reading)
    assert recover(path).saved["decision"] == 0
