"""Each deed: what it does, what it refuses, and that no name and no byte is lost on the way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.errors import RemovalRefused
from core.progress import CancelToken
from core.review import journal, moves, quarantine
from core.review.actions import GroupRemoval, RemovalPlan, Status
from core.review.deeds import to_folder
from core.review.deeds.action import ActionKind
from core.review.deeds.choose import action_of
from core.review.deeds.links import ReplaceByHardlink
from core.review.deeds.quarantine import ToQuarantine
from core.review.deeds.to_folder import CopyTo, MoveTo
from core.review.deeds.to_trash import ToTrash
from core.review.in_use import is_being_written
from core.review.volumes import mount_point, same_volume
from tests.review.disk import (
    FolderTrash,
    OpenTrash,
    as_scanned,
    catalogued,
    group_of,
    marking,
    on_disk,
    present,
    run,
    silent,
)

SECOND_VOLUME = Path("/dev/shm")
needs_second_volume = pytest.mark.skipif(
    not SECOND_VOLUME.is_dir() or not os.access(SECOND_VOLUME, os.W_OK), reason="needs /dev/shm"
)
needs_rights = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)


@pytest.fixture
def pair(tmp_path: Path, catalog: Catalog):
    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2)
    catalogued(catalog, keeper, copy)
    return group_of(keeper, copy)


@pytest.fixture
def other_volume(tmp_path: Path):
    folder = SECOND_VOLUME / f"neardup-{tmp_path.name}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_quarantine_keeps_the_tree_on_the_same_volume(pair, catalog, trash, tmp_path):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    assert outcome.status is Status.QUARANTINED
    assert outcome.gone
    assert outcome.place == tmp_path / ".neardup-quarantine" / "1" / "backup" / "b.jpg"
    assert outcome.place.stat().st_ino == pair.photos[1].file.inode
    assert present(catalog) == [pair.keeper.path]


def test_quarantine_finds_its_own_place_on_the_volume(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    place = ToQuarantine().choose(pair.photos[1].path, 7)
    assert place == tmp_path / ".neardup-quarantine" / "7" / "backup" / "b.jpg"


def test_a_link_in_the_place_of_a_quarantine_is_not_followed(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".neardup-quarantine").symlink_to(tmp_path / "elsewhere")
    place = ToQuarantine().choose(pair.photos[1].path, 7)
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


def test_what_was_swapped_in_quarantine_is_not_erased(pair, catalog, trash, tmp_path):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ToQuarantine(tmp_path))
    found = quarantine.in_quarantine(catalog)
    outcome.place.write_bytes(b"something else")
    erased = quarantine.empty(found.files, catalog, report=silent, cancel=CancelToken())
    assert erased.count == 0
    assert "no longer the file" in erased.left[0][1]
    assert outcome.place.exists()
    assert len(quarantine.in_quarantine(catalog).missing) == 1


def test_moving_within_a_volume_is_a_rename_and_takes_no_name(pair, catalog, trash, tmp_path):
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    (chosen / "b.jpg").write_bytes(b"here first")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(chosen, ToTrash(trash)))
    assert (outcome.status, outcome.place) == (Status.MOVED, chosen / "b (2).jpg")
    assert outcome.place.stat().st_ino == pair.photos[1].file.inode
    assert (chosen / "b.jpg").read_bytes() == b"here first"


@needs_second_volume
def test_moving_between_volumes_compares_the_copy_and_trashes_the_original(
    pair, catalog, trash, other_volume
):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert (outcome.status, outcome.place) == (Status.MOVED, other_volume / "b.jpg")
    assert outcome.place.read_bytes() == b"picture"
    assert outcome.place.stat().st_mtime_ns == pair.photos[1].file.mtime_ns
    assert (trash.folder / "b.jpg").read_bytes() == b"picture"


@needs_second_volume
def test_between_volumes_nothing_moves_where_the_original_has_no_trash(pair, catalog, tmp_path, other_volume):
    trash = FolderTrash(tmp_path / "trash", "absent")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.REFUSED
    assert "no trash" in outcome.reason
    assert pair.photos[1].path.exists()
    assert list(other_volume.iterdir()) == []


@needs_second_volume
def test_a_copy_that_comes_out_wrong_costs_nothing(pair, catalog, trash, other_volume, monkeypatch):
    def half(source, target, *_):
        target.write(source.read()[:3])

    monkeypatch.setattr(moves.shutil, "copyfileobj", half)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.FAILED
    assert "did not come out the same" in outcome.reason
    assert pair.photos[1].path.read_bytes() == b"picture"
    assert list(other_volume.iterdir()) == []


@needs_second_volume
def test_a_full_disk_in_mid_copy_leaves_no_trace(pair, catalog, trash, other_volume, monkeypatch):
    def full(source, target, *_):
        target.write(b"pic")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moves.shutil, "copyfileobj", full)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert (outcome.status, pair.photos[1].path.exists()) == (Status.FAILED, True)
    assert "No space left on device" in outcome.reason
    assert list(other_volume.iterdir()) == []


@needs_second_volume
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


def test_a_hardlink_frees_the_copy_and_keeps_its_name(pair, catalog, trash):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    assert (outcome.status, outcome.gone) == (Status.LINKED, False)
    assert pair.photos[1].path.samefile(pair.keeper.path)
    assert present(catalog) == [pair.keeper.path]
    assert not list(pair.photos[1].path.parent.glob("*.neardup-part"))


def test_only_identical_photos_are_linked(tmp_path, catalog, trash):
    one, other = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2, b"other")
    (outcome,) = run(marking(group_of(one, other), 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.REFUSED
    assert "No photo with the same bytes" in outcome.reason
    assert other.path.read_bytes() == b"other"


def test_somebody_else_s_part_file_is_in_the_way_and_stays(pair, catalog, trash):
    part = pair.photos[1].path.with_name("b.jpg.neardup-part")
    part.write_bytes(b"somebody's")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.FAILED
    assert part.read_bytes() == b"somebody's"


@pytest.mark.parametrize("kind", ["trash", "quarantine", "move"])
def test_a_file_swapped_in_the_last_moment_is_put_back(pair, catalog, tmp_path, monkeypatch, kind):
    """Another program saves its own file to the path between the last look and the deed."""
    from core.review import actions

    trash = OpenTrash(tmp_path / "trash")
    (tmp_path / "chosen").mkdir()
    action = {
        "trash": ToTrash(trash),
        "quarantine": ToQuarantine(tmp_path),
        "move": MoveTo(tmp_path / "chosen", ToTrash(trash)),
    }[kind]
    look = actions._Removal._look_again

    def then_swap(self, part, checked) -> None:
        look(self, part, checked)
        part.path.with_name("new").write_bytes(b"their work")
        part.path.with_name("new").replace(part.path)

    monkeypatch.setattr(actions._Removal, "_look_again", then_swap)
    (outcome,) = run(marking(pair, 1), catalog, trash, action=action)
    assert outcome.status is Status.FAILED
    assert "It was put back" in outcome.reason
    assert pair.photos[1].path.read_bytes() == b"their work"


@pytest.mark.parametrize("kind", [ActionKind.TRASH, ActionKind.QUARANTINE, ActionKind.HARDLINK])
def test_a_dry_run_checks_everything_and_changes_nothing(pair, catalog, trash, tmp_path, kind):
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*.jpg"))
    (outcome,) = run(marking(pair, 1), catalog, trash, action=action_of(kind, trash=trash), dry_run=True)
    assert outcome.status is Status.PLANNED
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*.jpg")) == before
    assert journal.sessions(catalog) == []
    pair.keeper.path.unlink()
    (outcome,) = run(marking(pair, 1), catalog, trash, action=action_of(kind, trash=trash), dry_run=True)
    assert outcome.status is Status.REFUSED


def test_nothing_is_put_into_a_protected_folder(tmp_path):
    with pytest.raises(RemovalRefused, match="protected folder"):
        action_of(ActionKind.MOVE, to=tmp_path, protected=(tmp_path,))
    with pytest.raises(RemovalRefused, match="There is no folder"):
        action_of(ActionKind.COPY, to=tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_file_that_a_program_is_writing_is_refused(pair, catalog, trash):
    plan = marking(pair, 1)
    with pair.photos[1].path.open("r+b"):
        assert is_being_written(pair.photos[1].path)
        (outcome,) = run(plan, catalog, trash)
    assert (outcome.status, outcome.reason) == (
        Status.REFUSED,
        "Another program is writing it. Close it there first.",
    )
    assert not is_being_written(pair.photos[1].path)
    with pair.photos[1].path.open("rb"):
        assert not is_being_written(pair.photos[1].path)


@needs_rights
@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_files_and_folders_are_refused_by_the_system_s_trash(pair, catalog, what):
    from core.review.trash import SystemTrash

    locked = pair.photos[1].path if what == "file" else pair.photos[1].path.parent
    mode = locked.stat().st_mode
    locked.chmod(mode & ~0o222)
    try:
        (outcome,) = run(marking(pair, 1), catalog, SystemTrash())
    finally:
        locked.chmod(mode)
    assert outcome.status is Status.REFUSED
    assert "read-only" in outcome.reason


def test_paths_that_a_disk_may_take_for_one_are_not_two_photos(tmp_path, catalog, trash):
    """A disk that ignores case and Unicode's spellings, and knows no inodes, cannot tell them apart."""
    composed, split = "É.jpg", "e\u0301.JPG"
    one, other = on_disk(tmp_path / composed, 1), on_disk(tmp_path / split, 2)
    blind = [
        type(p)(
            **{
                **{name: getattr(p, name) for name in p.__slots__},
                "file": type(p.file)(p.path, p.file.size, p.file.mtime_ns, p.file.dev, 0),
            }
        )
        for p in (one, other)
    ]
    (outcome,) = run(RemovalPlan((GroupRemoval((blind[1],), (blind[0],)),)), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert other.path.exists()


def test_a_protected_folder_is_known_by_any_spelling(pair, catalog, trash, tmp_path):
    (outcome,) = run(marking(pair, 1, protected=(tmp_path / "BACKUP",)), catalog, trash)
    assert outcome.status is Status.REFUSED


@pytest.mark.skipif(sys.platform != "linux", reason="bind mounts are Linux's")
def test_a_bind_mount_does_not_make_a_second_photo(tmp_path, catalog, trash):
    """Needs the right to mount; the kernel gives it in a namespace of one's own, where that is allowed."""
    photo = on_disk(tmp_path / "one" / "a.jpg", 1)
    (tmp_path / "two").mkdir()
    program = f"""
import os, sys
from pathlib import Path
from core.review.checks import Doomed, check_apart
from core.review.volumes import mount_point, same_volume
from core.errors import RemovalRefused
from core.scan.walk import stat_image
one, two = Path({str(photo.path)!r}), Path({str(tmp_path / "two" / "a.jpg")!r})
assert mount_point(two) == two.parent, mount_point(two)
assert not same_volume(one, two)
try:
    check_apart(stat_image(one), stat_image(two), Doomed.of([]))
except RemovalRefused as refusal:
    print(refusal)
"""
    script = f'mount --bind "{tmp_path}/one" "{tmp_path}/two" && exec "{sys.executable}" -c "$PROGRAM"'
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        env={**os.environ, "PROGRAM": program},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")
    assert (done.stdout.strip(), done.stderr) == ("it is the same file under another name.", "")


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


def test_a_photo_scanned_from_nowhere_is_refused(catalog, trash, tmp_path):
    photo = on_disk(tmp_path / "a.jpg", 1)
    other = as_scanned(photo.path, 2)
    (outcome,) = run(RemovalPlan((GroupRemoval((other,), (photo,)),)), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert photo.path.exists()
