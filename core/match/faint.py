"""Pictures that show next to nothing, laid on each other as they are: a plain sky, sand, a wall, stars.

No block of them has enough to see, and no corner is found in them. But all of their pixels together tell:
what is left of two such pictures without their light goes together if one is a copy of the other, and not at
all if they are two. Saved anew or reduced they still lie on each other, so that nothing is searched for.
"""

import numpy as np
from numpy.typing import NDArray

from core.match.features import Features
from core.match.opencv import open_cv
from core.match.overlap import band, without_light

Drawing = NDArray[np.float32]


def faint_likeness(a: Features, b: Features) -> float:
    """How well two pictures go together as they lie, 0 to 1; 0 where they differ in a place or in shape."""
    if abs(a.width - b.width) > _OFF or abs(a.height - b.height) > _OFF:
        return 0.0
    found: list[float] = []
    for side in _SIDES:
        scale = side / max(a.width, a.height)
        size = max(_BLOCK, round(a.width * scale)), max(_BLOCK, round(a.height * scale))
        one, other = _drawn(a, size), _drawn(b, size)
        both, own, theirs = (float(np.vdot(x, y)) for x, y in ((one, other), (one, one), (other, other)))
        if min(own, theirs) < _NOTHING * one.size:
            return 0.0
        found.append(both / (own * theirs) ** 0.5)
        if _differ_somewhere(one, other * np.float32((own / theirs) ** 0.5)):
            return 0.0
    return float(np.mean(found)) if min(found) > _LEAST else 0.0


def _drawn(picture: Features, size: tuple[int, int]) -> Drawing:
    """What a picture shows at this size without its light, and without the rim, where that is guessed."""
    cv2 = open_cv()
    small = cv2.resize(picture.grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return band(without_light(small))[_RIM:-_RIM, _RIM:-_RIM]


def _differ_somewhere(one: Drawing, other: Drawing) -> bool:
    """Whether something stands in one place that the rest does not explain: a bird, a word."""
    cv2 = open_cv()
    left = cv2.blur((one - other) ** 2, (_BLOCK, _BLOCK))
    ground = cv2.blur(one**2 + other**2, (_BLOCK, _BLOCK))
    usual = float(np.median(left))
    beyond = (left > _MUCH + _TIMES * usual) & (left > _SHARE * ground)
    return bool(beyond.any())


_SIDES = (200, 100)
"""Of the long side: stars are lost in smaller pictures, and a JPEG's own traces rule in larger ones."""
_OFF, _RIM, _BLOCK = 2, 4, 12
_LEAST = 0.3
_NOTHING = 0.003
"""Grey values squared, of the typical pixel: less is what a thumbnail's JPEG makes of one grey."""
_MUCH, _TIMES, _SHARE = 0.5, 6.0, 0.35
