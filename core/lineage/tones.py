"""How the colours of one picture become those of another, and what each has lost of them."""

import cmath
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.lineage.middle import median
from core.lineage.picture import LUMA

Colours = NDArray[np.float32]
"""float32[pixels, 3]: RGB, 0 to 255."""

Curve = NDArray[np.float32]
"""float32[3, 13]: what makes the colours of one picture out of the terms of another's."""


def _terms(rgb: Colours) -> NDArray[np.float32]:
    """float32[13, pixels]: all that a polynomial of third degree has, but for the mixed cubes."""
    terms = np.empty((13, len(rgb)), np.float32)
    terms[0] = 1
    r, g, b = colours = terms[1:4]
    np.multiply(rgb.T, np.float32(1 / 255), out=colours)
    colours -= np.float32(0.5)
    squares = np.multiply(colours, colours, out=terms[4:7])
    np.multiply(squares, colours, out=terms[7:10])
    np.multiply(r, g, out=terms[10])
    np.multiply(r, b, out=terms[11])
    np.multiply(g, b, out=terms[12])
    return terms


def _solved(terms: NDArray[np.float32], target: Colours, weight: NDArray[np.float32]) -> Curve:
    """What makes `target` out of terms, by weighted least squares."""
    weighed = terms * weight
    normal = weighed @ terms.T + 1e-4 * terms.shape[1] * np.eye(len(terms), dtype=np.float32)
    right = np.asarray(weighed @ target, dtype=np.float64)
    return np.asarray(np.linalg.solve(np.asarray(normal, dtype=np.float64), right), dtype=np.float32).T


