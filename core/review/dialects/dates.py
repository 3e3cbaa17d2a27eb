"""Dates of which no more is known than the day, the month or the year, as people date scanned photos."""

import re
from datetime import date, datetime

from core.review.dialects.fields import DATED
from core.review.dialects.written import Saying

_DATE = re.compile(r"([12]\d{3})(?:\D.*|\d{4})?", re.DOTALL)


def partial_date(text: str | None) -> str | None:
    """What is known of a date, as XMP writes it: "1987", "1987-06", "1987-06-14". None for what is no date.

    EXIF leaves blank what is unknown, IPTC writes zeros.
    """
    found = _DATE.fullmatch((text or "").strip())
    if found is None:
        return None
    month, day = (int(number) for number in (*re.findall(r"\d\d", found[0][4:]), "00", "00")[:2])
    try:
        date(int(found[1]), month or 1, day if month and day else 1)
    except ValueError:
        return None
    return found[1] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def dated(text: str | None) -> tuple[Saying, ...]:
    """The saying of such a date; none where there is no date."""
    known = partial_date(text)
    return (Saying(DATED, known),) if known is not None else ()


def is_within(moment: datetime, known: str) -> bool:
    """Whether a moment is in a year, in a month or on a day."""
    return moment.date().isoformat().startswith(known)
