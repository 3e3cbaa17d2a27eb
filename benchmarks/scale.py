"""How does finding grow with the library? Made-up vectors with known near-duplicates, in a real catalogue.

    python benchmarks/scale.py N [N ...] [--ways auto sweep cells buckets product] [--limit 600]
                               [--folder /tmp] [--keep] [--peers 100000] [--plots docs/plots]

For each size it builds a catalogue of N photos without thumbnails, and prints

- seconds to store and to hash them, and bytes per photo;
- seconds to find all pairs by the way that a scan would choose ("auto") and by the others; the share of
  planted near-duplicates that was found, at each cosine, and of all pairs at the working threshold that brute
  force finds for 1,000 photos; dot products of short and of whole vectors as a share of all pairs;
- milliseconds per query, for photos of the library, asked as the window asks; the first one, which reads the
  sketches, apart;
- seconds to add 1,000 photos to a copy: hash, store, and find their pairs;
- the peak memory of each step: it runs in a process of its own;
- beside the clock's seconds those of the processors, and the load of the machine: where others use it too,
  the clock tells more about them.

Ways that are expected to take longer than the limit are left out, and say so. With several sizes it ends with
the exponents of time against N. `--peers` puts other libraries' indexes beside it, see
`benchmarks/ann_peers.py`. Evidence is not part of it.
"""

import argparse
import math
import multiprocessing
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as main.py does

import resource
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.scale_steps import ADDED, Took, add_photos, all_pairs, build, expected_seconds, queries
from benchmarks.synthetic_library import DIM, THRESHOLD
from core.catalog.catalog import Catalog

WAYS = ("auto", "sweep", "cells", "buckets", "product")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+", metavar="N")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=WAYS)
    parser.add_argument(
        "--limit", type=float, default=600, help="seconds that one way may be expected to take"
    )
    parser.add_argument("--folder", type=Path, help="where the catalogues are made; they are removed again")
    parser.add_argument(
        "--keep", action="store_true", help="keep them in --folder, and use those kept before"
    )
    parser.add_argument("--peers", type=int, metavar="N", help="measure other libraries on so many vectors")
    parser.add_argument("--plots", type=Path, help="folder for the plot of the peers, as PNG")
    args = parser.parse_args()

    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, NumPy {np.__version__}")
    if args.keep and args.folder is None:
        parser.error("--keep needs a --folder to keep the catalogues in")
    chosen: dict[int, Took] = {}
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            place = args.folder if args.keep else Path(folder)
            took = measure(place / f"{size}.sqlite3", size, args.ways, args.limit)
            if took is not None:
                chosen[size] = took
    for (small, before), (large, after) in pairwise(chosen.items()):
        wall, cpu = (
            math.log(later / earlier) / math.log(large / small)
            for later, earlier in ((after.wall, before.wall), (after.cpu, before.cpu))
        )
        print(
            f"from {small:,} to {large:,} photos, time to find all pairs grows as N^{wall:.2f} "
            f"(N^{cpu:.2f} in seconds of processors)"
        )
    if args.peers:
        from benchmarks.ann_peers import compare_peers

        compare_peers(args.peers, THRESHOLD, args.plots)


def measure(path: Path, size: int, ways: list[str], limit: float) -> Took | None:
    """Print everything about one size; returns what the way took that a scan would choose."""
    print(f"\n{size:,} photos, vectors of {DIM}; load of the machine {os.getloadavg()[0]:.1f}")
    if not path.exists():
        (hashed, stored, tables), peak = _alone(build, path, size)
        print(f"  build: {hashed} to hash, {stored} to store; tables {tables}; peak {peak:.0f} MB")
    Catalog.open(path).close()  # one that was kept may have an earlier schema, and is only read from here on
    print(f"  catalogue: {path.stat().st_size / size:.0f} bytes per photo, without thumbnails", flush=True)
    chosen: Took | None = None
    for way in ways:
        expected, _ = _alone(expected_seconds, path, size, way)
        if expected > limit:
            print(f"  all pairs, {way}: left out, expected to take {expected:.0f} s of a processor")
            continue
        report, peak = _alone(all_pairs, path, size, way)
        print(f"  all pairs, {way}: {report['text']}; peak {peak:.0f} MB")
        print(
            f"      found of the planted, by cosine: {report['planted']}; of brute force: {report['brute']}",
            flush=True,
        )
        if way == "auto":
            chosen = report["took"]
    (took, recall), peak = _alone(queries, path, size)
    print(f"  query: {took}; planted ones found {recall}; peak {peak:.0f} MB")
    (stored, paired, recall), peak = _alone(add_photos, path, size)
    print(f"  add {ADDED:,}: {stored} to hash and store, {paired} to pair; planted ones found {recall:.3f};")
    print(f"      peak {peak:.0f} MB; load of the machine {os.getloadavg()[0]:.1f}", flush=True)
    return chosen


def _alone(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Do work in a new process; its result, and its peak memory in MB."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_and_peak, work, *arguments).result()


def _and_peak(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    result = work(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result, peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
