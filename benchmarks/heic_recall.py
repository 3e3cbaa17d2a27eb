"""Are copies and crops of HEICs found as well as those of JPEGs? One set of pictures in both, scanned.

    python benchmarks/heic_recall.py PHOTOS [--photos 40] [--others 60] [--seed 1] [--single-pixels]

Of each photo a HEIC is made as phones write it (`benchmarks/phone_heic.py`; tiles of 192 pixels, so that 2 MP
have as many as 12 MP on a phone), and of each of its copies and crops; the same pictures are saved as JPEGs.
Prints for each kind the share that a scan puts into one group with their photo, and the processor seconds.
With --single-pixels the small copies are made as libheif makes them, which is harder.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.camera_photos import enlarged
from benchmarks.edits import EDITS
from benchmarks.phone_heic import phone_heic
from benchmarks.scan_speed import run_scan

KINDS = (
    *("jpeg", "half the size", "crop to 80 %", "crop to 60 %", "crop to 35 %"),
    *("crop, other aspect", "quarter turn"),
)
SIZE = (1536, 1152)
_TILE = 192


def main() -> None:
    """Make, scan and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="a folder of JPEGs, searched with what is below it")
    parser.add_argument("--photos", type=int, default=40, help="photos that get copies and crops")
    parser.add_argument("--others", type=int, default=60, help="photos beside them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--single-pixels", action="store_true", help="small copies as libheif makes them")
    parser.add_argument("--keep", type=Path, help="make the pictures here, and leave them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = given.keep or Path(scratch)
        make(given.source, work, given.photos, given.others, given.seed, single_pixels=given.single_pixels)
        shares: dict[str, dict[str, float]] = {}
        for form in ("jpeg", "heic"):
            home = Path(scratch) / f"home of {form}"
            home.mkdir()
            catalog = home / "catalogue.sqlite3"
            run = run_scan(work / form, catalog, home=home)
            report = json.loads(catalog.with_suffix(".json").read_text("utf-8"))
            shares[form] = found(work / form, report, given.photos)
            print(f"{form}: {run.cpu:.1f} processor seconds")
        print(f"{'':20}{'JPEG':>8}{'HEIC':>8}")
        for kind in (*KINDS, "all"):
            print(f"{kind:20}{shares['jpeg'][kind]:8.3f}{shares['heic'][kind]:8.3f}")


def make(source: Path, work: Path, photos: int, others: int, seed: int, *, single_pixels: bool) -> None:
    """Write pictures named NUMBER_KIND in folders named by their formats."""
    paths = sorted(path for path in source.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    random.Random(seed).shuffle(paths)
    for form in ("jpeg", "heic"):
        (work / form).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(paths[: photos + others]):
        stream = np.random.default_rng([seed, number])
        whole = enlarged(path, SIZE, stream)
        pictures = {"itself": whole}
        if number < photos:
            pictures |= {
                kind: edited(kind, whole, np.random.default_rng([seed, number, 1])) for kind in KINDS
            }
        for kind, picture in pictures.items():
            name = f"{number:05}_{kind}"
            if (work / "heic" / f"{name}.heic").exists():
                continue
            small = picture.copy()
            small.thumbnail((320, 320), Image.Resampling.NEAREST if single_pixels else Image.Resampling.BOX)
            picture.save(work / "jpeg" / f"{name}.jpg", quality=90)
            heic = phone_heic(picture, thumbnail=small, tile=_TILE)
            (work / "heic" / f"{name}.heic").write_bytes(heic)


def edited(kind: str, picture: Image.Image, stream: np.random.Generator) -> Image.Image:
    """A copy or a crop."""
    if kind == "half the size":
        return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    if kind == "jpeg":
        saved = BytesIO()
        picture.save(saved, "JPEG", quality=int(stream.integers(30, 80)))
        return Image.open(saved).convert("RGB")
    return EDITS[kind](picture, stream, picture).convert("RGB")


def found(folder: Path, report: dict[str, list[dict[str, object]]], photos: int) -> dict[str, float]:
    """The share of each kind that lies in one group with their photo."""
    groups = [[Path(str(path)).stem for path in _paths(group)] for group in report["groups"]]
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for path in folder.iterdir():
        number, kind = path.stem.split("_", 1)
        if int(number) < photos and kind != "itself":
            hit = group_of.get(path.stem, -2) == group_of.get(f"{number}_itself", -1)
            hits[kind].append(hit)
            hits["all"].append(hit)
    return {kind: float(np.mean(each)) for kind, each in hits.items()}


def _paths(group: dict[str, object]) -> list[object]:
    members: object = group["members"]
    assert isinstance(members, list)
    return [group["keeper"], *(member["path"] for member in members)]


if __name__ == "__main__":
    main()
