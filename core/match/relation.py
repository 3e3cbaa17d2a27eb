"""What the cameras wrote down about two photos: how far apart in time, and whether by one camera.

A cosine alone cannot tell a re-encoded photo from the next frame of a burst (DESIGN section 5), but the
camera's clock can: two capture times that differ are two presses of the shutter.
"""

from datetime import datetime

from core.photo import ExifFacts

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


def same_camera(a: ExifFacts, b: ExifFacts) -> bool | None:
    """Whether one camera took both; None unless both cameras wrote their name."""
    return a.camera == b.camera if a.camera and b.camera else None


def _wall_clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
