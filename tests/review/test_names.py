"""Volumes and names: what can be renamed at once, and that no name is taken from another file."""

import subprocess

import pytest

from core.review import moves
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.removal import Status
from core.storage.volumes import file_system, mount_point, same_volume
from tests.review.disk import OpenTrash, group_of, marking, on_disk, run


def test_volumes_are_told_apart(tmp_path):
    assert same_volume(tmp_path / "a.jpg", tmp_path / "new" / "b.jpg")
    assert tmp_path.is_relative_to(mount_point(tmp_path / "a.jpg"))


def test_a_name_is_never_taken_from_another_file(tmp_path, monkeypatch):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("one")
    other.write_text("other")
    for by_kernel in (True, False):
        if not by_kernel:
            monkeypatch.setattr(moves, "_rename_noreplace", lambda *_: False)
        with pytest.raises(FileExistsError):
            moves.rename_new(one, other)
        with pytest.raises(FileNotFoundError):
            moves.rename_new(tmp_path / "gone", tmp_path / "c")
    with pytest.raises(FileExistsError):
        moves.copy_new(one, other)
    assert (one.read_text(), other.read_text()) == ("one", "other")
    moves.rename_new(one, tmp_path / "c")
    assert (tmp_path / "c").read_text() == "one"


def test_free_names_go_on_counting(tmp_path):
    path = tmp_path / "a.jpg"
    assert moves.free_name(path) == path
    path.touch()
    assert moves.free_name(path).name == "a (2).jpg"
    assert moves.free_name(path, "restored").name == "a (restored).jpg"
    (tmp_path / "a (restored).jpg").touch()
    assert moves.free_name(path, "restored").name == "a (restored 2).jpg"


@pytest.mark.parametrize(
    ("names", "free"),
    [
        (
            ["IMG_1.CR2.xmp", "IMG_1.JPG", "IMG_1.CR2"],
            ["IMG_1 (2).CR2.xmp", "IMG_1 (2).JPG", "IMG_1 (2).CR2"],
        ),
        (["CaptureOne/Settings/a.CR2.cos", "a.CR2"], ["CaptureOne/Settings/a (2).CR2.cos", "a (2).CR2"]),
        (["PXL_1.MP", "PXL_1.MP.jpg"], ["PXL_1.MP (2)/PXL_1.MP", "PXL_1.MP (2)/PXL_1.MP.jpg"]),
        (["IMG_O0003.AAE", "IMG_0003.HEIC"], ["IMG_0003 (2)/IMG_O0003.AAE", "IMG_0003 (2)/IMG_0003.HEIC"]),
    ],
)
def test_what_belongs_together_still_does_under_other_names(tmp_path, names, free):
    (tmp_path / names[-1]).touch()
    found = moves.free_names([tmp_path / name for name in names])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == free


def test_subvolumes_of_one_mount_are_told_apart(btrfs, catalog, trash):
    """Nothing can be renamed between them, though the kernel lists one mount."""
    inner = btrfs / "Pictures"
    subprocess.run(["btrfs", "-q", "subvolume", "create", inner], check=True, capture_output=True)
    assert (mount_point(inner / "a.jpg"), file_system(inner / "a.jpg")) == (inner, "btrfs")
    assert not same_volume(btrfs / "a.jpg", inner / "b.jpg")
    keeper, copy = on_disk(btrfs / "a.jpg", 1), on_disk(inner / "b.jpg", 2)
    (outcome,) = run(marking(group_of(keeper, copy), 1), catalog, trash, action=ToQuarantine())
    assert outcome.status is Status.QUARANTINED, outcome.reason
    assert outcome.place == inner / ".neardup-quarantine" / "1" / "b.jpg"
    again = on_disk(inner / "c.jpg", 3)
    chosen = btrfs / "chosen"
    chosen.mkdir()
    plan = marking(group_of(keeper, again), 1)
    (outcome,) = run(plan, catalog, trash, action=MoveTo(chosen, ToTrash(OpenTrash(inner / "trash"))))
    assert outcome.status is Status.MOVED, outcome.reason
    assert (chosen / "c.jpg").read_bytes() == (inner / "trash" / "c.jpg").read_bytes() == b"picture"
