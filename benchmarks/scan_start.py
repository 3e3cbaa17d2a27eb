"""How long from the command to the first photo: `neardup scan` until it opens the first file of a folder.

    python benchmarks/scan_start.py [--runs 9] [--against COMMIT] [--environment FOLDER]

A folder of photos is made, and Linux (inotify) tells when one of them is opened. Each run has an empty home
and a new catalogue, so that it is a first scan. Prints medians: milliseconds by the clock, and of processors
until then, of the command and of the workers that it has started. Compiled Python is kept between the runs,
as pip and a first start leave it. With another commit, installed as `benchmarks/against.py` does it, the two
builds start in turns. Beside them stands the start of Python itself with NumPy and ONNX Runtime.
"""

import argparse
import contextlib
import ctypes
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.against import Build, other_build
from benchmarks.scan_speed import ROOT
from benchmarks.starts import Start, line, ratio

GOAL_MS = 500
_LEAST = "import numpy, onnxruntime"
_OPENED = 0x20  # IN_OPEN, of linux/inotify.h
_MAX_S = 60


def main() -> None:
    """Measure and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--against", metavar="COMMIT", help="another build, started in turns with this one")
    parser.add_argument("--environment", type=Path, help="keep the other build here, or use what is there")
    given = parser.parse_args()
    builds = [Build("this", ROOT, Path(sys.executable))]
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="neardup-start-")))
        if given.against:
            builds.append(other_build(given.against, given.environment or work / "other"))
        photos = work / "photos"
        make_photos(photos, given.photos)
        starts: dict[str, list[Start]] = {build.name: [] for build in builds}
        least: list[Start] = []
        for number in range(given.runs + 1):
            for build in builds if number % 2 == 0 else builds[::-1]:
                start = first_open(build, photos, work)
                if number:  # the first one compiles
                    starts[build.name].append(start)
            least.append(whole_run([sys.executable, "-c", _LEAST], work))
    print(f"{given.runs} runs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, found in starts.items():
        print(line(name, "first photo opened", found))
    print(line("NumPy, ORT", "alone imported", least[1:]))
    if given.against:
        print(ratio(starts["this"], starts["other"]))
    print(f"goal: {GOAL_MS} ms")


def make_photos(folder: Path, count: int) -> None:
    """Small photos unlike each other."""
    folder.mkdir()
    random = np.random.default_rng(7)
    for number in range(count):
        coarse = random.integers(0, 256, (12, 16, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((640, 480)).save(folder / f"{number:03}.jpg")


def first_open(build: Build, photos: Path, work: Path) -> Start:
    """Start a scan, and stop the clock when it opens a photo. The scan is then left to end."""
    with tempfile.TemporaryDirectory(dir=work) as home:
        command = [str(build.python), str(build.root / "main.py"), "scan", str(photos)]
        command += ["--catalog", str(Path(home) / "catalogue.sqlite3")]
        with opened_in(photos) as opened:
            started = time.perf_counter()
            process = subprocess.Popen(
                command, env=_environment(work, home), cwd=home, stdout=subprocess.DEVNULL
            )
            seen = select.select([opened], [], [], _MAX_S)[0]
            clock = time.perf_counter() - started
            processor = processor_seconds(process.pid)
        if process.wait() or not seen:
            raise SystemExit(f"{build.name}: the scan failed, or opened nothing")
    return Start(1000 * clock, 1000 * processor)


def whole_run(command: Sequence[str], work: Path) -> Start:
    """What a command takes to its end."""
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, check=True, env=_environment(work, str(work)))
    clock, after = time.perf_counter() - started, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Start(1000 * clock, 1000 * spent)


def _environment(work: Path, home: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
        "HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
    }


@contextlib.contextmanager
def opened_in(folder: Path) -> Generator[int]:
    """A descriptor that can be read once a file of the folder was opened. Linux only.

    Raises:
        OSError: the system does not watch it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    watcher: int = libc.inotify_init1(os.O_CLOEXEC)
    if watcher < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    try:
        for photo in folder.iterdir():
            if libc.inotify_add_watch(watcher, os.fsencode(photo), _OPENED) < 0:
                raise OSError(ctypes.get_errno(), "inotify", str(photo))
        yield watcher
    finally:
        os.close(watcher)


def processor_seconds(pid: int) -> float:
    """What a process and all that it has started have spent so far."""
    spent = 0.0
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = each.cpu_times()
                spent += times.user + times.system
    return spent


if __name__ == "__main__":
    main()
