"""Two pictures brought into one frame and compared block by block: where do they agree?

Both are band-passed first (a blur less a wider blur), so that exposure, tints and slow shadows do not count
and what is left is the drawing of the picture. Blocks make a local difference, such as a sticker or a person
who moved, visible as what it is.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.keypoints import Grey
from core.match.opencv import open_cv

Homography = NDArray[np.float64]
"""float64[3, 3]: homogeneous pixels of the first picture -> of the second."""

Blocks = NDArray[np.float32]
"""float32[rows, columns]: one number for each block of the overlap."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The overlap of two pictures as a small picture of its own, no finer than the coarser of both.

    `to_a` and `to_b` map its pixels into the pictures; `covered_a` and `covered_b` are the shares of the
    pictures that lie in the overlap; `mask` is float32[height, width], 1 inside it.
    """

    to_a: Homography
    to_b: Homography
    mask: NDArray[np.float32]
    covered_a: float
    covered_b: float

    @property
    def size(self) -> tuple[int, int]:
        return self.mask.shape[1], self.mask.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What the blocks of an overlap say.

    `correlation` is that of all band-passed pixels together, -1 to 1; `gain` is what the second picture's
    contrast was multiplied by first. Per block: `alike` is the correlation within it, `energy_a` and
    `energy_b` its contrast (grey values squared, after the gain), `inside` the share of it in the overlap,
    `light_a` and `light_b` its mean grey values. `structure`, [3, rows, columns]: the products of slopes
    across and down, xx, xy and yy, and `pull`, [2, rows, columns], are the two sides of Lucas and Kanade's
    equation (1981) for the shift that is left.
    """

    correlation: float
    gain: float
    alike: Blocks
    energy_a: Blocks
    energy_b: Blocks
    inside: Blocks
    light_a: Blocks
    light_b: Blocks
    structure: NDArray[np.float32]
    pull: NDArray[np.float32]
    lights: tuple[NDArray[np.float32], NDArray[np.float32]]
    """Both pictures, drawn into the frame."""


def common_frame(a: Features, b: Features, mapping: Homography, side: int) -> Frame | None:
    """Lay a frame over the overlap; None where hardly anything overlaps.

    Args:
        a: one picture.
        b: another.
        mapping: pixels of `a` -> pixels of `b`.
        side: the longest that the frame's long side may be.
    """
    cv2 = open_cv()
    seen = _through(mapping, _corners(a))
    if seen is None or not cv2.isContourConvex(seen):
        return None
    area, region = cv2.intersectConvexConvex(seen, _corners(b))
    if area < _SMALLEST_AREA:
        return None
    back = inverse(mapping)
    region = region.reshape(-1, 2)
    region_in_a = _through(back, region)
    if region_in_a is None:
        return None
    area_in_a = abs(cv2.contourArea(region_in_a))
    if area_in_a < _SMALLEST_AREA:
        return None
    first_is_coarser = area > area_in_a
    polygon: NDArray[np.float32] = region_in_a if first_is_coarser else region
    polygon = polygon + (polygon.mean(axis=0) - polygon) * np.float32(_EDGE)
    (left, top), (right, bottom) = polygon.min(axis=0).tolist(), polygon.max(axis=0).tolist()
    scale = min(1.0, side / max(right - left, bottom - top))
    width, height = max(8, round((right - left) * scale)), max(8, round((bottom - top) * scale))
    place = np.array([[1 / scale, 0, left], [0, 1 / scale, top], [0, 0, 1.0]])
    mask = np.zeros((height, width), np.float32)
    corners = np.rint((polygon - np.array([left, top], np.float32)) * np.float32(scale)).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 1.0)
    to_a, to_b = (place, mapping @ place) if first_is_coarser else (back @ place, place)
    return Frame(to_a, to_b, mask, min(1.0, area_in_a / _area(a)), min(1.0, area / _area(b)))


