"""What a plan takes where folders are somebody's: programs' libraries, a sorted library beside a card."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.cli import build_app
from core.companions.libraries import LIBRARIES
from core.embed import registry
from core.settings import Settings, save_settings
from tests.companions.test_libraries import MARKS
from tests.fakes import FakeEmbedder
from tests.photos import grainy, save


@pytest.fixture
def neardup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Call the command line in this process, with a small fake model."""
    monkeypatch.setattr(registry, "load_embedder", lambda model="", **_: FakeEmbedder(64))
    monkeypatch.setattr(registry, "find_model", lambda model="": FakeEmbedder(64).spec)

    def call(*arguments: str | Path) -> Result:
        options = ("--catalog", tmp_path / "catalogue.sqlite3", "--settings", tmp_path / "settings.toml")
        done = CliRunner().invoke(build_app(None), [*map(str, arguments), *map(str, options)])
        assert done.exit_code == 0, done.output
        return done

    return call


@pytest.fixture
def neardup_fails(tmp_path: Path, neardup):
    """Call the command line, and get the sentence with which it fails."""

    def call(*arguments: str | Path) -> str:
        options = ("--catalog", tmp_path / "catalogue.sqlite3", "--settings", tmp_path / "settings.toml")
        done = CliRunner().invoke(build_app(None), [*map(str, arguments), *map(str, options)])
        assert done.exit_code == 1
        return done.output

    return call


def planned(neardup, folder: Path, *options: str | Path) -> dict[Path, Path]:
    """What would go, and what stays for it."""
    neardup("plan", folder / "plan.json", *options)
    groups = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["groups"]
    return {
        Path(gone["path"]): Path(group["keep"][0]["path"]) for group in groups for gone in group["remove"]
    }


def test_of_each_library_the_copy_outside_goes_and_never_one_inside(tmp_path: Path, neardup):
    """Every row of the table at once; of what a program clears itself nothing is a reason to go."""
    root = tmp_path / "Disk"
    outside: dict[Path, bool] = {}
    for number, row in enumerate(LIBRARIES):
        inside = root / f"{number}" / row.example
        inside.parent.mkdir(parents=True, exist_ok=True)
        save(grainy(number + 1, (160, 120)), inside)
        for mark in MARKS.get(row.program, ()):
            place = root / f"{number}" / mark
            if not place.exists():
                place.write_bytes(b"{}")
        copy = root / "Exports of everything from the old computer" / f"{number}.jpg"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy2(inside, copy)
        outside[copy] = "*" not in row.own
    neardup("scan", root, "--hidden")
    found = planned(neardup, tmp_path, "--rules", "oldest,path", "--relations", "identical")
    assert set(found) == {copy for copy, goes in outside.items() if goes}


@pytest.fixture
def card_and_library(tmp_path: Path, neardup) -> Path:
    """Three photos on a card and in the library, one twice on the card, one twice in the library."""
    root = tmp_path / "Disk"
    for number in (1, 2, 3):
        one = save(grainy(number, (320, 240)), root / "card" / f"{number}.jpg")
        (root / "library" / "2020" / "summer").mkdir(parents=True, exist_ok=True)
        shutil.copy2(one, root / "library" / "2020" / "summer" / one.name)
    shutil.copy2(save(grainy(4, (320, 240)), root / "card" / "x.jpg"), root / "card" / "y.jpg")
    album = root / "library" / "2020" / "summer" / "album.jpg"
    shutil.copy2(save(grainy(5, (320, 240)), root / "library" / "2020" / "p.jpg"), album)
    neardup("scan", root / "library", root / "card")
    return root


def names(found: dict[Path, Path], root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in found)


def test_from_a_card_into_the_library_takes_only_what_the_library_has(card_and_library, tmp_path, neardup):
    root = card_and_library
    found = planned(neardup, tmp_path, "--from", root / "card", "--into", root / "library")
    assert names(found, root) == ["card/1.jpg", "card/2.jpg", "card/3.jpg"]
    assert all(kept.is_relative_to(root / "library") for kept in found.values())


