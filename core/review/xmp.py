"""XMP sidecars (ISO 16684-1): added to, with every byte there left.

A sidecar holds a person's own work: edits, stars, words. So it is not parsed into a tree and written anew;
new properties are put in right before the end of the packet's list, each with its own namespaces, new items
before the end of theirs, and every other byte stays. Only what says nothing gives way to what is said: an
empty property, a rating of 0, a flag that is not set. Documents with a DOCTYPE are refused, which ends all
tricks with entities.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import cast
from xml.parsers import expat

from core.review.dialects.fields import COMMENT, FURTHER, Field, Form
from core.review.dialects.namespaces import URIS, short_name
from core.review.dialects.regions import Face
from core.review.dialects.safe_xml import safe_parser
from core.review.dialects.structures import Parts
from core.review.dialects.written import Saying, Written, is_told, stars, words_of
from core.review.dialects.xmp import from_xmp

MAX_BYTES = 8 << 20

_RDF = URIS["rdf"]


@dataclass(frozen=True, slots=True)
class XmpFacts:
    """What people lose with a copy. Degrees, north and east positive; a rating from -1 (rejected) to 5."""

    captured: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    rating: int | None = None
    keywords: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    label: str | None = None
    title: str | None = None
    caption: str | None = None
    artist: str | None = None
    copyright: str | None = None
    persons: tuple[str, ...] = ()
    camera: str | None = None
    faces: tuple[Face, ...] = ()
    further: tuple[Saying, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == XmpFacts()


@dataclass(slots=True)
class Packet:
    """What one reading of a packet finds: its properties, and where more can be put in (byte offsets).

    `items` has the words of its lists by property, `ends` where the list of each ends. `vacant` are those
    that are there and say nothing, with where each stands; `there` are the others.
    """

    there: set[str] = field(default_factory=set[str])
    items: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    ends: dict[str, int] = field(default_factory=dict[str, int])
    rating: int | None = None
    vacant: dict[str, list[tuple[int, int]]] = field(default_factory=dict[str, list[tuple[int, int]]])
    end_of_list: int | None = None

    @property
    def keywords(self) -> list[str]:
        return self.items.get("dc:subject", [])

    @property
    def has_date(self) -> bool:
        return not self.there.isdisjoint(("exif:DateTimeOriginal", "photoshop:DateCreated"))

    @property
    def has_place(self) -> bool:
        return not self.there.isdisjoint(("exif:GPSLatitude", "exif:GPSLongitude"))


def read_packet(raw: bytes) -> Packet:
    """Read an XMP packet.

    Raises:
        ValueError: it is no XMP in UTF-8, or has a DOCTYPE.
    """
    if len(raw) > MAX_BYTES:
        raise ValueError("it is too large")
    raw.decode("utf-8")
    found = Packet()
    path: list[str] = []
    text: list[str] = []
    began = 0
    says_something = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal began, says_something
        path.append(short_name(name))
        text.clear()
        if path[-1] == "rdf:Description" and path[-2:-1] == ["rdf:RDF"]:
            for attribute, value in attributes.items():
                note(short_name(attribute), value, _attribute(raw, parser.CurrentByteIndex, attribute, value))
        elif path[-3:-1] == ["rdf:RDF", "rdf:Description"]:
            began, says_something = parser.CurrentByteIndex, False
        if any(value.strip() for name, value in attributes.items() if short_name(name) not in _SAYS_HOW):
            says_something = True

    def end(_: str) -> None:
        nonlocal says_something
        name = path.pop()
        owner = path[-2] if len(path) > 1 else ""
        said = "".join(text).strip()
        says_something = says_something or bool(said)
        if name == "rdf:li" and len(path) > 1 and path[-3:-2] == ["rdf:Description"]:
            found.items.setdefault(owner, []).append(said)
        elif name in ("rdf:Bag", "rdf:Seq", "rdf:Alt") and path[-2:-1] == ["rdf:Description"]:
            found.ends[path[-1]] = parser.CurrentByteIndex
        elif name == "rdf:RDF":
            found.end_of_list = parser.CurrentByteIndex
        elif path[-2:] == ["rdf:RDF", "rdf:Description"]:
            note(name, said if said or not says_something else "...", whole(began))
        text.clear()

    def whole(began: int) -> tuple[int, int]:
        """Where the element that ends here stands, its tags with it."""
        tag_ends = _tag_ends(raw, began)
        if raw[tag_ends - 2 : tag_ends] == b"/>":
            return began, tag_ends
        return began, raw.find(b">", parser.CurrentByteIndex) + 1

    def note(name: str, value: str, place: tuple[int, int] | None) -> None:
        if place is not None and _says_nothing(name, value):
            found.vacant.setdefault(name, []).append(place)
            return
        found.there.add(name)
        if name == "xmp:Rating":
            found.rating = stars(value)

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is no XML: {error}") from error
    return found


_SAYS_HOW = frozenset({"rdf:parseType", "rdf:about", "rdf:ID", "http://www.w3.org/XML/1998/namespace:lang"})
"""Attributes that are no words."""


def _says_nothing(name: str, value: str) -> bool:
    """Whether a property is there without a word: empty, a rating of 0, a flag that is not set."""
    if name in ("rdf:about", "rdf:ID"):
        return False
    if name == "xmp:Rating":
        return not value.strip() or _ZERO.fullmatch(value) is not None
    unset = FURTHER[name].nothing if name in FURTHER else _UNCOLOURED if name == "digiKam:ColorLabel" else ()
    return not value.strip() or value.strip() in unset


_ZERO = re.compile(r"\s*0(?:\.0*)?\s*")
_UNCOLOURED = ("0",)


def _attribute(raw: bytes, at: int, name: str, value: str) -> tuple[int, int] | None:
    """Where an attribute stands in a tag; None where another schema's of that name may be meant."""
    if _says_nothing(short_name(name), value) is False:
        return None
    local = re.escape(name.rpartition(" ")[2].encode())
    tag = raw[at : _tag_ends(raw, at)]
    found = list(re.finditer(rb"\s+[\w.-]+:" + local + rb"\s*=\s*([\"'])(.*?)\1", tag, re.DOTALL))
    if len(found) != 1 or found[0][2].strip() != value.strip().encode():
        return None
    return at + found[0].start(), at + found[0].end()


