"""What else a file knows about its photo: lens and exposure, how hard it was compressed, stars and keywords.

None of this decides about groups, so scans do not keep it; it is read for the few photos that a person looks
at. What cannot be read is unknown, never a fault.
"""

import math
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from PIL import ExifTags, Image

from core.companions.units import Units
from core.errors import UnreadablePhoto
from core.review.written import NOTHING_WRITTEN, Written, read_written
from core.scan.apart import apart
from core.scan.exif import Tags, text_of
from core.scan.faults import faults_as_sentences
from core.scan.formats import HEAD_BYTES, PILLOW_NAMES, sniff
from core.scan.opening import open_picture, read_bytes
from core.scan.raw import raw_exif


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """Facts that are read when they are looked at; None where the file does not say.

    `exposure` is in seconds, `focal` in millimetres as the lens says. `quality` is what libjpeg would call
    the setting with which a JPEG was saved, 1 to 100, told from its tables.
    """

    lens: str | None = None
    exposure: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal: float | None = None
    quality: int | None = None
    written: Written = NOTHING_WRITTEN


def read_details(path: Path, units: Units | None = None) -> PhotoDetails:
    """Read the details of one photo; takes some milliseconds, as long as reading the file.

    Args:
        path: the photo.
        units: finds sidecars, where several photos are asked about.
    """
    written = read_written(path, units)
    try:
        return replace(apart(partial(_read, path)), written=written)
    except UnreadablePhoto:
        return PhotoDetails(written=written)


def _read(path: Path) -> PhotoDetails:
    """In a worker, since some headers are read by decoders. Raises UnreadablePhoto."""
    data = read_bytes(path)
    with faults_as_sentences():
        name = sniff(data[:HEAD_BYTES], path.suffix.lower())
        if name is None:
            return PhotoDetails()
        if name in PILLOW_NAMES:
            image = open_picture(data, path.suffix.lower(), 1).image
            exif, quality = image.getexif(), _jpeg_quality(image)
        else:
            exif, quality = raw_exif(data), None
        detail = cast(Tags, exif.get_ifd(ExifTags.IFD.Exif))
    iso = _number(detail, ExifTags.Base.ISOSpeedRatings)
    return PhotoDetails(
        lens=text_of(detail, ExifTags.Base.LensModel),
        exposure=_number(detail, ExifTags.Base.ExposureTime),
        f_number=_number(detail, ExifTags.Base.FNumber),
        iso=None if iso is None else round(iso),
        focal=_number(detail, ExifTags.Base.FocalLength),
        quality=quality,
    )


def _number(tags: Tags, tag: int) -> float | None:
    """A tag as a number above 0, or None."""
    value: Any = tags.get(tag)
    if isinstance(value, tuple):
        value = cast("tuple[Any, ...]", value)[0] if value else None
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def _jpeg_quality(image: Image.Image) -> int | None:
    """The quality whose luminance table is nearest to that of a JPEG; None for other formats."""
    tables = cast("dict[int, list[int]] | None", getattr(image, "quantization", None))
    if not tables or len(table := tables.get(0, [])) != 64:
        return None
    distances = [sum(abs(a - b) for a, b in zip(table, known, strict=True)) for known in _tables_of_libjpeg()]
    return 1 + min(range(100), key=distances.__getitem__)


@cache
def _tables_of_libjpeg() -> tuple[tuple[int, ...], ...]:
    """The luminance tables for qualities 1 to 100 (libjpeg, jcparam.c, `jpeg_set_quality`)."""
    scales = (5000 // quality if quality < 50 else 200 - 2 * quality for quality in range(1, 101))
    return tuple(tuple(min(max((base * scale + 50) // 100, 1), 255) for base in _ANNEX_K) for scale in scales)


_ANNEX_K = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
"""The luminance table of ITU-T T.81, annex K.1, row by row."""
