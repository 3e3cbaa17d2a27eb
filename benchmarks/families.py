"""Families of copies: is the original kept, and are its copies offered for removal?

    python -m benchmarks.families PHOTOS --out FOLDER [--families 200] [--seed 1] [--only-make | --only-scan]

A family is one photo's own bytes and three to six copies, each made of the original or of another copy, down
to the third generation. No file holds metadata; names and times are drawn at random. Their truth is written
to FOLDER/truth.json; then FOLDER is scanned into a catalogue of its own. Prints how often the original is the
keeper, how often a bulk mark would have taken it and to which kind of copy it lost, which share of the other
copies a bulk mark takes, and what the scan cost. PHOTOS should hold no copies of one another.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.family_kinds import KINDS, OFTEN
from benchmarks.family_scores import print_scores
from benchmarks.plain_files import without_metadata

ROOT = Path(__file__).parent.parent
_SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".tif", ".tiff", ".bmp"))
_LOSSLESS = frozenset(("PNG", "TIFF", "BMP"))
_DEPTH = 3
_CHANCES = np.array([2.0 if kind.name in OFTEN else 1.0 for kind in KINDS])
_CHANCES /= _CHANCES.sum()


def main() -> None:
    """Make, scan and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "photos", type=Path, nargs="?", help="a folder of photos, searched with what is below it"
    )
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder for the families")
    parser.add_argument("--families", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--smallest", type=int, default=200, help="leave out photos with a shorter side than this"
    )
    parser.add_argument("--megapixels", type=float, default=6, help="leave out photos with more")
    parser.add_argument("--without", default="", help="kinds and suffixes to leave out: heic,avif,sepia")
    parser.add_argument("--report", type=Path, help="keep the report of the scan here")
    parser.add_argument("--only-make", action="store_true", help="do not scan")
    parser.add_argument("--only-scan", action="store_true", help="scan the families that lie in the folder")
    given = parser.parse_args()
    if not given.only_scan:
        if given.photos is None or not given.photos.is_dir():
            parser.error("PHOTOS must be a folder of photos")
        if given.out.is_dir() and any(given.out.iterdir()):
            parser.error(f"{given.out} is not empty: give a new folder, or --only-scan to scan what is there")
        photos = usable_photos(given.photos, given.seed, given.smallest, given.megapixels)
        without = frozenset(name.strip() for name in given.without.split(",") if name.strip())
        known = {kind.name for kind in KINDS} | {suffix[1:] for suffix in _SUFFIXES}
        if without - known:
            parser.error(f"no such kind: {', '.join(sorted(without - known))}")
        made = make_families(photos, given.out, given.families, given.seed, without)
        if made < given.families:
            print(f"{made} families: there are no more usable photos in {given.photos}")
    if not given.only_make:
        scan_and_tell(given.out, given.report)


@dataclass
class Family:
    """The files of one family in the order in which they were made; the first is the original."""

    files: list[bytes]
    suffixes: list[str]
    parents: list[int] = field(default_factory=lambda: [-1])
    kinds: list[str] = field(default_factory=lambda: ["original"])

    def depth(self, number: int) -> int:
        """Steps from the original."""
        return 0 if self.parents[number] < 0 else 1 + self.depth(self.parents[number])


def usable_photos(root: Path, seed: int, smallest: int, megapixels: float) -> Iterator[tuple[bytes, str]]:
    """Give photos below a folder without metadata, and their suffixes, in an order that the seed decides.

    Left out are photos that are too small or too large, animated, transparent or neither RGB nor grey, those
    whose metadata cannot be cut off without touching their pixels, and files that do not open.
    """
    found = sorted(path for path in root.rglob("*") if path.suffix.lower() in _SUFFIXES)
    for number in np.random.default_rng([seed, 0]).permutation(len(found)):
        path = found[number]
        try:
            data = without_metadata(path.read_bytes())
            with Image.open(io.BytesIO(data)) as picture:
                pixels = picture.width * picture.height
                if (
                    min(picture.size) < smallest
                    or pixels > megapixels * 1e6
                    or picture.mode not in ("RGB", "L")
                    or getattr(picture, "n_frames", 1) > 1
                    or (picture.format not in ("TIFF", "BMP") and len(picture.getexif()))
                    or picture.info.get("xmp")
                ):
                    continue
                picture.load()
        except (OSError, ValueError, SyntaxError) as error:
            print(f"left out: {path}: {error}")
            continue
        yield data, path.suffix.lower()


