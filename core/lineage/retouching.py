"""Changes that leave edges and light alone: marked words, a darkened sky, smoothed skin."""

import numpy as np
from numpy.typing import NDArray

from core.lineage.middle import median
from core.lineage.picture import Light
from core.match.opencv import open_cv

Mask = NDArray[np.bool_]
Rgb = NDArray[np.float32]


def coloured_otherwise(one: Rgb, other: Rgb, toned: Rgb) -> Mask:
    """Where two pictures differ in colour.

    Args:
        one: a picture, float32[height, width, 3].
        other: another in its frame.
        toned: the same in its colours; of colours that were not seen when these were fitted, that is a guess,
            and what differs must differ without it too.
    """
    cv2 = open_cv()
    apart = one - other
    found = cv2.inRange(apart, (-_ROUGHLY,) * 3, (_ROUGHLY,) * 3) == 0
    at = np.nonzero(found)
    found[at] = np.minimum(_coloured(apart[at]), _coloured(one[at] - toned[at])) > _COLOURED
    return found


def tinted(one: Rgb, other: Rgb, otherwise: Mask, inside: Mask) -> float:
    """The share of places that differ in colour.

    Args:
        one: a picture, float32[height, width, 3].
        other: another in its frame.
        otherwise: where they differ in colour; single pixels of it do not count.
        inside: what both show.

    Returns:
        the share of what both show, positive where `one` has more colour there.
    """
    cv2 = open_cv()
    places = (otherwise & inside).astype(np.uint8)
    marked = cv2.morphologyEx(places, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)) > 0
    if not marked.any():
        return 0.0
    more = float(_colour(one[marked]).mean() - _colour(other[marked]).mean())
    return float(np.copysign(marked.sum() / max(1, int(inside.sum())), more))


def _coloured(apart: Rgb) -> NDArray[np.float32]:
    """How far each of some differences, [n, 3], is from grey."""
    red, green, blue = apart.T
    grey = (red + green + blue) * np.float32(1 / 3)
    most, least = (way(way(red, green), blue) for way in (np.maximum, np.minimum))
    return np.maximum(most - grey, grey - least)


def _colour(rgb: Rgb) -> Light:
    return rgb.max(axis=1) - rgb.min(axis=1)


def uneven(a: Light, b: Light, toned: Light, inside: Mask) -> float:
    """How much more light one of two pictures has in one part than in another, beside the other.

    Args:
        a: the light of one picture, float32[height, width], 0 to 255.
        b: of another in its frame.
        toned: the same in its tones; as for `tinted`.
        inside: what both show.

    Returns:
        the logarithm of the ratio between parts, from the darkest twentieth to the brightest; 0 for even.
    """
    return min(_uneven(a, b, inside), _uneven(a, toned, inside))


def _uneven(a: Light, b: Light, inside: Mask) -> float:
    cv2 = open_cv()
    few = _FEW
    if min(a.shape) >= 4 * _PARTS:  # parts are large: a quarter of the size shows them as well
        few = _FEW // 16
        size = a.shape[1] // 4, a.shape[0] // 4
        small: list[Light] = [
            cv2.resize(y, size, interpolation=cv2.INTER_AREA) for y in (a, b, inside.astype(np.float32))
        ]
        a, b, inside = small[0], small[1], small[2] > 0.5
    told = inside & (a > _BLACK) & (a < _FULL) & (b > _BLACK) & (b < _FULL)
    weight = told.astype(np.float32)
    reach = a.shape[1] / _PARTS
    share: Light = cv2.GaussianBlur(weight, (0, 0), reach) + 1e-3
    means: list[Light] = [cv2.GaussianBlur(y * weight, (0, 0), reach) / share for y in (a, b)]
    parts = np.log((means[0] + 8) / (means[1] + 8))[told & (share > 0.3)]
    if len(parts) < few:
        return 0.0
    low, high = np.percentile(parts, [5, 95])
    return float(high - low)


