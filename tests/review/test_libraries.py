"""A photo in a program's library or in a library folder is never given up for another."""

from pathlib import Path

import pytest

from core.errors import RemovalRefused, SettingsError
from core.grouping_settings import grouping_of
from core.keeper_settings import KeeperSettings, RuleName, as_rules
from core.match.grouping import group_photos
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.actions.links import ReplaceByHardlink
from core.review.actions.quarantine import ToQuarantine
from core.review.checks import Protection
from core.review.marks import Marks
from core.review.plan import plan_removal
from core.review.removal import Status
from core.settings import Role, Settings, load_settings, save_settings
from tests.review.disk import catalogued, group_of, on_disk, run


@pytest.fixture
def library_and_copy(tmp_path: Path, catalog):
    kept = on_disk(
        tmp_path / "A very long way to the Photos Library.photoslibrary" / "originals" / "a.jpg", 2
    )
    outside = on_disk(tmp_path / "b.jpg", 1)
    catalogued(catalog, kept, outside)
    return kept, outside


@pytest.mark.parametrize("action", [None, ReplaceByHardlink(), ToQuarantine()], ids=["trash", "link", "q"])
def test_nothing_in_a_library_is_touched_and_the_program_is_named(library_and_copy, catalog, trash, action):
    kept, outside = library_and_copy
    group = group_of(kept, outside)
    marks = Marks()
    marks.toggle(group, kept.id)
    (outcome,) = run(plan_removal([group], marks), catalog, trash, action=action)
    assert outcome.status is Status.REFUSED
    assert "the library of Apple Photos. Delete it in Apple Photos" in outcome.reason
    assert kept.path.exists()


def test_a_library_whose_protection_was_lifted_lets_photos_go(library_and_copy, catalog, trash, tmp_path):
    kept, outside = library_and_copy
    group = group_of(kept, outside)
    marks = Marks()
    marks.toggle(group, kept.id)
    plan = plan_removal([group], marks, lifted=[kept.path.parents[1]])
    assert run(plan, catalog, trash)[0].status is Status.TRASHED


@pytest.mark.parametrize("rules", [("path",), ("oldest", "path"), ("resolution",)])
def test_of_copies_the_one_in_a_library_is_kept_before_any_rule(library_and_copy, rules):
    kept, outside = library_and_copy
    settings = Settings(keeper=KeeperSettings(tuple(RuleName(rule) for rule in rules)))
    order = grouping_of(settings).order_of([outside, kept], [])
    (group,) = group_photos([outside, kept], [], order)
    assert group.keeper == kept
    assert group.reason == "Kept because it belongs to the library of Apple Photos, where it stays."


def test_of_copies_the_one_in_a_library_folder_is_kept_and_protected(tmp_path: Path):
    card, sorted_in = (
        on_disk(tmp_path / "card" / "1.jpg", 1),
        on_disk(tmp_path / "library/2020/trip/1.jpg", 2),
    )
    settings = Settings(library_folders=(tmp_path / "library",))
    (group,) = group_photos([card, sorted_in], [], grouping_of(settings).order_of([card, sorted_in], []))
    assert group.keeper == sorted_in
    assert group.reason == f"Kept because it lies in the library folder {tmp_path / 'library'}."
    assert settings.untouched_folders == (tmp_path / "library",)
    protection = Protection(settings.untouched_folders)
    assert protection.holds(sorted_in.path)
    assert not protection.holds(card.path)


def test_a_copy_that_a_program_made_for_itself_keeps_nothing_alive(tmp_path: Path, catalog, trash):
    """Its trash is cleared after 30 days: an older catalogue may still know such copies."""
    copy = on_disk(tmp_path / "b.jpg", 1)
    cleared = on_disk(tmp_path / "nextcloud/data/anna/files_trashbin/files/a.jpg", 2)
    catalogued(catalog, copy, cleared)
    group = group_of(copy, cleared)
    marks = Marks()
    marks.toggle(group, copy.id)
    (outcome,) = run(plan_removal([group], marks), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "Nextcloud may clear it at any time" in outcome.reason


def test_nothing_is_put_into_a_library(tmp_path: Path):
    folder = tmp_path / "A.photoslibrary" / "originals"
    folder.mkdir(parents=True)
    with pytest.raises(RemovalRefused, match="library of Apple Photos"):
        action_of(ActionKind.MOVE, to=folder)


def test_library_folders_and_lifted_libraries_are_kept_in_the_settings(tmp_path: Path):
    settings = Settings(library_folders=(tmp_path / "a",), lifted_libraries=(tmp_path / "b.photoslibrary",))
    save_settings(settings, tmp_path / "settings.toml")
    assert load_settings(tmp_path / "settings.toml") == settings


def test_what_lies_outside_a_source_folder_is_kept_and_says_so(tmp_path: Path):
    card, elsewhere = on_disk(tmp_path / "card/1.jpg", 1), on_disk(tmp_path / "backup/deep/down/1.jpg", 2)
    settings = Settings(source_folders=(tmp_path / "card",))
    (group,) = group_photos([card, elsewhere], [], grouping_of(settings).order_of([card, elsewhere], []))
    assert group.keeper == elsewhere
    assert group.reason == f"Kept because it lies outside the source folder {tmp_path / 'card'}."
    assert settings.untouched_folders == ()


def test_a_folder_has_one_role_at_a_time(tmp_path: Path):
    settings = Settings().with_role(tmp_path, Role.LIBRARY).with_role(tmp_path, Role.SOURCE)
    assert (settings.library_folders, settings.source_folders) == ((), (tmp_path,))
    assert settings.with_role(tmp_path, Role.PLAIN) == Settings()


def test_a_reference_folder_of_older_settings_is_a_library(tmp_path: Path):
    place = tmp_path / "settings.toml"
    place.write_text(f'reference_folders = ["{tmp_path.as_posix()}"]\n')
    assert load_settings(place).library_folders == (tmp_path,)


def test_the_role_of_a_folder_is_no_rule_to_be_put_in_order():
    with pytest.raises(SettingsError):
        as_rules(["role"])