def make_families(
    photos: Iterator[tuple[bytes, str]],
    folder: Path,
    count: int,
    seed: int,
    without: frozenset[str] = frozenset(),
) -> int:
    """Write families and their truth into a folder, and give how many they are."""
    folder.mkdir(parents=True, exist_ok=True)
    groups: list[list[str]] = []
    parents: dict[str, list[str | None]] = {}
    for number, (original, suffix) in zip(range(count), photos, strict=False):
        rng = np.random.default_rng([seed, 1, number])
        family = make_family(original, suffix, rng, without)
        names = [rng.bytes(6).hex() + suffix for suffix in family.suffixes]
        for place in rng.permutation(len(names)):
            path = folder / names[place]
            path.write_bytes(family.files[place])
            when = 1_600_000_000 + int(rng.integers(150_000_000))
            os.utime(path, (when, when))
        for name, parent, kind in zip(names, family.parents, family.kinds, strict=True):
            parents[name] = [None if parent < 0 else names[parent], kind]
        groups.append(names)
    truth = {"groups": groups, "parents": parents}
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), "utf-8")
    return len(groups)


def make_family(
    original: bytes, suffix: str, rng: np.random.Generator, without: frozenset[str] = frozenset()
) -> Family:
    """Make three to six copies of a photo, or of one another, at most three steps away from it.

    Of a lossless original no copy keeps all pixels as they are: nothing could tell which of them was first.
    """
    family = Family([original], [suffix])
    pictures: dict[int, Image.Image] = {}
    lossy = not _is_lossless(original)
    wanted = 1 + int(rng.integers(3, 7))
    while len(family.files) < wanted:
        kind = KINDS[int(rng.choice(len(KINDS), p=_CHANCES))]
        possible = [number for number in range(len(family.files)) if family.depth(number) < _DEPTH]
        parent = 0 if rng.random() < 0.5 else possible[int(rng.integers(len(possible)))]
        if parent not in pictures:
            pictures[parent] = opened(family.files[parent])
        copy = None if kind.name in without else kind.make(pictures[parent], rng, lossless=lossy)
        if copy is None or copy[0] in family.files or copy[1][1:] in without:
            continue
        family.files.append(copy[0])
        family.suffixes.append(copy[1])
        family.parents.append(parent)
        family.kinds.append(kind.name)
    return family


def opened(data: bytes) -> Image.Image:
    """The picture of a file, RGB, with its colour profile."""
    with Image.open(io.BytesIO(data)) as picture:
        profile = picture.info.get("icc_profile")
        plain = picture.convert("RGB")
    plain.info = {"icc_profile": profile} if profile and picture.mode == "RGB" else {}
    return plain


def scan_and_tell(folder: Path, kept_report: Path | None) -> None:
    """Scan the families with this checkout, and print what came of them."""
    with tempfile.TemporaryDirectory() as scratch:
        report = kept_report or Path(scratch) / "report.json"
        catalog = Path(scratch) / "catalog.sqlite3"
        command = [sys.executable, str(ROOT / "main.py"), "scan", str(folder)]
        begun, used = time.monotonic(), _processor_seconds()
        options = ["--catalog", str(catalog), "--json", str(report)]
        subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds, processor = time.monotonic() - begun, _processor_seconds() - used
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text("utf-8"))
    print_scores(found, truth, folder)
    photos = len(truth["parents"])
    print(f"{seconds / photos:.4f} seconds a photo, {processor / photos:.4f} of a processor, {photos} photos")


def _processor_seconds() -> float:
    """What ended child processes used, theirs among them."""
    times = os.times()
    return times.children_user + times.children_system


def _is_lossless(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.format in _LOSSLESS or (picture.format == "WEBP" and b"VP8L" in data[:64])


if __name__ == "__main__":
    main()
