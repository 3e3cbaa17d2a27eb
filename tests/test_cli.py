"""The command line as a person meets it: what it prints, what it writes, how it ends."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.catalog import decisions, embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.catalog.decisions import Change, Decision, Kind
from core.cli import build_app
from core.commands.shared import shown
from core.commands.window_request import WindowRequest
from core.embed import registry
from core.photo import Match, Relation
from core.storage import moved_drives
from tests.fakes import FakeEmbedder
from tests.photos import decoded, draw, grainy, save

ROOT = Path(__file__).parent.parent


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Photos"
    for number in range(3):
        save(grainy(number), root / f"IMG_{number}.jpg", quality=92)
    save(grainy(0).resize((320, 240)), root / "small.jpg", quality=80)
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    return root


@pytest.fixture
def neardup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process, with a small fake in place of the bundled model."""
    load, find = registry.load_embedder, registry.find_model

    def load_or_fake(model: str = "", **kept):
        return FakeEmbedder(64) if model in ("", "fake") else load(model, **kept)

    def find_or_fake(model: str = ""):
        return FakeEmbedder(64).spec if model in ("", "fake") else find(model)

    monkeypatch.setattr(registry, "load_embedder", load_or_fake)
    monkeypatch.setattr(registry, "find_model", find_or_fake)

    def call(*arguments: str | Path, window=None, catalog: bool = True) -> Result:
        options = ["--catalog", str(tmp_path / "catalogue.sqlite3")] if catalog else []
        options += ["--settings", str(tmp_path / "settings.toml")] if catalog else []
        return CliRunner().invoke(build_app(window), [*map(str, arguments), *options])

    return call


def test_scan_lists_groups_the_reason_and_what_was_left_out(library, neardup):
    result = neardup("scan", library)
    assert result.exit_code == 0, result.output
    assert "Group 1: 2 photos" in result.stdout
    assert "Kept because the other" in result.stdout
    assert f"{library / 'broken.jpg'}: " in result.stdout
    assert "4 photos in" in result.stdout
    assert "1 group with 2 photos" in result.stdout
    assert "Reading photos" in result.stderr


@pytest.mark.parametrize("command", ["scan", "groups"])
def test_folders_on_a_drive_that_moved_are_protected_in_what_is_listed(
    command, library, neardup, monkeypatch
):
    """As in a plan and in the window: all begin with the settings where the drives are now."""
    neardup("scan", library)
    monkeypatch.setattr(
        moved_drives,
        "with_moved_folders",
        lambda settings, catalog: replace(settings, protected_folders=(library,)),
    )
    result = neardup(command, *([library] if command == "scan" else []))
    assert result.stdout.count("[protected]") == 2


def test_the_json_report_keeps_its_contract(library, neardup, tmp_path):
    report = tmp_path / "out.json"
    assert neardup("scan", library, "--json", report).exit_code == 0
    found = json.loads(report.read_text())
    assert set(found) >= {"groups", "skipped", "scanned", "seconds", "backend"}
    (group,) = found["groups"]
    assert group["keeper"] == str(library / "IMG_0.jpg")
    assert group["reason"].startswith("Kept because")
    member = next(m for m in group["members"] if m["path"] != group["keeper"])
    assert set(member) >= {"path", "relation", "similarity", "width", "height", "bytes"}
    assert (member["relation"], member["width"]) == ("same_picture", 320)
    assert [Path(skip["path"]).name for skip in found["skipped"]] == ["broken.jpg"]
    assert found["scanned"] == 4


def test_csv_and_html_are_written_beside(library, neardup, tmp_path):
    assert neardup("scan", library, "--csv", tmp_path / "o.csv", "--html", tmp_path / "o.html").exit_code == 0
    assert "small.jpg" in (tmp_path / "o.csv").read_text("utf-8-sig")
    assert "data:image/jpeg;base64," in (tmp_path / "o.html").read_text()


