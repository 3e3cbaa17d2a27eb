"""Pictures that lie on each other from the start and differ nowhere: a verdict for a hundredth of the work.

A camera that stands fixed takes frames by the hundred, and each pair of them is close. Nothing has to be
searched for there: laid over each other as they are, they agree in every block or they do not. What agrees
is a `Registration` at once, and what does not is registered as any other pair. Whether two pictures agree
depends on these two alone, so that no other photo, and no order of a scan, changes a verdict.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.opencv import open_cv
from core.match.overlap import band
from core.match.registration import Registration


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One picture's drawing (see `band`), cut into blocks, with what of each block need be known only once.

    `drawing` is float32[blocks, pixels of a block]; `energy` (grey values squared) and `light` (its mean grey
    value) are float32[blocks]. Sheets of pictures of one `size` (width, height) can be compared.
    """

    size: tuple[int, int]
    drawing: NDArray[np.float32]
    energy: NDArray[np.float32]
    light: NDArray[np.float32]


def sheet_of(picture: Features) -> Sheet:
    """Draw a picture at 256 pixels' width or height, and cut it into blocks of 12 x 12."""
    cv2 = open_cv()
    scale = _SIDE / max(picture.width, picture.height)
    across, down = (max(1, round(side * scale / _BLOCK)) for side in (picture.width, picture.height))
    size = across * _BLOCK, down * _BLOCK
    light = cv2.resize(picture.grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    drawing = _in_blocks(band(light))
    return Sheet(
        (picture.width, picture.height),
        drawing,
        np.einsum("bp,bp->b", drawing, drawing) / _BLOCK**2,
        _in_blocks(light).mean(axis=1),
    )


def congruent(a: Sheet, b: Sheet) -> Registration | None:
    """How `a` maps onto `b` if both agree as they lie, block by block; None where they may not.

    Deterministic, and the same evidence whichever of both comes first. The bounds are far inside of what the
    fitted verdict calls one picture, so that it says of these pairs what it says of others at their best.
    """
    if a.size != b.size:
        return None
    both = np.einsum("bp,bp->b", a.drawing, b.drawing) / _BLOCK**2
    ground_a, ground_b, shared = float(a.energy.sum()), float(b.energy.sum()), float(both.sum())
    if shared < _CORRELATION * (ground_a * ground_b) ** 0.5:
        return None
    gain = ((ground_a + _NONE) / (ground_b + _NONE)) ** 0.5
    energy = b.energy * gain**2
    told = np.maximum(a.energy, energy) > _FAINT
    count = int(np.count_nonzero(told))
    if count < max(_FEWEST, _LEAST_DETAIL * told.size):
        return None
    ground = a.energy + energy
    left = ground - 2 * gain * both
    differing = left / (ground + _FAINT)
    moved = (differing > _CLEARLY) & ((left > _GRAIN) | (differing > _AT_MOST))
    if moved.any() or 2 * np.count_nonzero(told & (differing > _TYPICAL)) > count:
        return None
    return Registration.without_a_search(
        mapping=np.eye(3),
        correlation=_CORRELATION,
        informative=min(count, _BLOCKS_OF_A_FRAME),
        detail=round(count / told.size, 1),
        unrest=_UNREST,
        spots=_SPOTS,
        exchange=_SPOTS,
        typical=_TYPICAL,
        brightness=float(np.vdot(b.light - a.light, told) / count),
        contrast=float(np.vdot(b.energy, told) / np.vdot(a.energy, told)) ** 0.5,
    )


def equal_to_the_pixel(a: Sheet, b: Sheet) -> bool:
    """Whether two pictures are one saved twice, as far as their sheets tell: no noise of a second press, and
    the light has not moved."""
    if a.size != b.size:
        return False
    both = np.einsum("bp,bp->b", a.drawing, b.drawing) / _BLOCK**2
    left = a.energy + b.energy - 2 * both
    return float(left.mean()) < _SAVED_AGAIN and float(np.abs(a.light - b.light).max()) < _SAME_LIGHT


_SAVED_AGAIN = 0.12
"""Grey values squared, on average: a photo saved again at quality 80 leaves 0.07, noise of a press 0.2."""
_SAME_LIGHT = 0.6
_SIDE = 256
_BLOCK = 12
_NONE = 0.01
_FAINT = 1.5
"""Grey values squared: blocks with less contrast show nothing."""
_FEWEST = 40
_LEAST_DETAIL = 0.25
"""The share of blocks with something to see: next to flat pictures are looked at in another way."""
_CORRELATION = 0.99
"""Frames with noise of 12 grey values keep 0.998; a thing of a thousandth of the picture that moved leaves
0.98."""
_TYPICAL = 0.02
_CLEARLY = 0.08
_AT_MOST = 0.35
_GRAIN = 2.0
"""Grey values squared by which a block may differ for its noise alone: 0.8 with noise of 12 grey values, and
200 where something small moved."""
_UNREST = 0.1
_SPOTS = 0.005
_BLOCKS_OF_A_FRAME = 96
"""The measures of a pair that is admitted, at the worse end: what the full comparison finds is a little
better (unrest 0.04 to 0.11, spots 0.001 to 0.003), and the fitted trees make no difference between both."""


def _in_blocks(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32[height, width], both whole blocks -> float32[blocks, pixels of a block]."""
    down, across = (side // _BLOCK for side in picture.shape)
    cut = picture.reshape(down, _BLOCK, across, _BLOCK).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(cut.reshape(-1, _BLOCK * _BLOCK))
