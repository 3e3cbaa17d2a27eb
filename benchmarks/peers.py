"""NearDup beside other tools, on the same folder, in the same run.

    python benchmarks/peers.py FOLDER [--truth TRUTH.json] [--rounds 3] [--venv /tmp/peers] [--only NAME ...]

The tools are installed into an environment of their own, which is made where it is missing: czkawka's core
through its Python binding, imagededup's pHash, difPy, and ImageHash's pHash on all cores, every pair of its
hashes compared. findimagedupes (Debian) takes part where it is installed. Each does the whole job from an
empty start: read every file, find the groups. NearDup is run by the command line into an empty catalogue, and
nobody meets a cache of the round before. Rounds alternate, on a warm file cache; the median counts. Tools run
with their own defaults, but for paths.

Prints for each: seconds, seconds of the processors (the steadier figure where others use the machine), photos
per second, and the peak memory of all its processes. A truth file ({"groups": [[path, ...], ...],
"singles": [path, ...], "ambiguous": [[a, b], ...]}, paths relative to FOLDER) adds pair precision and the
recall averaged over the groups; and, since defaults lie at different precisions, both for stricter and laxer
settings of each tool, and its best recall at NearDup's precision.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.peer_programs import LEVELS, PACKAGES, PROGRAMS
from benchmarks.scan_speed import PeakMemory

ROOT = Path(__file__).parent.parent
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".bmp", ".tif", ".tiff", ".heic"}

Groups = list[list[str]]


@dataclass(frozen=True)
class Run:
    """One run of one tool: wall seconds, processor seconds, peak bytes; its groups at each level, if any."""

    seconds: float
    cpu: float
    peak: int
    groups: list[Groups]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "neardup-peers")
    parser.add_argument("--only", nargs="*", help="tools to run, instead of all")
    args = parser.parse_args()

    python = environment(args.venv)
    folder = args.folder.resolve()
    photos = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    size = sum(len(path.read_bytes()) for path in photos)  # which also warms the cache
    names = ["NearDup", *PROGRAMS, *(["findimagedupes"] if shutil.which("findimagedupes") else [])]
    names = [name for name in names if not args.only or name in args.only]
    print(f"{len(photos)} photos, {size / 1e6:.0f} MB; {os.cpu_count()} cores; rounds: {args.rounds}\n")

    runs: dict[str, list[Run]] = {name: [] for name in names}
    for round_no in range(1, args.rounds + 1):
        for name in names:
            done = run(name, python, folder)
            runs[name].append(done)
            print(
                f"round {round_no}: {name:18}{done.seconds:9.1f} s, {done.cpu:.1f} of processors", flush=True
            )
    print(f"\n{'':18}{'seconds':>9}{'of processors':>15}{'photos/s':>10}{'peak':>9}")
    for name in names:
        if not all(each.groups for each in runs[name]):
            print(f"{name:18} failed")
            continue
        seconds = statistics.median(each.seconds for each in runs[name])
        cpu = statistics.median(each.cpu for each in runs[name])
        peak = max(each.peak for each in runs[name])
        print(f"{name:18}{seconds:9.1f}{cpu:15.1f}{len(photos) / seconds:10.1f}{peak / 1e6:6.0f} MB")
    if args.truth:
        truth = json.loads(args.truth.read_text(encoding="utf-8"))
        compare_accuracy(names, {name: runs[name][-1] for name in names}, python, folder, truth)


def environment(place: Path) -> Path:
    """The Python of an environment that has the tools; made if it is missing."""
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def run(name: str, python: Path, folder: Path, levels: Sequence[str] = ()) -> Run:
    """Run one tool once, at its own strictness or at each of `levels`, with an empty home."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "groups.json"
        home = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), work)
        before, started = _cpu_of_children(), time.perf_counter()
        with subprocess.Popen(
            command(name, python, folder, out, levels),
            cwd=work,
            env=os.environ | home,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            watch = PeakMemory(process.pid)
            printed, _ = process.communicate()
            seconds, peak = time.perf_counter() - started, watch.stop()
        cpu = _cpu_of_children() - before
        return Run(seconds, cpu, peak, [] if process.returncode else groups_of(name, out, printed))


def command(name: str, python: Path, folder: Path, out: Path, levels: Sequence[str]) -> list[str]:
    """What to run; the peers' programs are files, so that their worker processes can import them."""
    if name == "NearDup":
        scan = [sys.executable, str(ROOT / "main.py"), "scan", str(folder), "--json", str(out)]
        return [*scan, "--catalog", str(out.with_suffix(".sqlite3"))]
    if name == "findimagedupes":
        return ["findimagedupes", "--recurse", "--script=-", str(folder)]
    program = out.with_name("program.py")
    program.write_text(PROGRAMS[name], encoding="utf-8")
    return [str(python), str(program), str(folder), str(out), *levels]


def groups_of(name: str, out: Path, printed: bytes) -> list[Groups]:
    """The groups that a tool found at each level, as paths."""
    if name == "findimagedupes":  # a shell script of calls: VIEW path path ;
        calls = printed.decode(errors="surrogateescape").split("\nVIEW ")[1:]
        return [[shlex.split(call.split(";\n")[0].replace("\\\n", " ")) for call in calls]]
    report: Any = json.loads(out.read_text(encoding="utf-8"))
    if name == "NearDup":
        return [[[group["keeper"], *(m["path"] for m in group["members"])] for group in report["groups"]]]
    return report


def compare_accuracy(
    names: list[str], found: dict[str, Run], python: Path, folder: Path, truth: dict[str, Any]
) -> None:
    """Print precision and recall of each tool at several settings, and recall at NearDup's precision."""
    print(f"\n{'':18}{'setting':>10}{'precision':>11}{'recall':>9}")
    scores: dict[str, list[tuple[float, float]]] = {}
    for name in names:
        levels = LEVELS.get(name, ())
        others = run(name, python, folder, levels).groups if levels else []
        for level, groups in zip(("default", *levels), found[name].groups + others, strict=False):
            precision, recall = score(groups, truth, folder)
            scores.setdefault(name, []).append((precision, recall))
            print(f"{name:18}{level:>10}{precision:11.3f}{recall:9.3f}", flush=True)
    if "NearDup" in scores:
        least = scores["NearDup"][0][0]
        print(f"\nbest recall at a precision of {least:.3f} or more, among these settings")
        for name, points in scores.items():
            reached = [recall for precision, recall in points if precision >= least]
            print(f"{name:18}{max(reached):19.3f}" if reached else f"{name:18}{'none reaches it':>19}")


def score(groups: Groups, truth: dict[str, Any], folder: Path) -> tuple[float, float]:
    """Pair precision, and the share of a true group's pairs that was found, averaged over the groups.

    Photos that the truth does not name, and pairs that it leaves open, do not count.
    """

    def pairs(of: Groups) -> set[tuple[str, ...]]:
        paths = [sorted({str((folder / path).resolve()) for path in group}) for group in of]
        return {pair for group in paths for pair in combinations(group, 2)}

    true, left_open = pairs(truth["groups"]), pairs(truth.get("ambiguous", []))
    named = {str((folder / path).resolve()) for group in truth["groups"] for path in group}
    named |= {str((folder / path).resolve()) for path in truth["singles"]}
    said = {pair for pair in pairs(groups) - left_open if named.issuperset(pair)}
    shares = [
        len(wanted & said) / len(wanted)
        for group in truth["groups"]
        if (wanted := pairs([group]) - left_open)
    ]
    return (len(said & true) / len(said) if said else 1.0), statistics.mean(shares)


def _cpu_of_children() -> float:
    """Processor seconds of all processes that have ended below this one."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()
