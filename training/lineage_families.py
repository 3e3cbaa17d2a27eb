"""Families of copies in memory, to fit who was made of whom.

    for family in families(photos, count=500, seed=1): ...

The original is a photo's own bytes, or comes out of a camera that looked at a part of a photo: fewer pixels,
often through a mosaic of colours, light noise, a camera's JPEG tables; one in ten is a PNG without any trace
of a JPEG, a HEIC or a WebP. Each copy is made of the original or of another copy, down to the third
generation. Measured with by `benchmarks/families.py`, which shares no filter, word or drawing with this.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.plain_files import without_metadata
from training import lineage_encoders
from training.lineage_edits import KINDS
from training.lineage_encoders import Encoded, decoded
from training.photo_store import Picture

Rng = np.random.Generator

_DEPTH = 3
_SHORTEST_SIDE = 160
_LONGEST_SIDE = 1600
_LARGEST_SCALE = 0.85
_OWN_BYTES = 0.4
_OWN_BYTES_OF_SMALL = 0.4
_SOFT = 0.4
_WITHOUT_JPEG = 0.1
_CHANCES = np.array([weight for _, weight in KINDS])
_CHANCES /= _CHANCES.sum()


@dataclass(frozen=True)
class Family:
    """Encoded files of one picture, the original first, each after the one that it was made of."""

    files: tuple[bytes, ...]
    suffixes: tuple[str, ...]
    parents: tuple[int, ...]
    """The place of what each was made of; -1 for the original."""
    kinds: tuple[str, ...]


def families(photos: Sequence[Path], count: int, seed: int) -> Iterator[Family]:
    """Make families, photo after photo in an order that the seed decides, anew from the first after the last.

    Photos that cannot be used (grey, transparent, animated, too small, damaged) are passed over.

    Raises:
        ValueError: no photo can be used.
    """
    made = passed = turn = 0
    order = np.random.default_rng([seed, 0]).permutation(len(photos))
    while made < count:
        if passed > len(photos) or not len(photos):
            raise ValueError("none of the photos can be used to make families")
        path = photos[order[turn % len(photos)]]
        rng = np.random.default_rng([seed, 1, turn])
        turn += 1
        original = original_of(path, rng)
        if original is None:
            passed += 1
            continue
        passed = 0
        made += 1
        yield family_of(original, rng)


def original_of(path: Path, rng: Rng) -> Encoded | None:
    """A photo's own bytes without metadata, or what a camera made of it; None where it is of no use."""
    try:
        data = without_metadata(path.read_bytes())
        with Image.open(io.BytesIO(data)) as opened:
            usable = opened.mode == "RGB" and getattr(opened, "n_frames", 1) == 1
            plain = opened.format == "JPEG" and "icc_profile" not in opened.info
            width, height = opened.size
        if not usable or min(width, height) < _SHORTEST_SIDE:
            return None
        can_shrink = min(width, height) * _LARGEST_SCALE >= _SHORTEST_SIDE
        own = plain and max(width, height) <= _LONGEST_SIDE
        own = own and rng.random() < (_OWN_BYTES if can_shrink else _OWN_BYTES_OF_SMALL)
        picture = decoded(data)
    except (OSError, ValueError, SyntaxError):
        return None
    return (data, ".jpg") if own else _photographed(picture, rng)


def family_of(original: Encoded, rng: Rng) -> Family:
    """Make two to six copies of an original or of one another.

    Of a lossless original no copy keeps all pixels as they are: nothing could tell which of them was first.
    """
    files, suffixes, parents, kinds, depths = [original[0]], [original[1]], [-1], ["original"], [0]
    pictures: dict[int, Picture] = {}
    wanted = 1 + int(rng.integers(2, 7))
    while len(files) < wanted:
        kind = KINDS[int(rng.choice(len(KINDS), p=_CHANCES))][0]
        possible = [place for place, depth in enumerate(depths) if depth < _DEPTH]
        parent = 0 if rng.random() < 0.45 else possible[int(rng.integers(len(possible)))]
        if parent not in pictures:
            pictures[parent] = decoded(files[parent], rng)
        copy = kind.make(pictures[parent], rng, lossless=original[1] != ".png")
        if copy is None or copy[0] in files:
            continue
        files.append(copy[0])
        suffixes.append(copy[1])
        parents.append(parent)
        kinds.append(kind.name)
        depths.append(depths[parent] + 1)
    return Family(tuple(files), tuple(suffixes), tuple(parents), tuple(kinds))


def _photographed(picture: Picture, rng: Rng) -> Encoded:
    """Take a part of a photo at fewer pixels as if a camera had seen it, and save it as cameras do.

    The photo's own blocks, of another JPEG, are scaled away: below a half nothing of them is left.
    """
    lowest = max(0.3, _SHORTEST_SIDE / min(picture.shape[:2]))
    small = lowest > _LARGEST_SCALE
    scale = 1.0 if small else float(rng.uniform(lowest, _LARGEST_SCALE))
    seen = _window(picture, scale, rng)
    if small or rng.random() < _SOFT:
        seen = _softened(seen, rng)
    elif scale < 0.6 and rng.random() < 0.5:
        seen = _through_mosaic(seen)
    light = seen.astype(np.float32)
    grain = rng.standard_normal(light.shape, np.float32)
    shot, read = float(rng.uniform(0, 0.15)), float(rng.uniform(0.2, 1.5))
    light += grain * np.sqrt(shot * light + read**2)
    seen = light.clip(0, 255).round().astype(np.uint8)
    if rng.random() < 0.3:
        soft = cv2.GaussianBlur(seen, (0, 0), 1)
        seen = cv2.addWeighted(seen, 1.5, soft, -0.5, 0)
    if rng.random() >= _WITHOUT_JPEG:
        return lineage_encoders.camera_jpeg(seen, rng)
    if scale <= 0.5 and rng.random() < 0.6:
        return lineage_encoders.png(seen, rng)
    return (lineage_encoders.heic if rng.random() < 0.6 else lineage_encoders.webp)(seen, rng)


def _softened(picture: Picture, rng: Rng) -> Picture:
    """As a sensor with more pixels than its lens resolves: large and soft, before its noise."""
    larger = float(rng.uniform(1.25, 2.2))
    larger = min(larger, _LONGEST_SIDE / max(picture.shape[:2]))
    size = (round(picture.shape[1] * larger), round(picture.shape[0] * larger))
    seen = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)
    return cv2.GaussianBlur(seen, (0, 0), float(rng.uniform(0.4, 0.9)))


def _window(picture: Picture, scale: float, rng: Rng) -> Picture:
    """A part of the photo, 60 to 100 % of each side where enough is left, scaled by at most `scale`."""
    parts: list[slice] = []
    for side in picture.shape[:2]:
        kept = max(round(side * float(rng.uniform(0.6, 1))), min(side, round(_SHORTEST_SIDE / scale)))
        begin = int(rng.integers(side - kept + 1))
        parts.append(slice(begin, begin + kept))
    part = picture[parts[0], parts[1]]
    scale = min(scale, _LONGEST_SIDE / max(part.shape[:2]))
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA)


def _through_mosaic(picture: Picture) -> Picture:
    """Keep one colour a pixel as a sensor does, and guess the others from those around."""
    mosaic = picture[..., 1].copy()
    mosaic[::2, ::2] = picture[::2, ::2, 0]
    mosaic[1::2, 1::2] = picture[1::2, 1::2, 2]
    return cv2.cvtColor(mosaic, cv2.COLOR_BayerRGGB2RGB_EA)
