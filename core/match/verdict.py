"""What the evidence for a pair amounts to: one picture, one scene, or nothing; and how sure that is.

Two small models weigh the measures of a pair (`core/match/measures.py`): one says how likely both are one
picture, the other how likely they belong together at all. Both are boosted trees, fitted by
`training/fit_verdict.py` and kept as plain numbers in `verdict.json`; each may only rise with what speaks for
a pair and fall with what speaks against it. Rules that no statistics should bend come on top (DESIGN 5).
"""

import importlib.resources
import json
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from core.match.measures import MEASURES, closeness, measures
from core.match.registration import Registration
from core.match.relation import CLOCK_TOLERANCE_S
from core.match.trees import BoostedTrees
from core.photo import Relation


class Basis(StrEnum):
    """What a verdict rests on."""

    REGISTERED = "registered"
    """The pictures were laid over each other, and agree."""
    CLOCK = "clock"
    """They agree, but the camera's clock tells two presses of the shutter apart."""
    FRAMING = "framing"
    """They agree, but each shows something at its edge that the other does not, as two presses do."""
    COSINE = "cosine"
    """Nothing could be laid over; only the descriptors are close."""
    NOTHING = "nothing"
    """Too little speaks for the pair."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two pictures belong together.

    `probability` belongs to the relation: that both are one picture, or else that they belong together.
    `picture` and `together` are both, whatever became of them.
    """

    relation: Relation | None
    probability: float
    basis: Basis
    picture: float
    together: float


def judge(
    cosine: float,
    registration: Registration | None,
    *,
    same_scene: float,
    same_picture: float,
    detail: float = 1.0,
    seconds_apart: float | None = None,
    same_camera: bool | None = None,
    one_press: bool | None = None,
    edit_or_nothing: bool = False,
) -> Verdict:
    """Weigh the evidence for two pictures with different bytes.

    Args:
        cosine: of their descriptors.
        registration: how one maps onto the other, in either order; None where it does not.
        same_scene: the model's threshold for one scene, which puts cosines of all models on one scale.
        same_picture: the model's threshold for one picture.
        detail: the smaller `Features.detail` of both. Next to flat pictures look alike to every descriptor.
        seconds_apart: between the captures; None unless both are known.
        same_camera: None unless both cameras are known.
        one_press: what the sub-seconds of both captures say; None where they say nothing.
        edit_or_nothing: whether views that overlap are no match, but only a picture all of which lies in the
            other, as that of an edit does.
    """
    weights = _weights()
    evidence = measures(registration, closeness(cosine, same_scene, same_picture))
    together = _logistic(_score(weights.together, evidence) + _soon_after(seconds_apart, same_camera))
    if clock_decides(cosine, same_scene, seconds_apart, same_camera, one_press):
        return Verdict(Relation.SAME_SCENE, together, Basis.CLOCK, 0.0, together)
    if registration is None:
        if detail < _NEXT_TO_FLAT or together < weights.together_cut or edit_or_nothing:
            return Verdict(None, together, Basis.NOTHING, 0.0, together)
        return Verdict(Relation.SAME_SCENE, together, Basis.COSINE, 0.0, together)
    picture = _logistic(_score(weights.picture, evidence) + (_ONE_PRESS_BONUS if one_press else 0.0))
    together = max(together, picture)
    left_over = max(registration.covered_a, registration.covered_b) < _NOTHING_LEFT_OVER
    if together < weights.together_cut or (edit_or_nothing and left_over):
        return Verdict(None, together, Basis.NOTHING, picture, together)
    if pressed_twice(seconds_apart, one_press):
        return Verdict(Relation.SAME_SCENE, together, Basis.CLOCK, picture, together)
    if not one_press and left_over:
        return Verdict(Relation.SAME_SCENE, together, Basis.FRAMING, picture, together)
    differs_everywhere = registration.typical > _MUCH and registration.agreement < _MOST
    if picture < weights.picture_cut or differs_everywhere:
        return Verdict(Relation.SAME_SCENE, together, Basis.REGISTERED, picture, together)
    return Verdict(Relation.SAME_PICTURE, picture, Basis.REGISTERED, picture, together)