def smoothed(a: Light, b: Light, inside: Mask) -> tuple[float, float]:
    """The places where one of two pictures was made smooth: skin, noise in a sky.

    What was saved again, softened or sharpened as a whole has everywhere lost as much of what was as fine.
    Who smooths a face takes from it what is left elsewhere.

    Args:
        a: the light of one picture, float32[height, width], 0 to 255.
        b: of the other in its frame and tones.
        inside: what both show.

    Returns:
        the shares of what both show in which `a` was smoothed, and in which `b` was.
    """
    cv2 = open_cv()
    weight = inside.astype(np.float32)
    share: Light = cv2.blur(weight, (_REACH, _REACH)) + 1e-3
    fine_a, fine_b = (y - cv2.GaussianBlur(y, (0, 0), 1.6) for y in (a, b))
    in_a, in_b, between = (
        np.divide(cv2.blur(fine * fine * weight, (_REACH, _REACH)), share, dtype=np.float32)
        for fine in (fine_a, fine_b, fine_a - fine_b)
    )
    told = inside & (share > 0.5) & (np.abs(cv2.blur(a - b, (9, 9))) < _SAME_LIGHT)
    return _lost_structure(in_a, in_b, between, told), _lost_structure(in_b, in_a, between, told)


def _lost_structure(left: Light, there: Light, between: Light, told: Mask) -> float:
    """The share of places in which one picture lost more than is usual of what is as fine.

    Args:
        left: around each pixel, the energy of what is finer than some pixels in that picture.
        there: in the other one.
        between: of the difference of both.
        told: where that may be asked.
    """
    cv2 = open_cv()
    gone = there - left
    noise = max(0.0, float(median(gone[told]))) if told.any() else 0.0
    there = np.maximum(there - noise, 0)
    ratio: Light = np.log((left + _GRAIN) / (there + _GRAIN)).astype(np.float32)
    kinds = np.clip(2 * np.log(there + _GRAIN) + 2, 0, _KINDS - 1).astype(np.uint8)
    usual = np.zeros(_KINDS, np.float32)
    told_kinds = kinds[told]
    by_kind = ratio[told][np.argsort(told_kinds, kind="stable")]
    ends = np.cumsum(np.bincount(told_kinds, minlength=_KINDS))
    for kind, values in enumerate(np.split(by_kind, ends[:-1])):
        if len(values) >= _ENOUGH:
            usual[kind] = min(0.0, float(median(values)))
    lost = told & (there > _STRUCTURED) & (ratio - usual[kinds] < -_LOST)
    places = cv2.morphologyEx(lost.astype(np.uint8), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    return _not_added(places, gone, between) / max(1, int(told.sum()))


def _not_added(places: NDArray[np.uint8], gone: Light, between: Light) -> int:
    """The area, in pixels, of the places that are no noise and no mark which the other picture was given.

    What was added has nothing to do with what was there, so that the difference of both has all the energy
    by which they differ. What was smoothed is still part of what was there, and the difference has less.
    """
    cv2 = open_cv()
    count, labels = cv2.connectedComponents(places, connectivity=8)
    within = places > 0
    at = labels[within]
    energies = (np.bincount(at, energy[within], count) for energy in (between, gone))
    difference, by_which_they_differ = energies
    smooth = difference < _ADDED * by_which_they_differ
    return int(np.bincount(at, minlength=count)[smooth].sum())


_REACH, _KINDS, _ENOUGH = 11, 18, 200
_GRAIN, _STRUCTURED = 0.5, 3.0
"""Squares of grey values."""
_SAME_LIGHT, _LOST = 8.0, 0.8
"""Grey values, and a logarithm: not half of the energy is left."""
_ADDED = 0.94
"""Of places to which noise or a watermark was added 0.02 have less, of smoothed ones 0.95, whatever smoothed
them (training photos)."""
_COLOURED = 30.0
_ROUGHLY = 22.0
"""A difference that is as far from grey as `_COLOURED` has three quarters of that in some channel."""
_BLACK, _FULL = 12.0, 243.0
_PARTS, _FEW = 24, 400
