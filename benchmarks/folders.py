"""How long folders take to be held against each other: 100,000 photos in 5,000 folders, made for the purpose.

    python benchmarks/folders.py [--photos 100000] [--folders 5000] [--groups 30000] [--folder KEPT]

Prints the time to the overview from groups that are there, to all pairs at each depth, and to one pair looked
at closely, each the best of three. Grouping, which a scan and the window do anyway, stands beside it.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.library_of_many import make_library
from core.catalog.catalog import Catalog
from core.embed.registry import find_model
from core.folders.overview import read_clearing, read_coverage
from core.folders.pairs import depths_of, first_depth, pair_of, pairs_at
from core.folders.parts import FolderPart
from core.groups import matched_photos

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--folders", type=int, default=5_000)
    parser.add_argument("--groups", type=int, default=30_000)
    parser.add_argument("--folder", type=Path, help="keep the library here, or use the one that is there")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = arguments.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="neardup-")))
        per_folder = max(1, arguments.photos // arguments.folders)
        made = make_library(folder, arguments.photos, arguments.groups, per_folder, compared=True)
        with Catalog.open(made) as catalog:
            measure(catalog)


def measure(catalog: Catalog) -> None:
    """Measure every step, and say it."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    roots = catalog.last_roots()
    took, matched = timed(lambda: matched_photos(catalog, find_model(""), roots), 1)
    print(f"{'reading photos and matches':44} {took:7.0f} ms")
    took, groups = timed(matched.groups, 1)
    print(f"{'grouping them':44} {took:7.0f} ms  {len(groups):,} groups")
    took, coverage = timed(lambda: read_coverage(catalog, matched, roots))
    print(
        f"{'the overview':44} {took:7.0f} ms  {coverage.photos:,} photos, {len(coverage.folders):,} folders"
    )
    took, depth = timed(lambda: first_depth(coverage))
    print(f"{'the first depth':44} {took:7.0f} ms  {depth}")
    for depth in depths_of(coverage):
        took, pairs = timed(lambda depth=depth: pairs_at(coverage, depth))
        print(f"{f'pairs at depth {depth}':44} {took:7.0f} ms  {len(pairs):,} pairs")
    largest = pairs[0]
    took, _ = timed(lambda: pair_of(coverage, largest.folder, largest.other))
    print(f"{'one pair in numbers':44} {took:7.0f} ms")
    years = [FolderPart(roots[0] / "2009"), FolderPart(roots[0] / "2010")]
    for one, other in ((largest.folder, largest.other), years):
        took, looked = timed(lambda a=one, b=other: read_clearing(catalog, matched, a, b, lambda _: False))
        print(
            f"{'one pair looked at closely':44} {took:7.0f} ms  {looked.pair.covered} of {looked.pair.photos}"
        )


def timed(act: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """The best of some runs in milliseconds of a processor, and what came out."""
    found: list[float] = []
    for _ in range(times):
        began = time.process_time()
        result = act()
        found.append(1000 * (time.process_time() - began))
    return min(found), result


if __name__ == "__main__":
    main()
