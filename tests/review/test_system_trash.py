"""The freedesktop trash through `send2trash`: the very file comes back, and namesakes spare each other."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FREEDESKTOP = """
import os, sys
from pathlib import Path
from core.review.restore import file_at
from core.review.trash import SystemTrash, _info_of
folder = Path(sys.argv[1])
trash = SystemTrash()
for name in ("a.jpg", "caf\\udce9 % \\n.jpg"):
    for place in ("one", "two"):
        path = folder / place / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(os.fsencode(place))
files = [file_at(path) for path in sorted(folder.glob("*/*"))]
for file in files:
    assert trash.find(file) is None
    trash.move(file.path)
for file in files:
    found = trash.find(file)
    assert found is not None and found.read_bytes() == os.fsencode(file.path.parent.name), (file, found)
    assert _info_of(found).exists()
    found.rename(file.path)
    trash.forget(found)
    assert not _info_of(found).exists()
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop's trash")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_freedesktop_trash_gives_back_the_very_file_among_its_namesakes(tmp_path, elsewhere, request):
    """In a process of its own, since `send2trash` looks for the home folder once."""
    folder = (request.getfixturevalue("other_volume") if elsewhere else tmp_path) / "Pictures"
    folder.mkdir()
    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share"), "PATH": ""}
    try:
        done = subprocess.run(
            [sys.executable, "-c", FREEDESKTOP, folder],
            env=environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        if elsewhere:
            with contextlib.suppress(OSError):  # a trash with something in it was there before
                for part in ("files", "info", ""):
                    (folder.parents[1] / f".Trash-{os.getuid()}" / part).rmdir()
    assert (done.returncode, done.stderr) == (0, "")


AT_ONCE = """
import os, sys, time
from pathlib import Path
from core.review.trash import SystemTrash
trash, rename = SystemTrash(), os.rename
os.rename = lambda *names: (time.sleep(0.01), rename(*names))  # a slow drive
print("ready", flush=True)
sys.stdin.readline()
for path in sorted(Path(sys.argv[1]).glob("*/a.jpg")):
    trash.move(path)
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop's trash")
def test_two_neardups_that_trash_namesakes_at_once_lose_none(tmp_path):
    """Each has its own catalogue, so no claim keeps them apart, and `send2trash` looks before it renames."""
    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share"), "PATH": ""}
    contents: set[str] = set()
    started: list[subprocess.Popen[str]] = []
    for one in range(3):
        for number in range(8):
            path = tmp_path / "Pictures" / str(one) / str(number) / "a.jpg"
            path.parent.mkdir(parents=True)
            path.write_text(f"{one} {number}")
            contents.add(path.read_text())
        command = [sys.executable, "-c", AT_ONCE, tmp_path / "Pictures" / str(one)]
        started.append(
            subprocess.Popen(
                command, cwd=Path(__file__).parents[2], env=environment, stdin=-1, stdout=-1, text=True
            )
        )
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        process.communicate()
        assert process.returncode == 0
    trashed = [path.read_text() for path in (tmp_path / "share" / "Trash" / "files").iterdir()]
    assert sorted(trashed) == sorted(contents)


def in_a_process(program: str, folder: Path, *prefix: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `folder` as its home: `send2trash` looks for that once, on import."""
    return subprocess.run(
        [*prefix, sys.executable, "-c", program, folder],
        cwd=Path(__file__).parents[2],
        env={"HOME": str(folder), "XDG_DATA_HOME": str(folder / "share"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


ANOTHER_TRASH = """
import sys
from pathlib import Path
sys.modules["gi"] = sys.modules["gi.repository"] = type(sys)("gi")  # what gio would be asked through
from core.review.trash import SystemTrash
path = Path(sys.argv[1], "a.jpg")
path.write_bytes(b"a photo")
SystemTrash().move(path)
assert (Path(sys.argv[1]) / "share/Trash/files/a.jpg").read_bytes() == b"a photo"
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop's trash")
def test_the_rules_of_the_trash_do_not_depend_on_what_else_is_installed(tmp_path):
    """Where `gi` can be imported, `send2trash` asks gio, which refuses subvolumes, tmpfs and overlays."""
    done = in_a_process(ANOTHER_TRASH, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


REFUSED_MOVE = """
import os, sys
from pathlib import Path
from core.review.trash import SystemTrash
home = Path(sys.argv[1])
path = home / "Pictures" / "a.jpg"
path.parent.mkdir()
path.write_bytes(b"a photo")
before = home / "share/Trash/info/a.jpg.trashinfo"  # of a photo with that name, trashed long ago
before.parent.mkdir(parents=True)
before.write_text("[Trash Info]\\nPath=../elsewhere/a.jpg\\n")
def refuse(*names):
    raise PermissionError(1, "Operation not permitted")
os.rename = refuse  # a folder that was made read-only a moment ago
try:
    SystemTrash().move(path)
except PermissionError:
    print([name.name for name in before.parent.iterdir()], path.read_bytes())
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop's trash")
def test_a_photo_that_could_not_be_moved_leaves_no_note_in_the_trash(tmp_path):
    """`send2trash` writes the note first, and a desktop would show a photo in the trash that is not there."""
    done = in_a_process(REFUSED_MOVE, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "['a.jpg.trashinfo'] b'a photo'\n"


BIND_MOUNT = """
import os, subprocess, sys
from pathlib import Path
from core.review.trash import SystemTrash
def mount(*words):
    subprocess.run(["mount", *words], check=True)
drive = Path(sys.argv[1]) / "drive"
drive.mkdir()
mount("-t", "tmpfs", "none", str(drive))
for name in ("here", "there"):
    (drive / name).mkdir()
mount("--bind", str(drive / "there"), str(drive / "here"))
for name in ("a.jpg", "here/b.jpg"):
    (drive / name).write_bytes(b"a photo")
trash = SystemTrash()
assert trash.why_not(drive / "a.jpg") is None
print(trash.why_not(drive / "here/b.jpg"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="bind mounts are Linux's")
def test_a_photo_below_a_bind_mount_is_not_copied_to_another_drive_and_deleted(tmp_path):
    """`send2trash` does not see where a bind mount begins, cannot rename, and copies to the home folder."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount")
    done = in_a_process(BIND_MOUNT, tmp_path, "unshare", "-Urm")
    assert (done.returncode, done.stderr) == (0, "")
    assert "would be copied there and deleted" in done.stdout
