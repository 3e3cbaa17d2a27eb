"""The mapping between two pictures made better, step by step (Gauss and Newton; Lucas and Kanade 1981)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.overlap import Comparison, Frame, Homography, common_frame, compare


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A mapping from the first picture to the second, the frame that it gives, and what is seen there."""

    mapping: Homography
    frame: Frame
    seen: Comparison


def refined(
    a: Features,
    b: Features,
    mapping: Homography,
    side: int,
    freedoms: tuple[int, ...],
    *,
    levelled: bool = False,
) -> Fit | None:
    """Step from a mapping towards the better correlation, for as long as it grows and steps are worth it.

    Args:
        a: one picture.
        b: another.
        mapping: the guess to start from, pixels of `a` -> pixels of `b`.
        side: the long side of the frame in which both are compared.
        freedoms: parameters of each step: affine (6) or perspective (8).
        levelled: see `compare`.

    Returns:
        the best that was met; None where the two do not overlap.
    """
    best: Fit | None = None
    for freedom in (*freedoms, 0):
        frame = common_frame(a, b, mapping, side)
        if frame is None:
            break
        seen = compare(a, b, frame, levelled=levelled)
        gained = 1.0 if best is None else seen.correlation - best.seen.correlation
        if gained > 0:
            best = Fit(mapping, frame, seen)
        if gained < _SETTLED or freedom == 0:
            break
        mapping, moved = _stepped(frame, seen, freedom)
        if moved < _STILL * max(frame.size):
            break  # copies that lie on each other from the start: the half of the work is spared
    return best


_SETTLED = 0.003
_STILL = 0.0005
"""Of the frame's long side: a fourteenth of a pixel of 144."""


def _stepped(frame: Frame, seen: Comparison, freedom: int) -> tuple[Homography, float]:
    """One Gauss-Newton step: the affine or perspective change that explains the blocks' shifts best.

    Returns:
        the mapping after it, and by how many pixels of the frame it moves a block at most.
    """
    rows, columns = seen.alike.shape
    width, height = frame.size
    half = max(width, height) / 2
    shape = _shifts_by_parameter(rows, columns, width / 2 / half, height / 2 / half)[..., :freedom]
    weight = np.clip(seen.alike - 0.1, 0.0, 0.6) * (seen.inside > 0.5)
    weighed = (seen.structure * weight[..., None, None]).reshape(-1, 2, 2) @ shape
    columns_of = shape.reshape(-1, freedom)
    normal = columns_of.T @ weighed.reshape(-1, freedom)
    right = columns_of.T @ (seen.pull * weight[..., None]).reshape(-1)
    ridge = 1e-3 * np.trace(normal) / freedom + 1e-6
    p = np.zeros(8)
    p[:freedom] = np.linalg.solve(normal + ridge * np.eye(freedom), right)
    moved = float(np.abs(columns_of @ p[:freedom]).max())
    p = np.clip(p, -0.12 * half, 0.12 * half) / half
    change = np.array([[1 + p[1], p[2], p[0]], [p[4], 1 + p[5], p[3]], [-p[6], -p[7], 1.0]])
    centred = np.array(
        [[1 / half, 0, -(width - 1) / 2 / half], [0, 1 / half, -(height - 1) / 2 / half], [0, 0, 1]]
    )
    change = np.linalg.inv(centred) @ change @ centred
    mapping = frame.to_b @ change @ np.linalg.inv(frame.to_a)
    return mapping / mapping[2, 2], moved


@lru_cache(maxsize=256)
def _shifts_by_parameter(rows: int, columns: int, right: float, bottom: float) -> NDArray[np.float64]:
    """float64[rows * columns, 2, 8]: how far each parameter shifts the middle of each block."""
    across = ((np.arange(columns) + 0.5) * 2 / columns - 1) * right
    down = ((np.arange(rows) + 0.5) * 2 / rows - 1) * bottom
    x, y = np.tile(across, rows), np.repeat(down, columns)
    shifts = np.zeros((rows * columns, 2, 8))
    for axis, first, along in ((0, 0, x), (1, 3, y)):
        shifts[:, axis, first] = 1
        shifts[:, axis, first + 1] = x
        shifts[:, axis, first + 2] = y
        shifts[:, axis, 6] = x * along
        shifts[:, axis, 7] = y * along
    return shifts
