"""Is this build quicker than another commit? First scans by both, in turns, on the same photos.

    python benchmarks/against.py COMMIT FOLDER... [--rounds 3] [--by-format] [--decode | --pairs]
                                                 [--environment FOLDER]

The other commit is unpacked and gets an environment of its own, with what it asks for (TensorFlow, which no
bundled model needs, left out) at the versions that this environment has of it. All photos of the folders make
one set; with --by-format each format and size makes another. Of every set both builds make a first scan, into
empty catalogues and with empty homes, in turns, and who begins changes. Prints medians and their ratios, of
processor seconds (all processes) and of the clock: 0.5 is half of the other's. On a busy machine read the
processors'. With --decode the photos are only read, as a scan's workers do, and the figures are milliseconds
of the median photo. With --pairs each build judges the close pairs of a catalogue that it made before, in
one process and one thread, with what each picture needs for it; the figures are milliseconds a pair.
"""

import argparse
import contextlib
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.scan_speed import ROOT, run_scan
from core.errors import UnreadablePhoto
from core.scan.opening import open_picture, read_bytes
from core.scan.scaled_jpeg import frame_header

SIZES = ((1.0, "below 1 MP"), (2.5, "1 to 2.5 MP"), (8.0, "2.5 to 8 MP"), (float("inf"), "8 MP and more"))
_PROGRESSIVE = 0xC2


@dataclass(frozen=True)
class Build:
    """A checkout, and the Python that runs it."""

    name: str
    root: Path
    python: Path


@dataclass(frozen=True)
class Spent:
    """Time of the processors, and by the clock."""

    cpu: float
    seconds: float


def main() -> None:
    """Measure and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commit", help="the build to compare with, as git knows it")
    parser.add_argument("folders", type=Path, nargs="+", help="photos, searched with what is below")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--by-format", action="store_true", help="scan each format and size by itself too")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--decode", action="store_true", help="read the photos, and nothing else")
    part.add_argument("--pairs", action="store_true", help="judge the close pairs, and nothing else")
    parser.add_argument("--fewest", type=int, default=8, help="photos that a format and size must have")
    parser.add_argument("--environment", type=Path, help="keep the other build here, or use what is there")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="neardup-against-")))
        ours = Build("this", ROOT, Path(sys.executable))
        theirs = other_build(given.commit, given.environment or work / "other")
        files = sorted(path for folder in given.folders for path in folder.rglob("*") if path.is_file())
        if not files:
            parser.error("there are no files in these folders")
        sets: dict[str, list[Path]] = {"all": files}
        if given.by_format:
            sets |= {name: found for name, found in by_format(files).items() if len(found) >= given.fewest}
        print(f"this build and {given.commit}, {given.rounds} rounds, {os.cpu_count()} cores")
        unit = "milliseconds" if given.decode or given.pairs else "seconds"
        print(f"{'':32}{'processor ' + unit:>32}{unit + ' by the clock':>30}")
        print(f"{'photos':32}" + f"{'this':>12}{'other':>10}{'ratio':>8}" * 2)
        for name, photos in sets.items():
            measure = read_all if given.decode else judge_all if given.pairs else first_scan
            runs = alternated((ours, theirs), photos, given.rounds, work, measure)
            print(line(f"{len(photos)} {name}", runs["this"], runs["other"]), flush=True)


def other_build(commit: str, folder: Path) -> Build:
    """Unpack a commit and install what it needs, unless the folder holds it already."""
    source, environment = folder / "source", folder / "environment"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", commit], check=True, capture_output=True)
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
            packed.extractall(source, filter="data")
        wanted, versions = folder / "wanted.txt", folder / "versions.txt"
        wanted.write_text("\n".join(requirements(source / "pyproject.toml")), encoding="utf-8")
        versions.write_text("\n".join(installed_versions()), encoding="utf-8")
        uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
        make = [uv, "venv", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        pip = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
        subprocess.run([*make, str(environment)], check=True, stdout=sys.stderr)
        subprocess.run([*pip, "-r", str(wanted), "-c", str(versions)], check=True, stdout=sys.stderr)
        compiled(python, environment)
    compiled(python, source)
    compiled(Path(sys.executable), ROOT / "core", ROOT / "nearDup_gui", ROOT / "main.py")
    return Build("other", source, python)


def compiled(python: Path, *places: Path) -> None:
    """Have compiled Python lie beside the sources, as an installation keeps it: else each start compiles anew
    wherever nothing may be written (PYTHONDONTWRITEBYTECODE), and one of two builds may have been started
    where it could."""
    command = [str(python), "-m", "compileall", "-q", *map(str, places)]
    subprocess.run(command, check=False, capture_output=True)


def requirements(project: Path) -> list[str]:
    """What a build asks for, without TensorFlow."""
    asked: list[str] = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    return [each for each in asked if not re.match(r"tensorflow\b", each)]


def installed_versions() -> list[str]:
    """What this environment holds, pinned, so that both builds run on the same libraries."""
    found = {each.metadata["Name"]: each.version for each in distributions()}
    return sorted(f"{name}=={version}" for name, version in found.items() if name.lower() != "neardup")


def by_format(files: Sequence[Path]) -> dict[str, list[Path]]:
    """Photos by format and size; what cannot be opened is in none."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in files:
        try:
            data = read_bytes(path)
            picture = open_picture(data, path.suffix.lower(), 400)
        except UnreadablePhoto:
            continue
        frame = frame_header(data) if picture.format == "JPEG" else None
        kind = "progressive JPEG" if frame and frame.kind == _PROGRESSIVE else picture.format
        megapixels = picture.width * picture.height / 1e6
        found[f"{kind}, {next(name for most, name in SIZES if megapixels < most)}"].append(path)
    return dict(sorted(found.items()))


