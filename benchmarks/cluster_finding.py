"""What does it cost to have close pairs found by processes or on a cluster, and are they the same?

    python benchmarks/cluster_finding.py [--photos 100000] [--workers 2] [--way cells] [--library FILE]
                                         [--who threads processes cluster]

Finds all pairs of a made-up library (`benchmarks/synthetic_library.py`, which plants near-duplicates) in one
process, with as many threads as there are cores; with processes, as a scan does; and with worker processes of
a Dask cluster on this machine; each in a process of its own. Prints seconds of the clock and of the
processors (all processes together), how long workers waited for a core that others had, the memory that each
process takes at most beside mapped files, the share of the planted pairs that was found at each cosine, and
whether all found the same pairs. The catalogue is made first, or kept in FILE.

The cluster needs `pip install "dask[distributed]" cryptography`.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.scale_steps import SPEC, FixedEmbedder, build
from benchmarks.synthetic_library import planted
from core.catalog.catalog import Catalog
from core.cluster.connection import Connection
from core.cluster.helpers import ClusterHelpers
from core.cluster.place import ClusterPlace, TlsFiles
from core.finding.shared import SharedFinder
from core.progress import CancelToken
from core.scan import pairing
from core.scan.hash_tables import stored_tables
from core.scan.workers import OwnProcesses


@dataclass(frozen=True)
class Found:
    keys: NDArray[np.int64]
    """int64[k], rising: the smaller row times the library's size, and the larger one."""
    seconds: float
    processor_s: float
    scan_mb: float
    worker_mb: float
    """At most, of the process that asks, and of the largest below it."""
    waited_s: float
    """Seconds in which the worker that waited least was ready and others had the cores (Linux)."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--way", choices=("cells", "sweep"), default=None)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--who", nargs="+", choices=_WHO, default=_WHO)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = args.library or Path(folder) / "catalogue.sqlite3"
        if not library.exists():
            print("made in", apart(build, library, args.photos), flush=True)
        print(f"{args.photos} photos; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        first, *others = (shown(args, library, who) for who in args.who)
        for who, other in zip(args.who[1:], others, strict=True):
            print(
                f"{who} beside {args.who[0]}: {other.seconds / first.seconds:.2f} by the clock, "
                f"{other.processor_s / first.processor_s:.2f} of processor seconds; "
                f"same pairs {np.array_equal(first.keys, other.keys)}"
            )


_WHO = ("threads", "processes", "cluster")


def apart(work: Callable[..., Any], *args: object) -> Any:
    """Do something in a process of its own, which may have processes."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def shown(args: argparse.Namespace, library: Path, who: str) -> Found:
    """Find the pairs, and print what it took."""
    found: Found = apart(find, library, args.photos, args.way, who, args.workers)
    print(
        f"{who:16} {found.seconds:7.1f} s   {found.processor_s:7.1f} s of processors   "
        f"{len(found.keys)} pairs   scan {found.scan_mb:.0f} MB, largest worker {found.worker_mb:.0f} MB"
    )
    if found.waited_s:
        print(f"    each worker waited for a core for {found.waited_s:.1f} s or more")
    wanted = planted(args.photos)
    met = np.isin(wanted.pairs.min(axis=1) * args.photos + wanted.pairs.max(axis=1), found.keys)
    for cosine in np.unique(wanted.cosine):
        print(f"    planted at {cosine:.2f}: {met[wanted.cosine == cosine].mean():.4f} found", flush=True)
    return found


def find(library: Path, size: int, way: str | None, who: str, workers: int) -> Found:
    """Find all pairs with so many workers."""
    with ExitStack() as stack:
        catalog = stack.enter_context(Catalog.open(library, read_only=True))
        with catalog.read() as connection:
            tables = stored_tables(connection, 1)
        assert tables is not None
        costs, finder = pairing.expected_seconds(tables, SPEC, size, size), None
        way = way or min(("cells", "sweep"), key=lambda name: costs[name])
        if who == "cluster":
            place = ClusterPlace(processes=workers)
            connection = stack.enter_context(Connection(place, TlsFiles(), CancelToken()))
            finder = SharedFinder(ClusterHelpers(connection, CancelToken()), far=True)
        elif who == "processes":
            finder = stack.enter_context(OwnProcesses(FixedEmbedder(), workers)).finder(CancelToken())
        with watched() as took:
            began = time.monotonic()
            waiting = set(range(1, size + 1))
            pairs = [np.empty((0, 2), dtype=np.int64)]
            for block in pairing.close_pairs(catalog, 1, SPEC, tables, waiting, size, way, finder):
                pairs.append(np.array([pair[:2] for pair in block], dtype=np.int64).reshape(-1, 2) - 1)
            seconds = time.monotonic() - began
    rows = np.concatenate(pairs)
    return Found(np.sort(rows[:, 0] * size + rows[:, 1]), seconds, *took())


@contextmanager
def watched() -> Generator[Callable[[], tuple[float, float, float, float]]]:
    """Processor seconds of this process and all below it, its memory and theirs at most, in MB; `waited_s`.

    What is mapped from files does not count: the system takes it back when it needs the room.
    """
    own, before, latest, most = os.getpid(), dict[int, float](), dict[int, float](), dict[int, float]()
    waited = dict[int, float]()
    done = threading.Event()

    def look(into: dict[int, float]) -> None:
        process = psutil.Process()
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times, memory = each.cpu_times(), each.memory_info()
                into[each.pid] = times.user + times.system
                most[each.pid] = max(most.get(each.pid, 0.0), (memory.rss - memory.shared) / 1e6)
                if (
                    times.user > 1.0 and each.pid != own
                ):  # one that works, and does not only keep count of others
                    waited[each.pid] = _waited(each.pid)

    def watch() -> None:
        while not done.wait(0.2):
            look(latest)

    look(before)
    watching = threading.Thread(target=watch, daemon=True)
    watching.start()

    def took() -> tuple[float, float, float, float]:
        spent = sum(seconds - before.get(pid, 0.0) for pid, seconds in latest.items())
        largest = max((mb for pid, mb in most.items() if pid != own), default=0.0)
        return spent, most[own], largest, min(waited.values(), default=0.0)

    try:
        yield took
    finally:
        done.set()
        watching.join()
        look(latest)


def _waited(pid: int) -> float:
    """Seconds for which a process's first thread was ready and did not run: Linux's sched-stats.rst."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
