"""Plan, apply, history, restore, quarantine, recover: as a person meets them on the command line."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.catalog.catalog import Catalog
from core.cli import build_app
from core.embed import registry
from core.review import trash as trash_room
from core.review.dialects.xmp import from_xmp
from core.review.xmp import EMPTY, XmpFacts, with_facts
from tests.fakes import FakeEmbedder
from tests.photos import draw, grainy, save
from tests.review.disk import OpenTrash


@pytest.fixture
def neardup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process, with a small fake model and a trash in the test's folder."""
    monkeypatch.setattr(registry, "load_embedder", lambda model="", **_: FakeEmbedder(64))
    monkeypatch.setattr(registry, "find_model", lambda model="": FakeEmbedder(64).spec)
    monkeypatch.setattr(trash_room, "SystemTrash", lambda: OpenTrash(tmp_path / "trash"))
    monkeypatch.setenv("HOME", str(tmp_path))

    def call(*arguments: str | Path, answer: str = "") -> Result:
        options = ["--catalog", str(tmp_path / "catalogue.sqlite3")]
        takes_settings = arguments[0] in ("scan", "plan", "apply")
        options += ["--settings", str(tmp_path / "settings.toml")] if takes_settings else []
        return CliRunner().invoke(build_app(None), [*map(str, arguments), *options], input=answer)

    return call


@pytest.fixture
def library(tmp_path: Path, neardup) -> Path:
    """Two photos, and of the first a copy and a small version; scanned, and planned for removal."""
    root = tmp_path / "Photos"
    for number in range(2):
        save(grainy(number), root / f"IMG_{number}.jpg", quality=92)
    shutil.copy2(root / "IMG_0.jpg", root / "copy of IMG_0.jpg")
    save(grainy(0).resize((320, 240)), root / "small.jpg", quality=80)
    assert neardup("scan", root).exit_code == 0
    result = neardup("plan", tmp_path / "plan.json")
    assert result.exit_code == 0, result.output
    assert "2 photos of 1 groups could go" in result.stdout
    return root


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("*.jpg"))


ALL = ["IMG_0.jpg", "IMG_1.jpg", "copy of IMG_0.jpg", "small.jpg"]


def test_plan_apply_history_restore(library, neardup, tmp_path):
    trial = neardup("apply", tmp_path / "plan.json", "--dry-run")
    assert (trial.exit_code, names(library)) == (0, ALL)
    assert "2 planned" in trial.stdout

    done = neardup("apply", tmp_path / "plan.json", answer="y\n")
    assert done.exit_code == 0, done.output
    assert "Move 2 photos" in done.stdout
    assert "to the trash?" in done.stdout
    assert "2 trashed" in done.stdout
    assert names(library) == ["IMG_0.jpg", "IMG_1.jpg"]

    sessions = neardup("history").stdout
    assert "2 files" in sessions
    assert "moved to the trash: 2 done" in sessions
    listed = neardup("history", "--session", "1").stdout
    assert str(library / "small.jpg") in listed
    assert f"kept   {library / 'IMG_0.jpg'}" in listed

    one = neardup("restore", library / "small.jpg")
    assert (one.exit_code, names(library)) == (0, ["IMG_0.jpg", "IMG_1.jpg", "small.jpg"])
    rest = neardup("restore", "--session", "1")
    assert (rest.exit_code, names(library)) == (0, ALL)
    assert "2 brought back" in neardup("history").stdout
    assert neardup("restore", "--session", "1").exit_code == 1


def test_files_that_two_photos_could_claim_are_named_by_plan_and_apply(library, neardup, tmp_path):
    shutil.copy2(library / "small.jpg", library / "small.png")
    (library / "small.xmp").write_text("<x/>")
    assert neardup("scan", library).exit_code == 0
    planned = neardup("plan", tmp_path / "plan.json")
    assert f"could claim them too:\n  {library / 'small.xmp'}\n" in planned.stdout
    done = neardup("apply", tmp_path / "plan.json", "--yes")
    assert f"without {library / 'small.xmp'}, which another photo could claim too" in done.stdout
    assert (library / "small.xmp").exists()


def test_copies_that_hold_nothing_but_words_go_when_these_are_handed_over(library, neardup, tmp_path):
    (library / "small.jpg.xmp").write_bytes(with_facts(EMPTY, XmpFacts(rating=4, label="Red")))
    plan = tmp_path / "plan.json"
    assert "1 photos of 1 groups could go" in neardup("plan", plan).stdout
    assert "2 photos of 1 groups could go" in neardup("plan", plan, "--keep-facts").stdout
    assert neardup("apply", plan, "--yes").exit_code == 0
    assert from_xmp((library / "IMG_0.jpg.xmp").read_bytes()).label == "Red"
    assert neardup("restore", "--session", "1").exit_code == 0
    assert names(library) == ALL
    assert sorted(path.name for path in library.glob("*.xmp")) == ["small.jpg.xmp"]


