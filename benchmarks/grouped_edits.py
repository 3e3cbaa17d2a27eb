"""What a person sees of edited copies: a folder of photos and twenty edits of some, scanned, group by group.

    python -m benchmarks.grouped_edits PHOTOS [--edited 50] [--others 400] [--seed 4] [--keep FOLDER]

`benchmarks/accuracy.py` ranks pairs; a scan has to decide, and puts each photo into one group. Prints, for
each kind of edit, the share that lies in one group with its photo; how many groups hold edits of several
photos (a collage or a photographed screen holds two, and may bring them together); and what was kept.
PHOTOS should hold no copies of one another.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.edits import EDITS

ROOT = Path(__file__).parent.parent
_LONGEST_SIDE = 1600
_UNEDITED = "itself"


def main() -> None:
    """Make, scan and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path, help="a folder of JPEGs, searched with what is below it")
    parser.add_argument("--edited", type=int, default=50, help="photos that get twenty edits")
    parser.add_argument("--others", type=int, default=400, help="photos beside them")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="make the pictures here, and leave them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch) / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        make(given.photos, folder, given.edited, given.others, given.seed)
        report = Path(scratch) / "report.json"
        catalog = Path(scratch) / "catalog.sqlite3"
        command = [sys.executable, str(ROOT / "main.py"), "scan", str(folder)]
        subprocess.run([*command, "--catalog", str(catalog), "--json", str(report)], cwd=ROOT, check=True)
        tell(folder, json.loads(report.read_text("utf-8")), given.edited)


def make(photos: Path, folder: Path, edited: int, others: int, seed: int) -> None:
    """Write pictures named NUMBER_KIND.jpg; the edits of a photo have its number."""
    found = sorted(path for path in photos.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    random.Random(seed).shuffle(found)
    chosen = found[: edited + others]
    for number, path in enumerate(chosen):
        picture = _opened(path)
        picture.save(folder / f"{number:05d}_{_UNEDITED}.jpg", quality=92)
        if number < edited:
            other = _opened(found[(number + edited) % len(found)])
            for kind, (name, edit) in enumerate(EDITS.items()):
                rng = np.random.default_rng([seed, number, kind])
                changed = edit(picture, rng, other).convert("RGB")
                changed.save(folder / f"{number:05d}_{name}.jpg", quality=85)


def tell(folder: Path, report: dict[str, list[dict[str, object]]], edited: int) -> None:
    """Print what came of each kind of edit."""
    groups = [[Path(str(path)).stem for path in _paths(group)] for group in report["groups"]]
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    with_its_photo: dict[str, list[bool]] = defaultdict(list)
    for path in sorted(folder.glob("*.jpg")):
        number, kind = path.stem.split("_", 1)
        if int(number) < edited and kind != _UNEDITED:
            own = group_of.get(f"{number}_{_UNEDITED}", -1)
            with_its_photo[kind].append(group_of.get(path.stem, -2) == own)
    for kind, hits in with_its_photo.items():
        print(f"{kind:>20}  {np.mean(hits):.3f}")
    together = [hit for hits in with_its_photo.values() for hit in hits]
    print(f"{'all':>20}  {np.mean(together):.3f}")
    mixed = [group for group in groups if len({name.split("_")[0] for name in group}) > 1]
    print(f"{len(groups)} groups, {len(mixed)} of them with pictures of more than one photo")
    keepers = Counter(group[0].split("_", 1)[1] for group in groups)
    print("kept: " + ", ".join(f"{count} {kind}" for kind, count in keepers.most_common()))


def _opened(path: Path) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return picture


def _paths(group: dict[str, object]) -> list[object]:
    members: object = group["members"]
    assert isinstance(members, list)
    return [group["keeper"], *(member["path"] for member in members)]


if __name__ == "__main__":
    main()
