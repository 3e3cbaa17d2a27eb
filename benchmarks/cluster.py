"""What does it cost to share a scan out, and does it find the same?

    python benchmarks/cluster.py FOLDER [--photos 1000] [--workers 2] [--rounds 1]

Scans the same photos into empty catalogues, in turns: with this machine's own processes, and with as many
worker processes of a Dask cluster on this machine. Prints for each the seconds of the scan and those of the
processors (all processes together), their ratio beside the bound of 1.15, and whether the groups are the
same. What it takes for the cluster to stand is apart: it is the same for a thousand photos and for a million.
In a last scan one of the workers is killed when a third of the photos has been read; the groups have to be
the same again.

Needs `pip install "dask[distributed]" cryptography`.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from core.catalog.catalog import Catalog
from core.cluster.connection import Connection
from core.cluster.place import ClusterPlace, TlsFiles
from core.cluster.workers import ClusterWorkers
from core.embed.registry import find_model, load_embedder
from core.photo import DuplicateGroup
from core.progress import CancelToken, Progress, Stage
from core.scan.pipeline import scan
from core.scan.workers import Workers
from core.settings import ScanSettings

BOUND = 1.15


@dataclass(frozen=True)
class Run:
    seconds: float
    processor_s: float
    groups: tuple[DuplicateGroup, ...]
    scanned: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()

    files = sorted(path for path in args.folder.rglob("*") if path.is_file())[: args.photos]
    megabytes = sum(len(file.read_bytes()) for file in files) / 1e6  # which also warms the cache
    print(f"{len(files)} files, {megabytes:.0f} MB; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "Photos"
        root.mkdir()
        for number, file in enumerate(files):
            shutil.copyfile(file, root / f"{number:06}{file.suffix}")
        own, shared = [], []
        for _ in range(args.rounds):
            own.append(run(root, args.workers, None))
            with cluster(root, args.workers) as (workers, _):
                shared.append(run(root, args.workers, workers))
        best_own, best = min(own, key=_seconds), min(shared, key=_seconds)
        show(f"own processes, {args.workers}", best_own)
        show(f"cluster local:{args.workers}", best)
        print(
            f"ratio   {best.seconds / best_own.seconds:.2f} by the clock, "
            f"{best.processor_s / best_own.processor_s:.2f} of processor seconds (bound {BOUND})"
        )
        print(f"same groups   {said(best.groups) == said(best_own.groups)}")
        with cluster(root, args.workers) as (workers, kill):
            wounded = run(root, args.workers, workers, at_third=kill)
        show("one worker killed", wounded)
        print(f"same groups   {said(wounded.groups) == said(best_own.groups)}")


@contextmanager
def cluster(root: Path, count: int) -> Iterator[tuple[Workers, Callable[[], None]]]:
    """Workers of this machine, and how to kill one of them."""
    spec, began = find_model(), time.monotonic()
    with Connection(ClusterPlace(processes=count), TlsFiles(), CancelToken()) as connection:
        print(f"the cluster stands after {time.monotonic() - began:.1f} s")
        victim = next(iter(connection._client.run(os.getpid).values()))
        yield (
            ClusterWorkers(connection, spec, spec.name, [root]),
            lambda: os.kill(victim, signal.SIGKILL),
        )


def run(root: Path, count: int, workers: Workers | None, at_third: Callable[[], None] | None = None) -> Run:
    """Scan into an empty catalogue."""
    fired = threading.Event()

    def report(progress: Progress) -> None:
        is_due = progress.stage is Stage.READ and progress.done > (progress.total or 0) / 3
        if at_third is not None and is_due and not fired.is_set():
            fired.set()
            at_third()

    with tempfile.TemporaryDirectory() as folder, Catalog.open(Path(folder) / "catalogue.sqlite3") as catalog:
        with processor_seconds() as spent:
            began = time.monotonic()
            result = scan(
                [root],
                catalog,
                load_embedder(),
                ScanSettings(workers=count),
                report=report,
                cancel=CancelToken(),
                workers=workers,
            )
            seconds = time.monotonic() - began
        return Run(seconds, spent(), result.groups, result.scanned)


@contextmanager
def processor_seconds() -> Iterator[Callable[[], float]]:
    """Of this process and all below it, also of those that end meanwhile (looked at five times a second)."""
    before, latest, done = dict(_times()), {}, threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            latest.update(_times())

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()

    def spent() -> float:
        return sum(seconds - before.get(process, 0.0) for process, seconds in latest.items())

    try:
        yield spent
    finally:
        latest.update(_times())
        done.set()
        watching.join()


def _times() -> Iterator[tuple[int, float]]:
    own = psutil.Process()
    for process in (own, *own.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        yield process.pid, times.user + times.system


def said(groups: tuple[DuplicateGroup, ...]) -> list[tuple[Path, frozenset[tuple[Path, str, bool]]]]:
    """Who is with whom, who stays, and what may go."""
    return [
        (group.keeper.path, frozenset((m.photo.path, m.relation.value, m.covered) for m in group.members))
        for group in groups
    ]


def show(name: str, run: Run) -> None:
    pace = run.scanned / run.seconds
    print(
        f"{name:22} {run.seconds:7.1f} s   {run.processor_s:7.1f} s of processors   {pace:5.1f} photos/s   "
        f"{len(run.groups)} groups"
    )


def _seconds(run: Run) -> float:
    return run.seconds


if __name__ == "__main__":
    main()
