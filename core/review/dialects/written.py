"""What was written about a photo, as a value, and what all dialects share."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, cast

from core.review.dialects.fields import COMMENT, DATED, FURTHER, HEADLINE, Topic
from core.review.dialects.regions import Face


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that was written, by the property of XMP in which it is handed over, see
    `core.review.dialects.fields`. `parts` are those of a structure, and `text` is then what they say."""

    name: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def topic(self) -> Topic:
        return FURTHER[self.name].topic


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about a photo; None and nothing where there is none.

    `rating` is -1 (rejected) to 5, never 0. `keywords` are words or phrases, each once; `hierarchy` has those
    that stand in a tree, as "places|sea". `developed` says that develop settings are there. `captured`,
    `camera` and the place, in degrees, are those of XMP or Google, not the camera's. `further` is all else:
    comments, names of places, flags and the like.
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
    further: tuple[Saying, ...] = ()


NOTHING_WRITTEN = Written()


def joined(dialects: Iterable[Written]) -> Written:
    """Several readings of one photo as one: of single facts the first, of lists all, each once.

    A caption or a title that another dialect words otherwise becomes a comment: nobody's words go unseen.
    """
    listed = list(dialects)
    values: dict[str, Any] = {}
    for field in fields(Written):
        said = [getattr(one, field.name) for one in listed]
        if isinstance(field.default, tuple):
            values[field.name] = tuple(dict.fromkeys(word for words in said for word in words))
        else:
            values[field.name] = next((one for one in said if one not in (None, False)), field.default)
    others = [
        Saying(COMMENT, word)
        for name in ("caption", "title")
        for word in said_once(getattr(one, name) for one in listed)[1:]
    ]
    values["further"] = _each_said_once((*values["further"], *others), (values["caption"], values["title"]))
    return Written(**values)


def with_caption(written: Written) -> Written:
    """What was written, with a comment as the caption where there is no other: that is what people see."""
    if written.caption is not None:
        return written
    comment = next((one for one in written.further if one.name == COMMENT), None)
    if comment is None:
        return written
    others = tuple(one for one in written.further if one is not comment)
    return replace(written, caption=comment.text, further=others)


def _each_said_once(sayings: Iterable[Saying], told: Iterable[str | None]) -> tuple[Saying, ...]:
    """Of properties with one value the first; of comments those that say what nothing else says."""
    found: dict[tuple[str, ...], Saying] = {}
    words = [word for word in told if word]
    for one in sayings:
        if one.name == COMMENT:
            if is_told(one.text, words):
                continue
            words.append(one.text)
        only = one.name not in (COMMENT, DATED) and not FURTHER[one.name].is_list
        found.setdefault((one.name,) if only else (one.name, one.text), one)
    return tuple(found.values())


def words_of(written: Written) -> list[str]:
    """All sentences of somebody: in which property they stand says little."""
    comments = [one.text for one in written.further if one.name in (COMMENT, HEADLINE)]
    return [word for word in (written.title, written.caption, *comments) if word]


def is_told(text: str, words: Iterable[str]) -> bool:
    """Whether some words hold a text, but for what older dialects do to letters and ends (IPTC-IIM cuts)."""
    plain = _plain(text)
    by_letters = len(plain) >= max(_ENOUGH, len(text) // 2)
    return any(text in other or (by_letters and plain in _plain(other)) for other in words)


_ENOUGH = 12
"""Plain letters by which a sentence is known again."""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]|[^\x00-\x7f]", "", text).casefold()


def said_once(words: Iterable[str | None]) -> tuple[str, ...]:
    """Sentences that say something that none before them says."""
    found: list[str] = []
    for word in words:
        if word and not is_told(word, found):
            found.append(word)
    return tuple(found)


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


_CAMERAS = (
    r"(?:olympus|minolta|konica minolta|samsung|kodak|vivitar|polaroid|jenoptik|medion|hp|traveler)?[\s_]*"
    r"digital (?:still )?camera|sony dsc|samsung camera pictures|"
    r"x-default|exif[_ ]jpeg(?:[_ ]picture)?|my beautiful picture|"
    r"dcim.*|<(?:samsung|kenox|digimax).*>|"
    r"(?:charset=)?(?:ascii|unicode)|default|"
    r"untitled|image|screenshot|(?:dav|mde|sdr|hdr|rhdr|cof|edf|nor|oznor\w*|ptr|fbt)|[\W_]*"
)
_PROGRAM = (
    r"(?:the )?(?:gimp|imagemagick|graphicsmagick|ezgif|https?:|www\.|jpeg\W?mini|jpegoptim|jpegtran|"
    r"jpeg\W?(?:archive|recompress|snoop)|adobe|photoshop|lightroom|paint\.?net|paint ?shop|irfanview|xnview|"
    r"ffmpeg|libjpeg|mozjpeg|tinypng|tinyjpg|photofiltre|photoscape|picasa|acdsee|acd systems|canva|snapseed|"
    r"polarr|photopea|imagegear|ulead|u-lead|corel|microsoft|squoosh|sharp|libvips|matplotlib|opencv|gd-jpeg|"
    r"ebay|fotor|pixlr|google|apple|inkscape|krita|blender|darktable|rawtherapee)"
)
_LIBRARIES = (
    rf"(?:file )?(?:created|made|written|saved|edited|resi[sz]ed|compressed|optimi[sz]ed|processed|generated|"
    rf"encoded|converted|produced|exported) (?:by|with|on|using|in|from|via) {_PROGRAM}.*|"
    r"creator: .*|software: .*|lavc[\d.]*|lead technologies.*|intel\(r\) jpeg library.*|applemark|ducky|"
    r"acd systems.*|u-lead systems.*|handmade software.*|jpeg encoder copyright.*|mozjpeg.*|libjpeg.*|"
    r"independent jpeg group.*|ijg .*|accusoft.*|xv [\d.]+.*|gd-jpeg.*|imagegear.*|jfif.*|fbmd[\da-f]+.*|"
    r"optimi[sz]ed jpeg.*|ocad .*|vips .*"
)
_FILLER = re.compile(f"{_CAMERAS}|{_LIBRARIES}", re.IGNORECASE | re.DOTALL)


def caption(words: str | None) -> str | None:
    """A person's words, not what a camera, a phone or a library fills the field with."""
    words = (words or "").strip()
    return words if words and not _FILLER.fullmatch(words) else None
