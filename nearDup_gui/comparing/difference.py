"""What two pictures differ in, pixel by pixel, once the second has been laid onto the first.

Without Qt, and for workers: it takes tenths of a second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.match.features import GREY_SIDE
from core.photo import Pixels

Mapping = NDArray[np.float64]
"""float64[3, 3]: pixels of the first picture, its long side `MAPPED_SIDE`, onto pixels of the second."""

MAPPED_SIDE = GREY_SIDE
_LONGEST = 2000
"""Long side of the frame: more than most screens have for it, and a fraction of a second to fill."""
_LONGEST_MAPPED = 1200
"""Likewise where one picture was laid onto the other, which is exact to about a pixel of this frame."""
_REFINED_SIDE = 600
_REFINING = (3, 40, 1e-5)
"""For OpenCV: stop after 40 steps, or when a step gains less than this in correlation."""
_MOST_GAIN = 16
_VISIBLE = 12
"""Grey values. JPEG noise is below that; what anybody could see in a flat area is above."""
_STAYS = 1.0
"""A mapping that moves no corner by more than this many pixels is the whole onto the whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The amplified difference in the frame of the first picture."""

    pixels: Pixels
    """Black where both are alike; striped where the second picture shows nothing."""
    gain: int
    """How many times it was amplified."""
    visible: float
    """The share of what both show that differs by more than the noise of saving it."""
    nothing: bool
    """Not one value differs in this frame."""
    exact: bool
    """The frame is the size of both, so that what was subtracted are their own pixels."""
    aligned: bool
    """The second was turned, cut or moved to fit; otherwise the whole was laid onto the whole."""


def longest_side(mapping: Mapping | None) -> int:
    """The long side of the frame for pictures of any size; reading more of them brings nothing."""
    return _LONGEST if mapping is None else _LONGEST_MAPPED


def is_whole(mapping: Mapping, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether a mapping lays the corners of a picture of size `a` onto those of one of size `b`.

    Then the same fractions lie on each other, which is exact, and no mapping is needed.
    """
    small_a, small_b = _fitted(a, MAPPED_SIDE), _fitted(b, MAPPED_SIDE)
    corners = np.array([(x, y, 1.0) for x in (0, 1) for y in (0, 1)])
    there = corners * (small_a[0] - 1, small_a[1] - 1, 1) @ mapping.T
    there = there[:, :2] / there[:, 2:]
    return bool(np.abs(there - corners[:, :2] * (small_b[0] - 1, small_b[1] - 1)).max() <= _STAYS)


def difference(a: Image.Image, b: Image.Image, mapping: Mapping | None = None) -> Difference:
    """Lay `b` onto `a` and subtract.

    Both are brought to the smaller resolution of both, so that pixels which one of them does not have
    do not count as differences.

    Args:
        a: RGB.
        b: RGB.
        mapping: how `a` maps onto `b` where that is known; else the same fractions lie on each other.
    """
    frame = _fitted(a.size, _frame_side(a, b, mapping))
    first = _values(a.resize(frame, Image.Resampling.BOX, reducing_gap=2.0) if a.size != frame else a)
    if mapping is not None:
        laid, covered = _laid_onto(b, _refined(a, b, mapping), frame)
    else:
        laid = b.resize(frame, Image.Resampling.BOX, reducing_gap=2.0) if b.size != frame else b
        covered = Image.new("L", frame, 255)
    inside = np.asarray(covered) > 254
    apart = np.abs(first - _values(laid))
    apart[~inside] = 0
    most = apart.max(axis=2)
    high = float(np.percentile(most[inside], 99.5)) if inside.any() else 0.0
    gain = int(np.clip(255 / max(high, 1.0), 1, _MOST_GAIN))
    pixels = np.minimum(apart * gain, 255).astype(np.uint8)
    pixels[~inside] = _stripes(inside.shape)[~inside, None]
    return Difference(
        pixels=pixels,
        gain=gain,
        visible=float(np.mean(most[inside] > _VISIBLE)) if inside.any() else 0.0,
        nothing=bool(inside.any()) and not most.any(),
        exact=mapping is None and a.size == b.size == frame,
        aligned=mapping is not None,
    )


