"""A catalogue of a large library, made of nothing: photos, groups, thumbnails, and no file of any size.

    python benchmarks/library_of_many.py FOLDER [--photos 100000] [--groups 30000]

Writes FOLDER/catalogue.sqlite3 and, below FOLDER/photos, an empty file for each photo, since the window looks
into the folders for what belongs to one shot. The same numbers give the same library.
"""

import argparse
import io
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.catalog import embeddings, photos, scans, similar
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.embed.registry import find_model
from core.loss import Loss, LossKind
from core.photo import Change, DecodedPhoto, ExifFacts, Finding, ImageFile, Lineage, Match, Relation

SEED = 20260101
PER_FOLDER = 500
PICTURES = 48
"""Different thumbnails; each is stored as often as it is used, as in a real catalogue."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--groups", type=int, default=30_000)
    arguments = parser.parse_args()
    print(make_library(arguments.folder, arguments.photos, arguments.groups))


def make_library(
    folder: Path,
    photo_count: int,
    group_count: int,
    per_folder: int = PER_FOLDER,
    *,
    compared: bool = False,
) -> Path:
    """Make a catalogue with so many photos and, if every match counts, about so many groups.

    Args:
        folder: where to make it.
        photo_count: of photos.
        group_count: of groups.
        per_folder: photos in each folder.
        compared: whether copies were compared at full size, and three of four hold nothing of their own.

    Returns:
        the catalogue's path. One that is there already is taken as it is.
    """
    path = folder / "catalogue.sqlite3"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    half_done = folder / "half-done.sqlite3"
    half_done.unlink(missing_ok=True)
    plan = list(_plan(random.Random(SEED), photo_count, group_count))
    thumbnails = _thumbnails()
    spec = find_model("")
    with Catalog.open(half_done) as catalog:
        contents: dict[int, int] = {}
        for batch in batched(_decoded(folder, plan, thumbnails, per_folder), 2000):
            with catalog.write() as connection:
                ids = photos.add(connection, batch)
            contents.update((int.from_bytes(photo.sha256), ids[photo.sha256]) for photo in batch)
        with catalog.write() as connection:
            model = embeddings.model_id(connection, spec.digest, spec.name, spec.dim)
            similar.add(connection, model, _matches(random.Random(SEED + 1), plan, contents, compared))
            scans.add(connection, [folder / "photos"], photo_count, 900.0, "ONNX Runtime, CPU", spec.name)
    half_done.rename(path)
    return path


@dataclass(frozen=True, slots=True)
class _Shot:
    """One photo to be: its content, and the group that it belongs to (-1 for none)."""

    number: int
    content: int
    group: int
    scene: int
    """Which press of the shutter within the group."""


def _plan(dice: random.Random, photo_count: int, group_count: int) -> Iterator[_Shot]:
    """Most groups are pairs, some are long bursts; a fifth of the copies have the same bytes."""
    number = 0
    for group in range(group_count):
        size = min(2 + int(dice.expovariate(1.1)), 14)
        content, scene = number, 0
        for place in range(size):
            if number >= photo_count:
                return
            if place and dice.random() >= 0.2:
                content = number
                scene += dice.random() < 0.4
            yield _Shot(number, content, group, scene)
            number += 1
    while number < photo_count:
        yield _Shot(number, number, -1, 0)
        number += 1


def _decoded(
    folder: Path, plan: list[_Shot], thumbnails: list[bytes], per_folder: int
) -> Iterator[DecodedPhoto]:
    dice = random.Random(SEED + 2)
    order = list(range(len(plan)))
    dice.shuffle(order)  # groups lie in many folders, as they do in life
    began = datetime(2009, 1, 1, 8)
    pixels = np.zeros((1, 1, 3), dtype=np.uint8)
    for shot in plan:
        place = order[shot.number]
        album = place // per_folder
        below = folder / "photos" / f"{2009 + album % 15}" / f"Album {album:03}"
        below.mkdir(parents=True, exist_ok=True)
        suffix, name = dice.choice((("JPEG", "jpg"), ("JPEG", "jpg"), ("HEIC", "heic"), ("PNG", "png")))
        path = below / f"IMG_{place:06}.{name}"
        path.touch()
        width = dice.choice((4032, 4000, 3024, 1600, 1280))
        captured = began + timedelta(minutes=37 * (shot.content if shot.group < 0 else shot.group))
        yield DecodedPhoto(
            file=ImageFile(path, dice.randrange(200_000, 9_000_000), 1_500_000_000 * 10**9, 1, 10**6 + place),
            sha256=shot.content.to_bytes(32),
            pixels=pixels,
            thumbnail=thumbnails[shot.group % PICTURES],
            width=width,
            height=width * 3 // 4,
            format=suffix,
            sharpness=dice.random(),
            exif=ExifFacts(captured, dice.choice(("NIKON D750", "iPhone 12"))),
        )


def _matches(
    dice: random.Random, plan: list[_Shot], contents: dict[int, int], compared: bool
) -> Iterator[Match]:
    """Every two contents of a group, in most cases: real ones do not always close either."""
    groups: dict[int, dict[int, _Shot]] = {}
    for shot in plan:
        if shot.group >= 0:
            groups.setdefault(shot.group, {}).setdefault(shot.content, shot)
    for members in groups.values():
        shots = list(members.values())
        for n, one in enumerate(shots):
            for other in shots[n + 1 :]:
                if n == 0 or dice.random() < 0.8:
                    a, b = contents[one.content], contents[other.content]
                    match = _match(dice, a, b, one.scene == other.scene)
                    yield replace(match, lineage=_lineage(dice)) if compared else match


def _match(dice: random.Random, a: int, b: int, same_picture: bool) -> Match:
    if same_picture:
        found = (Finding(Change.RESIZED, dice.uniform(0.2, 0.9)), Finding(Change.SAME_CAMERA))
        return Match(a, b, Relation.SAME_PICTURE, dice.triangular(0.72, 0.998, 0.95), 0.99, found, found)
    found = (Finding(Change.SECONDS_APART, dice.randrange(1, 90)), Finding(Change.SAME_CAMERA))
    return Match(a, b, Relation.SAME_SCENE, dice.triangular(0.6, 0.97, 0.8), 0.9, found, found)


def _lineage(dice: random.Random) -> Lineage:
    """The first of two is the source; of four copies one holds something of its own."""
    own = (Loss(LossKind.TONES),) if dice.random() < 0.25 else ()
    return Lineage(0.9, 0.1, (Loss(LossKind.DETAIL),), own)


def _thumbnails() -> list[bytes]:
    """Soft pictures of 320 x 240; they differ, so that none is shown for another unnoticed."""
    stream = np.random.default_rng(SEED)
    made: list[bytes] = []
    for _ in range(PICTURES):
        cells = Image.fromarray(stream.integers(0, 256, (4, 5, 3), dtype=np.uint8))
        buffer = io.BytesIO()
        cells.resize((320, 240), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=60)
        made.append(buffer.getvalue())
    return made


if __name__ == "__main__":
    main()