def test_groups_are_listed_again_without_a_scan(library, neardup):
    first = neardup("scan", library).stdout
    again = neardup("groups")
    assert again.exit_code == 0
    assert again.stdout.split("\n\n")[0].strip() in first
    assert "No near-duplicates" in neardup("groups", "--below", library / "nowhere").stdout


def test_groups_tells_piles_and_shows_one(library, neardup):
    neardup("scan", library)
    every = neardup("groups").stdout
    assert "surely the same: " in every
    piles = {name: neardup("groups", "--pile", name) for name in ("sure", "look", "shots")}
    assert all(done.exit_code == 0 for done in piles.values())
    shown = [line.strip() for done in piles.values() for line in done.stdout.splitlines() if "×" in line]
    assert sorted(shown) == sorted(line.strip() for line in every.splitlines() if "×" in line)
    assert neardup("groups", "--pile", "maybe").exit_code == 2


def test_groups_suggests_what_turned_down_photos_teach(library, neardup, tmp_path):
    neardup("scan", library)
    assert "no duplicates" not in neardup("groups").stdout
    seen = [decoded(library / f"{n}.jpg", content=b"%d" % n, inode=900 + n) for n in range(20)]
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog, catalog.write() as connection:
        ids = list(photos.add(connection, seen).values())
        model = embeddings.find_model_id(connection, FakeEmbedder(64).spec.digest)
        alike = [Match(ids[n], ids[n + 1], Relation.SAME_SCENE, 0.6 + n / 200, 0.9) for n in range(0, 12, 2)]
        copies = [Match(ids[n], ids[n + 1], Relation.SAME_PICTURE, 0.9, 0.9) for n in range(12, 20, 2)]
        similar.add(connection, model, [*alike, *copies])
        turned_down = Decision(Kind.NOT_DUPLICATES, datetime.now(UTC))
        pairs = [(seen[n].sha256, seen[n + 1].sha256) for n in range(0, 12, 2)]
        decisions.store(connection, Change({(min(pair), max(pair)): turned_down for pair in pairs}))
    said = " ".join(neardup("groups").stdout.split())
    assert "at least 66 % alike would have left out 6 of the 6 cases" in said
    assert "0 groups would change" in said
    assert "--at-least 0.66" in said


def test_query_ranks_neighbours_with_cosine_and_tables(library, neardup):
    neardup("scan", library)
    result = neardup("query", library / "small.jpg", "--top", "2")
    first = result.stdout.splitlines()[0]
    assert "IMG_0.jpg" in first
    assert float(first.split()[0]) > 0.8
    assert "% of tables" in first


def test_tables_show_keys_in_bits_counts_and_names(library, neardup):
    neardup("scan", library, "--bits", "8", "--tables", "4", "--probes", "0")
    result = neardup("tables", "--table", "3")
    assert "Table 3 of 4, 8 bits a key" in result.stdout
    assert "pictures in a bucket" in result.stdout
    assert "IMG_1.jpg" in result.stdout
    assert any(set(line.split("  ")[0]) <= set("01") for line in result.stdout.splitlines() if line)
    assert neardup("tables", "--table", "4").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scan", "/no/such/folder"], "/no/such/folder"),
        (["groups"], "Nothing has been scanned yet"),
        (["tables"], "There are no hash tables yet"),
        (["query", "/no/such/photo.jpg"], "Nothing has been scanned yet"),
        (["groups", "--model", "/no/such/model.keras"], "model"),
    ],
)
def test_faults_end_in_a_sentence_and_exit_code_1(neardup, arguments, sentence):
    result = neardup(*arguments)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_a_query_with_no_picture_names_the_file(library, neardup):
    neardup("scan", library)
    result = neardup("query", library / "broken.jpg")
    assert result.exit_code == 1
    assert "broken.jpg" in result.stderr


def test_settings_that_make_no_sense_are_named(neardup, tmp_path, library):
    (tmp_path / "settings.toml").write_text("[scan]\nworker = 3\n")
    result = neardup("scan", library)
    assert result.exit_code == 1
    assert "settings.toml" in result.stderr
    assert "'worker'" in result.stderr


