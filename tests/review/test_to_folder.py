"""Move and copy to a chosen folder: nothing is overwritten, no original goes before its copy is whole."""

from pathlib import Path

from core.review import moves
from core.review.actions import to_folder
from core.review.actions.to_folder import CopyTo, MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.removal import Status
from tests.review.disk import (
    FolderTrash,
    catalogued,
    group_of,
    marking,
    on_disk,
    present,
    run,
)


def test_a_photo_does_not_join_another_s_raw_or_sidecar_in_the_folder_it_is_moved_to(
    catalog, trash, tmp_path
):
    chosen = tmp_path / "chosen"
    on_disk(chosen / "b.CR2", 3, b"II*\0" + bytes(4) + b"CR\x02\0")
    on_disk(chosen / "b.xmp", 4, b"<x/>")
    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2)
    catalogued(catalog, keeper, copy)
    action = MoveTo(chosen, ToTrash(trash))
    (outcome,) = run(marking(group_of(keeper, copy), 1), catalog, trash, action=action)
    assert (outcome.status, outcome.place) == (Status.MOVED, chosen / "b (2).jpg")


def test_moving_within_a_volume_is_a_rename_and_takes_no_name(pair, catalog, trash, tmp_path):
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    (chosen / "b.jpg").write_bytes(b"here first")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(chosen, ToTrash(trash)))
    assert (outcome.status, outcome.place) == (Status.MOVED, chosen / "b (2).jpg")
    assert outcome.place.stat().st_ino == pair.photos[1].file.inode
    assert (chosen / "b.jpg").read_bytes() == b"here first"


def test_moving_between_volumes_compares_the_copy_and_trashes_the_original(
    pair, catalog, trash, other_volume
):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert (outcome.status, outcome.place) == (Status.MOVED, other_volume / "b.jpg")
    assert outcome.place.read_bytes() == b"picture"
    assert outcome.place.stat().st_mtime_ns == pair.photos[1].file.mtime_ns
    assert (trash.folder / "b.jpg").read_bytes() == b"picture"


def test_between_volumes_nothing_moves_where_the_original_has_no_trash(pair, catalog, tmp_path, other_volume):
    trash = FolderTrash(tmp_path / "trash", "absent")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.REFUSED
    assert "no trash" in outcome.reason
    assert pair.photos[1].path.exists()
    assert list(other_volume.iterdir()) == []


def test_a_copy_that_comes_out_wrong_costs_nothing(pair, catalog, trash, other_volume, monkeypatch):
    def half(source, target, *_):
        target.write(source.read()[:3])

    monkeypatch.setattr(moves.shutil, "copyfileobj", half)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.FAILED
    assert "did not come out the same" in outcome.reason
    assert pair.photos[1].path.read_bytes() == b"picture"
    assert list(other_volume.iterdir()) == []


def test_a_full_disk_in_mid_copy_leaves_no_trace(pair, catalog, trash, other_volume, monkeypatch):
    def full(source, target, *_):
        target.write(b"pic")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moves.shutil, "copyfileobj", full)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert (outcome.status, pair.photos[1].path.exists()) == (Status.FAILED, True)
    assert "No space left on device" in outcome.reason
    assert list(other_volume.iterdir()) == []


def test_a_file_that_changes_while_it_is_copied_stays(pair, catalog, trash, other_volume, monkeypatch):
    copy_new = to_folder.copy_new

    def and_edited(source: Path, target: Path) -> None:
        copy_new(source, target)
        source.write_bytes(b"edited meanwhile")

    monkeypatch.setattr(to_folder, "copy_new", and_edited)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.FAILED
    assert pair.photos[1].path.read_bytes() == b"edited meanwhile"


def test_copying_leaves_the_photo_where_it_is(pair, catalog, trash, tmp_path):
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    (outcome,) = run(marking(pair, 1), catalog, trash, action=CopyTo(chosen))
    assert (outcome.status, outcome.gone) == (Status.COPIED, False)
    assert (chosen / "b.jpg").read_bytes() == pair.photos[1].path.read_bytes() == b"picture"
    assert len(present(catalog)) == 2
