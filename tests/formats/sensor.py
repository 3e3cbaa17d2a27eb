"""Ways to make a camera's RAW file: DNG, by tifffile, since no encoder writes what cameras do.

The camera that it tells of sees the colours of sRGB as they are, under daylight.
"""

from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from tests.formats.encoders import Make
from tests.scan.dng import dng
from tests.scan.light import light_of

_CFA, _LINEAR_RAW = 32803, 34892
_FROM_XYZ = (
    3.2404542,
    -1.5371385,
    -0.4985314,
    -0.9692660,
    1.8760108,
    0.0415560,
    0.0556434,
    -0.2040259,
    1.0572252,
)

Tag = tuple[int, int, int, Any, bool]
"""Number, type, count, value, and whether it is written once (tifffile's `extratags`)."""


def mosaic(orientation: int = 1, crop: tuple[int, int, int, int] | None = None) -> Make:
    """A grid of red, green, green, blue cells. `crop` is what is shown of it: left, top, right, bottom."""

    def make(image: Image.Image, folder: Path) -> Path:
        seen = _seen(image)
        cells = seen[..., 1].copy()
        cells[::2, ::2], cells[1::2, 1::2] = seen[::2, ::2, 0], seen[1::2, 1::2, 2]
        pattern: list[Tag] = [(33421, 3, 2, (2, 2), True), (33422, 1, 4, bytes([0, 1, 1, 2]), True)]
        if crop is not None:
            left, top, right, bottom = crop
            pattern += [(50719, 4, 2, (left, top), True), (50720, 4, 2, (right - left, bottom - top), True)]
        return _written(folder / "a.dng", cells, _CFA, orientation, pattern)

    return make


def developed(image: Image.Image, folder: Path) -> Path:
    """Three numbers for each pixel, as converters and phones write it."""
    return _written(folder / "a.dng", _seen(image), _LINEAR_RAW, 1, [])


def with_preview(image: Image.Image, folder: Path) -> Path:
    """A sensor's data with the camera's own JPEG before it, which stands for it."""
    path = folder / "a.dng"
    path.write_bytes(dng(image, preview=image))
    return path


def _seen(image: Image.Image) -> "np.ndarray[Any, np.dtype[np.uint16]]":
    return np.rint(light_of(image) * 65535).astype(np.uint16)


def _written(path: Path, cells: Any, photometric: int, orientation: int, more: list[Tag]) -> Path:
    matrix = tuple(number for value in _FROM_XYZ for number in (round(value * 10_000), 10_000))
    tags: list[Tag] = [
        (271, 2, 0, "Acme", True),
        (272, 2, 0, "One", True),
        (274, 3, 1, orientation, True),
        (50706, 1, 4, bytes([1, 4, 0, 0]), True),
        (50708, 2, 0, "Acme One", True),
        (50721, 10, 9, matrix, True),
        (50728, 5, 3, (1, 1) * 3, True),
        (50778, 3, 1, 21, True),
        *more,
    ]
    tifffile.imwrite(path, cells, photometric=photometric, extratags=tags, metadata=None)
    return path
