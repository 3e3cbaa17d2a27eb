"""The evidence for who was made of whom as plain numbers: the same ones when it is fitted and when it
judges."""

import numpy as np
from numpy.typing import NDArray

from core.lineage.measures import Comparison, Trace
from core.lineage.picture import FullPicture

_OF_BOTH = (
    "exact",
    "coherence low",
    "coherence middle",
    "coherence high",
    "coherence highest",
    "alike",
    "difference area",
    "flat",
    "turn",
    "turned together",
)
_BETWEEN = (
    "scale",
    "balance low",
    "balance middle",
    "balance high",
    "balance highest",
    "seams",
    "busy",
    "noise ratio",
    "unexplained",
    "bytes",
    "colour",
    "dark",
    "bright",
    "combed",
)
_OF_ONE = (
    "imprint off",
    "imprint within",
    "imprint told",
    "earlier rounding",
    "grid",
    "other grid",
    "noise",
    "steps",
    "lossless",
    "around",
    "pictured",
    "falloff beyond",
    "explained beyond",
)

MEASURES = (*_OF_BOTH, *_BETWEEN, *(f"a {name}" for name in _OF_ONE), *(f"b {name}" for name in _OF_ONE))
"""What each number of `measures` tells. Those between the two are logarithms of a over b, or differences."""


def measures(found: Comparison, a: FullPicture, b: FullPicture) -> NDArray[np.float64]:
    """The evidence for a pair in this order, as float64[len(MEASURES)]."""
    one, two = found.a, found.b
    both = (
        float(found.exact),
        *found.coherence,
        found.alike,
        np.sqrt(found.additions.area),
        found.additions.flat,
        min(found.turn, 90.0) / 90,
        found.turned_together,
    )
    between = (
        float(np.log(found.scale)),
        *found.balance,
        found.additions.seams,
        found.additions.busy,
        float(np.log((one.noise + 0.3) / (two.noise + 0.3))),
        float(np.log((found.left_a + 0.5) / (found.left_b + 0.5))),
        float(np.log(max(a.file_size, 1) / max(b.file_size, 1))),
        float(np.log((one.range.colour + 2) / (two.range.colour + 2))),
        one.range.dark - two.range.dark,
        one.range.bright - two.range.bright,
        one.range.combed - two.range.combed,
    )
    return np.array(
        [
            *both,
            *between,
            *_of_one(found, one, a, is_finer=found.scale < 0.97),
            *_of_one(found, two, b, is_finer=found.scale > 1.03),
        ]
    )


def _of_one(found: Comparison, trace: Trace, picture: FullPicture, is_finer: bool) -> tuple[float, ...]:
    mark = trace.imprint
    return (
        min(mark.off, 1.5),
        mark.within,
        float(np.log10(1 + mark.count)),
        trace.earlier,
        min(max(trace.grid, -0.2), 1.5),
        min(max(trace.other_grid, -0.2), 1.5),
        float(np.log(trace.noise + 0.3)),
        round(2 * np.log2(1 + trace.steps)) / 2,  # roughly: no table is to be recognised as one of the fit's
        float(picture.lossless),
        trace.around.share,
        trace.around.pictured,
        found.beyond.falloff if is_finer else 0.0,
        found.beyond.explained if is_finer else 0.0,
    )
