"""Collects pairs of pictures of which it is known who was made of whom, with all that tells it.

    python -m training.lineage_pairs ../shared/train FOLDER... training/runs/lineage_pairs.npz --families 600

Families come from `training/lineage_families.py`, with `--soft` from `training/soft_families.py`. Every
pair of a family whose thumbnails can be laid over each other is compared at full size, as a scan does it, and
kept in both orders: label 1 where the second was made of the first, 0 where the first was made of the second,
-1 where neither was.
"""

import argparse
import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.lineage.alignment import full_guess
from core.lineage.evidence import MEASURES, measures
from core.lineage.measures import compare
from core.match.features import GREY_SIDE, features_of
from core.match.registration import register
from core.photo import ImageFile
from core.scan.decode import decode
from core.scan.full_picture import open_full
from training.lineage_families import Family, families
from training.soft_families import soft_families

Row = tuple[NDArray[np.float64], int, int, str, str]
"""Measures, label, family, and the kinds of both."""


def main() -> None:
    """Collect, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of photos, and last the file to write")
    parser.add_argument("--families", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--soft", action="store_true", help="families of soft photos and scanned pages")
    given = parser.parse_args()
    *folders, target = given.folders
    jobs = [
        (folders, given.families // _PARTS, given.seed * 1000 + part, given.soft) for part in range(_PARTS)
    ]
    rows: list[Row] = []
    with ProcessPoolExecutor(given.workers) as pool:
        for part, found in enumerate(pool.map(_collected, jobs)):
            rows += [
                (values, label, part * 10_000 + family, one, other)
                for values, label, family, one, other in found
            ]
            print(f"{part + 1} of {_PARTS} parts, {len(rows)} rows", flush=True)
    values, labels, numbers, ones, others = zip(*rows, strict=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target,
        names=MEASURES,
        found=np.stack(values),
        label=labels,
        family=numbers,
        kind_a=ones,
        kind_b=others,
    )


_PARTS = 24


def _collected(job: tuple[list[Path], int, int, bool]) -> list[Row]:
    folders, count, seed, soft = job
    photos = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in (".jpg", ".jpeg", ".png")
    )
    rows: list[Row] = []
    made = (soft_families if soft else families)(photos, count, seed)
    for number, family in enumerate(made):
        rows += [(*row, number, one, other) for *row, one, other in _rows_of(family)]
    return rows


def _rows_of(family: Family) -> list[tuple[NDArray[np.float64], int, str, str]]:
    import tempfile

    rows: list[tuple[NDArray[np.float64], int, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        seen = []
        for number, (data, suffix) in enumerate(zip(family.files, family.suffixes, strict=True)):
            path = Path(folder) / f"{hashlib.blake2b(data, digest_size=6).hexdigest()}{number}{suffix}"
            path.write_bytes(data)
            stat = path.stat()
            thumbnail = decode(ImageFile(path, stat.st_size, stat.st_mtime_ns, 0, 0), 32).thumbnail
            seen.append((open_full(path), features_of(thumbnail)))
    for i, j in combinations(range(len(seen)), 2):
        (a, features_a), (b, features_b) = seen[i], seen[j]
        laid = register(features_a, features_b)
        found = None if laid is None else compare(a, b, full_guess(laid.mapping, a, b, GREY_SIDE))
        if found is None or found.equal:
            continue
        label = 1 if i in _ancestors(family, j) else 0 if j in _ancestors(family, i) else -1
        rows.append((measures(found, a, b), label, family.kinds[i], family.kinds[j]))
        back = 1 - label if label >= 0 else -1
        rows.append((measures(found.swapped(), b, a), back, family.kinds[j], family.kinds[i]))
    return rows


def _ancestors(family: Family, number: int) -> set[int]:
    found: set[int] = set()
    while (number := family.parents[number]) >= 0:
        found.add(number)
    return found


if __name__ == "__main__":
    main()
