"""Which photo is a person's or a phone's edit of which: told by names alone.

An edit is a photo of its own, with a person's work in it; its original is what it was made of. Neither stands
for the other. Whether two such photos really show one picture is for the match to say.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from core.companions.patterns import NamePattern, any_of, folded
from core.path_text import BY_CAMERAS
from core.scan.formats import PHOTO_SUFFIXES


@dataclass(frozen=True, slots=True)
class EditConvention:
    """How one program names an edit (`name`), and what it was made of (`of`)."""

    maker: str
    name: NamePattern
    of: NamePattern
    example: tuple[str, str]


def _edit(maker: str, name: str, of: str, edit: str, original: str) -> EditConvention:
    return EditConvention(maker, NamePattern(name), NamePattern(of), (edit, original))


EDITS = (
    _edit("Google Photos", "{S}-{T}.*", "{S}.*", "IMG_1-bearbeitet.jpg", "IMG_1.jpg"),
    _edit("Google Photos", "{S}-{T}({N}).*", "{S}({N}).*", "IMG_1-edited(2).jpg", "IMG_1(2).jpg"),
    _edit("Google Photos", "{S}({N})-{T}.*", "{S}({N}).*", "IMG_1(2)-edited.jpg", "IMG_1(2).jpg"),
    _edit("Pixel", "{S}~{N}.*", "{S}.*", "PXL_20230102_120000000~2.jpg", "PXL_20230102_120000000.jpg"),
    *(
        _edit("Pixel", f"{{S}}.{mode}-01.COVER.*", f"{{S}}.{mode}-02.ORIGINAL.*", *example)
        for mode, example in {
            "PORTRAIT": ("PXL_1.PORTRAIT-01.COVER.jpg", "PXL_1.PORTRAIT-02.ORIGINAL.jpg"),
            "MOTION": ("PXL_1.MOTION-01.COVER.jpg", "PXL_1.MOTION-02.ORIGINAL.jpg"),
            "LONG_EXPOSURE": ("PXL_1.LONG_EXPOSURE-01.COVER.jpg", "PXL_1.LONG_EXPOSURE-02.ORIGINAL.jpg"),
        }.items()
    ),
    _edit(
        "Pixel",
        "00100dPORTRAIT_00100_BURST{N}_COVER.*",
        "00000PORTRAIT_00000_BURST{N}.*",
        "00100dPORTRAIT_00100_BURST20181223_COVER.jpg",
        "00000PORTRAIT_00000_BURST20181223.jpg",
    ),
    _edit("Apple", "IMG_E{N}.*", "IMG_{N}.*", "IMG_E0003.JPG", "IMG_0003.HEIC"),
    _edit("icloudpd", "{S}-adjusted.*", "{S}.*", "IMG_0004-adjusted.JPG", "IMG_0004.HEIC"),
    _edit("osxphotos", "{S}_{T}.*", "{S}.*", "IMG_1_edited.jpeg", "IMG_1.HEIC"),
    _edit("osxphotos", "{S}_{T}({N}).*", "{S}({N}).*", "IMG_1_edited(2).jpeg", "IMG_1(2).HEIC"),
    _edit("Samsung", "Edited_{S}.*", "{S}.*", "Edited_20230101_120001.jpg", "20230101_120001.jpg"),
    _edit("Samsung", "Edited-{S}.*", "{S}.*", "Edited-20230101_120001.jpg", "20230101_120001.jpg"),
    _edit("Huawei", "{S}_edit.*", "{S}.*", "IMG_20230101_120003_edit.jpg", "IMG_20230101_120003.jpg"),
    _edit(
        "Xiaomi", "{S}_edit_{N}.*", "{S}.*", "IMG_20230101_120002_edit_12345.jpg", "IMG_20230101_120002.jpg"
    ),
    _edit("VSCO", "{S}_VSCO.*", "{S}.*", "IMG_9_VSCO.jpg", "IMG_9.jpg"),
    _edit("VSCO", "{S}-VSCO.*", "{S}.*", "IMG_9-VSCO.jpg", "IMG_9.jpg"),
    _edit("editors", "{S}.{T}.*", "{S}.*", "IMG_7.edited.jpg", "IMG_7.jpg"),
    _edit("editors", "{S}.edit.*", "{S}.*", "IMG_7.edit.jpg", "IMG_7.jpg"),
    _edit("editors", "{S} {T}.*", "{S}.*", "IMG_7 edited.jpg", "IMG_7.jpg"),
    _edit("editors", "{S} ({T}).*", "{S}.*", "IMG_7 (edited).jpg", "IMG_7.jpg"),
    _edit("editors", "{S}-{T}-{N}.*", "{S}.*", "IMG_7-edited-2.jpg", "IMG_7.jpg"),
    _edit("editors", "{S}_{T}_{N}.*", "{S}.*", "IMG_7_edited_2.jpg", "IMG_7.jpg"),
    _edit("Lightroom", "{S}-Edit.*", "{S}.*", "IMG_7-Edit.tif", "IMG_7.DNG"),
    _edit("Lightroom", "{S}-Edit-{N}.*", "{S}.*", "IMG_7-Edit-2.tif", "IMG_7.DNG"),
    _edit("Lightroom", "{S}-Enhanced.*", "{S}.*", "IMG_7-Enhanced.dng", "IMG_7.CR3"),
    _edit("Lightroom", "{S}-Enhanced-{W}.*", "{S}.*", "IMG_7-Enhanced-NR.dng", "IMG_7.CR3"),
    _edit("Lightroom", "{S}-HDR.*", "{S}.*", "IMG_7-HDR.dng", "IMG_7.CR3"),
    _edit("Lightroom", "{S}-Pano.*", "{S}.*", "IMG_7-Pano.dng", "IMG_7.CR3"),
    _edit("DxO", "{S}_DxO.*", "{S}.*", "IMG_7_DxO.jpg", "IMG_7.NEF"),
    _edit("DxO", "{S}-DxO_{W}.*", "{S}.*", "IMG_7-DxO_DeepPRIME.dng", "IMG_7.NEF"),
    _edit("Snapseed", "{S}-##.jpeg", "{S}.jpg", "IMG_20200101_120000-01.jpeg", "IMG_20200101_120000.jpg"),
)
"""Sources: immich-go and ente (Google), osxphotos (Apple), the programs' own documentation."""


