"""Every file that NearDup reads back, damaged: it is read, or refused with one of NearDup's own sentences."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given

from core.catalog import photos, skips
from core.catalog.catalog import Catalog
from core.catalog.recovery import open_or_recover
from core.embed.manifest import read_manifest
from core.errors import CatalogError, ModelError, PlanError, SettingsError
from core.photo import ImageFile, Skipped
from core.progress import CancelToken
from core.review import journal
from core.review.plan_file import read_plan, write_plan
from core.review.xmp import XmpFacts, with_facts
from core.settings import (
    LshSettings,
    RemovalSettings,
    ScanSettings,
    Settings,
    WindowSettings,
    load_settings,
    save_settings,
)
from resources import models
from tests.fuzz.mutations import damaged, fuzz, outcome
from tests.photos import decoded
from tests.review.disk import OpenTrash, group_of, marking, on_disk, run
from tests.review.test_sidecar import LIGHTROOM


@pytest.fixture(scope="module")
def plan_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("plan")
    plan = marking(group_of(*(on_disk(folder / f"{n}.jpg", n, bytes([n])) for n in range(1, 4))), 1, 2)
    write_plan(plan, folder / "plan.json")
    return (folder / "plan.json").read_bytes()


def test_a_damaged_plan_is_a_plan_or_a_sentence(plan_bytes: bytes, tmp_path: Path):
    path = tmp_path / "plan.json"

    @fuzz(150)
    @given(damaged([plan_bytes]))
    def try_one(raw: bytes) -> None:
        path.write_bytes(raw)
        plan = outcome(lambda: read_plan(path), PlanError)
        if isinstance(plan, str):
            assert "plan.json" in plan
            return
        assert all(group.removed and group.survivors for group in plan.groups)
        kept = {photo.path for group in plan.groups for photo in group.survivors}
        assert not kept & {photo.path for photo in plan.items}

    try_one()


def test_damaged_settings_are_settings_or_a_sentence(tmp_path: Path):
    path = tmp_path / "settings.toml"
    save_settings(
        Settings(
            scan=ScanSettings(model="model", workers=3, include_hidden=True, lsh=LshSettings(0.9, 8, 4, 1)),
            window=WindowSettings(language="ja"),
            removal=RemovalSettings(action="move", folder="/given up"),
            protected_folders=(Path("/a"), Path("/b")),
            shortcuts={"keep": ("K", "Ctrl+K")},
        ),
        path,
    )
    original = path.read_bytes()

    @fuzz(150)
    @given(damaged([original]))
    def try_one(raw: bytes) -> None:
        path.write_bytes(raw)
        found = outcome(lambda: load_settings(path), SettingsError)
        assert not isinstance(found, str) or "settings.toml" in found

    try_one()


@pytest.mark.parametrize(("read", "refusal"), [(load_settings, SettingsError), (read_manifest, ModelError)])
def test_toml_that_is_nested_too_deeply_is_a_sentence(tmp_path: Path, read, refusal):
    path = tmp_path / "deep.toml"
    path.write_text("scan = " + "[" * 50_000)
    with pytest.raises(refusal, match=r"deep\.toml"):
        read(path)


def test_a_damaged_manifest_is_a_manifest_or_a_sentence(tmp_path: Path):
    bundled = next(Path(models.__path__[0]).glob("*.toml")).read_bytes()
    path = tmp_path / "model.toml"

    @fuzz(150)
    @given(damaged([bundled]))
    def try_one(raw: bytes) -> None:
        path.write_bytes(raw)
        found = outcome(lambda: read_manifest(path), ModelError)
        assert not isinstance(found, str) or "model.toml" in found

    try_one()


@fuzz(150)
@given(damaged([LIGHTROOM]))
def test_a_damaged_sidecar_is_added_to_or_refused(raw: bytes):
    facts = XmpFacts(rating=3, keywords=("sea",))
    assert len(outcome(lambda: with_facts(raw, facts), ValueError)) > 0


def test_a_damaged_catalogue_is_read_set_aside_or_a_sentence(tmp_path: Path):
    source = tmp_path / "source.sqlite3"
    with Catalog.open(source) as catalog:
        with catalog.write() as connection:
            photos.add(connection, [decoded(f"/{n}.jpg", bytes([n])) for n in range(20)])
            broken = Path("/broken.jpg")
            skips.add(connection, [(ImageFile(broken, 1, 2, 3, 4), Skipped(broken, "Damaged."))], "1")
        pair = group_of(on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2))
        run(marking(pair, 1), catalog, OpenTrash(tmp_path / "trash"), CancelToken())
    connection = sqlite3.connect(source)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    original = source.read_bytes()
    tries = iter(range(1 << 30))

    @fuzz(40)
    @given(damaged([original]))
    def try_one(raw: bytes) -> None:
        path = tmp_path / str(next(tries)) / "catalogue.sqlite3"
        path.parent.mkdir()
        path.write_bytes(raw)
        opened = outcome(lambda: open_or_recover(path), CatalogError)
        if isinstance(opened, str):
            assert str(path) in opened
            return
        with opened[0] as catalog:
            for ask in (read_photos, read_journal, read_skips, Catalog.last_scan):
                outcome(lambda ask=ask: ask(catalog), CatalogError)

    try_one()


def read_photos(catalog: Catalog) -> None:
    with catalog.read() as connection:
        list(photos.present(connection))


def read_skips(catalog: Catalog) -> None:
    catalog.skipped([Path("/")])


def read_journal(catalog: Catalog) -> None:
    for session in journal.sessions(catalog):
        journal.entries(catalog, session.id)
