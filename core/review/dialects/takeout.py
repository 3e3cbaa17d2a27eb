"""The JSON that Google Takeout puts beside a photo."""

import json
from datetime import UTC, datetime
from typing import Any, cast

from core.review.dialects.fields import ALTITUDE, FURTHER, PICKED
from core.review.dialects.shot import said_of_shot
from core.review.dialects.written import NOTHING_WRITTEN, Saying, Written, caption, each_once


def is_takeout(raw: bytes) -> bool:
    """Whether this is the JSON that Google Takeout puts beside a photo."""
    return "photoTakenTime" in _read(raw)


def from_takeout(raw: bytes) -> Written:
    """Read the JSON that Google Takeout puts beside a photo; other JSON says nothing."""
    said = _read(raw)
    if not said:
        return NOTHING_WRITTEN
    people: Any = said.get("people")
    listed = cast("list[Any]", people) if isinstance(people, list) else []
    names = [cast("dict[str, Any]", one).get("name") for one in listed if isinstance(one, dict)]
    latitude, longitude, altitude = (
        _place(said.get("geoDataExif")) or _place(said.get("geoData")) or (None, None, ())
    )
    description = said.get("description")
    return Written(
        caption=caption(description if isinstance(description, str) else None),
        persons=each_once(name for name in names if isinstance(name, str)),
        captured=_since_1970(said.get("photoTakenTime")),
        latitude=latitude,
        longitude=longitude,
        further=(*((Saying(PICKED, "1"),) if said.get("favorited") is True else ()), *altitude),
    )


def _read(raw: bytes) -> dict[str, Any]:
    try:
        read: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", read) if isinstance(read, dict) else {}


def _place(said: object) -> tuple[float, float, tuple[Saying, ...]] | None:
    """Degrees, and the altitude. Google writes zeros where it knows no place."""
    if not isinstance(said, dict):
        return None
    place = cast("dict[str, Any]", said)
    try:
        latitude, longitude = float(place["latitude"]), float(place["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0.0, 0.0)
    return (latitude, longitude, _altitude(place.get("altitude"))) if known else None


def _altitude(metres: object) -> tuple[Saying, ...]:
    if not isinstance(metres, int | float):
        return ()
    said = said_of_shot(FURTHER[ALTITUDE], abs(metres), "1" if metres < 0 else "0")
    return (said,) if said else ()


def _since_1970(said: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(cast("dict[str, Any]", said)["timestamp"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
