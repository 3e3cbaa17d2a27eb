"""From samples of any depth to eight bits: whole numbers, floats, with or without a sign."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_WHITES_OF_WHOLE = (255, 1023, 4095, 65535, 4294967295)
"""The brightest value of 8, 10, 12, 16 and 32 bits: scanners and microscopes keep few bits in many."""

_WHITES_OF_FLOATS = (1.0, 255.0, 65535.0)
_A_LITTLE_ABOVE = 1.1
_FEW = 0.005
"""The share of samples, at either end, that may lie outside what the rest calls black and white."""

_LOOKED_AT = 1 << 20


def to_eight_bits(samples: NDArray[Any], most: int | None = None) -> NDArray[np.uint8]:
    """Scale samples to 0 to 255, by the range that their values show them to be of.

    Args:
        samples: of any shape and kind of number; eight bits without a sign come back as they are.
        most: the value of white, where the file says it.
    """
    if samples.dtype == np.uint8:
        return samples
    if samples.dtype == np.bool_:
        return samples.astype(np.uint8) * np.uint8(255)
    low, white = _range_of_floats(samples) if samples.dtype.kind == "f" else _range_of_whole(samples)
    if most is not None and samples.dtype.kind == "u" and white <= most:
        white = most
    scale = np.float32(255.0 / max(white - low, 1e-30))
    scaled = np.empty(samples.shape, np.uint8)
    for row, values in enumerate(
        samples
    ):  # one at a time: floats of a whole scan would take four times its memory
        values = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=white, neginf=low)
        scaled[row] = np.clip((values - np.float32(low)) * scale + np.float32(0.5), 0, 255)
    return scaled


def _range_of_whole(samples: NDArray[Any]) -> tuple[float, float]:
    low, high = int(samples.min()), int(samples.max())
    if low < 0:
        return low, high
    most = int(np.iinfo(samples.dtype).max)
    return 0, next(white for white in (*(w for w in _WHITES_OF_WHOLE if w < most), most) if high <= white)


def real_depth(samples: NDArray[Any]) -> int:
    """The bits that samples of 16 bits really use: 10, 12 or 16. Others tell by their kind.

    Cameras and scanners keep 10 or 12 bits in 16, as they are, moved up to the top, or stretched to the whole
    range.
    """
    if samples.dtype != np.uint16:
        return min(8 * samples.dtype.itemsize, 32)
    some = samples.reshape(-1)[:: max(1, samples.size // _LOOKED_AT)]
    used = int(np.bitwise_or.reduce(some))
    for bits in (10, 12):
        most = (1 << bits) - 1
        stretched = 65535.0 / most
        if used <= most or used & ((1 << 16 - bits) - 1) == 0:
            return bits
        if float(np.abs(some - np.rint(some / stretched) * stretched).max()) < 1:
            return bits
    return 16


def _range_of_floats(samples: NDArray[Any]) -> tuple[float, float]:
    step = max(1, samples.size // _LOOKED_AT)
    some = samples.reshape(-1)[::step].astype(np.float64)
    some = some[np.isfinite(some)]
    if not some.size:
        return 0.0, 1.0
    low, high = (float(value) for value in np.quantile(some, (_FEW, 1 - _FEW)))
    white = next((white for white in _WHITES_OF_FLOATS if high <= white * _A_LITTLE_ABOVE), high)
    return (0.0, white) if low >= -0.05 * white else (low, high)
