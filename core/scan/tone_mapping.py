"""From signalled light to what a plain screen shows: sRGB, what is brighter than white rolled off below it.

White of such pictures is at 203 cd/m² (ITU-R BT.2408). What is brighter is brought below it by the curve of
ITU-R BT.2390 (5.4.1), which leaves dark and middle tones as they are; so a picture for plain screens in the
envelope of a brighter one comes back as it was.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.scan.signalling import DCI, HLG, LINEAR, PQ, SRGB, ColourSignal, Primaries

_WHITE = 203.0
"""cd/m²"""

_HLG_PEAK, _HLG_GAMMA = 1000.0, 1.2
"""The display that BT.2100 takes for HLG: cd/m², and the power of its system."""

_ROWS = 1 << 20
"""Pixels that are worked on at a time."""

_BRIGHTEST = 0.9995
"""The share of pixels that the peak is not below; what is above are glints."""

Light = NDArray[np.float32]
"""float32[rows, columns, 3], 1 is white."""


def to_srgb_as_shown(image: Image.Image, signal: ColourSignal) -> Image.Image:
    """Convert an eight-bit picture; transparency stays as it is.

    Returns:
        RGB or RGBA, in sRGB.
    """
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    codes = np.asarray(image.convert("RGB"))
    shown = np.empty_like(codes)
    peak = _peak(codes, signal) if signal.is_hdr else 1.0
    matrix = None if signal.primaries == SRGB else _to_srgb_primaries(signal.primaries)
    step = max(1, _ROWS // image.width)
    for row in range(0, image.height, step):
        light = _rolled_off(_light(codes[row : row + step], signal), peak)
        shown[row : row + step] = _encoded(light if matrix is None else light @ matrix.T)
    converted = Image.fromarray(shown)
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _light(codes: NDArray[np.uint8], signal: ColourSignal) -> Light:
    values = np.arange(256) / 255
    if signal.transfer == HLG:
        scene = _HLG_SCENE[codes]
        luminance = scene @ _BT2020_LUMINANCE
        gain = np.maximum(luminance, 1e-6) ** (_HLG_GAMMA - 1) * (_HLG_PEAK / _WHITE)
        return (scene * gain[..., None]).astype(np.float32)
    if signal.transfer == PQ:
        table = _from_pq(values) / _WHITE
    elif signal.transfer == DCI:
        table = values**2.6 * (52.37 / 48)
    elif signal.transfer == LINEAR:
        table = values
    elif signal.transfer is None:
        table = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    else:
        table = values**signal.gamma
    return table.astype(np.float32)[codes]


def _hlg_scene() -> NDArray[np.float32]:
    """The inverse of BT.2100's opto-electronic function, for 256 codes."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    values = np.arange(256) / 255
    return np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12).astype(np.float32)


_HLG_SCENE = _hlg_scene()
_BT2020_LUMINANCE = np.array([0.2627, 0.6780, 0.0593], np.float32)

_M1, _M2, _C1, _C2, _C3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
"""Of SMPTE ST 2084."""


def _from_pq(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """cd/m²"""
    power = code ** (1 / _M2)
    return 10_000 * (np.maximum(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1)


def _to_pq(luminance: NDArray[np.float64]) -> NDArray[np.float64]:
    power = (luminance / 10_000) ** _M1
    return ((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2


def _peak(codes: NDArray[np.uint8], signal: ColourSignal) -> float:
    """The brightest light of a picture, less some glints; at least white."""
    step = max(1, int((codes.shape[0] * codes.shape[1] / _ROWS) ** 0.5))
    brightest = _light(codes[::step, ::step], signal).max(axis=2)
    return max(1.0, float(np.quantile(brightest, _BRIGHTEST)))


def _rolled_off(light: Light, peak: float) -> Light:
    """Bring what is between white and the peak below white, every channel by the same factor."""
    if peak <= _ONLY_WHITE:
        return light
    brightest = light.max(axis=2)
    factor = cast("NDArray[np.float64]", np.interp(brightest, *_curve(peak)))
    return (light * factor[..., None]).astype(np.float32)


_ONLY_WHITE = 1.02
"""Rounding of codes takes a picture that ends at white up to here."""


def _curve(peak: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lights, and the factor that BT.2390's curve takes each by, for a display that ends at white."""
    light = peak * np.linspace(0, 1, 1024) ** 3
    most = float(_to_pq(np.array(peak * _WHITE)))
    code, top = _to_pq(light * _WHITE) / most, float(_to_pq(np.array(_WHITE))) / most
    knee = 1.5 * top - 0.5
    t = np.clip((code - knee) / (1 - knee), 0, 1)
    bent = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * top
    mapped = _from_pq(np.where(code < knee, code, bent) * most) / _WHITE
    return light, np.where(light > 0, mapped / np.maximum(light, 1e-9), 1.0)


def _encoded(light: Light) -> NDArray[np.uint8]:
    clipped = np.clip(light, 0, 1)
    curved = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055)
    return (curved * 255 + 0.5).astype(np.uint8)


def _to_srgb_primaries(primaries: Primaries) -> Light:
    """float32[3, 3]; another white is adapted to sRGB's by Bradford's cones."""
    source, target = _to_xyz(primaries), _to_xyz(SRGB)
    white, srgb_white = _BRADFORD @ source.sum(axis=1), _BRADFORD @ target.sum(axis=1)
    adapted = np.linalg.inv(_BRADFORD) @ np.diag(srgb_white / white) @ _BRADFORD
    return (np.linalg.inv(target) @ adapted @ source).astype(np.float32)


_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def _to_xyz(primaries: Primaries) -> NDArray[np.float64]:
    xy = np.array(primaries).reshape(4, 2)
    columns = np.stack([xy[:, 0] / xy[:, 1], np.ones(4), (1 - xy.sum(axis=1)) / xy[:, 1]])
    return columns[:, :3] * np.linalg.solve(columns[:, :3], columns[:, 3])
