"""How a photo was taken, which cameras say and people look up: the lens, the exposure, the altitude.

Every dialect writes the numbers in its own way, "2.8", "28/10"; here each has one way to be written.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from core.review.dialects.fields import (
    ALTITUDE,
    APERTURE,
    BIAS,
    BODY,
    DIRECTION,
    EXPOSURE,
    FOCAL,
    FURTHER,
    LENS,
    SENSITIVITY,
    Field,
    Form,
)
from core.review.dialects.written import Saying

if TYPE_CHECKING:
    from core.scan.exif import Tags


def shot_of_exif(detail: "Tags", gps: "Tags") -> Iterator[Saying]:
    """What EXIF says.

    Args:
        detail: the Exif directory.
        gps: the one of the satellites.
    """
    from PIL import ExifTags  # nothing of Pillow may delay the first window, which asks for no EXIF

    from core.scan.exif import text_of

    for name, directory, tag, meant in (
        (LENS, detail, ExifTags.Base.LensModel, None),
        (EXPOSURE, detail, ExifTags.Base.ExposureTime, None),
        (APERTURE, detail, ExifTags.Base.FNumber, None),
        (SENSITIVITY, detail, ExifTags.Base.ISOSpeedRatings, None),
        (BIAS, detail, ExifTags.Base.ExposureBiasValue, None),
        (FOCAL, detail, ExifTags.Base.FocalLength, None),
        (BODY, detail, ExifTags.Base.BodySerialNumber, None),
        (ALTITUDE, gps, ExifTags.GPS.GPSAltitude, ExifTags.GPS.GPSAltitudeRef),
        (DIRECTION, gps, ExifTags.GPS.GPSImgDirection, ExifTags.GPS.GPSImgDirectionRef),
    ):
        row = FURTHER[name]
        value: Any = text_of(directory, tag) if row.form is Form.TEXT else directory.get(tag)
        how = _letter(directory.get(meant)) if meant is not None else ""
        if value is not None and (said := said_of_shot(row, value, how)) is not None:
            yield said


def _letter(value: object) -> str:
    """How a value is meant: a letter, or a number in a byte."""
    if isinstance(value, bytes) and len(value) == 1 and not value.isalpha():
        return str(value[0])
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return str(value).strip("\0 ")[:1] if isinstance(value, (str, int)) else ""


def said_of_shot(row: Field, value: object, meant: str = "") -> Saying | None:
    """A value of a row that tells of the shot; None where it says nothing or makes no sense."""
    if row.form is Form.TEXT:
        text = value if isinstance(value, str) and not _NOTHING.fullmatch(value) else None
    else:
        text = _number(row, value)
    if text is None or text in row.nothing:
        return None
    parts = ((row.name, text), (row.meant, meant)) if row.meant and meant else ()
    return Saying(row.name, text, parts)


_NOTHING = re.compile(r"[\W_]*(?:unknown|none|n/a|null|0+)?[\W_]*", re.IGNORECASE)
"""What cameras write of a lens that tells them nothing, and of a number they do not have."""


def _number(row: Field, value: object) -> str | None:
    """A number in the one way to write it: "14/5", of whole ones "200"."""
    try:
        first: Any = cast("tuple[Any, ...]", value)[0] if isinstance(value, tuple) else value
        if isinstance(first, str) and not _NUMERAL.fullmatch(first):
            return None
        number = Fraction(first) if isinstance(first, str) else Fraction(float(first))
        number = number.limit_denominator(1_000_000)
    except (TypeError, ValueError, ArithmeticError, IndexError):
        return None
    least, most = row.within
    if not least <= number <= most:
        return None
    return str(round(number)) if row.form is Form.WHOLE else f"{number.numerator}/{number.denominator}"


_NUMERAL = re.compile(r"\s*[+-]?\d{1,15}(?:\.\d{1,15}|/\d{1,15})?\s*")
"""No exponents: to work some of them out would never end."""
