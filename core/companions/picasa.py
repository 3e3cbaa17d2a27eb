"""What Picasa keeps about the photos of a folder, in one file beside them: `.picasa.ini`, once `Picasa.ini`.

A section for each photo by its name, one for each album by its token, one for the people by their numbers:

    [Contacts2]                     [.album:ab12]           [IMG_1.JPG]
    8e62b2035b74b477=Ada;;          name=Summer             star=yes
                                                            albums=ab12
                                                            faces=rect64(3f845bcb59418507),8e62b2035b74b477

Source: F. Buchinger's description of the file, https://gist.github.com/fbuchinger/1073823.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.companions.patterns import folded

NOTES = (".picasa.ini", "picasa.ini")
"""Names of the file, folded; the first is the newer one."""

MAX_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Framed:
    """A face: whose, and its frame by shares of the picture: left, top, right, bottom."""

    name: str
    frame: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted about a photo. Albums and people whose names are elsewhere go by their numbers.

    `edited`: Picasa shows it cropped, turned or changed, which the file does not know.
    """

    starred: bool = False
    caption: str = ""
    keywords: tuple[str, ...] = ()
    albums: tuple[str, ...] = ()
    faces: tuple[Framed, ...] = ()
    place: tuple[float, float] | None = None
    edited: bool = False


NOTHING_NOTED = Noted()


class PicasaNotes:
    """The notes of one folder.

    Args:
        files: the bytes of the files that have them, the newer first.
    """

    def __init__(self, files: Iterable[bytes]) -> None:
        self._sections: dict[str, dict[str, str]] = {}
        for raw in files:
            for section, key, value in _lines(raw):
                self._sections.setdefault(folded(section), {}).setdefault(key.lower(), value)

    def about(self, photo: str) -> Noted:
        """What is noted about a photo, by its name."""
        said = self._sections.get(folded(photo)) if self._sections else None
        if said is None:
            return NOTHING_NOTED
        return Noted(
            starred=said.get("star", "").lower() == "yes",
            caption=said.get("caption", ""),
            keywords=_listed(said.get("keywords", "")),
            albums=tuple(self._album(token) for token in _listed(said.get("albums", ""))),
            faces=tuple(self._faces(said.get("faces", ""))),
            place=_place(said.get("geotag", "")),
            edited=any(said.get(key) for key in _EDITS) or said.get("rotate", _UPRIGHT) != _UPRIGHT,
        )

    def _album(self, token: str) -> str:
        return self._sections.get(folded(f".album:{token}"), {}).get("name") or token

    def _faces(self, text: str) -> Iterator[Framed]:
        for digits, number in _FACE.findall(text):
            left, top, right, bottom = (
                int(digits.zfill(16)[at : at + 4], 16) / 0xFFFF for at in (0, 4, 8, 12)
            )
            if number.strip("f") and left < right and top < bottom:  # who is nobody's is all f
                yield Framed(self._people.get(number) or number, (left, top, right, bottom))

    @cached_property
    def _people(self) -> Mapping[str, str]:
        listed = self._sections.get("contacts2", {})
        return {number: text.split(";")[0].strip() for number, text in listed.items()}


_EDITS = ("filters", "crop", "text", "redo")
_UPRIGHT = "rotate(0)"
_FACE = re.compile(r"rect64\(([0-9a-f]{1,16})\),([0-9a-f]{1,16})(?![0-9a-f])")


def _lines(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Section, key and value of each line that has all three. Older versions wrote no UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif section and (found := line.partition("="))[1]:
            yield section, found[0].strip(), found[2].strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _place(text: str) -> tuple[float, float] | None:
    found = _DEGREES.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0.0, 0.0)
    return (latitude, longitude) if known else None


_DEGREES = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?),\s*(-?\d{1,3}(?:\.\d{1,15})?)")
