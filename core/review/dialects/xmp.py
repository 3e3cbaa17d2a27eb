"""XMP (ISO 16684-1): packets found in any file, and read whatever their root."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from xml.parsers import expat

from core.review.dialects.dates import dated
from core.review.dialects.fields import COLOURS, COMMENT, FURTHER, SPOKEN, TREES, Field, Form
from core.review.dialects.namespaces import short_name
from core.review.dialects.regions import faces_in
from core.review.dialects.safe_xml import safe_parser
from core.review.dialects.shot import said_of_shot
from core.review.dialects.structures import structures_in
from core.review.dialects.written import Saying, Written, caption, each_once, percent, said_once, stars

_DEVELOPED = {
    "darktable:history_end",
    "crs:HasSettings",
    "crs:Exposure2012",
    "crs:ToneCurvePV2012",
    "crs:Version",
}


def from_xmp(raw: bytes) -> Written:
    """Read an XMP packet; what is no XMP says nothing."""
    said = properties(raw)

    def every(names: Iterable[str]) -> list[str]:
        return [text for name in names for text in said.get(name, ())]

    def one(*names: str) -> str | None:
        return next(iter(every(names)), None)

    trees = [text.replace(mark, "|") for name, mark in TREES.items() for text in said.get(name, ())]
    trees += [tree for text in said.get("acdsee:categories", ()) for tree in _categories(text)]
    leaves = [tree.rpartition("|")[2] for tree in trees]
    rating = stars(one("xmp:Rating"))
    if rating is None:
        rating = percent(one("MicrosoftPhoto:Rating"))
    dates = every(SPOKEN["captured"])
    captions = said_once(caption(text) for text in every(SPOKEN["caption"]))
    return Written(
        rating=rating if rating is not None else stars(one("acdsee:rating")),
        keywords=each_once([*every(SPOKEN["keywords"]), *leaves]),
        hierarchy=each_once(tree for tree in trees if "|" in tree),
        label=one(*SPOKEN["label"]) or _colour(one("digiKam:ColorLabel")),
        title=one(*SPOKEN["title"]),
        caption=next(iter(captions), None),
        artist="; ".join(said.get("dc:creator", ())) or one(*SPOKEN["artist"]),
        copyright=one(*SPOKEN["copyright"]),
        persons=each_once(every(SPOKEN["persons"])),
        developed=(bool(_DEVELOPED & said.keys()) or one("crs:HasCrop") == "True")
        and one("crs:HasSettings") != "False"
        and one("crs:AlreadyApplied") != "True",
        captured=next((moment for date in dates if (moment := _moment(date)) is not None), None),
        latitude=_degrees(one("exif:GPSLatitude"), 90),
        longitude=_degrees(one("exif:GPSLongitude"), 180),
        camera=one("tiff:Model"),
        faces=faces_in(raw),
        further=(
            *(Saying(COMMENT, words) for words in captions[1:]),
            *dated(date for date in dates if _moment(date) is None),
            *_further(raw, said),
        ),
    )


def _further(raw: bytes, said: Mapping[str, list[str]]) -> Iterator[Saying]:
    """What the table knows besides."""
    built = structures_in(raw, _STRUCTURES)
    for name, row in FURTHER.items():
        for parts in built.get(name, ()):
            yield Saying(name, ", ".join(text for _, text in parts), parts)
        texts = [] if row.is_structure else [t for one in (name, *row.also) for t in said.get(one, ())]
        if row.form is Form.DATE:
            continue  # of several properties the first counts
        if row.is_of_shot:
            meant = next(iter(said.get(row.meant, ())), "")
            told = (said_of_shot(row, text, meant) for text in texts)
            yield from [one for one in told if one is not None][:1]
            continue
        yield from (
            Saying(name, text) for text in each_once(texts)[: None if row.is_list else 1] if says(row, text)
        )


_STRUCTURES = frozenset(name for name, row in FURTHER.items() if row.is_structure)


def says(row: Field, text: str) -> bool:
    """Whether a value says anything: not where it is what a program writes for none."""
    return text not in row.nothing and (row.name != COMMENT or caption(text) is not None)


def _colour(number: str | None) -> str | None:
    return COLOURS[int(number)] or None if number in _NUMBERS else None


_NUMBERS = frozenset(str(number) for number in range(len(COLOURS)))


def _categories(document: str) -> Iterator[str]:
    """ACDSee's categories, a document of its own within a property: those that are assigned, as trees."""
    path: list[str] = []
    assigned: list[bool] = []
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Category":
            path.append("")
            assigned.append(attributes.get("Assigned") == "1")

    def characters(text: str) -> None:
        if path:
            path[-1] += text

    def end(name: str) -> None:
        if name == "Category":
            if assigned.pop():
                found.append("|".join(part.strip() for part in path))
            path.pop()

    parser = safe_parser(start, end, characters)
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError):
        return iter(())
    return iter(found)


def properties(raw: bytes) -> Mapping[str, list[str]]:
    """The properties of a packet, each with its texts; what is in a structure by its own name."""
    found: dict[str, list[str]] = {}
    path: list[str] = []
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(short_name(name))
        text.clear()
        for attribute, value in attributes.items():
            if not attribute.startswith(("http://www.w3.org/1999/02/22", "http://www.w3.org/XML")):
                found.setdefault(short_name(attribute), []).append(value.strip())

    def end(_name: str) -> None:
        name = path.pop()
        said = "".join(text).strip()
        text.clear()
        if name == "rdf:li":
            name = next((one for one in reversed(path) if not one.startswith("rdf:")), name)
        if said:
            found.setdefault(name, []).append(said)
        elif name in _DEVELOPED:
            found.setdefault(name, [])

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError):
        return {}
    return found


_ROOTS = (b"x:xmpmeta", b"x:xapmeta", b"xmp:xmpmeta", b"rdf:RDF")


def xmp_in(raw: bytes) -> bytes | None:
    """The packet in a file, found by its marks: rooted in one of three ways, or not at all."""
    for root in _ROOTS:
        begin = raw.find(b"<" + root)
        end = raw.find(b"</" + root + b">", begin)
        if 0 <= begin < end:
            return raw[begin : end + len(root) + 3]
    return None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text and len(text) > len("2024-05-14") else None
    except ValueError:
        return None


def _degrees(text: str | None, limit: int) -> float | None:
    """XMP's "51,30.5N" and "51,30,30N"."""
    found = re.fullmatch(r"(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])", text or "")
    if found is None:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return None if degrees > limit else -degrees if found[4] in "SW" else degrees
