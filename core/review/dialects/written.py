"""What was written about a photo, as a value, and what all dialects share."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from core.review.dialects.regions import Face


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about a photo; None and nothing where there is none.

    `rating` is -1 (rejected) to 5, never 0. `keywords` are words or phrases, each once; `hierarchy` has those
    that stand in a tree, as "places|sea". `developed` says that develop settings are there. `captured`,
    `camera` and the place, in degrees, are those of XMP or Google, not the camera's.
    """

    rating: int | None = None
    keywords: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    label: str | None = None
    title: str | None = None
    caption: str | None = None
    artist: str | None = None
    copyright: str | None = None
    persons: tuple[str, ...] = ()
    developed: bool = False
    captured: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    faces: tuple[Face, ...] = ()


NOTHING_WRITTEN = Written()


def joined(dialects: Iterable[Written]) -> Written:
    """Several readings of one photo as one: of single facts the first, of lists all, each once."""
    listed = list(dialects)
    values: dict[str, Any] = {}
    for field in fields(Written):
        said = [getattr(one, field.name) for one in listed]
        if isinstance(field.default, tuple):
            values[field.name] = tuple(dict.fromkeys(word for words in said for word in words))
        else:
            values[field.name] = next((one for one in said if one not in (None, False)), field.default)
    return Written(**values)


def each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def stars(value: object) -> int | None:
    """ "3", "3.0" and -1 for rejected; 0 says nothing: Kodak's cameras write it into every photo."""
    number = _number(value)
    return round(number) if number is not None and (number == -1 or 1 <= number <= 5) else None


def percent(value: object) -> int | None:
    """Microsoft's 1, 25, 50, 75 and 99; some write 63 for four stars."""
    number = _number(value)
    if number is None or not 1 <= number <= 100:
        return None
    return 1 + sum(number >= least for least in (13, 38, 63, 88))


def _number(value: object) -> float | None:
    try:
        number = float(cast("Any", value))
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


_FILLER = re.compile(
    r"(?:olympus|minolta|konica minolta|samsung|kodak|vivitar|polaroid|jenoptik|medion|hp|traveler)?[\s_]*"
    r"digital (?:still )?camera|sony dsc|samsung camera pictures|"
    r"exif[_ ]jpeg(?:[_ ]picture)?|my beautiful picture|"
    r"dcim.*|created with (?:the )?gimp.*|<(?:samsung|kenox|digimax).*>|"
    r"(?:charset=)?(?:ascii|unicode)|default|"
    r"untitled|image|screenshot|(?:dav|mde|sdr|hdr|rhdr|cof|edf|nor|oznor\w*|ptr|fbt)|[\W_]*",
    re.IGNORECASE,
)


def caption(words: str | None) -> str | None:
    """A person's words, not what a camera or a phone fills the field with."""
    words = (words or "").strip()
    return words if words and not _FILLER.fullmatch(words) else None