def compare(a: Features, b: Features, frame: Frame, *, levelled: bool = False) -> Comparison:
    """Bring both pictures into the frame and compare them block by block.

    `levelled` takes slopes and the falling off of light towards the edges out first: in a frame so small that
    the shapes of clouds show, any two skies of one lens would be alike by these.
    """
    light_a, light_b = (
        sampled(a.pyramid, frame.to_a, frame.size),
        sampled(b.pyramid, frame.to_b, frame.size),
    )
    cv2, mask = open_cv(), frame.mask
    flat_a, flat_b = (without_light(light) if levelled else light for light in (light_a, light_b))
    band_a, band_b = band(flat_a) * mask, band(flat_b) * mask
    across = cv2.Sobel(band_a, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    down = cv2.Sobel(band_a, cv2.CV_32F, 0, 1, ksize=1, scale=0.5)
    gain = float(np.sqrt((np.vdot(band_a, band_a) + 1) / (np.vdot(band_b, band_b) + 1)))
    band_b *= np.float32(gain)
    difference = band_a - band_b
    factors = (
        (light_a, mask),
        (light_b, mask),
        (band_a, band_a),
        (band_b, band_b),
        (band_a, band_b),
        (across, across),
        (across, down),
        (down, down),
        (across, difference),
        (down, difference),
    )
    products = np.empty((1 + len(factors), *mask.shape), np.float32)
    products[0] = mask
    for plane, (one, other) in zip(products[1:], factors, strict=True):
        np.multiply(one, other, out=plane)
    inside, lit_a, lit_b, aa, bb, ab, xx, xy, yy, xd, yd = _block_means(products)
    covered = np.maximum(inside, 1e-3)
    return Comparison(
        correlation=float(ab.sum() / np.sqrt((aa.sum() + 1e-3) * (bb.sum() + 1e-3))),
        gain=gain,
        alike=ab / np.sqrt((aa + _NOISE) * (bb + _NOISE)),
        energy_a=aa / covered,
        energy_b=bb / covered,
        inside=inside,
        light_a=lit_a / covered,
        light_b=lit_b / covered,
        structure=np.stack([xx, xy, yy]),
        pull=np.stack([xd, yd]),
        lights=(light_a, light_b),
    )


_SMALLEST_AREA = 500.0
_EDGE = 0.02
"""Of the overlap, left out at its rim: a frame around one of both shines in there by half a pixel."""
_BLOCK = 12
_NOISE = 0.5
"""Grey values squared, added to a block's contrast: what is fainter than JPEG's own traces says nothing."""


def _corners(picture: Features) -> NDArray[np.float32]:
    right, bottom = picture.width - 1, picture.height - 1
    return np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], dtype=np.float32)


def _area(picture: Features) -> int:
    """Of the rectangle between the middles of the corner pixels."""
    return (picture.width - 1) * (picture.height - 1)


def inverse(mapping: Homography) -> Homography:
    """The way back; zeros where there is none."""
    back: Homography = open_cv().invert(mapping)[1]
    return back


def _through(mapping: Homography, points: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """Map float32[n, 2]; None where a point goes behind the horizon."""
    across, down, along = mapping[2].tolist()
    if any(across * x + down * y + along < _HORIZON for x, y in points.tolist()):
        return None
    return open_cv().perspectiveTransform(points[None], mapping)[0]


_HORIZON = 0.2


def sampled(pyramid: tuple[Grey, ...], to: Homography, size: tuple[int, int]) -> NDArray[np.float32]:
    """Draw a picture into the frame, from the level of the pyramid that is just fine enough."""
    cv2 = open_cv()
    (xx, xy, _), (yx, yy, _), _ = to.tolist()
    step = abs(xx * yy - xy * yx) ** 0.5
    level = min(max(math.floor(math.log2(max(step, 1e-3)) + 0.3), 0), len(pyramid) - 1)
    if level:
        to = to * np.array([[0.5**level], [0.5**level], [1.0]])
    drawn = cv2.warpPerspective(
        pyramid[level],
        to,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return drawn.astype(np.float32)


def without_light(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """A picture without the smooth surface that fits it best: a slope, seen through a lens of any centre."""
    height, width = light.shape
    surfaces = _surfaces(height, width)
    fitted = (surfaces @ (light.ravel() @ surfaces)).reshape(height, width)
    return (light - fitted).astype(np.float32)


@lru_cache(maxsize=64)
def _surfaces(height: int, width: int) -> NDArray[np.float32]:
    """float32[pixels, 17], orthonormal: all powers to the fourth, and slopes times the distance's fourth."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    x, y = x.ravel(), y.ravel()
    far = (x**2 + y**2) ** 2
    powers = [x**across * y**down for across in range(5) for down in range(5 - across)]
    return np.linalg.qr(np.stack([*powers, x * far, y * far], axis=1))[0].astype(np.float32)


def band(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is left between a narrow and a wide blur: the drawing without its light."""
    cv2 = open_cv()
    fine = cv2.GaussianBlur(light, (5, 5), 1.0)
    return cv2.subtract(fine, cv2.sepFilter2D(fine, -1, _WIDE, _WIDE))


_WIDE = np.convolve(np.full(7, 1 / 7), np.full(7, 1 / 7)).astype(np.float32)
"""A box of 7 pixels, blurred by another one."""


def _block_means(planes: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32[n, height, width] -> float32[n, rows, columns], blocks of about 12 x 12 pixels."""
    _, height, width = planes.shape
    return np.matmul(_averaging(height) @ planes, _averaging(width).T, dtype=np.float32)


@cache
def _averaging(length: int) -> NDArray[np.float32]:
    """float32[blocks, length]: each row averages one block."""
    blocks = max(2, round(length / _BLOCK))
    owner = np.arange(length) * blocks // length
    rows = owner == np.arange(blocks)[:, None]
    return (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
