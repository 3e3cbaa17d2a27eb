"""Places in which each of two pictures shows something of its own: other words on one template, another date
in one corner, another price on one label.

What was laid over a picture hides what the picture shows there, and the two have nothing to do with each
other. Where both were written on, one is bright where the other is dark: their colours in that place run
against each other, which no saving, toning or softening brings about.
"""

import numpy as np
from numpy.typing import NDArray

from core.lineage.middle import median
from core.match.opencv import open_cv

Coloured = NDArray[np.float32]
"""float32[height, width, 3]: RGB, 0 to 255."""


def exchanged(own: Coloured, made: Coloured, inside: NDArray[np.bool_]) -> float:
    """The share of what both show that lies in such places.

    Args:
        own: one picture.
        made: the other, laid over it, with its colours made those of the first.
        inside: where both show something.
    """
    cv2 = open_cv()
    apart = _apart(own, made)
    usual = [float(median(channel[inside])) if inside.any() else 0.0 for channel in apart]
    seen = np.zeros(inside.shape, np.float32)
    for channel, middle in zip(apart, usual, strict=True):
        if middle < _TOLD_BY_COLOUR:
            np.maximum(seen, channel - 3 * middle, out=seen)
    seen[~inside] = 0
    differs = seen > _PLAINLY
    places = cv2.morphologyEx(differs.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels = cv2.connectedComponents(places, connectivity=8)
    at = labels[differs]
    pixels = np.bincount(at, minlength=count) + 1e-6
    together, spread_own, spread_made = np.zeros((3, count))
    for channel in range(3):
        one, other = own[..., channel][differs], made[..., channel][differs]
        mean_one, mean_other = np.bincount(at, one, count) / pixels, np.bincount(at, other, count) / pixels
        together += np.bincount(at, one * other, count) / pixels - mean_one * mean_other
        spread_own += np.bincount(at, one * one, count) / pixels - mean_one**2 + _GRAIN
        spread_made += np.bincount(at, other * other, count) / pixels - mean_other**2 + _GRAIN
    against = together < -_AGAINST * np.sqrt(np.maximum(spread_own * spread_made, 0))
    against &= pixels >= _FEW
    against[0] = False
    return float(pixels[against].sum()) / max(1, int(inside.sum()))


def _apart(own: Coloured, made: Coloured) -> list[NDArray[np.float32]]:
    """How far two pictures are apart in light, and in either colour, which JPEG keeps at half the size."""
    cv2 = open_cv()
    difference = own - np.clip(made, 0, 255)
    light = difference @ np.array([0.299, 0.587, 0.114], np.float32)
    colours = [cv2.blur(difference[..., channel] - light, (3, 3)) for channel in (0, 2)]
    return [np.abs(light), *(np.abs(colour) for colour in colours)]


_PLAINLY = 36.0
"""Grey values. Below that a curve of tones, or JPEG's coarse colours, err too."""
_TOLD_BY_COLOUR = 4.0
"""Grey values. Where more than that is usual, colours are others everywhere and tell nothing of a place."""
_GRAIN, _AGAINST, _FEW = 4.0, 0.3, 8
