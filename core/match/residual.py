"""What is left between two pictures that lie on each other: hardly anything, additions, or things that moved.

Saving, scaling and grain leave a little everywhere. What matters are spots that differ by more than the rest
does. Something laid over a picture (a caption, a sticker) mostly adds contrast there, or mostly takes it off;
a thing that moved adds it in one place and takes it from another, and is found again nearby. That tells the
next frame of a camera on a tripod, which no registration can, from a copy with a caption.
"""

from dataclasses import dataclass

import numpy as np

from core.match.features import Features
from core.match.overlap import Blocks, Homography
from core.match.refinement import refined
from core.match.spots import Spots, what_spots_are


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """The spots of an overlap."""

    mapping: Homography
    """Pixels of a -> pixels of b, made exact for the finer frame."""
    typical: float
    """How much of their contrast the typical block differs in: 0 (a copy) to about 1. Where that is much,
    spots do not stand out."""
    spots: float
    """How much of their contrast blocks differ in beyond three times what the typical block does: the mean
    over all blocks with anything to see, 0 (a copy) to about 1."""
    exchange: float
    """Of the contrast that such spots gained and the contrast that they lost, the lesser over the greater;
    near 0 also where both are next to nothing."""
    kind: Spots
    """Whether they look like things that moved or like something drawn."""


def residual(a: Features, b: Features, mapping: Homography) -> Residual | None:
    """Compare two registered pictures in fine blocks; None where they do not overlap or show nothing.

    Args:
        a: one picture.
        b: another.
        mapping: pixels of `a` -> pixels of `b`, right to a pixel.
    """
    fit = refined(a, b, mapping, _SIDE, (8,))
    if fit is None:
        return None
    seen = fit.seen
    told = (seen.inside > 0.5) & ((seen.energy_a > _FAINT) | (seen.energy_b > _FAINT))
    if told.sum() < _FEWEST:
        return None
    differing = _share_of_contrast(seen.energy_a, seen.energy_b, seen.alike)
    typical = float(np.median(differing[told]))
    beyond = np.where(told, np.maximum(differing - 3 * typical - _GRAIN, 0), 0).astype(np.float32)
    change = (seen.energy_b - seen.energy_a)[beyond > 0]
    gained, lost = float(change[change > 0].sum()), float(-change[change < 0].sum())
    return Residual(
        fit.mapping,
        typical=typical,
        spots=float(beyond[told].mean()),
        exchange=min(gained, lost) / (max(gained, lost) + _NOTHING * float(seen.energy_a[told].sum() + 1)),
        kind=what_spots_are(*seen.lights, beyond, told & (beyond == 0)),
    )


_SIDE = 256
"""Long side of the frame: 144 miss things of a fiftieth of the picture, and finer ones take longer."""
_FAINT = 1.5
_FEWEST = 4
_GRAIN = 0.05
_NOTHING = 0.01
"""Of all the contrast: less of it is no exchange, but noise."""


def _share_of_contrast(energy_a: Blocks, energy_b: Blocks, alike: Blocks) -> Blocks:
    """The energy of the difference over that of both: 0 where blocks are equal, 1 where one is plain or they
    have nothing in common, 2 where one is the negative of the other."""
    left = energy_a + energy_b - 2 * alike * np.sqrt(energy_a * energy_b)
    return np.clip(left / (energy_a + energy_b + np.float32(_FAINT)), 0.0, 2.0).astype(np.float32)
