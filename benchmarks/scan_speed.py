"""How close is a scan to the least that it could take?

    python benchmarks/scan_speed.py FOLDER [--rounds 3]

Prints, measured alternately in one run on a warm file cache:
- the bound: a 1/8-scale decode of every JPEG on all cores, nothing else;
- a first scan, by the command that a person types, into an empty catalogue, and its ratio to the bound;
- a second scan with nothing changed, in seconds per 1,000 files;
- the peak memory of the first scan, workers included (resident, shared pages counted once per process).

The best of the rounds counts: everything that disturbs a machine only ever adds time. Beside the clock's
seconds stand those of the processors: where others use the machine too, their ratio is the steadier one.
"""

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from PIL import Image

ROOT = Path(__file__).parent.parent
JPEG_SUFFIXES = {".jpg", ".jpeg", ".jpe", ".mpo"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()

    files = sorted(path for path in args.folder.rglob("*") if path.is_file())
    jpegs = [path for path in files if path.suffix.lower() in JPEG_SUFFIXES]
    if not jpegs:
        parser.error(f"there are no JPEGs in {args.folder}")
    size = sum(len(path.read_bytes()) for path in files)  # which also warms the cache
    megapixels = sum(_pixels(path) for path in jpegs) / len(jpegs) / 1e6
    print(f"{len(files)} files, {size / 1e6:.0f} MB; {len(jpegs)} JPEGs of {megapixels:.1f} MP on average")
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")

    bounds, firsts, seconds = [], [], []
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            bounds.append(decode_only(jpegs))
            firsts.append(run_scan(args.folder, Path(folder) / "catalogue.sqlite3"))
            seconds.append(run_scan(args.folder, Path(folder) / "catalogue.sqlite3"))
    bound, first = min(run.seconds for run in bounds), min(run.seconds for run in firsts)
    inside, again = min(run.inside for run in firsts), min(run.seconds for run in seconds)
    bound_cpu, first_cpu = min(run.cpu for run in bounds), min(run.cpu for run in firsts)
    print(f"bound, 1/8-scale decode on all cores   {bound:7.2f} s   {len(jpegs) / bound:6.1f} photos/s")
    print(f"first scan, whole command              {first:7.2f} s   {len(files) / first:6.1f} files/s")
    print(f"first scan, without start-up           {inside:7.2f} s")
    print(f"ratio of the whole command             {first / bound:7.2f}")
    print(f"ratio without start-up                 {inside / bound:7.2f}")
    print(f"processor seconds, bound and command   {bound_cpu:7.2f} and {first_cpu:.2f}")
    print(f"ratio of processor seconds             {first_cpu / bound_cpu:7.2f}")
    print(
        f"second scan, nothing changed           {again:7.2f} s   {again / len(files) * 1e3:6.2f} s per 1,000"
    )
    peak = max(run.peak_bytes for run in firsts)
    print(f"peak memory of the first scan          {peak / 1e6:7.0f} MB")


@dataclass(frozen=True)
class Run:
    """One run: wall seconds, the scan's own of them, processor seconds of all processes, resident bytes."""

    seconds: float
    inside: float
    cpu: float
    peak_bytes: int = 0


def decode_only(jpegs: list[Path]) -> Run:
    """Decode every file at 1/8 scale on all cores; starting the workers is not counted."""
    with multiprocessing.get_context("spawn").Pool() as pool:
        pool.map(_pixels, jpegs[:8])
        started = time.perf_counter()
        cpu = sum(pool.map(_decode_eighth, jpegs, chunksize=4))
        seconds = time.perf_counter() - started
    return Run(seconds, seconds, cpu)


def _decode_eighth(path: Path) -> float:
    """Processor seconds that it took."""
    started = time.process_time()
    with Image.open(path) as image:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()
    return time.process_time() - started


def _pixels(path: Path) -> int:
    with Image.open(path) as image:
        return image.width * image.height


def run_scan(
    folder: Path,
    catalog: Path,
    *,
    python: Path = Path(sys.executable),
    root: Path = ROOT,
    home: Path | None = None,
) -> Run:
    """Scan by the command line, as a person would.

    Args:
        folder: the photos.
        catalog: where to keep them; the report lies beside it.
        python: what runs the build.
        root: the build.
        home: a home whose settings count instead of the person's own.
    """
    report = catalog.with_suffix(".json")
    command = [str(python), str(root / "main.py"), "scan", str(folder), "--catalog", str(catalog)]
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    environment = os.environ if home is None else os.environ | dict.fromkeys(places, str(home))
    started, cpu_before = time.perf_counter(), _cpu_of_children()
    with subprocess.Popen(
        [*command, "--json", str(report)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        watch = PeakMemory(process.pid)
        _, errors = process.communicate()
        seconds = time.perf_counter() - started
        peak = watch.stop()
    if process.returncode:
        raise SystemExit(f"the scan failed:\n{errors}")
    inside = re.search(r'"seconds": *([\d.]+)', report.read_text())
    cpu = _cpu_of_children() - cpu_before
    return Run(seconds, float(inside[1]) if inside else seconds, cpu, peak)


def _cpu_of_children() -> float:
    """Processor seconds of all processes that have ended below this one."""
    times = os.times()
    return times.children_user + times.children_system


class PeakMemory:
    """Samples a process and its children ten times a second."""

    def __init__(self, pid: int) -> None:
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, args=(psutil.Process(pid),))
        self._thread.start()

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak

    def _sample(self, process: psutil.Process) -> None:
        while not self._over.wait(0.1):
            try:
                family = [process, *process.children(recursive=True)]
                self._peak = max(self._peak, sum(member.memory_info().rss for member in family))
            except psutil.NoSuchProcess:
                continue


if __name__ == "__main__":
    main()