def _frame_side(a: Image.Image, b: Image.Image, mapping: Mapping | None) -> int:
    """The long side at which no pixel of the frame has less than one of each picture."""
    side = max(a.size)
    if mapping is None:
        return min(side, max(b.size), longest_side(mapping))
    of_b = _stretch(_into(mapping, a.size), a.size) * max(b.size) / MAPPED_SIDE
    return max(1, round(min(side, side * of_b, longest_side(mapping))))


def _stripes(shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """uint8[height, width] of grey stripes that no photo is mistaken for."""
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    wide = max(2, max(shape) // 120)
    return np.where((rows + columns) // wide % 2, 92, 66).astype(np.uint8)


def _values(picture: Image.Image) -> NDArray[np.int16]:
    return np.asarray(picture).astype(np.int16)


def _refined(a: Image.Image, b: Image.Image, mapping: Mapping) -> Mapping:
    """The mapping made exact for larger pictures than it was found on (ECC; Evangelidis and Psarakis 2008).

    From thumbnails it is right to a fraction of their pixels, which in large pictures draws every edge.
    Takes a tenth of a second; measured on crops and turned photos of 12 MP, the share that seems to
    differ falls from a quarter to a thirtieth.
    """
    from core.match.opencv import open_cv

    cv2 = open_cv()
    first, second = (
        np.asarray(picture.convert("L").resize(_fitted(picture.size, _REFINED_SIDE), Image.Resampling.BOX))
        for picture in (a, b)
    )
    enlarged = _REFINED_SIDE / MAPPED_SIDE
    larger = _shift(-0.5) @ np.diag([enlarged, enlarged, 1.0]) @ _shift(0.5)
    start = larger @ mapping @ np.linalg.inv(larger)
    start = (start / start[2, 2]).astype(np.float32)
    try:
        _, found = cv2.findTransformECC(first, second, start, cv2.MOTION_HOMOGRAPHY, _REFINING, None, 3)
    except cv2.error:
        return mapping  # too little in common to climb on
    return np.linalg.inv(larger) @ found.astype(np.float64) @ larger


def _laid_onto(b: Image.Image, mapping: Mapping, frame: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """`b` in the frame of the other picture, and where it covers the frame (255) or does not (0)."""
    into = _into(mapping, frame)
    stretched = _stretch(into, frame) * max(b.size) / MAPPED_SIDE
    if stretched > 1.5:  # bilinear sampling would skip pixels
        b = b.resize(
            _fitted(b.size, max(1, round(max(b.size) / stretched))), Image.Resampling.BOX, reducing_gap=2.0
        )
    from_mapped = max(b.size) / MAPPED_SIDE
    whole = np.diag([from_mapped, from_mapped, 1.0]) @ into
    coefficients = tuple((whole / whole[2, 2]).ravel()[:8])
    way = Image.Transform.PERSPECTIVE
    laid = b.transform(frame, way, coefficients, Image.Resampling.BILINEAR)
    covered = Image.new("L", b.size, 255).transform(frame, way, coefficients, Image.Resampling.BILINEAR)
    return laid, covered


def _into(mapping: Mapping, frame: tuple[int, int]) -> Mapping:
    """From points of the frame to points of the second picture when its long side is `MAPPED_SIDE`.

    Corners of pixels are whole numbers for Pillow, centres are for the mapping: hence the halves.
    """
    to_mapped = MAPPED_SIDE / max(frame)
    return _shift(0.5) @ mapping @ _shift(-0.5) @ np.diag([to_mapped, to_mapped, 1.0])


def _stretch(into: Mapping, frame: tuple[int, int]) -> float:
    """How long a pixel in the middle of the frame becomes, in pixels of `MAPPED_SIDE`."""
    x, y = frame[0] / 2, frame[1] / 2
    middle = np.array([(x, y, 1), (x + 1, y, 1), (x, y + 1, 1)])
    there = middle @ into.T
    there = there[:, :2] / there[:, 2:]
    return float(np.sqrt(abs(np.linalg.det(there[1:] - there[0]))))


def _shift(by: float) -> Mapping:
    return np.array([[1.0, 0, by], [0, 1.0, by], [0, 0, 1.0]])


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size when the long side is `side`."""
    scale = side / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