def _tag_ends(raw: bytes, at: int) -> int:
    """Where the tag that begins at a place ends."""
    tag = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>").match(raw, at)
    return tag.end() if tag else at


EMPTY = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    b' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    b" </rdf:RDF>\n"
    b"</x:xmpmeta>\n"
    b'<?xpacket end="w"?>\n'
)


def with_facts(raw: bytes, facts: XmpFacts) -> bytes:
    """Add the facts that a packet lacks, in the properties that Lightroom, digiKam and darktable read; what
    it says already is never changed.

    Returns:
        the packet, `raw` itself where it lacks nothing.

    Raises:
        ValueError: it is no XMP that can be added to.
    """
    packet = read_packet(raw)
    if packet.end_of_list is None or not raw[packet.end_of_list :].startswith(b"</"):
        raise ValueError("it has no list of properties to add to")
    added: list[tuple[int, int, str]] = []
    new = dict([*_values(packet, facts), *_further(packet, facts)])
    for name, kind, words in _lists(facts):
        items = "".join(_item(word) for word in words if word not in packet.items.get(name, ()))
        if not items:
            continue
        if name not in packet.there:
            new[name] = f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
        elif (end := packet.ends.get(name)) is not None and raw[end:].startswith(b"</"):
            added.append((end, end, items))
    if new:
        end = packet.end_of_list
        added.append((end, end, f"{_opened(new)}{''.join(new.values())}</rdf:Description>\n "))
        added += [(*place, "") for name in new for place in packet.vacant.get(name, ())]
    for begin, end, text in sorted(added, reverse=True):
        raw = raw[:begin] + text.encode() + raw[end:]
    _check_all_is_there(raw, facts)
    return raw


def _check_all_is_there(raw: bytes, facts: XmpFacts) -> None:
    """Raise ValueError where a fact could not be added: its property is there, in an unknown form."""
    read_packet(raw)
    now = from_xmp(raw)
    for name in (each.name for each in fields(facts)):
        wanted, found = getattr(facts, name), getattr(now, name)
        listed = cast("tuple[object, ...]", wanted if isinstance(wanted, tuple) else ())
        if any(one not in found and not _is_in(one, now) for one in listed) or (
            wanted is not None and found is None
        ):
            raise ValueError(f"its {name} is in a form that cannot be added to")


def _is_in(one: object, now: Written) -> bool:
    """Whether a comment is within another: all of them stand in one property."""
    return isinstance(one, Saying) and one.name == COMMENT and is_told(one.text, words_of(now))


def _opened(new: Mapping[str, str]) -> str:
    """A list of properties, begun with the schemas that they may need."""
    used = {*_USUAL, *(prefix for text in new.values() for prefix in _PREFIX.findall(text) if prefix in URIS)}
    schemas = "".join(f' xmlns:{prefix}="{URIS[prefix]}"' for prefix in sorted(used))
    return f'<rdf:Description rdf:about=""{schemas}>'


_USUAL = ("rdf", "xmp", "exif", "tiff", "dc", "photoshop", "lr", "digiKam", "Iptc4xmpExt")
_PREFIX = re.compile(r"[<\s]([\w-]+):[\w-]+(?=[\s=>/])")


