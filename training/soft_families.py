"""Families of pictures with no more detail than a reduced copy of them holds: soft photos and scanned pages.

Beside a copy at three quarters such a picture looks like an enlargement of that, and so does a crop of it at
its own size. In each family there are these and real enlargements of the copy. What all were made of is not
among them: a crop and a reduced copy are siblings.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.lineage_encoders import Encoded, Rng
from training.lineage_families import Family

_WAYS = (
    Image.Resampling.LANCZOS,
    Image.Resampling.BICUBIC,
    Image.Resampling.BILINEAR,
    Image.Resampling.BOX,
)
_PAGES = 0.3
"""The share of families that are pages."""


def soft_families(photos: Sequence[Path], count: int, seed: int) -> Iterator[Family]:
    """Make families, photo after photo in an order that the seed decides.

    Args:
        photos: to be enlarged to what a large soft photo shows.
        count: of families.
        seed: decides everything.
    """
    order = np.random.default_rng([seed, 0]).permutation(len(photos))
    for number in range(count):
        rng = np.random.default_rng([seed, 1, number])
        if rng.random() < _PAGES:
            yield _of_a_page(rng)
        else:
            with Image.open(photos[order[number % len(order)]]) as opened:
                yield _of_a_photo(_soft(opened.convert("RGB"), rng), rng)


def _of_a_photo(original: Image.Image, rng: Rng) -> Family:
    """The photo saved again, a reduced copy, a crop of each at the photo's size, and the copy enlarged."""
    by = float(rng.uniform(0.5, 0.92))
    small, reduced = _saved(_scaled(original, by, rng), rng)
    width, height = original.size
    across, down = int(width * rng.uniform(0.5, 0.9)), int(height * rng.uniform(0.5, 0.9))
    left, top = int(rng.integers(width - across)), int(rng.integers(height - down))
    box = (left, top, left + across, top + down)
    again, _ = _saved(original, rng)
    part, _ = _saved(original.crop(box), rng)
    x0, y0, x1, y1 = (round(side * by) for side in box)
    small_part = reduced.crop((x0, y0, x1, y1))
    enlarged_part, _ = _saved(_sharpened(_enlarged(small_part, 1 / by, rng), rng), rng)
    enlarged, _ = _saved(_sharpened(_enlarged(reduced, 1 / by, rng), rng), rng)
    files = [again, small, part, enlarged_part, enlarged]
    kinds = "original", "reduced", "crop", "enlarged crop", "enlargement"
    return _family(files, (-1, 0, 0, 1, 1), kinds)


def _of_a_page(rng: Rng) -> Family:
    """The page as it was scanned, and copies of it smaller and larger."""
    scanned = _scan(rng)
    first, page = _saved(scanned, rng)
    small, reduced = _saved(_sharpened(_scaled(page, float(rng.uniform(0.45, 0.9)), rng), rng), rng)
    larger, _ = _saved(_sharpened(_enlarged(page, float(rng.uniform(1.15, 2.2)), rng), rng), rng)
    back, _ = _saved(_enlarged(reduced, page.width / reduced.width, rng), rng)
    files = [first, small, larger, back]
    kinds = "original", "reduced", "enlargement", "enlarged copy"
    return _family(files, (-1, 0, 0, 1), kinds)


def _family(files: Sequence[Encoded], parents: tuple[int, ...], kinds: tuple[str, ...]) -> Family:
    return Family(tuple(data for data, _ in files), tuple(end for _, end in files), parents, kinds)


def _soft(photo: Image.Image, rng: Rng) -> Image.Image:
    """A large photo out of focus, with its camera's noise, as the camera saved it."""
    by = float(rng.uniform(900, 1300)) / max(photo.size)
    large = _enlarged(photo, by, rng)
    seen = cv2.GaussianBlur(np.asarray(large, np.float32), (0, 0), float(rng.uniform(0.4, 1.6)))
    strength = float(rng.choice([0, 0.7, 1.5, 3]))
    noise = (
        rng.normal(0, strength, seen.shape) * 0.5 + rng.normal(0, strength, seen.shape[:2])[..., None] * 0.8
    )
    return _saved(_as_image(seen + noise), rng, least=85)[1]


def _scan(rng: Rng) -> Image.Image:
    """A page under a scanner: words and lines, a little askew, soft, on paper with grain."""
    fine = 3
    width, height = int(rng.integers(700, 1100)), int(rng.integers(800, 1300))
    sheet = Image.new("L", (width * fine, height * fine), int(rng.integers(238, 256)))
    pen, ink = ImageDraw.Draw(sheet), int(rng.integers(0, 60))
    letters = int(rng.integers(13, 26)) * fine
    font = ImageFont.load_default(letters)
    top = 60 * fine
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(20, 60))):
            points = rng.random((int(rng.integers(2, 6)), 2)) * [width * fine, height * fine / 2]
            pen.line(
                [(float(x), float(y)) for x, y in points], fill=ink, width=fine * int(rng.integers(1, 4))
            )
        top = height * fine // 2
    while top < (height - 60) * fine:
        words = " ".join(_word(rng) for _ in range(int(rng.integers(3, 14))))
        pen.text((60 * fine, top), words, fill=ink, font=font)
        top += int(letters * 1.5)
    sheet = sheet.rotate(float(rng.normal(0, 0.4)), Image.Resampling.BICUBIC, fillcolor=250)
    soft = cv2.GaussianBlur(np.asarray(sheet, np.float32), (0, 0), fine * float(rng.uniform(0.4, 1.1)))
    seen = cv2.resize(soft, (width, height), interpolation=cv2.INTER_AREA)
    seen = seen * np.linspace(1, float(rng.uniform(0.93, 1)), width)
    seen = seen + rng.normal(0, float(rng.choice([0, 1, 2, 4])), seen.shape)
    page = _as_image(np.repeat(seen[..., None], 3, axis=2))
    return _sharpened(page, rng)


def _word(rng: Rng) -> str:
    return "".join("etaoinshrdlucmfwyp"[n] for n in rng.integers(0, 18, int(rng.integers(2, 10))))


def _as_image(seen: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(seen), 0, 255).astype(np.uint8))


def _scaled(picture: Image.Image, by: float, rng: Rng) -> Image.Image:
    size = (round(picture.width * by), round(picture.height * by))
    return picture.resize(size, _WAYS[int(rng.integers(len(_WAYS)))])


def _enlarged(picture: Image.Image, by: float, rng: Rng) -> Image.Image:
    size = (round(picture.width * by), round(picture.height * by))
    return picture.resize(size, _WAYS[int(rng.integers(3))])


def _sharpened(picture: Image.Image, rng: Rng) -> Image.Image:
    """Sharpened, or as it was."""
    if rng.random() < 0.7:
        return picture
    array = np.asarray(picture, np.float32)
    soft = cv2.GaussianBlur(array, (0, 0), float(rng.uniform(0.7, 1.6)))
    return _as_image(array + float(rng.uniform(0.3, 1.3)) * (array - soft))


def _saved(picture: Image.Image, rng: Rng, least: int = 70) -> tuple[Encoded, Image.Image]:
    """The file, mostly a JPEG, and the picture that is in it."""
    encoded = io.BytesIO()
    lossless = least < 85 and rng.random() < 0.2
    if lossless:
        picture.save(encoded, "PNG")
    else:
        picture.save(
            encoded, "JPEG", quality=int(rng.integers(least, 97)), subsampling=int(rng.choice([0, 2]))
        )
    with Image.open(io.BytesIO(encoded.getvalue())) as again:
        return (encoded.getvalue(), ".png" if lossless else ".jpg"), again.convert("RGB")
