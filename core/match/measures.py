"""The evidence for a pair as plain numbers: the same ones when the verdict is fitted and when it judges."""

import math

import numpy as np
from numpy.typing import NDArray

from core.match.registration import Registration

MEASURES = (
    "agreement",
    "correlation",
    "inliers",
    "blocks",
    "covered more",
    "covered less",
    "unrest",
    "moved",
    "difference",
    "scattered",
    "detail",
    "stretch",
    "scale",
    "agreement of many blocks",
    "no registration",
    "closeness",
    "spots",
    "exchange",
    "typical",
    "displaced",
    "tones",
    "drawn",
)
"""What each number of `measures` tells; all lie roughly between -1 and 2."""


def closeness(cosine: float, same_scene: float, same_picture: float) -> float:
    """A cosine on a scale that all models share: 0 at the threshold for scenes, 1 at that for pictures.

    Held to [-1.5, 1.25], so that no cosine alone outweighs everything else.
    """
    return min(max((cosine - same_scene) / max(same_picture - same_scene, 1e-3), -1.5), 1.25)


def measures(registration: Registration | None, close: float) -> NDArray[np.float64]:
    """The evidence for a pair.

    Args:
        registration: how the two map onto each other; None where they do not.
        close: their `closeness`.

    Returns:
        float64[len(MEASURES)].
    """
    if registration is None:
        nothing = {"no registration": 1.0, "closeness": close, "spots": 1.0, "exchange": 0.5, "typical": 1.0}
        return np.array([nothing.get(name, 0.0) for name in MEASURES])
    found = registration
    blocks = math.log1p(found.informative) / math.log(110)
    return np.array(
        [
            found.agreement,
            found.correlation,
            math.log1p(found.inliers) / math.log(150),
            blocks,
            max(found.covered_a, found.covered_b),
            min(found.covered_a, found.covered_b),
            min(found.unrest, 8.0) / 4,
            found.moved,
            found.difference,
            found.scattered,
            found.detail,
            math.log(found.stretch),
            abs(math.log(found.scale)),
            found.agreement * blocks,
            0.0,
            close,
            found.spots,
            found.exchange,
            found.typical,
            found.displaced,
            found.tones,
            found.drawn,
        ]
    )