def clock_decides(
    cosine: float,
    same_scene: float,
    seconds_apart: float | None,
    same_camera: bool | None,
    one_press: bool | None = None,
) -> bool:
    """Whether two photos are two presses of one outing: close by their cosine, and the clock says when.

    Nothing that a comparison of the pictures finds could change that, so none is needed.
    """
    return (
        cosine >= same_scene
        and same_camera is not False
        and seconds_apart is not None
        and seconds_apart <= _OUTING_S
        and pressed_twice(seconds_apart, one_press)
    )


def clock_rules_out(
    cosine: float, same_scene: float, seconds_apart: float | None, same_camera: bool | None
) -> bool:
    """Whether two photos of one camera are no scene worth a comparison: not close by their cosine, and more
    than a moment apart.

    What a comparison finds in common then are views of one place from two sides: on walks half of the pairs
    share less than half of their pictures, and one in twenty shares 0.85. A program may have dated what it
    saved: such an edit is found all the same (`judge`).
    """
    return (
        cosine < same_scene and same_camera is True and seconds_apart is not None and seconds_apart > _BURST_S
    )


def pressed_twice(seconds_apart: float | None, one_press: bool | None) -> bool:
    """Whether the clock tells two presses of the shutter: one scene at most, whatever the pictures show."""
    return one_press is False or (seconds_apart is not None and seconds_apart >= CLOCK_TOLERANCE_S)


_OUTING_S = 3600.0
_NEXT_TO_FLAT = 0.1
_NOTHING_LEFT_OVER = 0.99
"""An edit shows a part of the original, or all of it and more: for 99 % of the edits at least 0.994 of one
picture lies in the other. Hand-held shots of a far view agree as well as copies do, but not to the edge. The
price: two different crops of one photo are one scene, unless the whole photo is there too, or the camera's
clock says to the sub-second that it was one press."""
_MUCH = 0.4
_MOST = 0.8
"""A thing before a plain ground, turned a little, agrees in its outline and differs within: where a fifth of
the blocks does not agree, and the typical one differs by this, there is more than one press. Of 4,095 fitted
copies this turns three away; it came from frames of a turning globe."""
_ONE_PRESS_BONUS = 2.0
"""Added to the log-odds of one picture where the clock says one press: what looks as likely as not is one.
Not fitted either."""
_BURST_S = 30.0
_BURST_BONUS = 1.5
"""Added to the log-odds of belonging together for two shots of one camera at the same moment. Not fitted: the
training photos have no clocks."""


def _soon_after(seconds_apart: float | None, same_camera: bool | None) -> float:
    if seconds_apart is None or same_camera is not True:
        return 0.0
    return _BURST_BONUS * math.exp(-seconds_apart / _BURST_S)


def _score(trees: BoostedTrees, evidence: NDArray[np.float64]) -> float:
    return _score_of(trees, tuple(evidence.tolist()))


@lru_cache(maxsize=1024)
def _score_of(trees: BoostedTrees, values: tuple[float, ...]) -> float:
    """Hundreds of pairs of one fixed camera have one evidence, and the trees would take most of the time."""
    return trees.score(values)


@dataclass(frozen=True, slots=True, eq=False)
class _Weights:
    picture: BoostedTrees
    picture_cut: float
    together: BoostedTrees
    together_cut: float


@cache
def _weights() -> _Weights:
    text = importlib.resources.files("core.match").joinpath("verdict.json").read_text(encoding="utf-8")
    table = json.loads(text)
    if tuple(table["measures"]) != MEASURES:
        raise ValueError("verdict.json was fitted to other measures; run training/fit_verdict.py again")
    picture, together = table["picture"], table["together"]
    return _Weights(BoostedTrees.read(picture), picture["cut"], BoostedTrees.read(together), together["cut"])


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
