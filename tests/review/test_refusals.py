"""What refuses any action: the wrong file, a second path to it, a folder that must not be touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import RemovalRefused
from core.review import journal
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.in_use import is_being_written
from core.review.removal import GroupRemoval, RemovalPlan, Status
from tests.review.disk import (
    OpenTrash,
    as_scanned,
    marking,
    on_disk,
    run,
)


@pytest.mark.parametrize("kind", ["trash", "quarantine", "move"])
def test_a_file_swapped_in_the_last_moment_is_put_back(pair, catalog, tmp_path, monkeypatch, kind):
    """Another program saves its own file to the path between the last look and the action."""
    from core.review import removal as actions

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
from core.storage.volumes import mount_point, same_volume
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


def test_a_photo_scanned_from_nowhere_is_refused(catalog, trash, tmp_path):
    photo = on_disk(tmp_path / "a.jpg", 1)
    other = as_scanned(photo.path, 2)
    (outcome,) = run(RemovalPlan((GroupRemoval((other,), (photo,)),)), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert photo.path.exists()
