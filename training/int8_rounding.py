"""Rounds the weights of one layer to int8 so that its outputs stay where they were.

Rounding each weight to its nearest level is not the best that can be done: outputs are sums over inputs that
go together, so an error made in one weight can be made good in the next. Here weights are rounded one after
the other, and each one's error is spread over those still to come, as the inputs' second moments ask
(Frantar et al. 2022, "GPTQ", arXiv 2210.17323, after Hassibi and Stork's optimal brain surgeon of 1993).

Shapes: `groups` sets of filters see different inputs (a depthwise convolution has one filter in each group,
any other has all its filters in one group); `taps` are the weights of one filter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SHRINKS = np.linspace(1.0, 0.5, 21)
_DAMPING = 0.01
# Filters of zeros, and of next to nothing, get a scale that leaves their bias, in steps of it, inside int32.
_FINEST = 1e-6


@dataclass(frozen=True)
class RoundedFilters:
    """`levels` int8[groups, filters, taps], of which one is worth `scales` float32[groups, filters]."""

    levels: NDArray[np.int8]
    scales: NDArray[np.float32]

    @property
    def values(self) -> NDArray[np.float32]:
        return self.levels * self.scales[..., None]


def round_filters(
    filters: NDArray[np.float32],
    inputs: NDArray[np.float32],
    *,
    highest: int = 127,
    highest_of_pair: int = 254,
) -> RoundedFilters:
    """Round filters for the inputs that they will meet.

    Args:
        filters: float32[groups, filters, taps].
        inputs: float32[groups, samples, taps].
        highest: the largest level, 127 or less.
        highest_of_pair: what the levels of two neighbouring taps (first and second, third and fourth, ...)
            may come to where they have one sign, see `quantise.FITS_PAIR`.
    """
    moments = (inputs.swapaxes(1, 2) @ inputs).astype(np.float64) / inputs.shape[1]
    strength = np.einsum("gtt->g", moments) / moments.shape[1]
    moments += (_DAMPING * strength + 1e-9)[:, None, None] * np.eye(moments.shape[1])
    scales = _choose_scales(filters.astype(np.float64), moments, highest, highest_of_pair)
    levels = _round_in_order(filters / scales[..., None], moments, highest, highest_of_pair)
    return RoundedFilters(levels.astype(np.int8), scales.astype(np.float32))


def _choose_scales(
    filters: NDArray[np.float64], moments: NDArray[np.float64], highest: int, highest_of_pair: int
) -> NDArray[np.float64]:
    """The scale of each filter, its largest weights cut off a little where that pays: [groups, filters]."""
    pairs = _pairs(filters)
    of_pair = np.maximum(np.maximum(pairs, 0).sum(axis=3), -np.minimum(pairs, 0).sum(axis=3)).max(axis=2)
    widest = np.maximum(np.abs(filters).max(axis=2) / highest, of_pair / highest_of_pair)
    widest = np.maximum(widest, _FINEST)
    best, lowest = widest, np.full(widest.shape, np.inf)
    for shrink in _SHRINKS:
        scales = widest * shrink
        levels = np.clip(np.round(filters / scales[..., None]), -highest, highest)
        levels = _fit_pairs(levels, highest_of_pair)
        off = filters - levels * scales[..., None]
        error = ((off @ moments) * off).sum(axis=2)
        best = np.where(error < lowest, scales, best)
        lowest = np.minimum(lowest, error)
    return best


def _fit_pairs(levels: NDArray[np.float64], highest: int) -> NDArray[np.float64]:
    """Take half of what is too much from both of two neighbours."""
    pairs = _pairs(levels)
    same_sign = pairs[..., 0] * pairs[..., 1] > 0
    excess = np.where(same_sign, np.maximum(np.abs(pairs).sum(axis=3) - highest, 0), 0)
    pairs = pairs - np.sign(pairs) * excess[..., None] / 2
    return pairs.reshape(*levels.shape[:2], -1)[..., : levels.shape[2]]


def _pairs(filters: NDArray[np.float64]) -> NDArray[np.float64]:
    """Taps two by two, a zero beside the last of an odd number: [groups, filters, pairs, 2]."""
    even = np.pad(filters, ((0, 0), (0, 0), (0, filters.shape[2] % 2)))
    return even.reshape(*filters.shape[:2], -1, 2)


def _round_in_order(
    filters: NDArray[np.floating], moments: NDArray[np.float64], highest: int, highest_of_pair: int
) -> NDArray[np.float64]:
    """Round tap after tap, the most active first: [groups, filters, taps] whole numbers."""
    order = np.argsort(-np.einsum("gtt->gt", moments), axis=1)
    rest = np.take_along_axis(filters.astype(np.float64), order[:, None], axis=2)
    groups = np.arange(len(moments))[:, None, None]
    inverse = np.linalg.inv(moments[groups, order[:, :, None], order[:, None]])
    spread = np.linalg.cholesky(inverse).swapaxes(1, 2)  # upper; row t says how the error of tap t spreads
    levels = np.zeros((*rest.shape[:2], rest.shape[2] + 1))  # the last tap of an odd number is beside a zero
    groups = np.arange(len(moments))
    for tap in range(rest.shape[2]):
        beside = levels[groups, :, order[:, tap] ^ 1]
        lowest = np.maximum(-highest, -highest_of_pair - np.minimum(beside, 0))
        largest = np.minimum(highest, highest_of_pair - np.maximum(beside, 0))
        rounded = np.clip(np.round(rest[..., tap]), lowest, largest)
        error = (rest[..., tap] - rounded) / spread[:, tap, tap, None]
        rest[..., tap:] -= error[..., None] * spread[:, None, tap, tap:]
        levels[groups, :, order[:, tap]] = rounded
    return levels[..., :-1]
