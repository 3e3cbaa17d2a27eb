"""What was done to a picture between two copies of it, as numbers to keep and as phrases for people.

All wording is in `_PHRASES`; a finding travels as a name and a number, so that a window may say it in
another language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.match.features import Colours
from core.match.registration import Registration
from core.photo import Change, Finding


@dataclass(frozen=True, slots=True)
class Side:
    """One picture of a pair: its size in pixels, upright, and what is left of its colours."""

    width: int
    height: int
    colours: Colours


def findings(
    registration: Registration | None,
    a: Side,
    b: Side,
    *,
    seconds_apart: float | None = None,
    same_camera: bool | None = None,
    by_name: bool = False,
) -> tuple[Finding, ...]:
    """List what happened from `a` to `b`, geometry first, then tones, then what the cameras wrote.

    Args:
        registration: of a and b in this order; None where there is none.
        a: the picture to start from, the keeper of a group.
        b: the picture that was made of it.
        seconds_apart: between the captures; None unless both are known.
        same_camera: None unless both cameras are known.
        by_name: the seconds are what the photos' names tell.
    """
    found: list[Finding] = []
    if registration is not None:
        found += _geometry(registration, a, b)
        found += _tones(registration)
        found += _colour_changes(registration, a.colours, b.colours)
        if registration.difference >= _SEEN_DIFFERENCE:
            found.append(Finding(Change.COVERED, registration.difference))
    if seconds_apart is not None:
        told_by = Change.SECONDS_NAMED if by_name else Change.SECONDS_APART
        found.append(Finding(told_by, seconds_apart))
    if same_camera is not None:
        found.append(Finding(Change.SAME_CAMERA if same_camera else Change.OTHER_CAMERA))
    return tuple(found)


def describe(found: Sequence[Finding]) -> tuple[str, ...]:
    """Say findings in short phrases: "resized to 40 %", "rotated by 90°", "2 s apart"."""
    return tuple(_phrase(finding) for finding in found)


_ALL = 0.94
"""A share from which a picture counts as shown whole: the overlap is measured to some hundredths."""
_SEEN_DIFFERENCE = 0.02
_SEEN_SCALE = 0.04
_SEEN_BRIGHTNESS = 10.0
_SEEN_CONTRAST = 1.2
_SEEN_TILT = 1.5
_SEEN_STRETCH = 1.06
_COLOURLESS = 2.5
_TINT = 5.0
_CAST = 8.0


def _geometry(registration: Registration, a: Side, b: Side) -> list[Finding]:
    found: list[Finding] = []
    # Both were compared with the same long side; in the photos themselves things have other lengths.
    scale = registration.scale * max(b.width, b.height) / max(a.width, a.height)
    if abs(np.log(scale)) > _SEEN_SCALE:
        found.append(Finding(Change.RESIZED, scale))
    whole_a, whole_b = registration.covered_a >= _ALL, registration.covered_b >= _ALL
    if whole_b and not whole_a:
        found.append(Finding(Change.CROPPED, registration.covered_a))
    elif whole_a and not whole_b:
        found.append(Finding(Change.SURROUNDED, registration.covered_b))
    elif not whole_a:
        found.append(Finding(Change.OVERLAPPING, registration.covered_a))
    if registration.mirrored:
        found.append(Finding(Change.MIRRORED))
    quarters = round(registration.rotation / 90) % 4
    if quarters:
        found.append(Finding(Change.ROTATED, (90.0, 180.0, -90.0)[quarters - 1]))
    tilt = (registration.rotation + 45) % 90 - 45
    if abs(tilt) >= _SEEN_TILT:
        found.append(Finding(Change.TILTED, tilt))
    if registration.stretch > _SEEN_STRETCH:
        found.append(Finding(Change.STRETCHED, registration.stretch))
    return found


def _tones(registration: Registration) -> list[Finding]:
    found: list[Finding] = []
    if abs(registration.brightness) > _SEEN_BRIGHTNESS:
        change = Change.BRIGHTER if registration.brightness > 0 else Change.DARKER
        found.append(Finding(change, registration.brightness))
    if registration.contrast > _SEEN_CONTRAST:
        found.append(Finding(Change.MORE_CONTRAST, registration.contrast))
    elif registration.contrast < 1 / _SEEN_CONTRAST:
        found.append(Finding(Change.LESS_CONTRAST, registration.contrast))
    return found


def _colour_changes(registration: Registration, a: Colours, b: Colours) -> list[Finding]:
    if min(registration.covered_a, registration.covered_b) < 0.5:
        return []  # the colours of the rest would be taken for a change
    kind_a, kind_b = _kind(a), _kind(b)
    if kind_a != kind_b:
        return [Finding(kind_b)]
    cast = float(np.hypot(b.red - a.red, b.blue - a.blue))
    return [Finding(Change.OTHER_COLOURS, cast)] if cast > _CAST else []


def _kind(colours: Colours) -> Change:
    if colours.colourfulness < _COLOURLESS and colours.tint < _TINT:
        return Change.GREY
    # What a black and white picture with a tint leaves of variety in colour is JPEG's rounding.
    if colours.together > 0.93 and colours.tint >= _TINT:
        return Change.TINTED
    return Change.COLOURED


_PHRASES = {
    Change.RESIZED: "resized to {percent}",
    Change.CROPPED: "cropped to {percent}",
    Change.SURROUNDED: "set into a larger picture ({percent} of it)",
    Change.OVERLAPPING: "shows {percent} of the other",
    Change.ROTATED: "rotated by {degrees}",
    Change.TILTED: "turned by {degrees}",
    Change.MIRRORED: "mirrored",
    Change.STRETCHED: "stretched",
    Change.BRIGHTER: "brighter",
    Change.DARKER: "darker",
    Change.MORE_CONTRAST: "more contrast",
    Change.LESS_CONTRAST: "less contrast",
    Change.GREY: "black and white",
    Change.COLOURED: "in colour",
    Change.TINTED: "tinted, such as sepia",
    Change.OTHER_COLOURS: "other colours",
    Change.COVERED: "something was added ({percent} of the picture)",
    Change.SAME_DATA: "the same to the pixel",
    Change.SECONDS_APART: "{time} apart",
    Change.SECONDS_NAMED: "{time} apart by their names",
    Change.SAME_CAMERA: "same camera",
    Change.OTHER_CAMERA: "another camera",
}


def _phrase(finding: Finding) -> str:
    amount = finding.amount
    return _PHRASES[finding.change].format(
        percent=f"{max(0.01, amount):.0%}".replace("%", " %"),
        degrees=f"{abs(amount):.0f}°",
        time=_time(amount),
    )


def _time(seconds: float) -> str:
    for length, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s" if seconds >= 1 or seconds == 0 else f"{seconds:.1f} s"
