"""Decisions and marks from the command line: listed, taken back, heeded by groups and plans."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.catalog import marks, photos
from core.catalog.catalog import Catalog
from core.cli import build_app
from core.decision import Kind
from core.embed import registry
from core.groups import matched_photos
from core.photo import DuplicateGroup
from core.review.decisions import keeper_chosen, not_duplicates, remember, reviewed
from tests.fakes import FakeEmbedder
from tests.photos import grainy, save

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite3"


@pytest.fixture
def neardup(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process on three photos, each with a copy, once scanned."""
    monkeypatch.setattr(registry, "load_embedder", lambda *_, **__: FakeEmbedder(64))
    monkeypatch.setattr(registry, "find_model", lambda *_: FakeEmbedder(64).spec)

    def call(*arguments: str | Path) -> Result:
        options = ["--catalog", str(place)]
        if arguments[0] not in ("decisions",):
            options += ["--settings", str(tmp_path / "settings.toml")]
        return CliRunner().invoke(build_app(None), [*map(str, arguments), *options])

    for number in range(3):
        save(grainy(number), tmp_path / "Photos" / f"{number}.jpg", quality=92)
        save(grainy(number).resize((320, 240)), tmp_path / "Photos" / f"{number}s.jpg", quality=80)
    assert call("scan", tmp_path / "Photos").exit_code == 0
    return call


def groups(place: Path) -> dict[str, DuplicateGroup]:
    with Catalog.open(place) as catalog:
        found = matched_photos(catalog, FakeEmbedder(64).spec).groups()
    return {group.keeper.path.name[0]: group for group in found}


def decide(place: Path, *changes) -> None:
    with Catalog.open(place) as catalog:
        for change in changes:
            remember(catalog, change)


def planned(neardup, tmp_path: Path, *options: str) -> list[str]:
    result = neardup("plan", tmp_path / "plan.json", *options)
    assert result.exit_code == 0, result.output
    plan = json.loads((tmp_path / "plan.json").read_text())
    return sorted(Path(item["path"]).name for group in plan["groups"] for item in group["remove"])


def test_what_is_no_duplicate_is_in_no_group_until_that_is_forgotten(neardup, place):
    group = groups(place)["1"]
    decide(place, not_duplicates(group, group.photos, NOW))
    assert "2 groups" in neardup("groups").output
    listed = neardup("decisions").output
    assert "not duplicates" in listed
    assert "1s.jpg" in listed
    number = re.search(r"^ *(\d+) ", listed, re.MULTILINE)
    assert number is not None
    assert "is forgotten" in neardup("decisions", "--forget", number[1]).output
    assert "3 groups" in neardup("groups").output
    assert "Nothing has been decided" in neardup("decisions").output


def test_it_holds_when_files_move_and_everything_is_scanned_again(neardup, place, tmp_path):
    group = groups(place)["1"]
    decide(place, not_duplicates(group, group.photos, NOW))
    moved = tmp_path / "Photos" / "sorted" / "another name.jpg"
    moved.parent.mkdir()
    (tmp_path / "Photos" / "1s.jpg").rename(moved)
    assert "2 groups" in neardup("scan", tmp_path / "Photos").output
    assert "another name.jpg" in neardup("decisions").output


def test_groups_say_where_a_person_stands_and_list_what_is_left(neardup, place):
    found = groups(place)
    decide(place, reviewed(found["0"], Kind.REVIEWED, NOW), reviewed(found["1"], Kind.LATER, NOW))
    output = neardup("groups").output
    assert output.count("beside the keeper; reviewed\n") == 1
    assert output.count("beside the keeper; put off\n") == 1
    left = neardup("groups", "--to-review").output
    assert "2 groups" in left
    assert "0.jpg" not in left


def test_a_new_arrival_is_told_in_the_list_of_groups(neardup, place, tmp_path):
    decide(place, reviewed(groups(place)["0"], Kind.REVIEWED, NOW))
    save(grainy(0).resize((300, 225)), tmp_path / "Photos" / "0new.jpg", quality=70)
    neardup("scan", tmp_path / "Photos")
    assert "; 1 new since you reviewed it" in neardup("groups", "--to-review").output


def test_a_chosen_keeper_is_kept(neardup, place, tmp_path):
    group = groups(place)["0"]
    decide(place, keeper_chosen(group, group.members[0].photo, NOW))
    assert "Kept because you chose it." in neardup("groups").output
    assert planned(neardup, tmp_path) == [
        "1s.jpg",
        "2s.jpg",
    ]  # the small one that stays does not cover the large
    assert "chosen as keeper" in neardup("decisions").output


def test_a_plan_takes_groups_as_a_person_left_them(neardup, place, tmp_path):
    found = groups(place)
    assert planned(neardup, tmp_path) == ["0s.jpg", "1s.jpg", "2s.jpg"]
    decide(place, reviewed(found["0"], Kind.VARIANTS, NOW), reviewed(found["1"], Kind.REVIEWED, NOW))
    with Catalog.open(place) as catalog, catalog.write() as connection:
        marks.MARKED.add(connection, [found["1"].members[0].photo.id, found["2"].keeper.id])
    assert planned(neardup, tmp_path) == ["1s.jpg", "2s.jpg"]  # a mark on a keeper rests
    assert planned(neardup, tmp_path, "--marked") == ["1s.jpg"]


def test_no_plan_takes_a_whole_group_though_all_of_it_is_marked(neardup, place, tmp_path):
    with Catalog.open(place) as catalog, catalog.write() as connection:
        marks.MARKED.add(connection, [photo.id for photo in photos.present(connection)])
    assert len(planned(neardup, tmp_path, "--marked")) == 3


def test_decisions_are_listed_for_programs(neardup, place):
    group = groups(place)["2"]
    decide(place, reviewed(group, Kind.REVIEWED, NOW))
    (act,) = json.loads(neardup("decisions", "--json").output)
    assert act["kind"] == "reviewed"
    assert len(act["pairs"]) == 1
    assert {Path(path).name for paths in act["photos"].values() for path in paths} == {"2.jpg", "2s.jpg"}


def test_what_was_never_decided_cannot_be_forgotten(neardup):
    result = neardup("decisions", "--forget", "7")
    assert result.exit_code == 1
    assert "There is no decision 7" in result.output
