"""What must one process do alone, and how many cores can a scan use?

    python benchmarks/alone.py FOLDER [--rounds 2] [--cores 4 8 16]

Runs first scans of a folder under py-spy (which must be installed), in turns with `--gil` and without: of the
scan's own process it then tells how much of its time Python's lock was held, which nobody can do beside it.
Together with the processor time of that process and of its workers, as the system counts it, that gives
milliseconds a photo, in steps: what the process does alone (holding the lock; the catalogue has one writer,
which holds it too), what its threads do without the lock (the model, products of matrices), and what the
workers do. Start-up counts for neither.

From these it says how many photos a second so many cores would make: a scan ends when either the cores are
used up, or the thread that hands everything on is. That thread waits for the model, so its time counts too.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RATE = 100
STEPS = (
    ("embedding", ("core/embed/", "onnxruntime")),
    ("close look at copies", ("core/scan/close_look.py", "core/scan/full_look.py", "core/lineage/")),
    (
        "evidence for pairs",
        ("core/scan/evidence.py", "core/scan/judging.py", "core/match/"),
    ),
    ("finding pairs", ("core/scan/pairing.py", "core/lsh/")),
    ("grouping", ("core/groups.py",)),
    ("the catalogue", ("core/catalog/", "sqlalchemy")),
    ("from the workers", ("pebble/", "multiprocessing/", "core/scan/decode_pool.py")),
)
"""A sample belongs to the first step that has a frame of it."""


@dataclass(frozen=True)
class Sampled:
    """Samples of the scan's own process by step, without imports; and all of them."""

    steps: Counter[str]
    imports: int

    @property
    def all(self) -> int:
        return self.steps.total() + self.imports


@dataclass(frozen=True)
class Run:
    """One scan: what was sampled, and processor seconds of the scan's process and of all its workers."""

    sampled: Sampled
    own: float
    workers: float


def main() -> None:
    """Measure and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--cores", type=int, nargs="+", default=[4, 8, 16])
    given = parser.parse_args()
    photos = sum(1 for path in given.folder.rglob("*") if path.is_file())
    holding: list[Run] = []
    running: list[Run] = []
    for number in range(given.rounds):
        for gil in (True, False) if number % 2 == 0 else (False, True):
            (holding if gil else running).append(scan(given.folder, gil))
    report(photos, holding, running, given.cores)


def scan(folder: Path, gil: bool) -> Run:
    """A first scan under py-spy, of which the scan's own process is sampled."""
    spy = shutil.which("py-spy") or str(Path(sys.executable).parent / "py-spy")
    with tempfile.TemporaryDirectory() as work:
        raw, clocks = Path(work) / "raw.txt", Path(work) / "clocks.txt"
        command = [sys.executable, "-c", _SCAN, str(clocks), str(folder), f"{work}/catalogue.sqlite3"]
        record = [spy, "record", "--rate", str(RATE), "--format", "raw", "--output", str(raw)]
        asked = [*record, *(["--gil"] if gil else []), "--", *command]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode or not clocks.exists():
            raise SystemExit(f"the scan under py-spy failed:\n{done.stderr}")
        own, workers = map(float, clocks.read_text().split())
        return Run(sampled(raw.read_text(errors="replace").splitlines()), own, workers)


_SCAN = """
import resource, sys
if __name__ == "__main__":
    clocks, folder, catalogue = sys.argv[1:]
    sys.argv = ["neardup", "scan", folder, "--catalog", catalogue]
    sys.path.insert(0, ".")
    import main
    try:
        main.main()
    finally:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        with open(clocks, "w") as out:
            print(*(each.ru_utime + each.ru_stime for each in used), file=out)
"""


def sampled(lines: list[str]) -> Sampled:
    """Count samples by step."""
    steps: Counter[str] = Counter()
    imports = 0
    for line in lines:
        stack, _, count = line.rpartition(" ")
        if any(wait in stack.split(";")[-1] for wait in ("wait", "poll", "select", "accept", "recv_bytes (")):
            continue
        if "importlib" in stack:
            imports += int(count)
            continue
        frames = re.sub(r":\d+\)", ")", stack)
        step = next((name for name, parts in STEPS if any(part in frames for part in parts)), "the rest")
        steps[step] += int(count)
    return Sampled(steps, imports)


def report(photos: int, holding: list[Run], running: list[Run], cores: list[int]) -> None:
    """Print milliseconds a photo, and what follows for more cores."""
    runs = [*holding, *running]
    own = 1000 * sum(run.own for run in runs) / len(runs) / photos
    workers = 1000 * sum(run.workers for run in runs) / len(runs) / photos
    all_samples = sum(run.sampled.all for run in running)
    per_sample = own / all_samples
    print(
        f"{photos} photos, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; ms of a processor a photo"
    )
    print(f"{'':24}{'in all':>10}{'with the lock':>16}")
    alone = total = 0.0
    for name in [*(name for name, _ in STEPS), "the rest"]:
        ran = per_sample * sum(run.sampled.steps[name] for run in running)
        held = min(ran, per_sample * sum(run.sampled.steps[name] for run in holding))
        alone, total = alone + held, total + ran
        print(f"{name:24}{ran:10.1f}{held:16.1f}")
    print(f"{'the scan, imports aside':24}{total:10.1f}{alone:16.1f}")
    print(f"{'its workers':24}{workers:10.1f}")
    embedding = per_sample * sum(run.sampled.steps["embedding"] for run in running)
    for count in cores:
        by_cores = (total + workers) / count
        one_thread = alone + embedding / max(1, count // 2)
        said = "the cores" if by_cores >= one_thread else "one process"
        print(
            f"{count:3} cores: {1000 / max(by_cores, one_thread):6.0f} photos a second, "
            f"{(total + workers) / max(by_cores, one_thread):4.1f} cores used; bound by {said}"
        )


if __name__ == "__main__":
    main()
