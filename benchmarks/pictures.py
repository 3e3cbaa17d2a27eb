"""Pictures to measure with: real photos as a scan reads them, and edits of them made in memory."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.edits import EDITS
from core.errors import UnreadablePhoto
from core.photo import ExifFacts, ImageFile, Pixels
from core.scan.decode import THUMBNAIL_QUALITY, THUMBNAIL_SIDE, decode, open_upright


@dataclass
class Picture:
    """A picture with all that a scan keeps of it, and the group that it belongs to.

    `squares` holds the picture squashed to each side that a descriptor takes. `edit` names what was done.
    """

    path: Path
    group: int
    squares: dict[int, Pixels]
    thumbnail: bytes
    exif: ExifFacts = field(default_factory=ExifFacts)
    edit: str | None = None


def read_pictures(root: Path, truth: dict[str, Any], sides: Iterable[int]) -> list[Picture]:
    """Read the photos of all groups and the singles, each of which is a group of its own."""
    groups = [*truth["groups"], *([single] for single in truth["singles"])]
    pictures: list[Picture] = []
    for group, names in enumerate(groups):
        for name in names:
            path = root / name
            about = path.stat()
            file = ImageFile(path, about.st_size, about.st_mtime_ns, about.st_dev, about.st_ino)
            try:
                read = {side: decode(file, side) for side in sides}
            except UnreadablePhoto as error:
                print(f"left out: {path}: {error}")
                continue
            any_read = next(iter(read.values()))
            squares = {side: photo.pixels for side, photo in read.items()}
            pictures.append(Picture(path, group, squares, any_read.thumbnail, any_read.exif))
    return pictures


def edited_pictures(paths: list[Path], count: int, sides: Iterable[int]) -> list[Picture]:
    """Edit some photos in every way, and lay the others beside them.

    Backgrounds for collages come from photos that take no part otherwise, so that no two results share one
    with a photo in the set.
    """
    sides = list(sides)
    backgrounds, rest = paths[::8], [path for number, path in enumerate(paths) if number % 8]
    chosen = set(rest[:: max(1, len(rest) // count)][:count])
    pictures: list[Picture] = []
    used = 0
    for group, path in enumerate(rest):
        photo = open_upright(path, _LONG_SIDE)
        pictures.append(_picture(path, group, photo, sides))
        if path not in chosen:
            continue
        for number, (name, edit) in enumerate(EDITS.items()):
            rng = np.random.default_rng([group, number])
            needs = name in ("collage", "photo of a screen")
            used += needs
            other = open_upright(backgrounds[used % len(backgrounds)], _LONG_SIDE)
            pictures.append(_picture(path, group, edit(photo, rng, other), sides, name))
    return pictures


_LONG_SIDE = 800


def _picture(
    path: Path, group: int, picture: Image.Image, sides: list[int], edit: str | None = None
) -> Picture:
    squares = {side: np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC)) for side in sides}
    scale = min(1.0, THUMBNAIL_SIDE / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    encoded = io.BytesIO()
    picture.resize(size, Image.Resampling.HAMMING).save(encoded, "JPEG", quality=THUMBNAIL_QUALITY)
    return Picture(path, group, squares, encoded.getvalue(), edit=edit)
