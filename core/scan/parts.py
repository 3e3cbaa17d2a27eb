"""Very large pictures in parts: each band of rows is decoded on its own, averaged down, and forgotten."""

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

IN_PARTS_FROM = 100_000_000
"""Pixels from which on a picture is decoded in parts where its file allows that."""

_STEPS = (16, 8, 4, 2)
"""How many pixels a side become one. Tiles are multiples of 16 pixels, so that all of one lie in one tile."""

BAND = 8_000_000
"""Pixels of a band, about."""

Samples = NDArray[Any]


def step_for(width: int, height: int, want: int) -> int:
    """By how much a picture is to be averaged down while it is decoded; 1 for not at all.

    Args:
        width: of the whole picture.
        height: as well.
        want: a side, in pixels, that its long side must keep twice and its short side once.
    """
    if width * height <= IN_PARTS_FROM:
        return 1
    long, short = max(width, height), min(width, height)
    fine = next((step for step in _STEPS if long // step >= 2 * want and short // step >= want), 1)
    small = next(step for step in (1, 2, 4, 8, 16) if width * height // step**2 <= IN_PARTS_FROM)
    return max(fine, small)


def averaged(bands: Iterable[Samples], step: int) -> Samples:
    """Average bands of rows, top to bottom, and lay them under each other.

    Args:
        bands: each [rows, width] or [rows, width, channels].
        step: how many pixels a side become one; what is left over at the edges is filled with the last ones.
    """
    averages: list[Samples] = []
    left: Samples | None = None
    for band in bands:
        rows = band if left is None else np.concatenate([left, band])
        whole = len(rows) // step * step
        averages.append(average(rows[:whole], step))
        left = rows[whole:] if whole < len(rows) else None
    if left is not None:
        averages.append(average(left, step))
    return np.concatenate([each for each in averages if len(each)])


def average(band: Samples, step: int) -> Samples:
    """Average squares of pixels; the kind of number stays."""
    if step == 1 or not len(band):
        return band
    import cv2

    if band.dtype.str.lstrip("<>=|") not in ("u1", "u2", "f4"):
        rounded = average(band.astype(np.float32), step)
        return (np.rint(rounded) if band.dtype.kind in "iu" else rounded).astype(band.dtype)
    below, right = -band.shape[0] % step, -band.shape[1] % step
    if below or right:
        band = np.pad(band, ((0, below), (0, right), *([(0, 0)] * (band.ndim - 2))), mode="edge")
    size = band.shape[1] // step, band.shape[0] // step
    small = cv2.resize(np.ascontiguousarray(band), size, interpolation=cv2.INTER_AREA)
    return cast("Samples", small)
