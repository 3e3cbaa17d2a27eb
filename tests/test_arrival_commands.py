"""`neardup arrivals`: rules are made, listed and taken away; what arrives is told and left where it is."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build_app
from core.embed import registry
from tests.fakes import FakeEmbedder
from tests.photos import grainy, save


@pytest.fixture
def neardup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process, with a small fake model; returns what it says."""
    monkeypatch.setattr(registry, "load_embedder", lambda model="", **_: FakeEmbedder(64))
    monkeypatch.setattr(registry, "find_model", lambda model="": FakeEmbedder(64).spec)

    def call(*arguments: str | Path, fails: bool = False) -> str:
        options = ("--catalog", tmp_path / "catalogue.sqlite3", "--settings", tmp_path / "settings.toml")
        done = CliRunner().invoke(build_app(None), [*map(str, options), *map(str, arguments)])
        assert (done.exit_code != 0) is fails, done.output
        return done.output

    return call


def test_what_arrives_is_collected_and_nothing_of_it_goes(tmp_path: Path, neardup):
    camera, chat = tmp_path / "Disk" / "Camera", tmp_path / "Disk" / "Chat"
    save(grainy(1), camera / "IMG_1.jpg")
    chat.mkdir()
    shutil.copy2(camera / "IMG_1.jpg", chat / "old.jpg")
    neardup("scan", tmp_path / "Disk")
    assert "no rule" in neardup("arrivals")
    assert "is collected" in neardup("arrivals", "add", chat, camera)
    assert "already" in neardup("arrivals", "add", chat, camera, fails=True)
    shutil.copy2(camera / "IMG_1.jpg", chat / "new.jpg")
    save(grainy(2), chat / "unknown.jpg")
    neardup("scan", tmp_path / "Disk")
    assert "2 photos are new, 1 of them covered" in neardup("arrivals")
    told = json.loads(neardup("arrivals", "--json"))
    assert [(Path(one["path"]).name, Path(one["by"]).name) for one in told["covered"]] == [
        ("new.jpg", "IMG_1.jpg")
    ]
    assert [rule["folder"] for rule in told["rules"]] == [str(chat)]
    assert "No longer" in neardup("arrivals", "remove", chat)
    assert json.loads(neardup("arrivals", "--json")) == {"rules": [], "new": 0, "look": 0, "covered": []}
    assert sorted(path.name for path in chat.iterdir()) == ["new.jpg", "old.jpg", "unknown.jpg"]


def test_a_rule_wants_two_folders_that_are_there(tmp_path: Path, neardup):
    assert "is no folder" in neardup("arrivals", "add", tmp_path, tmp_path / "missing", fails=True)
    assert "is one folder" in neardup("arrivals", "add", tmp_path, tmp_path, fails=True)
    assert "no such rule" in neardup("arrivals", "remove", tmp_path, fails=True)
