"""The mapping between two pictures made better, step by step (Gauss and Newton; Lucas and Kanade 1981)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.overlap import Comparison, Frame, Homography, common_frame, compare, inverse


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A mapping from the first picture to the second, the frame that it gives, and what is seen there."""

    mapping: Homography
    frame: Frame
    seen: Comparison


def look(a: Features, b: Features, mapping: Homography, side: int, *, levelled: bool = False) -> Fit | None:
    """Compare two pictures as a mapping lays them; see `refined`."""
    frame = common_frame(a, b, mapping, side)
    return None if frame is None else Fit(mapping, frame, compare(a, b, frame, levelled=levelled))


def refined(
    a: Features,
    b: Features,
    mapping: Homography,
    side: int,
    freedoms: tuple[int, ...],
    *,
    levelled: bool = False,
    begun: Fit | None = None,
) -> Fit | None:
    """Step from a mapping towards the better correlation, for as long as it grows and steps are worth it.

    Args:
        a: one picture.
        b: another.
        mapping: the guess to start from, pixels of `a` -> pixels of `b`.
        side: the long side of the frame in which both are compared.
        freedoms: parameters of each step: affine (6) or perspective (8).
        levelled: see `compare`.
        begun: what is seen there at the start, if that was looked at.

    Returns:
        the best that was met; None where the two do not overlap.
    """
    best = begun or look(a, b, mapping, side, levelled=levelled)
    latest = best
    for freedom in freedoms:
        if best is None or latest is None:
            break
        mapping, moved = _stepped(latest.frame, latest.seen, freedom)
        if moved < _STILL * max(latest.frame.size):
            break  # copies that lie on each other from the start: the half of the work is spared
        latest = look(a, b, mapping, side, levelled=levelled)
        gained = -1.0 if latest is None else latest.seen.correlation - best.seen.correlation
        if gained > 0:
            best = latest
        if gained < _SETTLED:
            break
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
    x, y = _shifts_by_parameter(rows, columns, width / 2 / half, height / 2 / half)
    x, y = x[:freedom], y[:freedom]
    weight = np.clip(seen.alike - 0.1, 0.0, 0.6) * (seen.inside > 0.5)
    xx, xy, yy = (seen.structure * weight).reshape(3, -1)
    along_x, along_y = x * xx + y * xy, x * xy + y * yy
    pull_x, pull_y = (seen.pull * weight).reshape(2, -1)
    normal = along_x @ x.T + along_y @ y.T
    ridge = 1e-3 * float(normal.trace()) / freedom + 1e-6
    p = np.zeros(8)
    p[:freedom] = np.linalg.solve(normal + ridge * np.eye(freedom), x @ pull_x + y @ pull_y)
    moved = max(float(np.abs(p[:freedom] @ x).max()), float(np.abs(p[:freedom] @ y).max()))
    p0, p1, p2, p3, p4, p5, p6, p7 = (np.clip(p, -0.12 * half, 0.12 * half) / half).tolist()
    change = np.array([[1 + p1, p2, p0], [p4, 1 + p5, p3], [-p6, -p7, 1.0]])
    left, top = (width - 1) / 2, (height - 1) / 2
    to_pixels = np.array([[half, 0, left], [0, half, top], [0, 0, 1]])
    to_halves = np.array([[1 / half, 0, -left / half], [0, 1 / half, -top / half], [0, 0, 1]])
    mapping = frame.to_b @ to_pixels @ change @ to_halves @ inverse(frame.to_a)
    return mapping / mapping[2, 2], moved


@lru_cache(maxsize=256)
def _shifts_by_parameter(
    rows: int, columns: int, right: float, bottom: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far each parameter shifts the middle of each block, across and down: float64[8, rows * columns]."""
    across = ((np.arange(columns) + 0.5) * 2 / columns - 1) * right
    down = ((np.arange(rows) + 0.5) * 2 / rows - 1) * bottom
    x, y = np.tile(across, rows), np.repeat(down, columns)
    one, none = np.ones_like(x), np.zeros_like(x)
    return (
        np.stack([one, x, y, none, none, none, x * x, x * y]),
        np.stack([none, none, none, one, x, y, x * y, y * y]),
    )
