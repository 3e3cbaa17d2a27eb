"""Which dates are lost with a photo: those that nothing of what stays says as exactly."""

from collections.abc import Iterable
from datetime import datetime

from core.match.relation import CLOCK_TOLERANCE_S
from core.review.dialects.dates import is_within
from core.review.dialects.fields import Topic
from core.review.dialects.written import Written


def dates_of(written: Written) -> list[str]:
    """As much as is known of dates whose hour is not: "1987-06"."""
    return [one.text for one in written.further if one.topic is Topic.DATE]


def new_dates(written: Written, staying: Written, moments: Iterable[datetime | None]) -> list[str]:
    """As much as is known of dates, where nothing else says it; of two the more exact.

    Args:
        written: what was written about the photo that goes.
        staying: what was written about what stays.
        moments: the times of that, and the photo's own.
    """
    dates, known = dates_of(written), [when for when in moments if when is not None]
    return [
        date
        for date in dates
        if not any(is_within(when, date) for when in known)
        and not any(other.startswith(date) for other in dates_of(staying))
        and not any(other != date and other.startswith(date) for other in dates)
    ]


def dated_anew(camera: datetime | None, written: datetime | None, staying: Iterable[datetime | None]) -> bool:
    """Whether somebody wrote down another time than the camera's or the scanner's, and nothing that stays has
    it."""
    if not another_day(camera, written):
        return False
    return all(when is None or another_day(when, written) for when in staying)


def another_day(one: datetime | None, other: datetime | None) -> bool:
    """Whether two dates tell of two moments. Google's have a zone, others may not."""
    if one is None or other is None:
        return False
    alike = (one.tzinfo is None) == (other.tzinfo is None)
    if not alike:
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return abs((one - other).total_seconds()) >= (CLOCK_TOLERANCE_S if alike else _WORLD_S)


_WORLD_S = 26 * 3600.0
"""From the zone 12 hours behind to the one 14 hours ahead of UTC."""
