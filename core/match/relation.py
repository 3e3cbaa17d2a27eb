"""What the cameras wrote down about two photos: how far apart in time, and whether by one camera.

A cosine alone cannot tell a re-encoded photo from the next frame of a burst (DESIGN section 5), but the
camera's clock can: two capture times that differ are two presses of the shutter, and two that are equal to
the hundredth of a second are one.
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


def one_press(a: ExifFacts, b: ExifFacts) -> bool | None:
    """Whether both come of one press of the shutter, as far as the sub-seconds tell.

    Returns:
        True for one camera's two times that are equal to the sub-second; False where they differ, however
        little: bursts take ten frames a second and more. None unless both cameras wrote sub-seconds.
    """
    apart = seconds_apart(a, b)
    if a.captured is None or b.captured is None or apart is None:
        return None
    if not (a.captured.microsecond and b.captured.microsecond):
        return None  # a copy lost them, or the camera wrote none
    if apart >= _ROUNDED_S:
        return None if same_camera(a, b) is False else False
    return True if same_camera(a, b) else None


_ROUNDED_S = 0.01
"""Some editors keep two digits of the three; the fastest bursts leave 16 ms between two frames."""


def same_camera(a: ExifFacts, b: ExifFacts) -> bool | None:
    """Whether one camera took both; None unless both cameras wrote their name."""
    return a.camera == b.camera if a.camera and b.camera else None


def _wall_clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
