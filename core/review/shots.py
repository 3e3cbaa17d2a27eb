"""Which of several shots of a scene is the best, by plain measures of their small pictures; no promise.

    a small picture -> Shot: how sharp its sharpest region is, how much of it is burnt out or black
    the shots of a scene -> their order, the best first, and what speaks for and against each

Only shots of one scene can be compared: what is before the camera makes more difference than the focus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.photo import Pixels

_REGION = 8
"""Regions along each side. An eighth of a portrait's width is about the size of a face in it."""
_BLACK, _BURNT = 4, 251
_CLIPPED = 0.04
"""So much more of a shot than of the best exposed one is black or burnt before anybody sees it."""
_SOFTER = 0.8
"""A shot with this share of the gradients of the sharpest one, region by region, is seen to be softer."""


class Remark(StrEnum):
    """What there is to say of a shot beside the others; the number that goes with it is in brackets."""

    SHARPEST = "sharpest"
    SOFTER = "softer"
    """(its sharpness over that of the sharpest)"""
    BURNT = "burnt"
    """(share of the picture)"""
    BLACK = "black"
    """(share of the picture)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """`sharpness` is the mean gradient of the sharpest region; `burnt` and `black` are shares of it all."""

    sharpness: float
    burnt: float
    black: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Shots by their keys, the best first, and the remarks on each with their numbers."""

    order: tuple[int, ...]
    remarks: Mapping[int, tuple[tuple[Remark, float], ...]]


def measure(picture: Pixels) -> Shot:
    """Measure a small picture, uint8[height, width, 3]; a few ms for 400 pixels a side."""
    import numpy as np  # a worker's; the rest of this file is known to the first window

    from core.lineage.picture import light

    grey = light(picture)
    gradient = np.abs(np.diff(grey, axis=0))[:, :-1] + np.abs(np.diff(grey, axis=1))[:-1]
    height, width = (side // _REGION * _REGION for side in gradient.shape)
    if not height or not width:
        return Shot(float(gradient.mean()) if gradient.size else 0.0, 0.0, 0.0)
    regions = gradient[:height, :width].reshape(_REGION, height // _REGION, _REGION, width // _REGION)
    return Shot(
        float(regions.mean(axis=(1, 3)).max()), float((grey > _BURNT).mean()), float((grey < _BLACK).mean())
    )


def rank(shots: Mapping[int, Shot]) -> Ranked:
    """Put shots of one scene in order: those that are well exposed first, of them the sharpest."""
    if not shots:
        return Ranked((), {})
    sharpest = max(shot.sharpness for shot in shots.values())
    least_burnt = min(shot.burnt for shot in shots.values())
    least_black = min(shot.black for shot in shots.values())

    def remarks(shot: Shot) -> tuple[tuple[Remark, float], ...]:
        said: list[tuple[Remark, float]] = []
        if shot.sharpness == sharpest:
            said.append((Remark.SHARPEST, 1.0))
        elif shot.sharpness < _SOFTER * sharpest:
            said.append((Remark.SOFTER, shot.sharpness / sharpest))
        if shot.burnt > least_burnt + _CLIPPED:
            said.append((Remark.BURNT, shot.burnt))
        if shot.black > least_black + _CLIPPED:
            said.append((Remark.BLACK, shot.black))
        return tuple(said)

    told = {key: remarks(shot) for key, shot in shots.items()}
    clipped = {key: sum(one in (Remark.BURNT, Remark.BLACK) for one, _ in said) for key, said in told.items()}
    order = sorted(shots, key=lambda key: (clipped[key], -shots[key].sharpness, key))
    return Ranked(tuple(order), told)


def best(ranked: Ranked, count: int, among: Sequence[int]) -> frozenset[int]:
    """The best of some shots."""
    wanted = set(among)
    return frozenset([key for key in ranked.order if key in wanted][:count])
