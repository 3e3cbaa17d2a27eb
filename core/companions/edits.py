"""Which photo is a person's or a phone's edit of which: told by names alone.

An edit is a photo of its own, with a person's work in it; its original is what it was made of. Neither stands
for the other. Whether two such photos really show one picture is for the match to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from core.companions.patterns import NamePattern, folded
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
    _edit("osxphotos", "{S}_edited.*", "{S}.*", "IMG_1_edited.jpeg", "IMG_1.HEIC"),
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
    for convention in EDITS:
        holes = convention.name.match(short)
        if holes is not None and holes.get("N") not in _NO_EDITS.get(convention.name.text, ()):
            return EditMark(convention.of.filled(holes), convention.maker)
    return None


_NO_EDITS = {"{S}~{N}.*": ("0", "1")}
"""IMG_12~1.JPG is how DOS cuts a long name."""


def is_edit_of(edit: str, original: str) -> bool:
    """Whether the name of one photo says that it was made of another, wherever the two lie."""
    mark = edit_mark(edit)
    return mark is not None and mark.original in _keys(original)


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
    described = _described(listed)
    for name in photos:
        mark = edit_mark(name)
        key = mark.original if mark else _sharing(name, described)
        if key and (originals := tuple(one for one in by_key.get(key, ()) if one != name)):
            found[name] = originals
    return found


def _keys(name: str) -> tuple[str, str]:
    """The names under which a photo is pointed at: its own, and its stem with any extension."""
    short = folded(name)
    return short, short.rpartition(".")[0] + ".*"


def _described(names: Iterable[str]) -> frozenset[str]:
    """Photos of which Google has written down something, by their folded names."""
    jsons = (folded(name)[: -len(".json")] for name in names if name.lower().endswith(".json"))
    return frozenset(json.partition(".supp")[0] for json in jsons)


def _sharing(name: str, described: frozenset[str]) -> str | None:
    short = folded(name)
    stem, _, extension = short.rpartition(".")
    before, dash, word = stem.rpartition("-")
    original = f"{before}.{extension}"
    if dash and word.replace(" ", "").isalpha() and original in described and short not in described:
        return original
    return None
