"""`neardup plan`: which rules choose what stays, and which relations may go."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.cli import build_app
from core.embed import registry
from core.keeper_settings import KeeperSettings, Preset, RuleName
from core.settings import Settings, save_settings
from tests.fakes import FakeEmbedder
from tests.photos import grainy, save


@pytest.fixture
def neardup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process, with a small fake model."""
    monkeypatch.setattr(registry, "load_embedder", lambda model="", **_: FakeEmbedder(64))
    monkeypatch.setattr(registry, "find_model", lambda model="": FakeEmbedder(64).spec)

    def call(*arguments: str | Path) -> Result:
        options = ("--catalog", tmp_path / "catalogue.sqlite3", "--settings", tmp_path / "settings.toml")
        return CliRunner().invoke(build_app(None), [*map(str, arguments), *map(str, options)])

    return call


@pytest.fixture
def photos(tmp_path: Path, neardup) -> Path:
    """A photo, its twin in a folder below, and a small version of it; scanned."""
    root = tmp_path / "Photos"
    save(grainy(1), root / "large.jpg", quality=92)
    (root / "1").mkdir()
    shutil.copy2(root / "large.jpg", root / "1" / "twin.jpg")
    save(grainy(1).resize((320, 240)), root / "small.jpg", quality=80)
    assert neardup("scan", root).exit_code == 0
    return root


def planned(neardup, tmp_path: Path, *options: str) -> tuple[list[str], list[str]]:
    """The names of what would go and of what would stay."""
    result = neardup("plan", tmp_path / "plan.json", *options)
    assert result.exit_code == 0, result.output
    groups = json.loads((tmp_path / "plan.json").read_text("utf-8"))["groups"]
    go, stay = (
        [Path(one["path"]).name for group in groups for one in group[key]] for key in ("remove", "keep")
    )
    return sorted(go), sorted(stay)


def test_the_usual_rules_keep_the_best_and_both_relations_go(neardup, photos, tmp_path):
    assert planned(neardup, tmp_path) == (["small.jpg", "twin.jpg"], ["large.jpg"])


def test_rules_by_name_choose_another_keeper(neardup, photos, tmp_path):
    go, stay = planned(neardup, tmp_path, "--rules", "smaller")
    assert (go, stay) == (["large.jpg"], ["small.jpg", "twin.jpg"]), "the small one covers neither"
    assert planned(neardup, tmp_path, "--rules", "resolution, path")[1] == ["large.jpg"]


def test_presets_are_known_by_name_a_persons_own_among_them(neardup, photos, tmp_path):
    own = KeeperSettings(presets=(Preset("Tiny", (RuleName.SMALLER,)),))
    settings = Settings(keeper=own, preferred_folders=(photos / "1",))
    save_settings(settings, tmp_path / "settings.toml")
    assert planned(neardup, tmp_path, "--rules", "Tiny")[1] == ["small.jpg", "twin.jpg"]
    assert planned(neardup, tmp_path, "--rules", "folder-order")[1] == ["twin.jpg"]


def test_only_identical_files_go_when_nothing_else_is_set(neardup, photos, tmp_path):
    go, stay = planned(neardup, tmp_path, "--relations", "identical")
    assert go == ["twin.jpg"]
    assert "large.jpg" in stay


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--rules", "prettiest"), "there is no rule 'prettiest'"),
        (("--relations", "same_scene"), "never marked in bulk"),
        (("--relations", "identical,alike"), "identical, same_picture"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence_and_no_plan_is_written(
    neardup, photos, tmp_path, options, why
):
    result = neardup("plan", tmp_path / "plan.json", *options)
    assert result.exit_code != 0
    said = " ".join(result.output.replace("│", " ").split())
    assert why in said
    assert "Traceback" not in said
    assert not (tmp_path / "plan.json").exists()


def test_what_belongs_to_a_copy_goes_over_when_that_is_asked_for(neardup, tmp_path):
    root = tmp_path / "Photos"
    save(grainy(1), root / "album" / "sea.jpg", quality=92)
    (root / "phone").mkdir()
    shutil.copy2(root / "album" / "sea.jpg", root / "phone" / "IMG_1.jpg")
    (root / "phone" / "IMG_1.jpg.pp3").write_text("[Exposure]")
    settings = Settings(keeper=KeeperSettings((RuleName.FOLDER,)), preferred_folders=(root / "album",))
    save_settings(settings, tmp_path / "settings.toml")
    assert neardup("scan", root).exit_code == 0
    assert planned(neardup, tmp_path) == ([], [])
    assert planned(neardup, tmp_path, "--keep-facts") == ([], [])
    assert planned(neardup, tmp_path, "--keep-companions") == (["IMG_1.jpg"], ["sea.jpg"])
    done = neardup("apply", tmp_path / "plan.json", "--yes", "--action", "quarantine")
    assert done.exit_code == 0, done.output
    assert f"over to {root / 'album' / 'sea.jpg.pp3'}" in done.output
    assert (root / "album" / "sea.jpg.pp3").read_text() == "[Exposure]"
    back = ["restore", "--session", "1", "--catalog", str(tmp_path / "catalogue.sqlite3")]
    assert CliRunner().invoke(build_app(None), back).exit_code == 0
    assert (root / "phone" / "IMG_1.jpg.pp3").read_text() == "[Exposure]"
    assert not (root / "album" / "sea.jpg.pp3").exists()