def applied_light(curve: Curve, rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """The brightness that the other picture would have; any shape [..., 3] -> [...]."""
    flat = LUMA @ curve @ _terms(rgb.reshape(-1, 3))
    return np.asarray(flat, dtype=np.float32).reshape(rgb.shape[:-1])


def applied(curve: Curve, rgb: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The brightness, and the colours, that the other picture would have; any shape [..., 3] -> [...], and
    the same shape."""
    terms = _terms(rgb.reshape(-1, 3))
    light, colours = LUMA @ curve @ terms, (curve @ terms).T
    return np.asarray(light, np.float32).reshape(rgb.shape[:-1]), np.asarray(colours).reshape(rgb.shape)


@dataclass(frozen=True, slots=True)
class Toning:
    """What two pictures say of each other's colours where they agree.

    `to_first` and `to_second` make the colours of one out of the other's; `left_first` is the root mean
    square of what the first has and the second does not explain, in grey values, `left_second` the other way.
    `shift` is by how much the colours differ before that, likewise: about 0 where tones were left alone.
    `held_first` is how far, in grey values, the first goes beyond the second where that is clipped: light and
    colours that a change of tones has lost. `held_second` is the other way. `apart` is by how much they
    differ as they are, on average.
    """

    to_first: Curve
    to_second: Curve
    left_first: float
    left_second: float
    shift: float
    held_first: float
    held_second: float
    apart: float


def toning(first: Colours, second: Colours) -> Toning:
    """Fit both ways, twice: what agrees badly the first time, such as a caption, counts little the second."""
    weight = np.ones(len(first), np.float32)
    terms_first, terms_second = _terms(first), _terms(second)
    to_first = _solved(terms_second, first, weight)
    for _ in range(2):
        off = np.sqrt(((to_first @ terms_second - first.T) ** 2).mean(axis=0))
        weight = (1 / (1 + (off / (3 * median(off) + 1.5)) ** 4)).astype(np.float32)
        to_first = _solved(terms_second, first, weight)
    to_second = _solved(terms_first, second, weight)
    off = np.sqrt(((to_first @ terms_second - first.T) ** 2).mean(axis=0))
    back = np.sqrt(((to_second @ terms_first - second.T) ** 2).mean(axis=0))
    moved = to_first @ terms_second - second.T
    shift = float(np.sqrt(np.mean(moved**2)))
    held_first = _held(first, (to_first @ terms_second).T, second)
    held_second = _held(second, (to_second @ terms_first).T, first)
    apart = float(np.abs(first - second).mean())
    return Toning(to_first, to_second, _typical(off), _typical(back), shift, held_first, held_second, apart)


def _held(one: Colours, explained: Colours, clipped: Colours) -> float:
    """How far one picture goes on where a channel of another is black or full, at the end where it is most.

    Where tones were stretched, the one gets brighter and brighter there. Where the other is bright as it was
    taken, the one is no brighter than what is just below leads to; softness and noise vary to both sides.

    Args:
        one: the picture that may hold more.
        explained: the same as far as the other's colours explain it.
        clipped: the other.
    """
    unexplained = one - np.clip(explained, 0, 255)
    most = 0.0
    for channel in range(3):
        own, theirs = one[:, channel], clipped[:, channel]
        for end, way in ((0.0, -1), (255.0, 1)):
            off_end = np.abs(theirs - end)
            at_end = off_end < 1.5
            if at_end.mean() <= _CLIPPED:
                continue
            near = (off_end >= _NEAR_END[0]) & (off_end < _NEAR_END[1])
            if near.sum() < _FEW:
                continue
            low, high = np.percentile(unexplained[at_end, channel], [25, 75])
            farther = way * (own[at_end] - _led_to(end, theirs[near], own[near]))
            most = max(most, min(float(high - low), float(np.percentile(farther, 75))))
    return most


def _led_to(end: float, theirs: NDArray[np.float32], own: NDArray[np.float32]) -> float:
    """What one picture has where the other reaches an end, by a line through what is near that end."""
    middle = float(theirs.mean())
    away = theirs - middle
    slope = max(0.0, float(away @ own) / (float(away @ away) + 1e-6))
    return float(median(own)) + slope * (end - middle)


_CLIPPED = 0.005
"""Less than that share of the pixels tells nothing."""
_NEAR_END, _FEW = (5.0, 25.0), 50
"""Grey values from black or full, and pixels."""


def _typical(off: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(np.minimum(off, 4 * median(off) + 1) ** 2)))


@dataclass(frozen=True, slots=True)
class Range:
    """What is left of one picture's tones: shares of pixels at either end, holes in its histogram, colour."""

    dark: float
    bright: float
    combed: float
    colour: float


def tonal_range(rgb: Colours) -> Range:
    """Measure it on many pixels of a picture."""
    red, green, blue = rgb[:, 0], rgb[:, 1], rgb[:, 2]
    low, high = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
    counts = np.bincount(np.clip(np.round(green), 0, 255).astype(np.int64), minlength=256)
    first, last = np.searchsorted(np.cumsum(counts), [0.03 * len(green), 0.97 * len(green)])
    within = counts[first : last + 1].astype(np.float64)
    combed = 0.0
    if len(within) > 24:
        around = np.convolve(within, np.ones(5) / 5, "valid")
        combed = float((within[2:-2] < 0.25 * around).mean() + (within[2:-2] > 1.75 * around).mean())
    colour = float(np.hypot((red - green).std(), (blue - green).std()))
    return Range(float((high < 2.5).mean()), float((low > 252.5).mean()), combed, colour)


def hue_turn(first: Colours, second: Colours) -> tuple[float, float]:
    """How colours are turned from the first to the second.

    Returns:
        the angle in degrees, 0 to 180, and how well one factor explains all colours, 0 to 1; (0, 1) for
        grey. A tint over all of it is no turn.
    """
    a, b = _chroma(first), _chroma(second)
    a, b = a - a.mean(), b - b.mean()
    if np.abs(a).mean() < 3 or np.abs(b).mean() < 3:
        return 0.0, 1.0
    cross = complex((np.conj(a) * b).sum())
    together = abs(cross) ** 2 / (float((np.abs(a) ** 2).sum()) * float((np.abs(b) ** 2).sum()) + 1e-6)
    return abs(math.degrees(cmath.phase(cross))), together


def _chroma(rgb: Colours) -> NDArray[np.complex128]:
    blue = -0.169 * rgb[:, 0] - 0.331 * rgb[:, 1] + 0.5 * rgb[:, 2]
    red = 0.5 * rgb[:, 0] - 0.419 * rgb[:, 1] - 0.081 * rgb[:, 2]
    return (blue + 1j * red).astype(np.complex128)
