"""Dates of which no more is known than the day, the month or the year, as people date scanned photos."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime

from core.review.dialects.fields import DATED
from core.review.dialects.written import Saying


def partial_date(text: str | None) -> str | None:
    """What is known of a date, as XMP writes it: "1987", "1987-06", "1987-06-14". None for what is no date.

    EXIF leaves blank what is unknown, IPTC writes zeros.
    """
    text = (text or "").strip()
    year, rest = text[:4], text[4:10]
    if not re.fullmatch(r"[12]\d{3}", year) or (rest[:1].isalnum() and not re.fullmatch(r"\d{4}", rest)):
        return None
    month, day = (rest[:2], rest[2:]) if rest[:1].isalnum() else (rest[1:3], rest[4:6])
    if not _is_one_of(month, 12):
        return year
    if not _is_one_of(day, monthrange(int(year), int(month))[1]):
        return f"{year}-{month}"
    return f"{year}-{month}-{day}"


def _is_one_of(number: str, most: int) -> bool:
    return re.fullmatch(r"[0-9]{2}", number) is not None and 1 <= int(number) <= most


def dated(texts: Iterable[str | None]) -> tuple[Saying, ...]:
    """The sayings of such dates, each once; none where there is no date."""
    known = (partial_date(text) for text in texts)
    return tuple(Saying(DATED, date) for date in dict.fromkeys(known) if date is not None)


def is_within(moment: datetime, known: str) -> bool:
    """Whether a moment is in a year, in a month or on a day."""
    return moment.date().isoformat().startswith(known)
