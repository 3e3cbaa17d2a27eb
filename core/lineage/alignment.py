"""The mapping between two pictures to a fraction of a pixel, from the one that their thumbnails gave.

The comparison is made on the pixels of the coarser picture, so that nothing is invented. Where both have the
same scale the mapping is snapped to whole pixels, and where one is the other resized as a whole, to the ratio
of their sizes: that is what programs do, and only then can a JPEG's rounding be recognised in a copy.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.lineage.picture import FullPicture, Light, Mapping2D, resizing
from core.match.opencv import open_cv


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """How the coarser picture lies in the finer one.

    `mapping` goes from pixels of the coarser to pixels of the finer; `step` is how many of these make one of
    those in length, 1 or more. `exact` tells that the mapping moves whole pixels onto whole pixels.
    """

    coarse: FullPicture
    fine: FullPicture
    mapping: Mapping2D
    step: float
    exact: bool
    response: float
    """How well the last patches agreed, 0 to 1."""

    def patch(
        self, left: int, top: int, width: int, height: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """One window of both, in pixels of the coarser: uint8 and float32[height, width, 3], RGB."""
        own = self.coarse.pixels[top : top + height, left : left + width]
        return own, drawn(self.fine.pixels, self.mapping, left, top, width, height, self.step, self.exact)


def drawn(
    pixels: NDArray[np.uint8],
    mapping: Mapping2D,
    left: int,
    top: int,
    width: int,
    height: int,
    step: float,
    exact: bool,
) -> NDArray[np.float32]:
    """What a picture shows in a window of another, averaged over each pixel: float32[height, width] or
    [height, width, 3], as the picture has one channel or three."""
    cv2 = open_cv()
    many = 1 if exact else max(1, round(step))
    shift = np.array([[1.0, 0, left], [0, 1.0, top], [0, 0, 1]])
    finer = np.array(
        [[1 / many, 0, (1 - many) / (2 * many)], [0, 1 / many, (1 - many) / (2 * many)], [0, 0, 1]]
    )
    to = mapping @ shift @ finer
    corners = to @ np.array(
        [[-1, width * many, -1, width * many], [-1, -1, height * many, height * many], [1] * 4]
    )
    x0, y0 = (int(max(0, np.floor(corners[i].min()) - 3)) for i in (0, 1))
    x1, y1 = (
        int(min(side, np.ceil(corners[i].max()) + 4))
        for i, side in ((0, pixels.shape[1]), (1, pixels.shape[0]))
    )
    if x1 - x0 < 2 or y1 - y0 < 2:
        return np.zeros((height, width, *pixels.shape[2:]), np.float32)
    local = np.array([[1.0, 0, -x0], [0, 1.0, -y0], [0, 0, 1]]) @ to
    way = cv2.INTER_NEAREST if exact else cv2.INTER_LINEAR if many > 1 else cv2.INTER_CUBIC
    source = pixels[y0:y1, x0:x1]
    if not exact:
        source = source.astype(np.float32)
    found = cv2.warpAffine(
        source,
        local[:2],
        (width * many, height * many),
        flags=way | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32, copy=False)
    if many > 1:
        found = cv2.resize(found, (width, height), interpolation=cv2.INTER_AREA)
    return found


def align(a: FullPicture, b: FullPicture, guess: Mapping2D) -> tuple[Alignment, bool] | None:
    """Refine a mapping.

    Args:
        a: one picture. b: another. guess: pixels of the upright `a` -> pixels of the upright `b`, right to
        about a hundredth of their size.

    Returns:
        the alignment, and whether `a` is the coarser of both; None where too little agrees.
    """
    mapping = _as_affine(b.turned @ guess @ np.linalg.inv(a.turned), a)
    a_is_coarse = _scale(mapping) >= 1 - 1e-6
    coarse, fine = (a, b) if a_is_coarse else (b, a)
    if not a_is_coarse:
        mapping = inverse(mapping)
    response = 0.0
    for round_no, side in enumerate((256, 128, 128)):
        shifted = _refined(coarse, fine, mapping, side, few=round_no == 0)
        if shifted is not None:
            mapping, response, moved = shifted
            if round_no and moved < _STILL:
                break
    if response < _LEAST_RESPONSE:
        return None
    snapped = _snapped(mapping, coarse, fine)
    exact = snapped is not None and snapped[1]
    final = mapping if snapped is None else snapped[0]
    return Alignment(coarse, fine, final, max(1.0, _scale(final)), exact, response), a_is_coarse


_LEAST_RESPONSE = 0.03
_CLEAR_RESPONSE = 0.3
_STILL = 0.05
"""Pixels that the typical window is still off by."""


def full_guess(small: Mapping2D, a: FullPicture, b: FullPicture, side: int) -> Mapping2D:
    """A mapping between the pictures brought to one long side, as one between the upright pictures."""

    def shrunk(picture: FullPicture) -> Mapping2D:
        ratio = side / max(picture.width, picture.height)
        return resizing((1, 1), (ratio, ratio))

    return np.linalg.inv(shrunk(b)) @ small @ shrunk(a)


def inverse(mapping: Mapping2D) -> Mapping2D:
    """The way back."""
    return np.asarray(np.linalg.inv(mapping), dtype=np.float64)


def _as_affine(mapping: Mapping2D, a: FullPicture) -> Mapping2D:
    """The affine map that is nearest to a perspective one over a picture."""
    x, y = np.meshgrid(np.linspace(0.1, 0.9, 5) * a.width, np.linspace(0.1, 0.9, 5) * a.height)
    points = np.stack([x.ravel(), y.ravel(), np.ones(25)])
    mapped = mapping @ points
    mapped = mapped[:2] / mapped[2]
    rows = np.asarray(np.linalg.lstsq(points.T, mapped.T, rcond=None)[0], dtype=np.float64).T
    return np.concatenate([rows, [[0, 0, 1]]])


def _scale(mapping: Mapping2D) -> float:
    return float(np.sqrt(abs(np.linalg.det(mapping[:2, :2]))))


def windows(
    coarse: FullPicture, fine: FullPicture, mapping: Mapping2D, side: int, most: int, margin: int = 0
) -> list[tuple[int, int]]:
    """Corners of windows, at multiples of eight, that lie in both pictures and show most; the best first."""
    across, down = (_places(length, side, margin) for length in (coarse.width, coarse.height))
    left, top = (grid.ravel() for grid in np.meshgrid(across, down))
    if not len(left):
        return []
    outer = np.array([(x, y) for x in (-margin, side + margin) for y in (-margin, side + margin)])
    x = left[:, None] + outer[:, 0]
    y = top[:, None] + outer[:, 1]
    there_x = mapping[0, 0] * x + mapping[0, 1] * y + mapping[0, 2]
    there_y = mapping[1, 0] * x + mapping[1, 1] * y + mapping[1, 2]
    inside = (there_x.min(axis=1) > -0.51) & (there_x.max(axis=1) < fine.width + 0.51)
    inside &= (there_y.min(axis=1) > -0.51) & (there_y.max(axis=1) < fine.height + 0.51)
    texture = coarse.parts.once(
        ("texture", side, margin), lambda: _texture(coarse, across, down, side)
    ).ravel()
    left, top = left[inside], top[inside]
    best = np.argsort(-texture[inside], kind="stable")[:most]
    return list(zip(left[best].tolist(), top[best].tolist(), strict=True))


def _places(length: int, side: int, margin: int) -> NDArray[np.int64]:
    """Where windows may begin along one side of a picture, about thirty at most."""
    first = -(-margin // 8) * 8
    found = np.arange(first, length - side - margin + 1, max(8, side))
    return found[:: max(1, len(found) // 30)]


def _texture(
    picture: FullPicture, across: NDArray[np.int64], down: NDArray[np.int64], side: int
) -> NDArray[np.float64]:
    """How much structure windows have in the direction in which they have least (Shi and Tomasi 1994).

    Args:
        picture: whose windows.
        across: where they begin, from the left.
        down: where they begin, from the top.
        side: of each.

    Returns:
        float64[down, across].
    """
    cv2 = open_cv()
    jump = max(1, side // 64, int(np.sqrt(picture.width * picture.height / 1e6)))
    small = np.ascontiguousarray(picture.pixels[::jump, ::jump, 1])
    gx, gy = cv2.Sobel(small, cv2.CV_16S, 1, 0), cv2.Sobel(small, cv2.CV_16S, 0, 1)
    left, top, length = across // jump, down // jump, max(1, side // jump)
    right, bottom = np.minimum(left + length, small.shape[1]), np.minimum(top + length, small.shape[0])
    sums = np.zeros((3, len(down), small.shape[1] + 1))
    for row, (first, last) in enumerate(zip(top.tolist(), bottom.tolist(), strict=True)):
        x, y = gx[first:last], gy[first:last]
        for products, (one, other) in zip(sums, ((x, x), (y, y), (x, y)), strict=True):
            columns = cv2.multiply(one, other, dtype=cv2.CV_32F)  # whole numbers: each is exact, and any sum
            products[row, 1:] = cv2.reduce(columns, 0, cv2.REDUCE_SUM, dtype=cv2.CV_64F)[0]
    np.cumsum(sums, axis=2, out=sums)
    areas = (right - left) * (bottom - top)[:, None]
    xx, yy, xy = (sums[..., right] - sums[..., left]) / areas
    return (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy * xy)


def _refined(
    coarse: FullPicture, fine: FullPicture, mapping: Mapping2D, side: int, few: bool
) -> tuple[Mapping2D, float, float] | None:
    """One round: measure how far windows are off, and let an affine change explain it.

    Returns:
        the better mapping, how well windows agree, and how far the typical one was off.
    """
    cv2 = open_cv()
    side = min(
        side,
        8 * (min(coarse.width, coarse.height) // 8),
        max(32, 8 * (int(min(coarse.width, coarse.height) * 0.6) // 8)),
    )
    if side < 32:
        return None
    places = windows(coarse, fine, mapping, side, 6 if few else 9)
    if not places:
        return None
    step = max(1.0, _scale(mapping))
    taper: Light = cv2.createHanningWindow((side, side), cv2.CV_32F)
    points: list[tuple[float, float]] = []
    moves: list[tuple[float, float]] = []
    weights: list[float] = []
    for left, top in places:
        own = _flattened(coarse.pixels[top : top + side, left : left + side, 1].astype(np.float32))
        other = _flattened(drawn(fine.pixels[..., 1], mapping, left, top, side, side, step, False))
        (dx, dy), response = cv2.phaseCorrelate(other * taper, own * taper)
        if response < _CLEAR_RESPONSE:  # perhaps one is the negative of the other
            inverted, response_inverted = cv2.phaseCorrelate(other * taper, -own * taper)
            if response_inverted > response:
                (dx, dy), response = inverted, response_inverted
        if response > _LEAST_RESPONSE and max(abs(dx), abs(dy)) < side / 3:
            points.append((left + side / 2 - 0.5, top + side / 2 - 0.5))
            moves.append((dx, dy))
            weights.append(response)
    if not points:
        return None
    change = _affine_change(
        np.array(points), np.array(moves), np.array(weights), max(coarse.width, coarse.height)
    )
    # What lies at p in the coarse picture was drawn at p - move: so p shows what was mapped from there.
    off = np.linalg.norm(np.array(moves), axis=1)
    return mapping @ inverse(change), float(np.median(weights)), float(np.median(off))


def _flattened(y: Light) -> Light:
    cv2 = open_cv()
    return y - cv2.GaussianBlur(y, (0, 0), 6.0)


def _affine_change(
    points: NDArray[np.float64], moves: NDArray[np.float64], weights: NDArray[np.float64], extent: float
) -> Mapping2D:
    """The affine map p -> p + move, by least squares in which outliers lose their weight."""
    middle = points.mean(axis=0)
    terms = np.concatenate([np.ones((len(points), 1)), (points - middle) / extent], axis=1)
    ridge = np.diag([1e-6, 3e-3, 3e-3]) * weights.sum()
    weight = weights.copy()
    solved = np.zeros((3, 2))
    start = np.median(moves, axis=0)
    away = np.linalg.norm(moves - start, axis=1)
    weight = weights / (1 + (away / (1 + np.median(away))) ** 2)
    for _ in range(6):
        normal = terms.T @ (terms * weight[:, None]) + ridge
        solved = np.asarray(np.linalg.solve(normal, terms.T @ (moves * weight[:, None])), dtype=np.float64)
        left = np.linalg.norm(moves - terms @ solved, axis=1)
        weight = weights / (1 + (left / 0.5) ** 2)
    linear = solved[1:].T / extent
    offset = solved[0] - linear @ middle
    return np.array(
        [[1 + linear[0, 0], linear[0, 1], offset[0]], [linear[1, 0], 1 + linear[1, 1], offset[1]], [0, 0, 1]]
    )


def _snapped(mapping: Mapping2D, coarse: FullPicture, fine: FullPicture) -> tuple[Mapping2D, bool] | None:
    """The mapping that a program would have made, and whether it moves whole pixels; None where none is
    near."""
    linear = mapping[:2, :2]
    signs = np.where(np.abs(linear) > 0.5 * _scale(mapping), np.sign(linear), 0)
    if abs(np.linalg.det(signs)) != 1:
        return None
    middle = np.array([coarse.width / 2 - 0.5, coarse.height / 2 - 0.5])
    there = linear @ middle + mapping[:2, 2]
    half = max(coarse.width, coarse.height) / 2
    swapped = abs(signs[0, 1]) == 1
    across = fine.width / (coarse.height if swapped else coarse.width)
    down = fine.height / (coarse.width if swapped else coarse.height)
    whole = np.diag([across, down]) @ signs
    target = np.array([fine.width / 2 - 0.5, fine.height / 2 - 0.5])
    near = _NEAR * max(1.0, _scale(mapping))
    if np.abs(linear - whole).max() * half < near and np.abs(there - target).max() < near:
        offset = target - whole @ middle
        exact = across == 1 and down == 1
        return _mapping(whole, offset), exact
    offset = mapping[:2, 2] + (linear - signs) @ middle
    if np.abs(linear - signs).max() * half < _NEAR and np.abs(offset - np.round(offset)).max() < _NEAR_HALF:
        return _mapping(signs, np.round(offset)), True
    return None


_NEAR = 0.6
_NEAR_HALF = 0.35


def _mapping(linear: NDArray[np.float64], offset: NDArray[np.float64]) -> Mapping2D:
    return np.array(
        [[linear[0, 0], linear[0, 1], offset[0]], [linear[1, 0], linear[1, 1], offset[1]], [0, 0, 1.0]]
    )