def test_nothing_of_a_library_folder_goes_and_its_copies_elsewhere_do(card_and_library, tmp_path, neardup):
    root = card_and_library
    save_settings(Settings(library_folders=(root / "library",)), tmp_path / "settings.toml")
    found = planned(neardup, tmp_path)
    assert names(found, root) == ["card/1.jpg", "card/2.jpg", "card/3.jpg", "card/y.jpg"]


def test_of_a_source_folder_any_copy_elsewhere_is_kept(card_and_library, tmp_path, neardup):
    root = card_and_library
    save_settings(Settings(source_folders=(root / "card",)), tmp_path / "settings.toml")
    found = planned(neardup, tmp_path)
    assert names(found, root) == [
        "card/1.jpg",
        "card/2.jpg",
        "card/3.jpg",
        "card/y.jpg",
        "library/2020/p.jpg",
    ]


def test_a_plan_from_the_card_needs_no_role_for_the_library(card_and_library, tmp_path, neardup):
    root = card_and_library
    found = planned(neardup, tmp_path, "--from", root / "card")
    assert names(found, root) == ["card/1.jpg", "card/2.jpg", "card/3.jpg", "card/y.jpg"]


def test_from_alone_takes_nothing_of_other_folders(card_and_library, tmp_path, neardup):
    found = planned(neardup, tmp_path, "--from", card_and_library / "card")
    assert all(path.is_relative_to(card_and_library / "card") for path in found)


def test_folders_says_what_of_a_card_the_library_covers(card_and_library, tmp_path, neardup):
    root = card_and_library
    said = neardup("folders").output
    assert f" 60 % 3 of 5 photos of {root / 'card'} are covered by {root / 'library'}" in said
    report = tmp_path / "pair.json"
    neardup("folders", root / "card", root / "library", "--json", report)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert [Path(one["path"]).name for one in found["covered"]] == ["1.jpg", "2.jpg", "3.jpg"]
    assert [Path(one["path"]).name for one in found["not_covered"]] == ["x.jpg", "y.jpg"]
    assert found["pair"]["covered"] == 3
    sheet, page = tmp_path / "pairs.csv", tmp_path / "pair.html"
    neardup("folders", "--csv", sheet)
    assert len(sheet.read_text(encoding="utf-8-sig").splitlines()) == 3
    neardup("folders", root / "card", root / "library", "--html", page)
    assert "3 of 5 photos are covered" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_not_compared_with_itself_has_no_pair_of_its_own(
    card_and_library, tmp_path, neardup
):
    root = card_and_library
    before = neardup("groups").output
    after = neardup("groups", "--not-within", root / "card", "--not-within", root / "library").output
    assert before.count("keep  ") > after.count("keep  ") == 3
    found = planned(neardup, tmp_path, "--not-within", root)
    assert found == {}
    save_settings(Settings(outward_folders=(root,)), tmp_path / "settings.toml")
    assert "no near-duplicates" in neardup("groups").output.lower()
    assert "No folder has anything of another." in neardup("folders").output


def test_folders_names_a_folder_of_which_no_photo_is_known(card_and_library, tmp_path, neardup_fails):
    said = neardup_fails("folders", tmp_path / "nowhere", card_and_library / "library")
    assert f"No photo of {tmp_path / 'nowhere'} is known." in said


def test_sums_leave_out_what_lies_in_protected_folders_and_it_is_named(card_and_library, tmp_path, neardup):
    root = card_and_library
    before = neardup("groups").output
    save_settings(Settings(protected_folders=(root,)), tmp_path / "settings.toml")
    after = neardup("groups").output
    assert "[protected]" not in before
    assert after.count("[protected]") == 10
    assert "5 groups with 10 photos, 0 bytes beside the keepers" in after
