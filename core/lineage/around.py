"""What one picture shows around the other."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.lineage.alignment import inverse
from core.lineage.lettering import blocks_of, written_around, written_on_paper
from core.lineage.picture import FullPicture, Light, Mapping2D, light, resizing


@dataclass(frozen=True, slots=True)
class Around:
    """What a picture shows outside the other, as shares of the whole picture."""

    share: float = 0.0
    pictured: float = 0.0
    """What has the tones and the texture of a photograph."""
    continued: float = 0.0
    """What goes on from what both show, without a seam: the other was cut, and nothing was put around."""
    written: float = 0.0
    """What is written there: in letters to be read at a glance, or on a ground with a grain, as paper has,
    which was photographed with what both show. A program's buttons are small, and their ground is flat."""


def around(picture: FullPicture, other: FullPicture, mapping: Mapping2D) -> Around:
    """Look at what lies outside.

    Args:
        picture: the one to look at.
        other: the one that may show less.
        mapping: pixels of `picture` -> pixels of `other`.
    """
    ratio = min(1.0, 384 / max(picture.width, picture.height))
    width, height = max(8, round(picture.width * ratio)), max(8, round(picture.height * ratio))
    enlarge = resizing((width, height), (picture.width, picture.height))
    to = mapping @ enlarge
    slack = 0.012 * max(other.width, other.height)
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    there = to @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
    outside = (
        (there[0] < -slack)
        | (there[1] < -slack)
        | (there[0] > other.width - 1 + slack)
        | (there[1] > other.height - 1 + slack)
    )
    outside = outside.reshape(height, width)
    share = float(outside.mean())
    frame = _frame(other, inverse(to))
    if share < 0.003 and not _is_within(frame, width, height):
        return Around(share)
    y_small = light(picture.reduced(width, height))
    going_on = _continued(y_small, frame)
    if share < 0.003:
        return Around(share, 0.0, going_on)
    blocks = blocks_of(y_small).reshape(-1, 64)
    out = blocks_of(outside).reshape(-1, 64).all(axis=1)
    if not out.any():
        # A rim thinner than a block: its pixels as one.
        rim = y_small[outside]
        return Around(share, share if _tones(rim[None])[0] > 8 and rim.std() > 12 else 0.0, going_on)
    chosen = blocks[out]
    photographic = (chosen.std(axis=1) > 3.0) & (_tones(chosen) >= 7)
    written = max(share * written_on_paper(chosen), written_around(y_small, outside))
    return Around(share, share * float(photographic.mean()), going_on, written)


def _tones(blocks: NDArray[np.float32]) -> NDArray[np.int64]:
    """How many tones of 32 each block has, those of single pixels left out."""
    bins = np.clip(blocks / 8, 0, 31).astype(np.int64)
    counts = np.zeros((len(blocks), 32), np.int64)
    np.add.at(counts, (np.arange(len(blocks))[:, None], bins), 1)
    return (counts >= 2).sum(axis=1)


_Frame = tuple[float, float, float, float] | None


def _frame(other: FullPicture, back: Mapping2D) -> _Frame:
    """Left, top, right and bottom of what the other picture shows; None where it lies askew."""
    x, y, _ = back @ np.array(
        [[-0.5, other.width - 0.5, -0.5, other.width - 0.5], [-0.5, -0.5] + [other.height - 0.5] * 2, [1] * 4]
    )
    turned = min(abs(back[0, 0]), abs(back[0, 1])) / max(abs(back[0, 0]), abs(back[0, 1]))
    return None if turned > _ASKEW else (float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def _is_within(frame: _Frame, width: int, height: int) -> bool:
    """Whether a frame leaves more of a picture outside than it may be off by."""
    if frame is None:
        return False
    left, top, right, bottom = frame
    return max(left, top, width - 1 - right, height - 1 - bottom) >= _LEAST_DEPTH


def _continued(y: Light, frame: _Frame) -> float:
    """The share of a picture that lies beyond a frame and goes on from what is in it."""
    if frame is None:
        return 0.0
    left, top, right, bottom = frame
    height, width = y.shape
    rows = slice(max(0, round(top)), max(1, min(height, round(bottom))))
    columns = slice(max(0, round(left)), max(1, min(width, round(right))))
    sides = (
        (left, y[rows]),
        (width - 1 - right, y[rows, ::-1]),
        (top, y[:, columns].T),
        (height - 1 - bottom, y[::-1, columns].T),
    )
    looked_at = [_Side(strip, depth) for depth, strip in sides if _is_told(strip, depth)]
    put_around = frozenset[int]().union(*(side.ground for side in looked_at if side.has_seam))
    going_on = (side for side in looked_at if side.goes_on and not side.ground & put_around)
    return sum(side.depth * len(side.strip) for side in going_on) / y.size


def _is_told(strip: Light, depth: float) -> bool:
    return depth >= _LEAST_DEPTH and strip.shape[1] >= round(depth) + 2 * _SEAM and len(strip) >= 8


class _Side:
    """What lies to the left of a column of a strip, which is `depth` pixels from its rim.

    What was put around jumps there; what was plain there is no loss. The ground of a screen or of a frame may
    be as dark or as bright as the picture at one side, and jump at another.
    """

    def __init__(self, strip: Light, depth: float) -> None:
        self.strip, self.depth = strip, depth
        self._at = round(depth)
        self._outside = strip[:, : max(1, self._at - _SEAM)]

    @property
    def goes_on(self) -> bool:
        return float(self._outside.std()) >= _PLAIN and not self.has_seam

    @cached_property
    def has_seam(self) -> bool:
        at = self._at
        jumps = np.abs(np.diff(self.strip, axis=1)).mean(axis=0)
        seam = float(jumps[max(0, at - _SEAM) : at + _SEAM].max())
        near = np.concatenate(
            [jumps[max(0, at - _BESIDE) : max(0, at - _SEAM)], jumps[at + _SEAM : at + _BESIDE]]
        )
        return len(near) == 0 or seam >= _JUMPS * float(np.quantile(near, 0.9)) + 1.0

    @cached_property
    def ground(self) -> frozenset[int]:
        """The one or two tones that most of it has and the picture beside it has not, such as a screen behind
        a few marks; else none. The white of a page is on both sides."""
        counts, inside = _tones_of(self._outside), _tones_of(self.strip[:, self._at + _SEAM :][:, :_BESIDE])
        commonest = np.argsort(counts)[-2:]
        found = [int(t) for t in commonest if counts[t] > _A_TONE and inside[t - 1 : t + 2].sum() < _ON_BOTH]
        return frozenset(found) if counts[found].sum() > _GROUND else frozenset()


def _tones_of(light: Light) -> NDArray[np.float64]:
    """float64[257]: which share of it has each tone."""
    tones = np.clip(np.rint(light), 1, 255).astype(np.int64)
    return np.bincount(tones.ravel(), minlength=257) / max(1, tones.size)


_ASKEW = 0.03
_LEAST_DEPTH = 2.0
"""Pixels, at a side of 384: half a percent of it."""
_SEAM, _BESIDE = 2, 24
_PLAIN, _JUMPS = 1.5, 1.4
"""Grey values; and how many times more than beside it a seam jumps."""
_A_TONE, _GROUND, _ON_BOTH = 0.1, 0.8, 0.3
"""Shares. Of 900 screens and 150 double frames around training photos 0.04 and 0.13 are taken for the picture
going on (0.11 and 0.26 without a ground), of 581 wholes beside crops 580, with it and without."""
