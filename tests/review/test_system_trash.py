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
def test_the_freedesktop_trash_gives_back_the_very_file_among_its_namesakes(tmp_path, elsewhere):
    """In a process of its own, since `send2trash` looks for the home folder once."""
    folder = tmp_path / "Pictures"
    if elsewhere:
        folder = Path("/dev/shm") / f"neardup-test-{tmp_path.name}"
        if not folder.parent.is_dir() or folder.parent.stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("needs a second volume at /dev/shm")
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
            shutil.rmtree(folder)
            with contextlib.suppress(OSError):  # a trash with something in it was there before
                for part in ("files", "info", ""):
                    (folder.parent / f".Trash-{os.getuid()}" / part).rmdir()
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
