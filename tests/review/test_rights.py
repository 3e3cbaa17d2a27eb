"""Folders and files that may not be changed: every action says so beforehand, and none half-does its work.

The superuser may change them all the same. So where the tests run as root, the last one runs the others once
more without that power.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.folders.empty import find_empty, remove_empty
from core.progress import CancelToken
from core.review import journal
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.removal import Status
from core.review.trash import SystemTrash
from tests.review.disk import marking, run

CAP_DAC_OVERRIDE = 1


def overrides_rights() -> bool:
    """Whether this process may write anywhere."""
    if not hasattr(os, "geteuid") or sys.platform != "linux":
        return not hasattr(os, "geteuid") or os.geteuid() == 0
    status = Path("/proc/self/status").read_text()
    return bool(int(status.split("CapEff:")[1].split()[0], 16) >> CAP_DAC_OVERRIDE & 1)


needs_rights = pytest.mark.skipif(overrides_rights(), reason="the superuser may write anywhere")


@pytest.fixture
def locked():
    """Take the right to write from files and folders until the test is over."""
    modes: dict[Path, int] = {}

    def lock(path: Path) -> None:
        modes[path] = path.stat().st_mode
        path.chmod(modes[path] & ~0o222)

    yield lock
    for path, mode in modes.items():
        path.chmod(mode)


@needs_rights
@pytest.mark.parametrize("kind", [kind for kind in ActionKind if kind not in ("copy", "sidecar", "folder")])
def test_nothing_is_taken_from_or_changed_in_a_read_only_folder(pair, catalog, tmp_path, locked, kind):
    (tmp_path / "chosen").mkdir()
    copy = pair.photos[1]
    action = action_of(kind, to=tmp_path / "chosen", trash=SystemTrash())
    if kind == "reflink":
        pytest.importorskip("fcntl")
    locked(copy.path.parent)
    (outcome,) = run(marking(pair, 1), catalog, SystemTrash(), action=action)
    assert outcome.status is Status.REFUSED
    assert kind == "reflink" or "is read-only" in outcome.reason
    assert [path.name for path in copy.path.parent.iterdir()] == [copy.path.name]
    assert journal.sessions(catalog) == []


@needs_rights
def test_an_empty_folder_in_a_read_only_one_stays_and_says_why(catalog, tmp_path, locked):
    (tmp_path / "card" / "empty").mkdir(parents=True)
    locked(tmp_path / "card")
    found = find_empty([tmp_path / "card" / "empty"], tmp_path / "card")
    (outcome,) = remove_empty(
        found, catalog, SystemTrash(), report=lambda progress: None, cancel=CancelToken()
    )
    assert not outcome.gone
    assert outcome.reason.startswith("It was not taken away: ")
    assert (tmp_path / "card" / "empty").is_dir()


@needs_rights
def test_a_read_only_file_is_refused_by_the_system_s_trash(pair, catalog, locked):
    locked(pair.photos[1].path)
    (outcome,) = run(marking(pair, 1), catalog, SystemTrash())
    assert outcome.status is Status.REFUSED
    assert "read-only" in outcome.reason


@needs_rights
@pytest.mark.parametrize("kind", [ActionKind.MOVE, ActionKind.COPY])
def test_a_chosen_folder_that_is_read_only_gets_nothing(pair, catalog, trash, tmp_path, locked, kind):
    (tmp_path / "chosen").mkdir()
    locked(tmp_path / "chosen")
    (outcome,) = run(
        marking(pair, 1), catalog, trash, action=action_of(kind, to=tmp_path / "chosen", trash=trash)
    )
    assert outcome.status is Status.REFUSED
    assert "cannot be written" in outcome.reason
    assert pair.photos[1].path.exists()


@needs_rights
def test_a_keeper_that_may_not_be_read_is_no_verified_survivor(pair, catalog, trash):
    pair.keeper.path.chmod(0)
    (outcome,) = run(marking(pair, 1), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert pair.photos[1].path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small tmpfs")
def test_a_full_volume_refuses_quarantine_and_the_photo_stays(catalog, tmp_path):
    """A rename takes no room, but the folders of the quarantine do. In a mount namespace of its own."""
    program = """
import sys
from pathlib import Path
from core.catalog.catalog import Catalog
from core.review.actions.quarantine import ToQuarantine
from tests.review.disk import OpenTrash, group_of, marking, on_disk, run
disk, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
group = group_of(on_disk(disk / "a.jpg", 1), on_disk(disk / "backup" / "b.jpg", 2))
try:
    for number in range(99): (disk / str(number)).touch()
except OSError: pass
with Catalog.open(elsewhere / "catalogue.sqlite3") as catalog:
    (outcome,) = run(marking(group, 1), catalog, OpenTrash(elsewhere / "trash"), action=ToQuarantine(disk))
print(outcome.status, outcome.reason)
assert group.photos[1].path.read_bytes() == b"picture"
"""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o nr_inodes=12 tmpfs "$2" && exec "$0" -c "$1" "$2" "$3"'
    done = subprocess.run(
        [
            "unshare",
            "--mount",
            "--map-root-user",
            "sh",
            "-c",
            script,
            sys.executable,
            program,
            disk,
            tmp_path,
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")
    assert (done.returncode, done.stderr) == (0, "")
    assert "failed It could not be moved to quarantine: No space left on device" in done.stdout


@pytest.mark.skipif(
    not overrides_rights() or shutil.which("setpriv") is None, reason="needs root and setpriv"
)
def test_all_of_this_holds_for_the_superuser_without_his_powers(tmp_path):
    powers = "-dac_override,-dac_read_search"
    without = ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]
    tests = ["-k", "not superuser and not volume", __file__]
    done = subprocess.run(
        [*without, sys.executable, "-m", "pytest", "-q", "--basetemp", tmp_path / "again", *tests],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "the superuser may write" not in done.stdout
    assert " passed" in done.stdout
