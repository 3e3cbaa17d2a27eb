"""How often training edits are drawn, and how strong: the dial that a run chooses by name.

`EVEN` is what the first run learnt from. `WEAK_FIRST` shows more of what that run left weak (small windows,
tall screenshots, blur, photographed screens, pictures inside others), and puts small windows less often into
something else: a quarter of a photo in a third of a screenshot is past recognising, and teaches nothing.
`MILD` is for comparison.
"""

from dataclasses import dataclass

WAYS = ("bars", "frame", "screenshot", "post", "inside another", "collage", "screen")
"""What a photo can be put into, see `surroundings.py`."""


@dataclass(frozen=True)
class EditMix:
    """Chances are those of the strongly edited view.

    `window_power` bends the area of crops: 1 draws all sizes alike, more draws small ones more often.
    `ways` are the chances of `WAYS` where a photo is put into something, for which the chances are
    `surroundings` and, where a crop left less than half of the photo, `surroundings_of_part`. `tallest` is
    the height of an upright screen over its width, `widest_blur` a standard deviation in pixels.
    """

    crop: float = 0.65
    window_power: float = 1.0
    surroundings: float = 0.5
    surroundings_of_part: float = 0.5
    ways: tuple[float, ...] = (0.12, 0.13, 0.25, 0.1, 0.15, 0.1, 0.15)
    tallest: float = 2.2
    tone: float = 0.6
    decoration: float = 0.3
    blur: float = 0.15
    widest_blur: float = 3.0


EVEN = EditMix()
WEAK_FIRST = EditMix(
    window_power=1.6,
    surroundings=0.65,
    surroundings_of_part=0.2,
    ways=(0.06, 0.07, 0.32, 0.05, 0.2, 0.1, 0.2),
    tallest=2.4,
    tone=0.5,
    decoration=0.25,
    blur=0.25,
    widest_blur=4.0,
)
MILD = EditMix(crop=0.4, surroundings=0.25, surroundings_of_part=0.25, tone=0.4, decoration=0.15, blur=0.1)

MIXES = {"even": EVEN, "weak-first": WEAK_FIRST, "mild": MILD}
