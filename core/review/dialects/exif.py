"""EXIF, as far as it holds a person's words, the cameras' and the ones that Windows writes, and how the photo
was taken."""

import re
from collections.abc import Mapping
from typing import Any, cast

from PIL import ExifTags, Image

from core.review.dialects.dates import dated
from core.review.dialects.fields import AREA, COMMENT, HEADLINE
from core.review.dialects.shot import shot_of_exif
from core.review.dialects.written import (
    NOTHING_WRITTEN,
    Saying,
    Written,
    caption,
    each_once,
    percent,
    said_once,
    stars,
)
from core.scan.exif import moment_of
from core.scan.raw import raw_exif


def from_exif(exif: Image.Exif) -> Written:
    """Read what EXIF holds of a person's words."""
    try:
        main: Mapping[int, Any] = {tag: exif.get(tag) for tag in _SAID}  # of others Pillow may complain
        detail, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        comment = detail.get(0x9286)
        area = caption(_comment(gps.get(ExifTags.GPS.GPSAreaInformation)))
        shot = tuple(shot_of_exif(detail, gps))
    except Exception:  # a damaged directory fails in as many ways as it has bytes
        return NOTHING_WRITTEN
    rated = stars(main.get(0x4746))
    keywords = (_windows(main.get(0x9C9E)) or "").split(";")
    dates = _text(detail.get(0x9003)), _text(detail.get(0x9004))
    comments = said_once((caption(_comment(comment)), caption(_windows(main.get(0x9C9C)))))
    subject = caption(_windows(main.get(0x9C9F)))
    return Written(
        rating=rated if rated is not None else percent(main.get(0x4749)),
        keywords=each_once(keywords),
        title=caption(_windows(main.get(0x9C9B))),
        caption=caption(_text(main.get(0x010E))),
        artist=_text(main.get(0x013B)) or _windows(main.get(0x9C9D)),
        copyright=_text(main.get(0x8298)),
        further=(
            *dated(date for date in dates if moment_of(date or "") is None),
            *(Saying(COMMENT, words) for words in comments),
            *([Saying(HEADLINE, subject)] if subject else []),
            *([Saying(AREA, area)] if area else []),
            *shot,
        ),
    )


_SAID = (0x010E, 0x013B, 0x4746, 0x4749, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)


def exif_in(raw: bytes) -> Image.Exif | None:
    if raw[:4] in (b"II*\0", b"MM\0*", b"IIRO", b"IIRS", b"MMOR", b"IIU\0") or raw[8:11] == b"crx":
        return raw_exif(raw)
    if found := _MARK.search(raw):
        exif, at = Image.Exif(), max(found.start("tiff"), found.start("item"))
        try:
            exif.load(b"Exif\0\0" + raw[at : at + (1 << 20)])
        except Exception:
            return None
        return exif
    return None


_MARK = re.compile(
    rb"(?:Exif\0\0|eXIf|EXIF....(?:Exif\0\0)?|Exif\0{4})(?P<tiff>II\*\0|MM\0\*)"
    rb"|\0{4}(?P<item>II\*\0\x08\0\0\0|MM\0\*\0\0\0\x08)",
    re.DOTALL,
)
"""Where EXIF begins in JPEG, PNG, WebP, JPEG XL; and as an item of AVIF or HEIC, after an offset of zero."""


def _windows(value: object) -> str | None:
    """Windows' own tags: UTF-16 in bytes."""
    if isinstance(value, tuple):
        value = bytes(cast("tuple[int, ...]", value))
    return value.decode("utf-16-le", "replace").strip("\0 ") or None if isinstance(value, bytes) else None


def _comment(value: object) -> str | None:
    """UserComment: eight bytes say in which letters it is written (EXIF 2.32, 4.6.5)."""
    if not isinstance(value, bytes) or len(value) <= 8:
        return _text(value)
    letters, words = value[:8], value[8:]
    if letters == b"UNICODE\0":
        little = words[1:2] == b"\0" or words[:2] == b"\xff\xfe"
        return _text(words.decode("utf-16-le" if little else "utf-16-be", "replace").lstrip("\ufeff"))
    return _text(words) if letters in (b"ASCII\0\0\0", bytes(8)) else None


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.split("\0")[0].strip() or None if isinstance(value, str) else None
