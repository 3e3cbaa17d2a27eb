"""A copy that shares its blocks with the photo that stays: with the kernel's part played, and for real.

Most tests run on ext4, where blocks cannot be shared. There the one call to the kernel (FICLONE) is played by
a copy of the bytes, so that everything around it is held. On a Btrfs volume, made in a file, it is real.
"""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.catalog.removals import State
from core.progress import CancelToken
from core.review import journal
from core.review.actions.links import ReplaceByReflink
from core.review.removal import Status
from core.review.restore import Return, restore
from tests.review.disk import catalogued, group_of, marking, on_disk, present, run, silent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="FICLONE is Linux's")

FICLONE = 0x40049409


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch):
    """A kernel that can share blocks; `kernel["fault"]` makes it fail, `kernel["bytes"]` get them wrong."""
    played: dict[str, object] = {"asked": []}

    def ioctl(target: int, request: int, source: int) -> int:
        played["asked"].append(request)  # type: ignore[attr-defined]
        if fault := played.get("fault"):
            raise OSError(fault, os.strerror(fault))  # type: ignore[arg-type]
        os.write(target, played.get("bytes") or os.pread(source, 1 << 20, 0))  # type: ignore[arg-type]
        return 0

    monkeypatch.setattr("fcntl.ioctl", ioctl)
    monkeypatch.setattr("core.review.actions.links.file_system", lambda path: "btrfs")
    return played


def untouched(copy: Path, inode: int) -> bool:
    return copy.read_bytes() == b"picture" and copy.stat().st_ino == inode and nothing_beside(copy)


def nothing_beside(copy: Path) -> bool:
    return [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_reflink_asks_for_all_blocks_and_keeps_name_time_and_rights(pair, catalog, trash, kernel):
    copy = pair.photos[1].path
    copy.chmod(0o640)
    before = copy.stat()
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    after = copy.stat()
    assert kernel["asked"] == [FICLONE]
    assert (outcome.status, outcome.gone, outcome.place) == (Status.LINKED, False, copy)
    assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)
    assert after.st_ino not in (before.st_ino, pair.keeper.path.stat().st_ino)
    assert copy.read_bytes() == b"picture"
    assert nothing_beside(copy)


def test_a_photo_that_shares_its_blocks_stays_a_photo_of_its_own(pair, catalog, trash, kernel):
    run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    assert sorted(present(catalog)) == sorted(photo.path for photo in pair.photos)


@pytest.mark.parametrize("fault", [errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY])
def test_a_kernel_that_refuses_leaves_the_copy_as_it_was(pair, catalog, trash, kernel, fault):
    copy = pair.photos[1].path
    inode = copy.stat().st_ino
    kernel["fault"] = fault
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    assert outcome.status is Status.FAILED
    assert outcome.reason == "Its volume cannot make files that share blocks."
    assert untouched(copy, inode)


def test_a_full_disk_is_said_as_such(pair, catalog, trash, kernel):
    copy = pair.photos[1].path
    inode = copy.stat().st_ino
    kernel["fault"] = errno.ENOSPC
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    assert outcome.reason == "It could not be replaced: No space left on device."
    assert untouched(copy, inode)


def test_blocks_that_are_not_those_of_the_copy_never_take_its_place(pair, catalog, trash, kernel):
    copy = pair.photos[1].path
    inode = copy.stat().st_ino
    kernel["bytes"] = b"another"
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    assert outcome.status is Status.FAILED
    assert "Its bytes are no longer those of" in outcome.reason
    assert untouched(copy, inode)


def test_a_photo_that_shares_its_blocks_gets_its_own_again(pair, catalog, trash, kernel):
    run(marking(pair, 1), catalog, trash, action=ReplaceByReflink())
    (session,) = journal.sessions(catalog)
    (entry,) = journal.entries(catalog, session.id)
    assert (entry.state, entry.intent.action) == (State.DONE, "reflink")
    (outcome,) = restore([entry], catalog, trash, report=silent, cancel=CancelToken())
    assert outcome.status is Return.RESTORED
    assert pair.photos[1].path.read_bytes() == b"picture"


def blocks(path: Path) -> list[str]:
    """Where the bytes of a file lie on the disk, as the kernel tells."""
    told = subprocess.run(["filefrag", "-v", path], capture_output=True, text=True, check=True).stdout
    return [line.split(":")[2] for line in told.splitlines() if line.strip()[:1].isdigit()]


def test_on_a_volume_that_can_the_blocks_are_truly_shared(btrfs, catalog, trash):
    content = os.urandom(1 << 20)
    keeper, copy = on_disk(btrfs / "a.jpg", 1, content), on_disk(btrfs / "backup" / "b.jpg", 2, content)
    catalogued(catalog, keeper, copy)
    os.sync()
    if shutil.which("filefrag"):
        assert blocks(keeper.path) != blocks(copy.path)
    (outcome,) = run(marking(group_of(keeper, copy), 1), catalog, trash, action=ReplaceByReflink())
    os.sync()
    assert outcome.status is Status.LINKED, outcome.reason
    assert copy.path.read_bytes() == content
    assert not copy.path.samefile(keeper.path)
    if shutil.which("filefrag"):
        assert blocks(keeper.path) == blocks(copy.path)
    (session,) = journal.sessions(catalog)
    (back,) = restore(
        journal.entries(catalog, session.id), catalog, trash, report=silent, cancel=CancelToken()
    )
    os.sync()
    assert back.status is Return.RESTORED
    if shutil.which("filefrag"):
        assert blocks(keeper.path) != blocks(copy.path)