@dataclass(frozen=True, slots=True)
class EditMark:
    """What a name says of itself: `original` is what it was made of, folded, with * for any extension."""

    original: str
    maker: str


def edit_mark(name: str) -> EditMark | None:
    """What a photo's name says it was made of, whether that lies beside it or not; None for no edit.

    >>> edit_mark("IMG_1-edited.jpg")
    EditMark(original='img_1.*', maker='Google Photos')
    """
    short = folded(name)
    if _BY_CAMERAS.fullmatch(short) or _any_edit().fullmatch(short) is None:  # as nearly every name
        return None
    for convention in EDITS:
        holes = convention.name.match(short)
        if holes is not None and holes.get("N") not in _NO_EDITS.get(convention.name.text, ()):
            return EditMark(convention.of.filled(holes), convention.maker)
    return None


_BY_CAMERAS = re.compile(rf"{BY_CAMERAS}\.\w+")


@cache
def _any_edit() -> re.Pattern[str]:
    return any_of(convention.name for convention in EDITS)


_NO_EDITS = {"{S}~{N}.*": ("0", "1")}
"""IMG_12~1.JPG is how DOS cuts a long name."""


def is_edit_of(edit: str, original: str, described: "Described | None" = None) -> bool:
    """Whether the name of one photo says that it was made of another, wherever the two lie.

    Numbers that copies get make no difference: IMG_5-edited(1).jpg may be of IMG_5(1).jpg, or a copy.

    Args:
        edit: a name.
        original: another.
        described: what Google has written down in the folder of the edit.
    """
    mark = _of_what(edit, described)
    return mark is not None and _without_number(mark) in {_without_number(key) for key in _keys(original)}


