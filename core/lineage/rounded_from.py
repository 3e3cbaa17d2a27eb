"""Whether a JPEG was saved from another picture, straight from it.

Saving rounds each frequency of a block to the nearest multiple of a step, so that every frequency of what
was saved lies in the cell around the multiple that the JPEG has. Another copy of the same thing was rounded
in its own way, by a grey value or so, and lies beyond where a cell ends. What was made of the JPEG lies in
the cells too, but in their middle (core/lineage/imprint.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.lineage.imprint import Coefficients, coefficients
from core.lineage.middle import median
from core.lineage.picture import Light, Table, light
from core.lineage.tones import Curve, applied_light

Rgb = NDArray[np.uint8] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RoundedFrom:
    """How much of another picture lies beyond the cells of a JPEG's rounding.

    `beyond` is the share of the frequencies, each times its step, in grey values: next to 0 for what the JPEG
    was saved from. `by_another` is what it would be if the other picture, a JPEG too, had rounded something
    else than what this one was saved from; 0 if it is none. `count` tells how many frequencies that rests on;
    0 where nobody looked.
    """

    beyond: float = 0.0
    by_another: float = 0.0
    count: int = 0


def rounded_from(
    windows: Sequence[tuple[NDArray[np.uint8], NDArray[np.float32]]],
    table: Table,
    other_table: Table | None,
    curve: Curve,
    shift: float,
) -> RoundedFrom:
    """Compare windows of both where they agree.

    Args:
        windows: of the JPEG, [side, side, 3], which begin at its blocks, each with the same window of the
        other picture, pixel for pixel.
        table: the JPEG's.
        other_table: that of the other picture, if it is a JPEG.
        curve: what makes the JPEG's colours of the other's.
        shift: by how much they differ before that, in grey values.
    """
    own, theirs, kept = list[Coefficients](), list[Coefficients](), list[NDArray[np.bool_]]()
    apart, contrast = list[Light](), [1e-6, 1e-6]
    for one, two in windows:
        x, before = light(one), light(two)
        y = before if shift < UNTONED else applied_light(curve, two)
        own.append(coefficients(x))
        theirs.append(coefficients(y))
        apart.append(_blocks(np.abs(x - y)).mean(axis=(1, 2)))
        kept.append(_is_open(one) & _is_open(two))
        contrast[0] += float(before.std())
        contrast[1] += float(y.std())
    if not windows:
        return RoundedFrom()
    off = np.concatenate(apart)
    most = min(float(np.quantile(off, _AGREEING)), 2 * float(median(off)) + 1)
    agree = np.concatenate(kept) & (off <= most)
    made, source = np.concatenate(own)[agree], np.concatenate(theirs)[agree]
    small = (np.abs(made) < _SMALL) & (np.abs(source) < _SMALL)
    asked = small & (table >= _COARSE) & (np.abs(source) > _LEAST * table)
    asked[:, 0, 0] = False
    count = int(asked.sum())
    if not count:
        return RoundedFrom()
    outside = np.abs(source - np.round(made / table) * table) - table / 2 > _SLACK
    expected = 0.0
    if other_table is not None:
        reach = np.maximum(other_table * (contrast[1] / contrast[0]) / 2, _SLACK)
        to_the_end = table / 2 - np.abs(source - np.round(source / table) * table)
        chance = np.maximum(reach - to_the_end - _SLACK, 0) / (2 * reach)
        expected = float((chance * table)[asked].mean())
    return RoundedFrom(float((outside * table)[asked].mean()), expected, count)


def _blocks(values: Light) -> Light:
    """float32[blocks, 8, 8]."""
    rows, columns = values.shape[0] // 8, values.shape[1] // 8
    return values.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(-1, 8, 8)


def _is_open(window: Rgb) -> NDArray[np.bool_]:
    """bool[blocks]: whether no colour of a block is near black or full, where tones are cut off."""
    lowest, highest = _blocks(window.min(axis=2)), _blocks(window.max(axis=2))
    return (lowest.min(axis=(1, 2)) > _CLIPPED) & (highest.max(axis=(1, 2)) < 255 - _CLIPPED)


UNTONED = 2.0
"""Grey values: a smaller difference is no change of tones, and would only be guessed at."""

_AGREEING = 0.7
"""The blocks that differ most are left out: something may have been laid over them."""
_CLIPPED = 6
_SMALL, _COARSE, _LEAST = 40.0, 3.0, 0.3
"""Grey values: of larger frequencies a change of tones is not known well enough, and of smaller steps the
rounding of pixels is no small part. And a share of a step: what is nearer to zero says little."""
_SLACK = 0.5
"""Grey values, for the rounding of pixels."""
