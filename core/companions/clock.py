"""When a photo was taken, as its name tells it where EXIF does not.

IMG_20231207_101605.jpg, 20231207_101605.jpg     phones: their own wall clock
PXL_20230101_120000123.jpg                       Pixel: UTC, with milliseconds
IMG-20231207-WA0001.jpg                          WhatsApp: the day alone
Screenshot_2023-12-07-10-16-05.png, signal-2023-12-07-10-16-05-123.jpg
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from core.companions.bursts import burst_of


@dataclass(frozen=True, slots=True)
class TimeInName:
    """A time that a name tells. `source` is the part that tells it; `day_only`: the hour is not known."""

    moment: datetime
    source: str
    day_only: bool = False


def press_in_name(path: PurePath) -> TimeInName | None:
    """The second at which a camera says that it was taken, where the whole name is a camera's; else None.

    Messengers, screenshots and editors put the time of their own doing into names, or the day alone: those
    tell no press of a shutter.

    >>> press_in_name(PurePath("IMG_20231207_101605.jpg")).moment.second
    5
    >>> press_in_name(PurePath("IMG-20231207-WA0001.jpg"))
    """
    return time_in_name(path) if _PRESS.fullmatch(path.stem) else None


def presses_apart(one: Iterable[PurePath], other: Iterable[PurePath]) -> float | None:
    """The seconds between the presses that the names of two contents tell; None where they tell none.

    Frames of one burst that tell one second are less than one apart. Names under which one content lies twice
    must agree; one clock must have told both, since the zone of a phone's is not known.
    """
    told = [_agreed(names) for names in (one, other)]
    (first, frame), (second, other_frame) = told
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    apart = abs((first - second).total_seconds())
    if apart < 1:
        in_one_burst = frame is not None and other_frame is not None and frame != other_frame
        return _FRAME_S if in_one_burst else None
    return apart


def _agreed(names: Iterable[PurePath]) -> tuple[datetime | None, int | None]:
    """The press on which all names of a content agree, and its frame of a burst."""
    told = {(press.moment if (press := press_in_name(name)) else None, _frame(name)) for name in names}
    return told.pop() if len(told) == 1 else (None, None)


def _frame(name: PurePath) -> int | None:
    burst = burst_of(name.name)
    return burst.frame if burst else None


_FRAME_S = 0.1
"""What is said to lie between two frames of which the second alone is known."""

_DAY = r"(?P<day>(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01]))"
_TIME = r"(?P<time>(?:[01]\d|2[0-3])[-_.]?[0-5]\d[-_.]?[0-5]\d)"
_MOMENT = re.compile(
    rf"(?<!\d){_DAY}(?:[-_. ]|T| at ){_TIME}(?:[-_.]?(?P<more>\d{{3}}))?(?!\d)", re.IGNORECASE
)
_PRESS = re.compile(
    r"(?:(?:IMG|MVIMG|PXL|PANO|DSC|DSCN|P|C360|Burst)_?)?(?:19|20)\d{6}_\d{6}(?:\d{3})?"
    r"(?:_\d{3}|_BURST\d{1,4}(?:_COVER)?|_HDR|\.(?:MP|NIGHT|PORTRAIT))?",
    re.IGNORECASE,
)
"""Names as cameras give them, whole: Telegram adds numbers of its own, editors words."""
_WHATSAPP = re.compile(rf"(?:IMG|VID)-{_DAY}-WA\d+", re.IGNORECASE)


def time_in_name(path: PurePath) -> TimeInName | None:
    """The time that a photo's name tells, with its zone only where that is known; None where it tells none.

    >>> time_in_name(PurePath("PXL_20230101_120000123.jpg")).moment.isoformat()
    '2023-01-01T12:00:00.123000+00:00'
    """
    name = path.name
    if found := _MOMENT.search(name):
        digits = re.sub(r"\D", "", found["day"] + found["time"])
        zone = UTC if name.lower().startswith("pxl_") else None
        microsecond = 0 if burst_of(name) else int(found["more"] or 0) * 1000
    elif found := _WHATSAPP.match(name):
        digits, zone, microsecond = re.sub(r"\D", "", found["day"]) + "000000", None, 0
    else:
        return None
    try:
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(microsecond=microsecond, tzinfo=zone)
    except ValueError:  # the 31st of February
        return None
    return TimeInName(moment, found[0], day_only="time" not in found.groupdict())