def _values(packet: Packet, facts: XmpFacts) -> Iterator[tuple[str, str]]:
    """The properties of one value that a packet lacks, and the faces: names, and how they are written."""
    when = facts.captured.isoformat() if facts.captured is not None else None
    has_place = facts.latitude is not None and facts.longitude is not None and not packet.has_place
    dated = packet.has_date and "exif:DateTimeOriginal" in packet.there
    for name, value in (
        ("exif:DateTimeOriginal", when),
        ("photoshop:DateCreated", None if dated else when),
        ("exif:GPSLatitude", _degrees(facts.latitude or 0, "NS") if has_place else None),
        ("exif:GPSLongitude", _degrees(facts.longitude or 0, "EW") if has_place else None),
        ("xmp:Rating", None if facts.rating is None else str(facts.rating)),
        ("xmp:Label", facts.label),
        ("tiff:Model", facts.camera),
    ):
        if value and name not in packet.there:
            yield name, f"<{name}>{_escaped(value)}</{name}>"
    for name, kind, words in (
        ("dc:title", "Alt", facts.title),
        ("dc:description", "Alt", facts.caption),
        ("dc:creator", "Seq", facts.artist),
        ("dc:rights", "Alt", facts.copyright),
    ):
        if words and name not in packet.there:
            yield name, _listed(name, kind, [words])
    if facts.faces and "mwg-rs:Regions" not in packet.there:
        yield "mwg-rs:Regions", _regions(facts.faces)


def _further(packet: Packet, facts: XmpFacts) -> Iterator[tuple[str, str]]:
    """What stands in the table, each in its property, where that can be added."""
    said: dict[str, list[Saying]] = {}
    for one in facts.further:
        said.setdefault(one.name, []).append(one)
    for name, sayings in said.items():
        row, texts = FURTHER[name], [one.text for one in sayings]
        if name in packet.there or row.form in (Form.BAG, Form.SEQUENCE):
            continue
        if row.is_structure:
            yield name, _structures(row, [one.parts for one in sayings])
        elif row.form is Form.LANGUAGES:
            yield name, _listed(name, "Alt", ["\n".join(texts)])
        else:
            for part, text in sayings[0].parts or [(name, texts[0])]:
                if part not in packet.there:
                    yield part, f"<{part}>{_escaped(text)}</{part}>"


def _listed(name: str, kind: str, words: Iterable[str]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{_escaped(word)}</rdf:li>" for word in words)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _structures(row: Field, values: Iterable[Parts]) -> str:
    inner = ["".join(f"<{part}>{_escaped(text)}</{part}>" for part, text in parts) for parts in values]
    if row.form is Form.STRUCTURE:
        return f'<{row.name} rdf:parseType="Resource">{inner[0]}</{row.name}>'
    items = "".join(f'<rdf:li rdf:parseType="Resource">{one}</rdf:li>' for one in inner)
    kind = row.form.partition(" ")[0]
    return f"<{row.name}><rdf:{kind}>{items}</rdf:{kind}></{row.name}>"


def _lists(facts: XmpFacts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The properties with many values: name, kind of list, words."""
    yield "dc:subject", "Bag", facts.keywords
    yield "lr:hierarchicalSubject", "Bag", facts.hierarchy
    yield "digiKam:TagsList", "Seq", tuple(tree.replace("|", "/") for tree in facts.hierarchy)
    yield "Iptc4xmpExt:PersonInImage", "Bag", facts.persons
    for name, row in FURTHER.items():
        if row.form in (Form.BAG, Form.SEQUENCE):
            yield name, row.form, tuple(one.text for one in facts.further if one.name == name)


def _item(word: str) -> str:
    return f'<rdf:li xmlns:rdf="{_RDF}">{_escaped(word)}</rdf:li>'


def _regions(faces: tuple[Face, ...]) -> str:
    """Faces as the Metadata Working Group writes them (Guidelines 2.0, 5.9)."""
    listed = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<mwg-rs:Name>{_escaped(face.name)}</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>"
        f'<mwg-rs:Area stArea:x="{face.x:.6f}" stArea:y="{face.y:.6f}" stArea:w="{face.width:.6f}" '
        f'stArea:h="{face.height:.6f}" stArea:unit="normalized"/></rdf:li>'
        for face in faces
    )
    across, down = (f'"{side}"' for side in faces[0].of)
    return (
        '<mwg-rs:Regions rdf:parseType="Resource">'
        f'<mwg-rs:AppliedToDimensions stDim:w={across} stDim:h={down} stDim:unit="pixel"/>'
        f"<mwg-rs:RegionList><rdf:Bag>{listed}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )


def _degrees(value: float, letters: str) -> str:
    """Degrees and decimal minutes, as XMP writes places: "51,30.5000N"."""
    degrees, minutes = divmod(abs(value) * 60, 60)
    return f"{int(degrees)},{minutes:.6f}{letters[value < 0]}"


def _escaped(text: str) -> str:
    """Text as it stands between tags. (`xml.sax.saxutils` would import what speaks to networks.)"""
    return html.escape(text, quote=False)
