"""Which of two pictures resolves more, by what their spectra hold and not by their pixels."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from core.lineage.alignment import Alignment, inverse
from core.lineage.middle import median
from core.lineage.picture import Light, light
from core.match.opencv import open_cv

Spectrum = NDArray[np.float64]
"""float64[side, side // 2 + 1] of a window, as `rfft2` gives it."""

BANDS = ((0.10, 0.25), (0.25, 0.45), (0.45, 0.70), (0.70, 0.95))
"""Of the highest frequency that a pixel grid holds."""


@cache
def radii(side: int) -> NDArray[np.float64]:
    """Frequencies of `rfft2`, 1 at the highest along an axis."""
    down, across = np.fft.fftfreq(side)[:, None] * 2, np.fft.rfftfreq(side)[None] * 2
    return np.sqrt(down**2 + across**2)


@cache
def _taper(side: int) -> NDArray[np.float32]:
    return open_cv().createHanningWindow((side, side), open_cv().CV_32F)


class Spectra:
    """Sums of the spectra of windows of two pictures in one frame, and what follows from them."""

    def __init__(self, side: int) -> None:
        self.side = side
        self.own = np.zeros((side, side // 2 + 1))
        self.other = np.zeros_like(self.own)
        self.cross = np.zeros(self.own.shape, dtype=np.complex128)

    def add(self, one: Light, two: Light) -> None:
        taper = _taper(self.side)
        a, b = np.fft.rfft2((one - one.mean()) * taper), np.fft.rfft2((two - two.mean()) * taper)
        self.own += np.abs(a) ** 2
        self.other += np.abs(b) ** 2
        self.cross += np.conj(b) * a

    def gain(self) -> NDArray[np.float64]:
        """float64[bins]: by how much each frequency of the other is to be multiplied to be that of the
        first."""
        return self._per_ring(self.cross.real) / (self._per_ring(self.other) + 1e-6)

    def coherence(self) -> list[float]:
        """Per band, the share of either's energy that the other explains, 0 to 1."""
        cross, own, other = (
            self._per_ring(self.cross.real),
            self._per_ring(self.own),
            self._per_ring(self.other),
        )
        found = np.maximum(cross, 0) ** 2 / (own * other + 1e-6)
        return [float(found[_ring(low) : _ring(high)].mean()) for low, high in BANDS]

    def balance(self) -> list[float]:
        """Per band, the logarithm of the first's energy over the other's."""
        own, other = self._per_ring(self.own), self._per_ring(self.other)
        floor = self.side**2 * _FLOOR
        return [
            float(
                np.log(
                    (own[_ring(low) : _ring(high)].mean() + floor)
                    / (other[_ring(low) : _ring(high)].mean() + floor)
                )
            )
            for low, high in BANDS
        ]

    def _per_ring(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        rings = np.minimum((radii(self.side) * _RINGS).astype(int), 2 * _RINGS)
        sums = np.bincount(rings.ravel(), values.ravel(), 2 * _RINGS + 1)
        return sums / np.maximum(np.bincount(rings.ravel(), minlength=2 * _RINGS + 1), 1)


_RINGS = 32
_FLOOR = 0.4
"""Energy of rounding to whole grey values, which says nothing."""


def _ring(radius: float) -> int:
    return round(radius * _RINGS)


def filtered(y: Light, gain: NDArray[np.float64]) -> Light:
    """A window with each ring of frequencies multiplied by its gain."""
    side = y.shape[0]
    rings = np.minimum((radii(side) * _RINGS).astype(int), len(gain) - 1)
    factor = np.clip(gain, 0.0, 4.0)[rings]
    mean = y.mean()
    return (np.fft.irfft2(np.fft.rfft2(y - mean) * factor, s=y.shape) + mean).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the finer picture holds beyond the frequencies that the coarser one can.

    `falloff` is the logarithm of its energy just above that limit over that just below: about -1.5 in a
    photo, far lower in an enlargement. `explained` is the share of its fine structure that the enlarged
    coarser picture explains, 0 to 1. `crisp` is which part of a strong edge lies between two pixels, 0 to 1:
    0.85 and more in letters at their own size, 0.45 to 0.75 once these are enlarged.
    """

    falloff: float = 0.0
    explained: float = 0.0
    crisp: float = 0.0


def beyond(alignment: Alignment, places: list[tuple[int, int]], side: int) -> Beyond:
    """Look at windows of the finer picture, around the middle of these windows of the coarser."""
    cv2 = open_cv()
    step, fine = alignment.step, alignment.fine
    energy = np.zeros((side, side // 2 + 1))
    total = 0.0
    left_over = np.zeros(len(_WAYS))
    looked_at: list[Light] = []
    for left, top in places:
        x, y, _ = alignment.mapping @ np.array([left + side / 2 - 0.5, top + side / 2 - 0.5, 1])
        x0 = int(np.clip(round(x - side / 2), 0, fine.width - side))
        y0 = int(np.clip(round(y - side / 2), 0, fine.height - side))
        if x0 < 0 or y0 < 0:
            continue
        own = light(fine.pixels[y0 : y0 + side, x0 : x0 + side])
        looked_at.append(own)
        energy += np.abs(np.fft.rfft2((own - own.mean()) * _taper(side))) ** 2
        x1, y1 = max(0, left - _PAD), max(0, top - _PAD)
        source = light(alignment.coarse.pixels[y1 : top + side + _PAD, x1 : left + side + _PAD])
        back = inverse(alignment.mapping) @ np.array([[1.0, 0, x0], [0, 1.0, y0], [0, 0, 1]])
        back = np.array([[1.0, 0, -x1], [0, 1.0, -y1], [0, 0, 1]]) @ back
        blur: Light = cv2.GaussianBlur(own, (0, 0), max(0.7, step * 0.6))
        fine_part = own - blur
        total += float(np.vdot(fine_part, fine_part))
        for n, way in enumerate(_WAYS):
            large: Light = cv2.warpAffine(
                source,
                back[:2],
                (side, side),
                flags=getattr(cv2, way) | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            )
            guess: Light = large - cv2.GaussianBlur(large, (0, 0), max(0.7, step * 0.6))
            fit = float(np.vdot(guess, fine_part)) / (float(np.vdot(guess, guess)) + 1e-6)
            rest = fine_part - fit * guess
            left_over[n] += float(np.vdot(rest, rest))
    if total <= 0:
        return Beyond()
    ring = np.minimum((radii(side) * _RINGS).astype(int), 2 * _RINGS)
    sums = np.bincount(ring.ravel(), energy.ravel(), 2 * _RINGS + 1) / np.maximum(
        np.bincount(ring.ravel(), minlength=2 * _RINGS + 1), 1
    )
    limit = 1 / step
    below = sums[_ring(0.6 * limit) : max(_ring(0.6 * limit) + 1, _ring(0.9 * limit))].mean()
    low, high = min(1.15 * limit, 0.9), min(1.7 * limit, 1.0)
    above = sums[_ring(low) : max(_ring(low) + 1, _ring(high))].mean()
    floor = side**2 * 0.05 * len(places)
    falloff = float(np.log((above + floor) / (below + floor)))
    return Beyond(falloff, float(1 - left_over.min() / total), _crisp(looked_at, step))


def _crisp(windows: list[Light], step: float) -> float:
    """The part of their strong edges that lies between two pixels, in the direction in which it is more."""
    across = 2 * math.ceil(step)
    if not windows or across >= len(windows[0]):  # a pixel of a thumbnail is as large as a window
        return 0.0
    found: list[float] = []
    for turned in (False, True):
        lights = [y.T if turned else y for y in windows]
        rises = np.concatenate([np.abs(y[:, across:] - y[:, :-across]).ravel() for y in lights])
        strong = rises > max(_EDGE, 0.6 * float(np.percentile(rises, 99.5)))
        if strong.sum() < _FEW_EDGES:
            continue
        jumps = [sliding_window_view(np.abs(np.diff(y, axis=1)), across, axis=1).max(-1) for y in lights]
        steepest = np.concatenate([peak.ravel() for peak in jumps])
        found.append(float(median(steepest[strong] / rises[strong])))
    return max(found, default=0.0)


_EDGE, _FEW_EDGES = 40.0, 100


_PAD = 16
_WAYS = ("INTER_NEAREST", "INTER_LINEAR", "INTER_CUBIC", "INTER_LANCZOS4")
