"""Ordinary JPEGs decoded at three eighths of their size too, where Pillow can only halve again and again.

A thumbnail of 400 pixels needs 546 of a photo's 1,456 pixels and not 728, so that what resizes and averages
behind the decoder has half as much to do. Everything unusual is left to Pillow.
"""

import importlib
from functools import cache
from typing import Any

import numpy as np
from PIL import Image


def decode_scaled(data: bytes, size: tuple[int, int], mode: str, want: tuple[int, int]) -> Image.Image | None:
    """Decode a JPEG at the fewest eighths of its size that suffice.

    Pixel for pixel what Pillow gives at the same size, since both stand on libjpeg-turbo.

    Args:
        data: the whole file.
        size: the picture's width and height, as Pillow read them.
        mode: Pillow's mode of the picture.
        want: the width and height that it must have at least.

    Returns:
        a picture in `mode`; None where it is neither RGB nor grey, where it is wanted at more than half of
        its size, and where libjpeg warns of anything: Pillow knows how to say what is wrong, or to read on.
    """
    simplejpeg = _simplejpeg()
    scaled = (tuple(-(-side * n // 8) for side in size) for n in _EIGHTHS)  # libjpeg rounds up
    fitting = next(((w, h) for w, h in scaled if w >= want[0] and h >= want[1]), None)
    if simplejpeg is None or fitting is None or mode not in _COLOURS:
        return None
    (width, height), (colours, channels) = fitting, _COLOURS[mode]
    pixels = np.empty((height, width, channels), np.uint8)
    try:
        simplejpeg.decode_jpeg(data, colours, min_height=height, min_width=width, buffer=pixels)
    except (ValueError, MemoryError):
        return None
    return Image.fromarray(pixels if channels > 1 else pixels[..., 0])


_EIGHTHS = (1, 2, 3, 4)
"""At 5 to 7 libjpeg-turbo has no vector code, and takes longer than for the whole picture."""

_COLOURS = {"RGB": ("RGB", 3), "L": ("GRAY", 1)}


@cache
def _simplejpeg() -> Any:
    """The decoder, imported when it is first needed; None where it is not installed."""
    try:
        return importlib.import_module("simplejpeg")
    except ImportError:
        return None
