"""What comparing copies at full size costs, beside another commit: milliseconds of a processor for a pair.

    python benchmarks/copies.py COMMIT FOLDER... [--rounds 3] [--environment FOLDER]

The other commit is unpacked as `benchmarks/against.py` does it. Each build makes a first scan of each folder,
which is not measured, and forgets what it found out by close looks. Then one process of either build, in
turns, takes the looks that its scan would begin with and works on them as one of its workers would. Prints
the milliseconds of a processor for a pair (the best of the rounds, and the median), the peak of memory, and
which pairs were found to be something else by the other build; numbers are equal within a millionth.
"""

import argparse
import contextlib
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.against import Build, other_build
from benchmarks.scan_speed import ROOT, PeakMemory, run_scan


@dataclass(frozen=True)
class Looked:
    """One run over all looks: milliseconds of a processor for a pair, resident bytes, and what was found."""

    milliseconds: float
    peak_bytes: int
    found: Mapping[str, Any]


def main() -> None:
    """Measure and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commit", help="the build to compare with, as git knows it")
    parser.add_argument("folders", type=Path, nargs="+", help="photos, some of them copies of others")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--environment", type=Path, help="keep the other build here, or use what is there")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="neardup-copies-")))
        builds = (
            Build("this", ROOT, Path(sys.executable)),
            other_build(given.commit, given.environment or work / "other"),
        )
        for number, folder in enumerate(given.folders):
            catalogs = {build.name: work / f"{number}-{build.name}.sqlite3" for build in builds}
            for build in builds:
                run_scan(folder, catalogs[build.name], python=build.python, root=build.root, home=work)
            runs: dict[str, list[Looked]] = {build.name: [] for build in builds}
            for turn in range(given.rounds):
                for build in builds if turn % 2 == 0 else reversed(builds):
                    runs[build.name].append(looked(build, catalogs[build.name], folder))
            print_runs(folder, runs)


def looked(build: Build, catalog: Path, folder: Path) -> Looked:
    """Work on the looks of a catalogue, in one process of a build."""
    command = [str(build.python), "-c", _LOOKING, str(catalog), str(folder.resolve())]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, cwd=build.root, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        watch = PeakMemory(process.pid)
        told, _ = process.communicate()
        peak = watch.stop()
    if process.returncode:
        raise SystemExit(f"the looks of the {build.name} build failed")
    seconds, found = json.loads(told)
    if not found:
        raise SystemExit(f"there are no copies in {folder}")
    return Looked(seconds / len(found) * 1000, peak, found)


_LOOKING = """
import dataclasses, json, sys, time
from pathlib import Path
from core.catalog.catalog import Catalog
from core.embed.registry import find_model
from core.groups import matched_photos
from core.scan.close_look import _looks
from core.scan.full_look import compare_all
from core.scan.worker import settle
with Catalog.open(Path(sys.argv[1])) as catalog:
    matched = matched_photos(catalog, find_model(), [Path(sys.argv[2])])
    unseen = tuple(dataclasses.replace(match, lineage=None) for match in matched.matches)
    looks = list(_looks(catalog, matched.with_matches(unseen)))
settle(0, "")
if looks:  # what is imported, and read for the first time, belongs to no pair
    compare_all(dataclasses.replace(looks[0], pairs=looks[0].pairs[:1]))
found = {}
began = time.process_time()
for look in looks:
    for (a, b), (lineage, equal) in compare_all(look).items():
        paths = [str(look.photos[content][0]) for content in (a, b)]
        found[" and ".join(paths)] = [dataclasses.asdict(lineage), equal]
print(json.dumps([time.process_time() - began, found]))
"""
"""Run by a build."""


def print_runs(folder: Path, runs: Mapping[str, list[Looked]]) -> None:
    """Both builds on one folder, and where they differ."""
    ours, theirs = runs["this"], runs["other"]
    pairs, other_pairs = ours[0].found, theirs[0].found
    print(f"{folder.name}: {len(pairs)} pairs, {len(runs['this'])} rounds")
    print(f"{'milliseconds of a processor for a pair':42}{'this':>8}{'other':>8}{'ratio':>8}")
    for name, way in (("  best", min), ("  median", statistics.median)):
        one, other = (way([run.milliseconds for run in each]) for each in (ours, theirs))
        print(f"{name:42}{one:8.0f}{other:8.0f}{one / other:8.2f}")
    one, other = (max(run.peak_bytes for run in each) / 1e6 for each in (ours, theirs))
    print(f"{'peak memory of one process, MB':42}{one:8.0f}{other:8.0f}{one / other:8.2f}")
    both = pairs.keys() & other_pairs.keys()
    apart = sorted(pair for pair in both if not same(pairs[pair], other_pairs[pair]))
    print(f"{len(both)} pairs compared by both, {len(apart)} of them with another outcome", flush=True)
    for pair in apart:
        print(f"  {pair}\n    this:  {pairs[pair]}\n    other: {other_pairs[pair]}")


def same(one: Any, other: Any) -> bool:
    """Whether two outcomes are equal, their numbers within a millionth."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


if __name__ == "__main__":
    main()