def test_a_wrong_command_line_is_exit_code_2(neardup):
    assert neardup("scan", catalog=False).exit_code == 2
    assert neardup("scna", catalog=False).exit_code == 2


@pytest.mark.parametrize("where", ["before", "after", "both"])
def test_the_catalogue_may_be_named_before_the_command_or_behind_it(neardup, library, tmp_path, where):
    place, other = tmp_path / "mine.sqlite3", tmp_path / "other.sqlite3"
    before = {"before": ["--catalog", place], "after": [], "both": ["--catalog", other]}[where]
    after = [] if where == "before" else ["--catalog", place]
    result = neardup(*before, "scan", library, "--settings", tmp_path / "none.toml", *after, catalog=False)
    assert result.exit_code == 0, result.output
    assert place.exists()
    assert not other.exists()
    listed = neardup("--catalog", place, "model", "list", catalog=False)
    assert listed.exit_code in (0, 2), "a command of a command takes it, or says that it has none"


def test_an_option_that_a_command_has_not_is_not_ignored_in_silence(neardup, tmp_path):
    result = neardup("--model", "fake", "history", catalog=False)
    assert result.exit_code == 2
    assert "history has no option --model" in result.stderr


def test_without_a_screen_neardup_says_so_and_names_the_way(neardup):
    result = neardup(catalog=False)
    assert result.exit_code == 1
    assert "no screen" in result.stderr
    assert "neardup scan FOLDER" in result.stderr


def test_without_a_command_the_window_opens(neardup):
    asked: list[WindowRequest] = []
    result = neardup("--catalog", "/some/where", catalog=False, window=lambda r: asked.append(r) or 3)
    assert result.exit_code == 3
    assert asked[0].catalog == Path("/some/where")


def test_help_teaches(neardup):
    for command in ("scan", "query", "groups", "tables", "demo"):
        assert command in neardup("--help", catalog=False).stdout
        assert neardup(command, "--help", catalog=False).exit_code == 0


def test_the_demo_makes_a_library_and_finds_its_groups(neardup, tmp_path):
    result = neardup("demo", tmp_path / "demo", "--no-window", catalog=False)
    assert result.exit_code == 0, result.output
    assert "Group 10:" in result.stdout


def test_the_demo_opens_the_window_on_a_catalogue_of_its_own(neardup, tmp_path):
    asked: list[WindowRequest] = []
    neardup("demo", tmp_path / "demo", catalog=False, window=lambda r: asked.append(r) or 0)
    assert asked[0].catalog == tmp_path / "demo" / "catalogue.sqlite3"
    assert len(list(asked[0].folders[0].rglob("*.jpg"))) > 10


def test_file_names_cannot_steer_the_terminal():
    assert shown(Path("/a/\x1b[2Jevil\n.jpg")) == "/a/\\x1b[2Jevil\\n.jpg"
    assert shown(Path("/写真/é.jpg")) == "/写真/é.jpg"
    assert shown(Path("/caf\udce9.jpg")) == "/caf\\xe9.jpg"


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_ends_a_scan_with_a_sentence_and_keeps_what_was_read(tmp_path):
    """A terminal sends it to the workers too, and at once: some of them are still starting then."""
    root = tmp_path / "Photos"
    for number in range(300):
        save(draw(number), root / f"{number:03}.png")
    command = [sys.executable, "main.py", "scan", root, "--catalog", tmp_path / "catalogue.sqlite3"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=-1, stderr=-1, text=True, start_new_session=True
    ) as scan:
        for line in scan.stderr:
            if line.startswith("Reading photos"):
                break
        os.killpg(scan.pid, signal.SIGINT)
        _, errors = scan.communicate(timeout=30)
    assert scan.returncode == 130
    assert "Cancelled. What was read is kept" in errors
    assert "Traceback" not in errors
