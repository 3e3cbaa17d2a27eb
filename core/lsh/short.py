"""Short vectors: 256 bytes of a photo, from which its cosine with another is told to within 0.04.

The first margins of a vector to the hyperplanes are a random projection, which keeps angles (Johnson and
Lindenstrauss 1984): of m margins, brought to length one, the dot product spreads around the true cosine c by
(1 - c²) / sqrt(m), as a coefficient of correlation does; by less where the planes stand at right angles, as
they do since they are drawn so. Rounding to seven bits adds next to nothing to that.
"""

import math

import numpy as np
from numpy.typing import NDArray

from core.lsh.hyperplanes import Hyperplanes
from core.photo import Embeddings

Short = NDArray[np.int8]
"""int8[n, m], each in [-63, 63]: two of them add up in 16 bits, as the product of integers wants it."""

SHORT_DIM = 256
"""Margins kept of each vector, or all where there are fewer planes."""

PART_DIM = 128
"""Numbers that all pairs are compared by; the others decide between those that pass."""

_STEPS = 14.0
"""Steps in one standard deviation of a margin: +-63 steps are +-4.5 deviations."""

_CERTAINTY = 3.0
"""Standard deviations below the wanted cosine that still pass: 0.998 of the pairs just at it."""


def shorten(hyperplanes: Hyperplanes, embeddings: Embeddings) -> Short:
    """Project vectors onto the first planes' normals and round them.

    Args:
        embeddings: float32[n, dim]; only directions matter.

    Returns:
        int8[n, m], m at most `SHORT_DIM`.
    """
    normals = hyperplanes.normals.reshape(-1, hyperplanes.dim)[:SHORT_DIM]
    short = np.empty((len(embeddings), len(normals)), dtype=np.int8)
    for first in range(0, len(embeddings), _ROWS):
        margins = embeddings[first : first + _ROWS].astype(np.float32, copy=False) @ normals.T
        for part in parts(len(normals)):
            steps = _unit_rows(margins[:, part]) * _length(part.stop - part.start)
            short[first : first + _ROWS, part] = np.clip(np.rint(steps), -63, 63)
    return short


def parts(m: int) -> list[slice]:
    """The parts of a short vector, each of the same length, so that each tells the cosine by itself."""
    return [slice(first, min(first + PART_DIM, m)) for first in range(0, m, PART_DIM)]


def least_product(cosine: float, m: int) -> int:
    """The dot product from which the first m numbers may belong to a pair at `cosine`."""
    spread = (1.0 - cosine * cosine) / math.sqrt(m)
    squares = sum(_length(part.stop - part.start) ** 2 for part in parts(m))
    return math.floor((cosine - _CERTAINTY * spread) * squares)


_ROWS = 1 << 14


def _unit_rows(margins: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(margins, axis=1, keepdims=True)
    return np.divide(margins, length, out=np.zeros_like(margins), where=length > 0)


def _length(m: int) -> float:
    """The length in steps of m numbers."""
    return _STEPS * math.sqrt(m)