def test_a_person_who_says_no_keeps_everything(library, neardup, tmp_path):
    result = neardup("apply", tmp_path / "plan.json", answer="n\n")
    assert (result.exit_code, names(library)) == (1, ALL)


def test_stale_items_are_refused_and_named_and_the_rest_is_done(library, neardup, tmp_path):
    save(draw(7), library / "small.jpg")
    result = neardup("apply", tmp_path / "plan.json", "--yes")
    assert result.exit_code == 1
    assert "1 of 2 photos were left where they are" in result.stderr
    assert "It changed since the scan" in result.stdout
    assert names(library) == ["IMG_0.jpg", "IMG_1.jpg", "small.jpg"]


def test_protected_folders_of_the_settings_hold_for_apply(library, neardup, tmp_path):
    (tmp_path / "settings.toml").write_text(f'protected_folders = ["{library}"]\n')
    result = neardup("apply", tmp_path / "plan.json", "--yes")
    assert (result.exit_code, names(library)) == (1, ALL)
    assert "protected folder" in result.stdout
    assert "0 photos of 0 groups could go" in neardup("plan", tmp_path / "plan.json").stdout


def test_quarantine_is_listed_brought_back_and_emptied_after_asking(library, neardup, tmp_path):
    assert neardup("apply", tmp_path / "plan.json", "--action", "quarantine", "--yes").exit_code == 0
    listed = neardup("quarantine")
    assert "In quarantine: 2 files" in listed.stdout
    assert str(tmp_path / ".neardup-quarantine") in listed.stdout
    assert neardup("restore", library / "small.jpg").exit_code == 0
    assert neardup("quarantine", "--empty", answer="n\n").exit_code == 1
    assert "In quarantine: 1 files" in neardup("quarantine").stdout
    erased = neardup("quarantine", "--empty", answer="y\n")
    assert "Erase 1 files" in erased.stdout
    assert (erased.exit_code, names(library)) == (0, ["IMG_0.jpg", "IMG_1.jpg", "small.jpg"])
    late = neardup("restore", "--session", "1")
    assert late.exit_code == 1
    assert "erased when the quarantine was emptied" in late.stdout


def test_photos_can_be_moved_to_a_folder(library, neardup, tmp_path):
    (tmp_path / "sorted out").mkdir()
    plan = tmp_path / "plan.json"
    assert neardup("apply", plan, "--action", "move", "--to", tmp_path / "sorted out", "--yes").exit_code == 0
    assert names(tmp_path / "sorted out") == ["copy of IMG_0.jpg", "small.jpg"]
    assert neardup("apply", plan, "--action", "move").exit_code == 2
    assert neardup("apply", plan, "--action", "shred").exit_code == 2
    assert neardup("apply", plan, "--action", "copy", "--to", tmp_path / "no", "--yes").exit_code == 1


def test_other_shots_of_a_scene_are_never_planned(library, tmp_path):
    removed = [
        Path(item["path"]).name
        for g in json.loads((tmp_path / "plan.json").read_text())["groups"]
        for item in g["remove"]
    ]
    assert sorted(removed) == ["copy of IMG_0.jpg", "small.jpg"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("restore",), 2, "name files"),
        (("restore", "--group", "1"), 2, "--group needs --session"),
        (("restore", "99"), 1, "99 was never removed"),
        (("restore", "--session", "9"), 1, "no such session"),
        (("history", "--session", "9"), 1, "There is no session 9"),
        (("history",), 0, "Nothing was ever removed"),
        (("plan", "/tmp/plan.json"), 1, "Nothing has been scanned yet"),
        (("apply", "/no/such/plan.json"), 1, "cannot be read"),
        (("quarantine",), 0, "In quarantine: 0 files"),
        (("recover",), 1, "nothing to recover"),
    ],
)
def test_each_command_says_what_is_amiss(neardup, arguments, code, said):
    result = neardup(*arguments)
    assert (result.exit_code, said in " ".join(result.output.split())) == (code, True), result.output


def test_an_interrupted_removal_is_told_at_the_next_command(library, neardup, tmp_path):
    from core.catalog.removals import Intent
    from core.review.journal import Journal
    from core.review.restore import file_at

    file = file_at(library / "small.jpg")
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        Journal(catalog, "trash").intend([Intent(1, "trash", file, b"", file.path)])
    result = neardup("history")
    assert f"{file.path}: It was interrupted before anything happened" in result.stderr
    assert "interrupted" not in neardup("history").stderr
