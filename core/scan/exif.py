"""What the camera wrote down: capture time, camera, place, software.

EXIF is written by every kind of program and damaged by some, so each fact is read on its own and
believed only if it makes sense; nothing in here raises. Tags and types are those of the EXIF 3.0
standard (CIPA DC-008), sections 4.6.3 to 4.6.7.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from PIL import ExifTags, Image

from core.photo import ExifFacts

Tags = Mapping[int, Any]
"""One directory of EXIF: tag number to whatever Pillow made of the value."""


def read_exif(exif: Image.Exif) -> ExifFacts:
    """Read the facts from a picture's EXIF block; what is missing or makes no sense is None."""
    return exif_facts(exif, _directory(exif, ExifTags.IFD.Exif), _directory(exif, ExifTags.IFD.GPSInfo))


def exif_facts(main: Tags, detail: Tags, gps: Tags) -> ExifFacts:
    """Read the facts from EXIF's three directories: the first one, the Exif one and the GPS one."""
    latitude = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    longitude = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        latitude = longitude = None  # half a place is none, and receivers without a fix write zeros
    return ExifFacts(
        captured=_captured(detail),
        camera=_camera(text_of(main, ExifTags.Base.Make), text_of(main, ExifTags.Base.Model)),
        latitude=latitude,
        longitude=longitude,
        software=text_of(main, ExifTags.Base.Software),
        exposure=_number(detail, ExifTags.Base.ExposureTime, 1e-6, 36_000),
        aperture=_number(detail, ExifTags.Base.FNumber, 0.5, 128),
        bias=_number(detail, ExifTags.Base.ExposureBiasValue, -20, 20),
        iso=_whole(_number(detail, ExifTags.Base.ISOSpeedRatings, 1, 10_000_000)),
    )


def orientation_of(exif: Image.Exif) -> int:
    """The EXIF orientation, 1 to 8; 1 (upright) where there is none or it makes no sense."""
    try:
        value = exif.get(ExifTags.Base.Orientation)
    except Exception:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _directory(exif: Image.Exif, number: int) -> Tags:
    try:
        return exif.get_ifd(number)
    except Exception:  # a damaged directory fails in as many ways as it has bytes
        return {}


def _captured(detail: Tags) -> datetime | None:
    """When the shutter was pressed; a scan's or a copy's own time (`DateTime`) is not that."""
    original = _time(detail, 0x9003, 0x9291, 0x9011)  # DateTimeOriginal and its parts
    return original or _time(detail, 0x9004, 0x9292, 0x9012)  # DateTimeDigitized and its parts


_MOMENT = re.compile(r"(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T]+(\d{1,2}):(\d{1,2}):(\d{1,2})")
_YEAR = re.compile(r"[12]\d{3}")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")


def _time(detail: Tags, time_tag: int, subsecond_tag: int, offset_tag: int) -> datetime | None:
    moment = moment_of(text_of(detail, time_tag) or "")
    if moment is None:
        return None
    fraction = re.match(r"\d+", text_of(detail, subsecond_tag) or "")
    microsecond = int(fraction.group()[:6].ljust(6, "0")) if fraction else 0
    return moment.replace(microsecond=microsecond, tzinfo=_zone(text_of(detail, offset_tag)))


def moment_of(text: str) -> datetime | None:
    """A date and a time as EXIF writes them, 2019:05:06 07:08:09, or nearly so."""
    found = _MOMENT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None


def changed_time(exif: Image.Exif) -> datetime | None:
    """When a scanner or a camera that tells no other date wrote the file. Programs write such a date too."""
    detail = _directory(exif, ExifTags.IFD.Exif)
    made = _camera(text_of(exif, ExifTags.Base.Make), text_of(exif, ExifTags.Base.Model))
    if made is None or any(_YEAR.match(text_of(detail, tag) or "") for tag in (0x9003, 0x9004)):
        return None
    return moment_of(text_of(exif, ExifTags.Base.DateTime) or "")


def satellites_time(exif: Image.Exif) -> datetime | None:
    """When the satellites were heard, in UTC: the one date of files whose others are lost."""
    gps = _directory(exif, ExifTags.IFD.GPSInfo)
    try:
        hour, minute, second = (float(part) for part in gps.get(ExifTags.GPS.GPSTimeStamp, ()))
        text = f"{text_of(gps, ExifTags.GPS.GPSDateStamp)} {hour:.0f}:{minute:.0f}:{int(second)}"
    except (TypeError, ValueError, ArithmeticError):
        return None
    found = moment_of(text)
    return None if found is None else found.replace(tzinfo=timezone.utc)  # noqa: UP017 - as above


def _zone(text: str | None) -> timezone | None:
    if text == "Z":
        return timezone.utc  # noqa: UP017 - `datetime.UTC` is this very object
    found = _OFFSET.fullmatch(text or "")
    if not found:
        return None
    sign, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    if ahead > timedelta(hours=14):
        return None
    return timezone(-ahead if sign == "-" else ahead)


def _camera(make: str | None, model: str | None) -> str | None:
    """Join maker and model, once each: "NIKON CORPORATION" and "NIKON D750" are one "NIKON D750"."""
    if not make or not model:
        return model or make
    return model if model.split()[0].casefold() == make.split()[0].casefold() else f"{make} {model}"


def _degrees(gps: Tags, value_tag: int, reference_tag: int, negative: str, limit: int) -> float | None:
    value = gps.get(value_tag)
    try:
        parts = [float(part) for part in cast("tuple[Any, ...]", value)] if isinstance(value, tuple) else []
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not 1 <= len(parts) <= 3 or not all(math.isfinite(part) and part >= 0 for part in parts):
        return None
    degrees = sum(part / 60**place for place, part in enumerate(parts))
    reference = text_of(gps, reference_tag) or ""
    if degrees > limit or not reference:
        return None
    return -degrees if reference.upper().startswith(negative) else degrees


def _number(tags: Tags, tag: int, least: float, most: float) -> float | None:
    """A number, the first of several; None where a camera would not write it."""
    try:
        value: Any = tags.get(tag)
        number = float(cast(Any, value[0] if isinstance(value, tuple) else value))
    except Exception:  # a fraction over zero, no number at all, an empty list
        return None
    return number if least <= number <= most else None


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def text_of(tags: Tags, tag: int) -> str | None:
    """A tag as one line of printable text, or None."""
    try:
        value = tags.get(tag)
    except Exception:
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    value = value.split("\0")[0]
    return " ".join("".join(c if c.isprintable() else " " for c in value[:200]).split()) or None
