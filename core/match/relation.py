"""What the cameras wrote down about two photos: how far apart in time, and whether by one camera.

A cosine alone cannot tell a re-encoded photo from the next frame of a burst (DESIGN section 5), but the
camera's clock can: two capture times that differ are two presses of the shutter, and two that are equal to
the hundredth of a second are one.
"""

from datetime import datetime

from core.photo import ContentFacts, ExifFacts

CLOCK_TOLERANCE_S = 1.0
"""Copies lose the sub-seconds of their capture time, and some editors round it."""


def seconds_apart(a: ExifFacts, b: ExifFacts) -> float | None:
    """The seconds between two captures; None unless both cameras wrote a time.

    Where one of the two has no time zone, their wall clocks are compared.
    """
    if a.captured is None or b.captured is None:
        return None
    first, second = a.captured, b.captured
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = _wall_clock(first), _wall_clock(second)
    return abs((second - first).total_seconds())


def one_press(a: ExifFacts, b: ExifFacts) -> bool | None:
    """Whether both come of one press of the shutter, as far as sub-seconds and the shutter's setting tell.

    Returns:
        False where one camera's exposure, aperture or sensitivity differs, as in a bracket, or where its
        sub-seconds do, however little: bursts take ten frames a second and more. True for one camera's two
        times that are equal to the sub-second. None where nothing of this was written down.
    """
    if same_camera(a, b) is False:
        return None
    if exposed_otherwise(a, b):
        return False
    apart = seconds_apart(a, b)
    if a.captured is None or b.captured is None or apart is None:
        return None
    if not (a.captured.microsecond and b.captured.microsecond):
        return None  # a copy lost them, or the camera wrote none
    if apart >= _ROUNDED_S:
        return False
    return True if same_camera(a, b) else None


def exposed_otherwise(a: ExifFacts, b: ExifFacts) -> bool:
    """Whether the shutter stood otherwise: a third of a stop or more, where both wrote it down.

    Programs round these numbers when they copy them, but by less.
    """
    ratios = ((a.exposure, b.exposure, 1.2), (a.aperture, b.aperture, 1.08), (a.iso, b.iso, 1.2))
    for one, other, most in ratios:
        if one is not None and other is not None and max(one, other) > most * min(one, other):
            return True
    return a.bias is not None and b.bias is not None and abs(a.bias - b.bias) > _BIAS_EV


def clock_was_set(a: ExifFacts, b: ExifFacts) -> bool:
    """Whether two times may be one press whose date was put right: whole quarters of an hour apart, to the
    sub-second, as time zones and summer times are, and not more than a day and two hours.
    """
    apart = seconds_apart(a, b)
    if apart is None or exposed_otherwise(a, b) or same_camera(a, b) is False:
        return False
    return _QUARTER_S <= apart <= _WORLD_S and apart % _QUARTER_S == 0


def saved_by_a_program(a: ContentFacts, b: ContentFacts) -> bool:
    """Whether one of two photos of a camera may have been saved by a program, with the time of that: what a
    camera writes has one size, and one software wrote it. Where the shutter stood otherwise they are two
    presses, whoever saved them.
    """
    if exposed_otherwise(a.exif, b.exif):
        return False
    sizes = sorted((a.width, a.height)), sorted((b.width, b.height))
    return sizes[0] != sizes[1] or a.exif.software != b.exif.software


_BIAS_EV = 0.2
_QUARTER_S = 900.0
_WORLD_S = 26 * 3600.0
"""From the zone 12 hours behind to the one 14 hours ahead of UTC."""
_ROUNDED_S = 0.01
"""Some editors keep two digits of the three; the fastest bursts leave 16 ms between two frames."""


def same_camera(a: ExifFacts, b: ExifFacts) -> bool | None:
    """Whether one camera took both; None unless both cameras wrote their name."""
    return a.camera == b.camera if a.camera and b.camera else None


def _wall_clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
