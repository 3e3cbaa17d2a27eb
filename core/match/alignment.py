"""Guesses at how one picture lies in another: from keypoints, and from the whole picture where they are few.

A guess is an affine map, as float64[2, 3], from pixels of the first picture to pixels of the second.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.integer_product import IntegerProduct, shifted
from core.match.features import Features
from core.match.keypoints import Keypoints

Affine = NDArray[np.float64]
"""float64[2, 3]: (x, y, 1) of the first picture -> (x, y) of the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """How the first picture might lie in the second; `inliers` is the number of keypoints that agree."""

    affine: Affine
    inliers: int


def keypoint_guess(a: Features, b: Features, *, mirrored: bool = True) -> Guess | None:
    """The map that most matched keypoints agree with; mirrored ones are tried where few agree.

    Corners of the pictures at half their size are asked first, and all others only where these are not sure.
    Deterministic: instead of drawing samples, every match proposes the similarity that its own position,
    size and direction give, and all matches vote.

    Args:
        a: one picture.
        b: another.
        mirrored: whether one may be mirrored. Two presses of the shutter never are, and of those fewer
            corners are enough: what they share need not be told to the pixel.
    """
    glimpsed = _consensus(a.glimpsed, b.glimpsed, 2)
    if glimpsed is not None and glimpsed.inliers >= (_SURE if mirrored else _LIKELY):
        return glimpsed
    direct = _consensus(a.keypoints, b.keypoints)
    if not mirrored or (direct is not None and direct.inliers >= _SURE):
        return direct
    flipped = _consensus(a.mirrored, b.keypoints)
    if flipped is None or (direct is not None and direct.inliers >= flipped.inliers):
        return direct
    mirror = np.array([[-1.0, 0.0, a.width - 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    return Guess(flipped.affine @ mirror, flipped.inliers)


def agreement(a: Keypoints, b: Keypoints, tolerance: float) -> float:
    """How strongly matched keypoints agree, within `tolerance` pixels, with a map that one of them proposes.

    Each counts by how alike its two descriptions are, from 1 (equal) to 0 (as different as may be matched),
    to the power of three: corners that agree by chance are next to all matched at the far end.
    """
    matched = _matched(a, b)
    if matched is None:
        return 0.0
    return float((_agreeing(matched, tolerance) @ (1 - matched.unlike) ** 3).max())


def whole_guesses(a: Features, b: Features) -> list[tuple[float, Guess]]:
    """The maps in which one whole picture covers the other, each with how much both then look alike, 0 to 1.

    The eight orientations are compared as squares of 32 x 32 pixels, without plain margins; the best two are
    given, the better one first, and none that is hardly alike.
    """
    likeness = a.turned @ b.whole.ravel()
    best = [int(orientation) for orientation in np.argsort(-likeness, kind="stable")[:2]]
    return [
        (float(likeness[orientation]), Guess(_whole_map(a, b, orientation), 0))
        for orientation in best
        if likeness[orientation] >= _ALIKE
    ]


_SURE, _LIKELY = 25, 12
"""Keypoints in agreement from which nothing else needs to be tried."""
_ALIKE = 0.45
_NEAR = 0.25
"""The share of bits in which two descriptors may differ: the same corner, changed, lies at 0.08 to 0.2."""
_MATCHES = 220
_FEWEST = 5


def _consensus(a: Keypoints, b: Keypoints, size: int = 1) -> Guess | None:
    """The map that most matches agree with, between pictures `size` times as large as the corners' own."""
    matched = _matched(a, b, size)
    if matched is None:
        return None
    # Loose at first: sizes come in steps of 1.2, and directions are off by some degrees.
    loose = _agreeing(matched, 18.0)
    votes = loose.sum(axis=1, dtype=np.int32)
    z_a, z_b = matched.z_a.astype(np.complex128), matched.z_b.astype(np.complex128)
    best: Guess | None = None
    for _ in range(3):
        leader = int(np.argmax(votes))
        if votes[leader] < max(_FEWEST, best.inliers if best else 0):
            break
        votes[loose[leader]] = 0
        votes[leader] = 0
        guess = _tightened(z_a, z_b, loose[leader])
        if guess is not None and (best is None or guess.inliers > best.inliers):
            best = guess
    return best


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """Matched corners: where they lie in both pictures, x + iy, how each turns, and how unlike both
    descriptions are, from 0 (equal) to 1 (as different as may be matched)."""

    z_a: NDArray[np.complex64]
    z_b: NDArray[np.complex64]
    turns: NDArray[np.complex64]
    unlike: NDArray[np.float32]


def _matched(a: Keypoints, b: Keypoints, size: int = 1) -> _Matched | None:
    """Match corners, their places times `size`; None where too few do."""
    rows, columns, unlike = _mutual_matches(a.descriptors, b.descriptors)
    if len(rows) < _FEWEST:
        return None
    z_a, z_b = _as_complex(a.xy[rows]) * size, _as_complex(b.xy[columns]) * size
    return _Matched(z_a, z_b, b.turn[columns] / a.turn[rows], unlike)


def _mutual_matches(
    a: NDArray[np.uint8], b: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Descriptors that are each other's nearest, the nearest first, and how unlike they are."""
    if len(a) == 0 or len(b) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    bits = 8 * a.shape[1]
    alike = _signs_product(a, b)
    near = bits - 2 * int(_NEAR * bits)
    rows, columns = np.arange(len(a)), alike.argmax(axis=1)
    nearest = alike[rows, columns]
    mutual = (nearest >= near) & (nearest == alike.max(axis=0)[columns])
    rows, columns, nearest = rows[mutual], columns[mutual], nearest[mutual]
    order = np.argsort(-nearest, kind="stable")[:_MATCHES]
    return rows[order], columns[order], ((bits - nearest[order]) / (bits - near)).astype(np.float32)


def _signs_product(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.int32]:
    """int32[len(a), len(b)]: bits that are equal less bits that differ, as the product of 1 and -1 for bits.

    With VNNI or AMX it takes a fifth of the time that counting the bits of 500 x 500 in NumPy does, without
    about the same. OpenCV's matcher takes four times as long.
    """
    signs_a = _SHIFTED_SIGNS[a].view(np.uint8).reshape(len(a), -1)
    signs_b = _SIGNS[b].view(np.int8).reshape(len(b), -1)
    return _product()(signs_a, signs_b)


_EACH_BYTE = 2 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).view(np.int8) - 1
_SIGNS, _SHIFTED_SIGNS = _EACH_BYTE.view(np.uint64)[:, 0], shifted(_EACH_BYTE).view(np.uint64)[:, 0]
"""uint64[256]: the signs of the eight bits of a byte, eight bytes at once."""


@cache
def _product() -> IntegerProduct:
    return IntegerProduct()


def _agreeing(matched: _Matched, tolerance: float) -> NDArray[np.bool_]:
    """bool[m, m]: whether match j agrees with the similarity that match i proposes."""
    z_a, z_b, turns = matched.z_a, matched.z_b, matched.turns
    shifts = z_b - turns * z_a
    size = np.abs(turns)
    possible = (size > 1 / 6) & (size < 6)
    # Of all pairs at once and of reals, by products of matrices: a quarter of the time of complex numbers.
    x, y, one, squares = z_a.real, z_a.imag, np.ones_like(size), size * size
    off = np.stack([turns.real, -turns.imag, shifts.real, one], axis=1) @ np.stack([x, y, one, -z_b.real])
    down = np.stack([turns.imag, turns.real, shifts.imag, one], axis=1) @ np.stack([x, y, one, -z_b.imag])
    off *= off
    down *= down
    off += down
    near = off < (tolerance * np.maximum(1, size))[:, None] ** 2
    other = np.stack([-2 * turns.real, -2 * turns.imag, squares, one], axis=1)
    alike = other @ np.stack([turns.real, turns.imag, one, squares]) < 0.36 * squares[:, None]
    return near & alike & possible[:, None]


def _tightened(
    z_a: NDArray[np.complex128], z_b: NDArray[np.complex128], inliers: NDArray[np.bool_]
) -> Guess | None:
    """Fit to the inliers, narrow the tolerance, and fit again: a similarity first, an affine map last.

    Maps are z -> along z + against conj(z) + shift: mirroring is what `against` alone does, and the two sizes
    of the map are the sum and the difference of both lengths.
    """
    along = against = shift = 0j
    for tolerance, free in ((10.0, False), (6.0, False), (4.0, True), (4.0, True)):
        count = int(np.count_nonzero(inliers))
        if count < _FEWEST:
            return None
        along, against, shift = _fit(z_a[inliers], z_b[inliers], free and count >= 10)
        squares = abs(along) ** 2 - abs(against) ** 2
        size = abs(squares) ** 0.5
        if not 1 / 7 < size < 7:
            return None
        inliers = np.abs(z_b - along * z_a - against * z_a.conj() - shift) < tolerance * max(1.0, size)
    places = len(set(np.rint(z_a[inliers] / 4).tolist()))
    longer, shorter = abs(along) + abs(against), abs(along) - abs(against)
    if places < _FEWEST or shorter <= 0 or longer >= _SQUEEZED * shorter:
        return None
    turned = [along + against, 1j * (along - against), shift]
    return Guess(np.array([[w.real for w in turned], [w.imag for w in turned]]), places)


_SQUEEZED = 1.8
"""No plausible map is so many times larger one way than the other."""


def _fit(
    z_a: NDArray[np.complex128], z_b: NDArray[np.complex128], free: bool
) -> tuple[complex, complex, complex]:
    """The least-squares similarity, or affine map if `free`, as `_tightened` means it."""
    mean_a, mean_b = complex(z_a.sum()) / len(z_a), complex(z_b.sum()) / len(z_b)
    p, q = z_a - mean_a, z_b - mean_b
    energy, forth = max(float(np.vdot(p, p).real), 1e-6), complex(np.vdot(p, q))
    along, against = forth / energy, 0j
    if free:
        square, back = complex(np.dot(p, p)), complex(np.dot(p, q))
        rest = energy**2 - abs(square) ** 2
        if rest > _ON_A_LINE * energy**2:
            along = (forth * energy - square.conjugate() * back) / rest
            against = (back * energy - square * forth) / rest
    return along, against, mean_b - along * mean_a - against * mean_a.conjugate()


_ON_A_LINE = 1e-6
"""Of what points in all directions have: fewer tell nothing of the way across."""


def _as_complex(xy: NDArray[np.float32]) -> NDArray[np.complex64]:
    return (xy[:, 0] + 1j * xy[:, 1]).astype(np.complex64)


def _whole_map(a: Features, b: Features, orientation: int) -> Affine:
    mapped = _square_map(b.content) @ _TURNS[orientation] @ np.linalg.inv(_square_map(a.content))
    return mapped[:2]


def _turn(orientation: int) -> NDArray[np.float64]:
    """What an orientation of `Features.turned` does to the unit square's points: a homogeneous matrix."""
    quarter = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])  # (x, y) -> (y, 1 - x)
    mirror = np.array([[-1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    turned = np.linalg.matrix_power(quarter, orientation % 4)
    return turned @ mirror if orientation >= 4 else turned


_TURNS = tuple(_turn(orientation) for orientation in range(8))


def _square_map(box: tuple[int, int, int, int]) -> NDArray[np.float64]:
    """The unit square -> a box of pixels, as a homogeneous 3 x 3 matrix; pixel centres are whole numbers."""
    left, top, right, bottom = box
    return np.array([[right - left, 0.0, left - 0.5], [0.0, bottom - top, top - 0.5], [0.0, 0.0, 1.0]])
