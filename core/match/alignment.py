"""Guesses at how one picture lies in another: from keypoints, and from the whole picture where they are few.

A guess is an affine map, as float64[2, 3], from pixels of the first picture to pixels of the second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.keypoints import Keypoints

Affine = NDArray[np.float64]
"""float64[2, 3]: (x, y, 1) of the first picture -> (x, y) of the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """How the first picture might lie in the second; `inliers` is the number of keypoints that agree."""

    affine: Affine
    inliers: int


def keypoint_guess(a: Features, b: Features) -> Guess | None:
    """The map that most matched keypoints agree with; mirrored ones are tried where few agree.

    Deterministic: instead of drawing samples, every match proposes the similarity that its own position,
    size and direction give, and all matches vote.
    """
    direct = _consensus(a.keypoints, b.keypoints)
    if direct is not None and direct.inliers >= _SURE:
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
    likeness = (1 - matched.differing / np.float32(_NEAR)) ** 3
    return float((_agreeing(matched, tolerance) @ likeness).max())


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


_SURE = 25
"""Keypoints in agreement from which nothing else needs to be tried."""
_ALIKE = 0.45
_NEAR = 64
"""Bits of 256 in which two descriptors may differ: the same corner, changed, lies at 20 to 50."""
_MATCHES = 220
_FEWEST = 5


def _consensus(a: Keypoints, b: Keypoints) -> Guess | None:
    matched = _matched(a, b)
    if matched is None:
        return None
    # Loose at first: sizes come in steps of 1.2, and directions are off by some degrees.
    loose = _agreeing(matched, 18.0)
    votes = loose.sum(axis=1)
    best: Guess | None = None
    tried = np.zeros(len(votes), dtype=bool)
    for _ in range(3):
        leader = int(np.argmax(np.where(tried, -1, votes)))
        if tried[leader] or votes[leader] < _FEWEST - 1:
            break
        tried |= loose[leader]
        tried[leader] = True
        guess = _tightened(matched.z_a, matched.z_b, loose[leader])
        if guess is not None and (best is None or guess.inliers > best.inliers):
            best = guess
    return best


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """Matched corners: where they lie in both pictures, x + iy, how each turns, and in how many bits of its
    description it differs."""

    z_a: NDArray[np.complex64]
    z_b: NDArray[np.complex64]
    turns: NDArray[np.complex64]
    differing: NDArray[np.uint8]


def _matched(a: Keypoints, b: Keypoints) -> _Matched | None:
    """Match corners; None where too few do."""
    rows, columns, differing = _mutual_matches(a.descriptors, b.descriptors)
    if len(rows) < _FEWEST:
        return None
    return _Matched(
        _as_complex(a.xy[rows]), _as_complex(b.xy[columns]), b.turn[columns] / a.turn[rows], differing
    )


def _mutual_matches(
    a: NDArray[np.uint8], b: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """Descriptors that are each other's nearest, the nearest first, and in how many bits they differ."""
    if len(a) == 0 or len(b) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8)
    distances = _hamming(a, b)
    nearest_of_a, nearest_of_b = distances.min(axis=1), distances.min(axis=0)
    near = np.flatnonzero(nearest_of_a <= _NEAR)
    mutual = (distances[near] == nearest_of_a[near, None]) & (distances[near] == nearest_of_b)
    columns = mutual.argmax(axis=1)  # the first, where two corners are equally near
    found = mutual[np.arange(len(near)), columns]
    rows, columns = near[found], columns[found]
    order = np.argsort(nearest_of_a[rows], kind="stable")[:_MATCHES]
    return rows[order], columns[order], nearest_of_a[rows[order]]


_BLOCK_ROWS = 64
"""Rows whose distances are counted at once: half a megabyte at most, which stays in the processor's cache."""


def _hamming(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8[len(a), len(b)]: bits that differ. OpenCV's matchers take twice as long."""
    rows, columns = _words(a), np.ascontiguousarray(_words(b).T)
    distances = np.zeros((len(a), len(b)), np.uint8)
    for start in range(0, len(a), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        for word, other in enumerate(columns):
            # 255 + 1 wraps, which no real corner reaches
            distances[block] += np.bitwise_count(rows[block, word, None] ^ other)
    return distances


def _words(descriptors: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(descriptors).view(np.uint64)


def _agreeing(matched: _Matched, tolerance: float) -> NDArray[np.bool_]:
    """bool[m, m]: whether match j agrees with the similarity that match i proposes."""
    z_a, z_b, turns = matched.z_a, matched.z_b, matched.turns
    shifts = z_b - turns * z_a
    error = np.abs(z_b[None, :] - (turns[:, None] * z_a[None, :] + shifts[:, None]))
    size = np.abs(turns)
    relative = turns[None, :] / turns[:, None]
    alike = np.abs(relative - 1) < 0.6
    possible = (size > 1 / 6) & (size < 6)
    return (error < tolerance * np.maximum(1, size)[:, None]) & alike & possible[:, None]


def _tightened(
    z_a: NDArray[np.complex64], z_b: NDArray[np.complex64], inliers: NDArray[np.bool_]
) -> Guess | None:
    """Fit to the inliers, narrow the tolerance, and fit again: a similarity first, an affine map last."""
    affine = np.eye(2, 3)
    for tolerance, free in ((10.0, False), (6.0, False), (4.0, True), (4.0, True)):
        count = int(inliers.sum())
        if count < _FEWEST:
            return None
        affine = _fit(z_a[inliers], z_b[inliers], free and count >= 10)
        size = float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))
        if not 1 / 7 < size < 7:
            return None
        mapped = (affine[0, 0] + 1j * affine[1, 0]) * z_a.real + (affine[0, 1] + 1j * affine[1, 1]) * z_a.imag
        error = np.abs(z_b - mapped - (affine[0, 2] + 1j * affine[1, 2]))
        inliers = error < tolerance * max(1.0, size)
    places = len({(round(float(z.real) / 4), round(float(z.imag) / 4)) for z in z_a[inliers]})
    if places < _FEWEST or not _plausible(affine):
        return None
    return Guess(affine, places)


def _plausible(affine: Affine) -> bool:
    """Whether the map neither mirrors nor squeezes one way much more than the other."""
    sizes = np.linalg.svd(affine[:, :2], compute_uv=False)
    return bool(np.linalg.det(affine[:, :2]) > 0 and sizes[0] < 1.8 * sizes[1])


def _fit(z_a: NDArray[np.complex64], z_b: NDArray[np.complex64], free: bool) -> Affine:
    """The least-squares similarity, or affine map if `free`."""
    mean_a, mean_b = z_a.mean(), z_b.mean()
    p, q = z_a - mean_a, z_b - mean_b
    if free:
        source = np.stack([p.real, p.imag], axis=1).astype(np.float64)
        target = np.stack([q.real, q.imag], axis=1).astype(np.float64)
        linear = np.linalg.lstsq(source, target, rcond=None)[0].T
    else:
        spin = complex(np.sum(p.conj() * q)) / max(float(np.sum(np.abs(p) ** 2)), 1e-6)
        linear = np.array([[spin.real, -spin.imag], [spin.imag, spin.real]])
    shift = np.array([mean_b.real, mean_b.imag]) - linear @ np.array([mean_a.real, mean_a.imag])
    return np.concatenate([linear, shift[:, None]], axis=1, dtype=np.float64)


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
