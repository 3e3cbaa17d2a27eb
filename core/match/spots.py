"""What the spots are in which two registered pictures differ: things that moved, or something drawn over one.

A thing that moved is found again nearby in the other picture; what lies under a caption or a sticker is not,
and neither is the caption. And what is drawn has few tones (white letters with a black edge, a yellow disc),
where the photograph behind it has many; two photographs of one place have about as many tones each.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.match.opencv import open_cv
from core.match.overlap import Blocks, band

Light = NDArray[np.float32]
"""float32[height, width]: grey values of a picture drawn into the common frame."""


@dataclass(frozen=True, slots=True)
class Spots:
    """What speaks in the spots for a motion or for a drawing; zeros where there are none."""

    displaced: float = 0.0
    """How much better the spots of each picture fit elsewhere in the other than where they are, 0 to 1."""
    tones: float = 0.0
    """The share of the changed pixels that two tones make up, in the picture where that is more."""
    drawn: float = 0.0
    """How much larger that share is than in the other picture, 0 to 1."""


def what_spots_are(light_a: Light, light_b: Light, beyond: Blocks, calm: NDArray[np.bool_]) -> Spots:
    """Look at the blocks that differ.

    Args:
        light_a: one picture in the common frame.
        light_b: the other.
        beyond: how much each block differs in beyond what is usual; 0 for all others.
        calm: the blocks that show something and do not differ.
    """
    if not (beyond > _SPOT).any():
        return Spots()
    tones_a, tones_b = _tones_of_what_changed(light_a, light_b, beyond > _SPOT, calm)
    return Spots(
        displaced=_displaced(band(light_a), band(light_b), beyond),
        tones=max(tones_a, tones_b),
        drawn=abs(tones_a - tones_b),
    )


_SPOT = 0.05
_MOST = 8
"""Spots that are looked for elsewhere, the strongest ones: each takes a tenth of a millisecond."""
_HALF = 10
_REACH = 12
"""Pixels around its place in which a spot is looked for: a twentieth of the frame's long side."""
_CONTRAST = 4.0
"""Grey values squared: a patch with less is found anywhere."""
_FOUND = 0.5
_NEARLY = 0.95
_TONE = 8
_CHANGED = 16.0
_FEW = 20


def _displaced(band_a: Light, band_b: Light, beyond: Blocks) -> float:
    strongest = np.argsort(-beyond, axis=None, kind="stable")[:_MOST]
    places = [divmod(int(place), beyond.shape[1]) for place in strongest if beyond.flat[place] > _SPOT]
    weight = gained = 0.0
    for here, there in ((band_a, band_b), (band_b, band_a)):
        surely_there = open_cv().copyMakeBorder(there, *[_REACH] * 4, open_cv().BORDER_CONSTANT)
        for row, column in places:
            height, width = here.shape
            top = int(np.clip((row + 0.5) * height / beyond.shape[0] - _HALF, 0, max(0, height - 2 * _HALF)))
            left = int(
                np.clip((column + 0.5) * width / beyond.shape[1] - _HALF, 0, max(0, width - 2 * _HALF))
            )
            patch = here[top : top + 2 * _HALF, left : left + 2 * _HALF]
            contrast = float(np.mean(patch**2))
            if contrast < _CONTRAST:
                continue
            around = surely_there[top : top + len(patch) + 2 * _REACH, left:][
                :, : patch.shape[1] + 2 * _REACH
            ]
            weight += contrast**0.5
            gained += contrast**0.5 * _fits_better_elsewhere(around, patch)
    return gained / weight if weight else 0.0


def _fits_better_elsewhere(around: Light, patch: Light) -> float:
    """Of what a patch lacks in likeness to its own place, the share that the best place nearby makes up."""
    cv2: Any = open_cv()
    likeness = cv2.matchTemplate(around, patch, cv2.TM_CCORR_NORMED)
    best = float(likeness.max())
    if best < _FOUND:
        return 0.0
    here = max(0.0, float(likeness[_REACH - 1 : _REACH + 2, _REACH - 1 : _REACH + 2].max()))
    return (best - here) / (1 - min(here, _NEARLY))


def _tones_of_what_changed(
    light_a: Light, light_b: Light, spots: NDArray[np.bool_], calm: NDArray[np.bool_]
) -> tuple[float, float]:
    """The share of the changed pixels that the two commonest tones make up, in each picture."""
    quiet = _as_pixels(calm, light_a.shape)
    if quiet.sum() < _FEW:
        return 0.0, 0.0
    as_b = _in_the_tones_of(light_a, light_b, quiet)
    change = np.abs(light_b - as_b)
    changed = _as_pixels(spots, light_a.shape) & (change > max(_CHANGED, 3 * float(change[quiet].mean())))
    if changed.sum() < _FEW:
        return 0.0, 0.0
    return _share_of_two_tones(as_b[changed]), _share_of_two_tones(light_b[changed])


def _as_pixels(blocks: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    rows = np.arange(shape[0]) * blocks.shape[0] // shape[0]
    columns = np.arange(shape[1]) * blocks.shape[1] // shape[1]
    return blocks[rows][:, columns]


def _in_the_tones_of(light: Light, other: Light, where: NDArray[np.bool_]) -> Light:
    """A picture with the mean and the contrast that the other has where both agree."""
    one, two = light[where], other[where]
    gain = float(two.std()) / max(float(one.std()), 1.0)
    return (light - one.mean()) * np.float32(gain) + two.mean()


def _share_of_two_tones(values: NDArray[np.float32]) -> float:
    counts = np.bincount((np.clip(values, 0, 255) / _TONE).astype(np.int64), minlength=256 // _TONE)
    around = np.convolve(counts, [1, 1, 1], "same")
    first = int(around.argmax())
    share = int(around[first])
    counts[max(0, first - 1) : first + 2] = 0
    return (share + int(np.convolve(counts, [1, 1, 1], "same").max())) / len(values)