def alternated(
    builds: Sequence[Build],
    photos: Sequence[Path],
    rounds: int,
    work: Path,
    measure: Callable[[Build, Path, Path], Spent],
) -> Mapping[str, list[Spent]]:
    """Measure both builds on the photos in turns, the order changing from round to round."""
    runs: dict[str, list[Spent]] = {build.name: [] for build in builds}
    with gathered(photos, work) as folder:
        for number in range(rounds):
            for build in builds if number % 2 == 0 else tuple(reversed(builds)):
                with tempfile.TemporaryDirectory(dir=work) as home:
                    runs[build.name].append(measure(build, folder, Path(home)))
    return runs


def first_scan(build: Build, folder: Path, home: Path) -> Spent:
    """Seconds of a first scan."""
    catalog = home / "catalogue.sqlite3"
    run = run_scan(folder, catalog, python=build.python, root=build.root, home=home)
    return Spent(run.cpu, run.seconds)


def read_all(build: Build, folder: Path, home: Path) -> Spent:
    """Milliseconds that reading the median photo takes, on one thread of one process."""
    command = [str(build.python), "-c", _READING, str(folder)]
    told = subprocess.run(command, cwd=build.root, check=True, capture_output=True, text=True).stdout
    spent = [tuple(map(float, line.split())) for line in told.splitlines()]
    return Spent(*(1000 * statistics.median(each) for each in zip(*spent, strict=True)))


_READING = """
import sys, time
from pathlib import Path
from core.errors import UnreadablePhoto
from core.scan.decode import decode
from core.scan.walk import stat_image
for path in [*sorted(Path(sys.argv[1]).iterdir())[:1], *sorted(Path(sys.argv[1]).iterdir())]:
    clock, processor = time.perf_counter(), time.process_time()
    try:
        decode(stat_image(path), 224)
    except UnreadablePhoto:
        continue
    print(time.process_time() - processor, time.perf_counter() - clock)
"""
"""Run by the build. Its first photo, which imports decoders, is read once more."""


def judge_all(build: Build, folder: Path, home: Path) -> Spent:
    """Milliseconds that judging a close pair takes, and says how many there are and match."""
    catalog = home / "catalogue.sqlite3"
    run_scan(folder, catalog, python=build.python, root=build.root, home=home)
    command = [str(build.python), "-c", _JUDGING, str(catalog)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=build.root, check=True, capture_output=True, text=True, env=environment
    )
    pairs, matches, cpu, seconds = map(float, done.stdout.split())
    print(f"  {build.name}: {pairs:.0f} pairs, {matches:.0f} matches", file=sys.stderr)
    return Spent(1000 * cpu / pairs, 1000 * seconds / pairs)


_JUDGING = """
import sys, time
from pathlib import Path
import cv2
import numpy as np
from core.catalog import embeddings
from core.catalog.catalog import Catalog
from core.embed.registry import find_model
from core.scan import evidence
cv2.setNumThreads(1)
class Here:
    count = 1
    def answers(self, work, pieces, most):
        return map(work, pieces)
spec = find_model()
with Catalog.open(Path(sys.argv[1])) as catalog:
    with catalog.read() as connection:
        model = embeddings.model_id(connection, spec.digest, spec.name, spec.dim)
        blocks = list(embeddings.all_vectors(connection, model, spec.dim))
    contents, vectors = (np.concatenate(each) for each in zip(*blocks))
    cosines = np.triu(vectors @ vectors.T, 1)
    places = zip(*np.nonzero(cosines >= spec.thresholds.candidate_among(len(contents))))
    close = [(int(contents[a]), int(contents[b]), float(cosines[a, b])) for a, b in places]
    try:
        from core.scan.judging import Evidence
        room = Evidence(catalog, spec.thresholds, Here())
    except ImportError:  # builds before pairs were judged in processes
        evidence._THREADS = 1
        room = evidence.EvidenceRoom(catalog, spec)
    clock, processor = time.perf_counter(), time.process_time()
    matches = sum(len(found) for _, found in room.judge(close))
    print(len(close), matches, time.process_time() - processor, time.perf_counter() - clock)
"""
"""Run by the build, which may be one from before evidence had cases."""


@contextlib.contextmanager
def gathered(photos: Sequence[Path], work: Path) -> Iterator[Path]:
    """A folder of copies, each beside nothing that belongs to it."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        for number, photo in enumerate(photos):
            shutil.copy2(photo, Path(folder) / f"{number:06}{photo.suffix.lower()}")
        yield Path(folder)


def line(name: str, ours: Sequence[Spent], theirs: Sequence[Spent]) -> str:
    """One row of the table."""
    row = f"{name:32}"
    for ones, others in (
        ([run.cpu for run in ours], [run.cpu for run in theirs]),
        ([run.seconds for run in ours], [run.seconds for run in theirs]),
    ):
        one, other = statistics.median(ones), statistics.median(others)
        row += f"{one:12.2f}{other:10.2f}{one / other:8.2f}"
    return row


if __name__ == "__main__":
    main()