def edits_in(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The edits among the names in a folder, and for each the photos it was made of: RAW and JPEG may be two.

    Google names an edit in the language of its owner. One that no list knows is told by the JSON that it
    shares with its original: IMG_1.jpg, IMG_1-XYZ.jpg, and IMG_1.jpg.json alone.
    """
    listed = list(names)
    photos = [name for name in listed if PurePath(name).suffix.lower() in PHOTO_SUFFIXES]
    by_key: dict[str, list[str]] = {}
    for name in photos:
        for key in _keys(name):
            by_key.setdefault(key, []).append(name)
    found: dict[str, tuple[str, ...]] = {}
    described = Described(listed)
    for name in photos:
        key = _of_what(name, described)
        if key and (originals := tuple(one for one in by_key.get(key, ()) if one != name)):
            found[name] = originals
    return found


def _of_what(name: str, described: "Described | None") -> str | None:
    mark = edit_mark(name)
    return mark.original if mark else described.shared_by(name) if described else None


def _without_number(key: str) -> str:
    return _COPY.sub("", key)


_COPY = re.compile(r" ?\(\d+\)(?=\.[^.]*$)")


class Described:
    """The photos of a folder of which Google has written down something, by the names of its JSON files.

    Args:
        names: of all files in the folder.
    """

    def __init__(self, names: Iterable[str]) -> None:
        jsons = (name[: -len(".json")] for name in names if name.lower().endswith(".json"))
        self._there = frozenset(key for json in jsons for key in self._spoken_of(json))

    def shared_by(self, name: str) -> str | None:
        """The photo of whose JSON another has a share, as its edit in a language that no list knows: folded,
        with * for any extension. None for what has a JSON of its own, and for no edit."""
        stem, _, extension = unicodedata.normalize("NFC", name).rpartition(".")
        plain, number = number_apart(stem)
        before, dash, word = plain.rpartition("-")
        if not dash or not _is_word(word) or not self._there:
            return None
        own = self._of(f"{stem}.{extension}")
        number = f"({number})" if number else ""
        for end in (f".{extension}", *PHOTO_SUFFIXES):
            if (found := self._of(before + number + end)) and own <= found:
                return folded(before + number) + ".*"
        return None

    def _of(self, photo: str) -> set[tuple[str, str]]:
        """What there is about a photo."""
        return {(cut_short(photo), ""), _apart(photo)} & self._there

    @staticmethod
    def _spoken_of(base: str) -> Iterable[tuple[str, str]]:
        """The photo of a JSON, cut and folded, and its number; in both places where Google puts that."""
        base = unicodedata.normalize("NFC", base)
        base, number = number_apart(base)
        before, dot, mark = base.rpartition(".")
        name = before if dot and SUPPLEMENTAL.startswith("." + mark.lower()) else base
        yield cut_short(name), number
        if not number:
            yield _apart(name)


SUPPLEMENTAL = ".supplemental-metadata"
CUT = 46
"""Characters of a photo's name that Google keeps in that of its JSON."""
_NUMBER = re.compile(r"(.+)\((\d+)\)")


def cut_short(name: str) -> str:
    """A name as Google cuts it, folded only then: ß is two letters once it is folded."""
    return folded(unicodedata.normalize("NFC", name)[:CUT])


def number_apart(stem: str) -> tuple[str, str]:
    """IMG_1(2): IMG_1, and the number behind, or nothing."""
    numbered = _NUMBER.fullmatch(stem)
    return (numbered[1], numbered[2]) if numbered else (stem, "")


def name_and_number(name: str) -> tuple[str, str]:
    """IMG_1(2).jpg as Google names its JSON: IMG_1.jpg, and the number behind."""
    stem, dot, extension = name.rpartition(".")
    plain, number = number_apart(stem)
    return plain + dot + extension, number


def _apart(name: str) -> tuple[str, str]:
    plain, number = name_and_number(name)
    return cut_short(plain), number


def _is_word(text: str) -> bool:
    """Letters, and the marks that go with them in Hindi or Thai."""
    return bool(text) and all(letter == " " or unicodedata.category(letter)[0] in "LM" for letter in text)


def _keys(name: str) -> tuple[str, str]:
    """The names under which a photo is pointed at: its own, and its stem with any extension."""
    short = folded(name)
    return short, short.rpartition(".")[0] + ".*"
