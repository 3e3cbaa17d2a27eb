"""Quarantine: a folder on the same volume that keeps the tree, and is emptied only of what was shown."""

import pytest

from core.catalog.removals import Intent, State
from core.progress import CancelToken, Stage
from core.review import journal, quarantine
from core.review.actions.quarantine import ToQuarantine
from core.review.journal import Journal
from core.review.removal import GroupRemoval, RemovalPlan, Status, remove
from core.review.restore import restore
from tests.review.disk import (
    marking,
    on_disk,
    present,
    run,
    silent,
)


def test_quarantine_keeps_the_tree_on_the_same_volume(pair, catalog, trash, tmp_path):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    assert outcome.status is Status.QUARANTINED
    assert outcome.gone
    assert outcome.place == tmp_path / ".neardup-quarantine" / "1" / "backup" / "b.jpg"
    assert outcome.place.stat().st_ino == pair.photos[1].file.inode
    assert present(catalog) == [pair.keeper.path]


def test_quarantine_finds_its_own_place_on_the_volume(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (place,) = ToQuarantine().choose([pair.photos[1].path], 7)
    assert place == tmp_path / ".neardup-quarantine" / "7" / "backup" / "b.jpg"


def test_a_link_in_the_place_of_a_quarantine_is_not_followed(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".neardup-quarantine").symlink_to(tmp_path / "elsewhere")
    (place,) = ToQuarantine().choose([pair.photos[1].path], 7)
    assert tmp_path / ".neardup-quarantine" not in place.parents


def test_quarantine_is_left_out_of_scans(pair, catalog, trash, tmp_path):
    from core.scan.walk import walk

    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    found = walk([tmp_path], include_hidden=True, cancel=CancelToken())
    assert [file.path for file in found.files if file.path.suffix == ".jpg"] == [pair.keeper.path]


def test_quarantine_is_emptied_only_of_what_was_shown(pair, catalog, trash, tmp_path):
    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    stranger = on_disk(tmp_path / ".neardup-quarantine" / "1" / "mine.jpg", 9).path
    found = quarantine.in_quarantine(catalog)
    assert (found.count, found.bytes, found.missing) == (1, 7, ())
    assert quarantine.places(found.files) == [tmp_path / ".neardup-quarantine"]
    erased = quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert (erased.count, erased.bytes, erased.left) == (1, 7, ())
    assert stranger.exists()
    assert quarantine.in_quarantine(catalog).count == 0
    assert journal.entries(catalog, 1)[0].state == "emptied"


def test_an_emptied_quarantine_leaves_no_folder_behind(pair, catalog, trash, tmp_path):
    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    found = quarantine.in_quarantine(catalog)
    quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert not (tmp_path / ".neardup-quarantine").exists()


def test_a_quarantine_from_which_all_came_back_leaves_no_folder_behind(pair, catalog, trash, tmp_path):
    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert pair.photos[1].path.exists()
    assert not (tmp_path / ".neardup-quarantine").exists()


@pytest.mark.parametrize(("dry_run", "stage"), [(False, Stage.QUARANTINE), (True, Stage.CHECK)])
def test_the_progress_names_what_is_done(pair, catalog, trash, tmp_path, dry_run, stage):
    stages = []
    remove(
        marking(pair, 1),
        catalog,
        trash,
        action=ToQuarantine(tmp_path),
        dry_run=dry_run,
        report=lambda progress: stages.append(progress.stage),
        cancel=CancelToken(),
    )
    assert set(stages) == {stage}


def test_what_was_swapped_in_quarantine_is_not_erased(pair, catalog, trash, tmp_path):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    found = quarantine.in_quarantine(catalog)
    outcome.place.write_bytes(b"something else")
    erased = quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert erased.count == 0
    assert "no longer the file" in erased.left[0][1]
    assert outcome.place.exists()
    assert len(quarantine.in_quarantine(catalog).missing) == 1


def test_the_last_copy_is_not_erased_with_the_quarantine(pair, catalog, trash, tmp_path):
    """The photo that stayed went since, by hand: what lies in quarantine is all that is left."""
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    pair.keeper.path.unlink()
    found = quarantine.in_quarantine(catalog)
    erased = quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert erased.count == 0
    assert erased.left[0][1].startswith("a.jpg, which stayed for it, is gone. It may be the last copy")
    assert outcome.place.read_bytes() == b"picture"


def test_the_quarantine_may_go_where_the_photo_that_stayed_gave_way_to_a_better_one(
    pair, catalog, trash, tmp_path
):
    better = on_disk(tmp_path / "better.jpg", 3)
    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    run(RemovalPlan((GroupRemoval((pair.keeper,), (better,)),)), catalog, trash)
    found = quarantine.in_quarantine(catalog)
    erased = quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert (erased.count, erased.left) == (1, ())


@pytest.mark.parametrize("way", ["..", "link"])
def test_a_journal_that_names_a_file_outside_as_quarantined_erases_nothing(
    pair, catalog, trash, tmp_path, way
):
    run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    victim = on_disk(tmp_path / "Photos" / "only.jpg", 4, b"only")
    place = tmp_path / ".neardup-quarantine" / ".." / "Photos" / "only.jpg"
    if way == "link":
        (tmp_path / ".neardup-quarantine" / "out").symlink_to(tmp_path / "Photos")
        place = tmp_path / ".neardup-quarantine" / "out" / "only.jpg"
    intent = Intent(1, "quarantine", victim.file, victim.sha256, victim.path, pair.keeper.path, place)
    (number,) = Journal(catalog, "quarantine").intend([intent])
    Journal(catalog, "quarantine").conclude(number, State.DONE)
    found = quarantine.in_quarantine(catalog)
    assert [removal.id for removal in found.missing] == [number]
    entries = [*found.files, *found.missing]
    erased = quarantine.empty(entries, catalog, report=silent, cancel=CancelToken())
    assert erased.count == 1
    assert victim.path.read_bytes() == b"only"
