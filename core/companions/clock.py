"""When a photo was taken, as its name tells it where EXIF does not.

IMG_20231207_101605.jpg, 20231207_101605.jpg     phones: their own wall clock
PXL_20230101_120000123.jpg                       Pixel: UTC, with milliseconds
IMG-20231207-WA0001.jpg                          WhatsApp: the day alone
Screenshot_2023-12-07-10-16-05.png, signal-2023-12-07-10-16-05-123.jpg
"""

import re
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


_DAY = r"(?P<day>(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01]))"
_TIME = r"(?P<time>(?:[01]\d|2[0-3])[-_.]?[0-5]\d[-_.]?[0-5]\d)"
_MOMENT = re.compile(
    rf"(?<!\d){_DAY}(?:[-_. ]|T| at ){_TIME}(?:[-_.]?(?P<more>\d{{3}}))?(?!\d)", re.IGNORECASE
)
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
