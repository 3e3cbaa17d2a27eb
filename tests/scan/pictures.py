"""Small pictures whose corners tell which way is up."""

from pathlib import Path

import numpy as np
from PIL import Image

from core.photo import Pixels

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 180, 30), (40, 40, 220), (128, 128, 128)


def corners(width: int = 96, height: int = 64) -> Image.Image:
    """Red and green above, blue and grey below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(GREY, (width // 2, height // 2, width, height))
    return image


def is_upright(pixels: Pixels, tolerance: int = 24) -> bool:
    """Whether the four corners of `pixels` have the colours that `corners` gave them."""
    near, far_y, far_x = 4, pixels.shape[0] - 5, pixels.shape[1] - 5
    found = [pixels[near, near], pixels[near, far_x], pixels[far_y, near], pixels[far_y, far_x]]
    wanted = [RED, GREEN, BLUE, GREY]
    return bool(np.abs(np.array(found, int) - np.array(wanted, int)).max() <= tolerance)


_UNDOING = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def lying(orientation: int, width: int = 96, height: int = 64) -> tuple[Image.Image, Image.Exif]:
    """`corners` as a camera would store it, and the EXIF that says so."""
    turn = _UNDOING[orientation]
    image = corners(width, height)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return image if turn is None else image.transpose(turn), exif


def noise(width: int, height: int, seed: int = 0) -> Image.Image:
    """A picture that does not compress, so that cutting its file cuts the picture."""
    values = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(values)


def save(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path
