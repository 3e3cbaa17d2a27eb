"""A JPEG's rounding, recognised in pictures that were made of it.

A JPEG rounds the 64 frequencies of each block of 8 x 8 pixels to multiples of a step. What is made of it
keeps these multiples: a PNG exactly, a finer JPEG nearly, an enlargement or a toned copy once that is
undone. What it was itself made of does not: there the same numbers lie anywhere between two multiples.
(Double quantisation: Lukas and Fridrich 2003; Popescu and Farid 2004.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.lineage.middle import median, medians
from core.lineage.picture import Light, Table

Coefficients = NDArray[np.float64]
"""float64[blocks, 8, 8]: the cosine transform of blocks, orthonormal, as JPEG means it."""


def _basis() -> NDArray[np.float64]:
    n = np.arange(8)
    rows = np.sqrt(2 / 8) * np.cos((2 * n[None, :] + 1) * n[:, None] * np.pi / 16)
    rows[0] = np.sqrt(1 / 8)
    return rows


_DCT = _basis()


def coefficients(y: Light) -> Coefficients:
    """The blocks of a picture whose sides are multiples of eight."""
    rows, columns = y.shape[0] // 8, y.shape[1] // 8
    blocks = y.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(-1, 8, 8).astype(np.float64) - 128
    return _DCT @ blocks @ _DCT.T


@dataclass(frozen=True, slots=True)
class Imprint:
    """How near one picture's frequencies are to the multiples that another was rounded to.

    `off` is the median distance, in steps: a quarter by chance, and for what the other was made of; near 0
    for what was made of the other. `within` is the share that would be rounded to the same multiples: near
    1 if either was made of the other by saving alone. `count` tells how many numbers that rests on.
    """

    off: float = 0.25
    within: float = 0.5
    count: int = 0


def imprint(original: Coefficients, copy: Coefficients, table: Table) -> Imprint:
    """Look for the rounding of `original`, a JPEG with this table, in `copy`, the same blocks of another."""
    told = (np.abs(original) > 0.6 * table) & (table >= _COARSE)
    told[:, 0, 0] = False
    count = int(told.sum())
    if count < _FEWEST:
        return Imprint(count=count)
    off = (np.abs(copy - original) / table)[told]
    return Imprint(float(median(off)), float((off < 0.5).mean()), count)


_COARSE = 2.5
"""Steps below are lost in the rounding of pixels."""
_FEWEST = 150


def earlier_rounding(found: Coefficients, table: Table | None) -> float:
    """How clearly frequencies gather at multiples of steps coarser than the file's own: 0 is not at all.

    The trace of an earlier, coarser JPEG under this one, or under a lossless file.
    """
    scores: list[float] = []
    for v, u in _LOW:
        values = found[:_SAMPLED, v, u]
        own = 1.0 if table is None else float(table[v, u])
        values = values[np.abs(values) > 0.5 * _COARSE]
        if len(values) < _FEWEST // 2:
            continue
        coarser = own * 1.25 <= _STEPS
        if coarser.sum() >= 3:
            gathered = _gathering(values, None if table is None else own)[coarser]
            scores.append(max(0.0, float(gathered.max())))
    return float(np.mean(sorted(scores)[-5:])) if len(scores) >= 3 else 0.0


_SAMPLED = 2048
"""Blocks looked at."""


def _gathering(values: NDArray[np.float64], own: float | None) -> NDArray[np.float64]:
    """Per step of `_STEPS`, how much values gather at its multiples, beyond what chance and the file's own
    step explain."""
    counts = np.histogram(np.abs(values), bins=_BINS, range=(0.0, _REACH))[0].astype(np.float64)
    found = _agreement(counts)
    if own is None:
        return found
    multiples = np.round(_AT / own) * own
    smooth = np.interp(multiples, _AT, np.convolve(counts, np.ones(49) / 49, "same"))
    smooth[np.abs(_AT - multiples) > _REACH / _BINS] = 0
    return found - np.maximum(_agreement(smooth), 0)


_STEPS = np.arange(3.0, 41.0)
_BINS, _REACH = 480, 120.0
_AT = (np.arange(_BINS) + 0.5) * _REACH / _BINS
_TOLD = (0.6 * _STEPS[:, None] < _AT).astype(np.float64)
_WAVES = _TOLD * np.cos(2 * np.pi * _AT / _STEPS[:, None])


def _agreement(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    totals = _TOLD @ counts
    some = np.maximum(totals, 1)
    return np.where(totals >= _FEWEST // 3, _WAVES @ counts / some - 2 / np.sqrt(some), 0.0)


_LOW = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2), (0, 3), (3, 0))


def grids(tiles: NDArray[np.float32]) -> tuple[float, float]:
    """Traces of blocks in the typical one of some windows, float32[n, side, side]: how much more a picture
    jumps at multiples of eight, and at the best other place."""
    strengths: list[NDArray[np.float64]] = []
    for axis in (2, 1):
        profile = np.minimum(np.abs(np.diff(tiles, axis=axis)), 12.0).mean(axis=3 - axis)
        length = profile.shape[1] // 8 * 8
        phases = profile[:, :length].reshape(len(tiles), -1, 8).mean(axis=1)
        middle = medians(phases)[:, None]
        strengths.append((phases - middle) / (middle + 0.3))
    both = np.minimum(strengths[0][:, :, None], strengths[1][:, None, :])
    aligned = both[:, 7, 7].copy()
    both[:, 7, 7] = 0
    return float(np.median(aligned)), float(np.median(both.max(axis=(1, 2))))
