"""How numbers stand for light: what is 1.0 here is the white of paper."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Values = NDArray[np.float64]

WHITE = 203.0
"""cd/m² of that white (ITU-R BT.2408)."""

TO_BT2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])


def light_of(image: Image.Image) -> Values:
    """The light that a picture in sRGB stands for, 0 to 1."""
    codes = np.asarray(image) / 255
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)


def srgb(light: Values) -> Values:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def pq(light: Values) -> Values:
    """ITU-R BT.2100, table 4."""
    power = (light * WHITE / 10_000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


def hlg(light: Values) -> Values:
    """ITU-R BT.2100, table 5, for a display of 1,000 cd/m²."""
    shown = light * WHITE / 1000
    luminance = (shown @ np.array([0.2627, 0.6780, 0.0593]))[..., np.newaxis]
    scene = shown * luminance ** (1 / 1.2 - 1)
    bright = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), bright)
