"""XMP sidecars (ISO 16684-1): added to, with every byte there left.

A sidecar holds a person's own work: edits, stars, words. So it is not parsed into a tree and written anew;
new properties are put in right before the end of the packet's list, each with its own namespaces, new items
before the end of theirs, and every other byte stays. Only a rating of 0, which says that there is none, gives
way to one. Documents with a DOCTYPE are refused, which ends all tricks with entities.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import cast
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from core.review.dialects.regions import Face
from core.review.dialects.safe_xml import safe_parser
from core.review.dialects.written import stars
from core.review.dialects.xmp import NAMESPACES, from_xmp

MAX_BYTES = 8 << 20

_URIS = {prefix: uri for uri, prefix in reversed([*NAMESPACES.items()])}
_RDF = _URIS["rdf"]


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

    @property
    def is_empty(self) -> bool:
        return self == XmpFacts()


@dataclass(slots=True)
class Packet:
    """What one reading of a packet finds: its properties, and where more can be put in (byte offsets).

    `items` has the words of its lists by property, `ends` where the list of each ends. `unrated` is where
    a rating of 0 stands.
    """

    there: set[str] = field(default_factory=set[str])
    items: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    ends: dict[str, int] = field(default_factory=dict[str, int])
    rating: int | None = None
    unrated: tuple[int, int] | None = None
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

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal began
        path.append(_short(name))
        text.clear()
        if path[-1] == "rdf:Description" and path[-2:-1] == ["rdf:RDF"]:
            for attribute, value in attributes.items():
                note(_short(attribute), value)
            if stars(rated := attributes.get(f"{_URIS['xmp']} Rating")) is None and rated is not None:
                found.unrated = _attribute(raw, parser.CurrentByteIndex)
        began = parser.CurrentByteIndex

    def end(_: str) -> None:
        name = path.pop()
        owner = path[-2] if len(path) > 1 else ""
        if name == "rdf:li" and len(path) > 1 and path[-3:-2] == ["rdf:Description"]:
            found.items.setdefault(owner, []).append("".join(text).strip())
        elif name in ("rdf:Bag", "rdf:Seq", "rdf:Alt") and path[-2:-1] == ["rdf:Description"]:
            found.ends[path[-1]] = parser.CurrentByteIndex
        elif name == "rdf:RDF":
            found.end_of_list = parser.CurrentByteIndex
        elif path[-1:] == ["rdf:Description"]:
            note(name, "".join(text).strip())
            if name == "xmp:Rating" and found.rating is None:
                found.unrated = _element(raw, began, parser.CurrentByteIndex)
        text.clear()

    def note(name: str, value: str) -> None:
        found.there.add(name)
        if name == "xmp:Rating":
            found.rating = stars(value)

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is no XML: {error}") from error
    return found


def _short(name: str) -> str:
    uri, _, local = name.rpartition(" ")
    return f"{NAMESPACES.get(uri, uri)}:{local}"


_ZERO = rb"\s*0(?:\.0*)?\s*"


def _attribute(raw: bytes, at: int) -> tuple[int, int] | None:
    """Where in a tag the 0 of a rating stands; None where another schema's rating may be meant."""
    tag = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>").match(raw, at)
    ratings = list(re.finditer(rb"\s[\w.-]+:Rating\s*=\s*([\"'])(.*?)\1", tag[0])) if tag else []
    if len(ratings) != 1 or not re.fullmatch(_ZERO, ratings[0][2]):
        return None
    return at + ratings[0].start(2), at + ratings[0].end(2)


def _element(raw: bytes, began: int, ended: int) -> tuple[int, int] | None:
    inner = raw.find(b">", began) + 1
    return (inner, ended) if re.fullmatch(_ZERO, raw[inner:ended]) else None


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
    new = [*_values(packet, facts)]
    if facts.rating is not None and packet.unrated is not None:
        added.append((*packet.unrated, str(facts.rating)))
    for name, kind, words in _lists(facts):
        items = "".join(_item(word) for word in words if word not in packet.items.get(name, ()))
        if not items:
            continue
        if name not in packet.there:
            new.append(f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>")
        elif (end := packet.ends.get(name)) is not None and raw[end:].startswith(b"</"):
            added.append((end, end, items))
    if new:
        end = packet.end_of_list
        added.append((end, end, f"{_OPEN}{''.join(new)}</rdf:Description>\n "))
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
        if any(one not in found for one in listed) or (wanted is not None and found is None):
            raise ValueError(f"its {name} is in a form that cannot be added to")


_WRITTEN = (
    "xmp", "exif", "tiff", "dc", "photoshop", "lr", "digiKam", "Iptc4xmpExt", "mwg-rs", "stArea", "stDim",
)  # fmt: skip
_OPEN = (
    f'<rdf:Description rdf:about="" xmlns:rdf="{_RDF}"'
    + "".join(f' xmlns:{prefix}="{_URIS[prefix]}"' for prefix in _WRITTEN)
    + ">"
)


def _values(packet: Packet, facts: XmpFacts) -> Iterator[str]:
    """The properties of one value that a packet lacks, and the faces."""
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
            yield f"<{name}>{escape(value)}</{name}>"
    for name, kind, words in (
        ("dc:title", "Alt", facts.title),
        ("dc:description", "Alt", facts.caption),
        ("dc:creator", "Seq", facts.artist),
        ("dc:rights", "Alt", facts.copyright),
    ):
        if words and name not in packet.there:
            language = ' xml:lang="x-default"' if kind == "Alt" else ""
            item = f"<rdf:li{language}>{escape(words)}</rdf:li>"
            yield f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"
    if facts.faces and "mwg-rs:Regions" not in packet.there:
        yield _regions(facts.faces)


def _lists(facts: XmpFacts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The properties with many values: name, kind of list, words."""
    yield "dc:subject", "Bag", facts.keywords
    yield "lr:hierarchicalSubject", "Bag", facts.hierarchy
    yield "digiKam:TagsList", "Seq", tuple(tree.replace("|", "/") for tree in facts.hierarchy)
    yield "Iptc4xmpExt:PersonInImage", "Bag", facts.persons


def _item(word: str) -> str:
    return f'<rdf:li xmlns:rdf="{_RDF}">{escape(word)}</rdf:li>'


def _regions(faces: tuple[Face, ...]) -> str:
    """Faces as the Metadata Working Group writes them (Guidelines 2.0, 5.9)."""
    listed = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<mwg-rs:Name>{escape(face.name)}</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>"
        f'<mwg-rs:Area stArea:x="{face.x:.6f}" stArea:y="{face.y:.6f}" stArea:w="{face.width:.6f}" '
        f'stArea:h="{face.height:.6f}" stArea:unit="normalized"/></rdf:li>'
        for face in faces
    )
    across, down = (quoteattr(str(side)) for side in faces[0].of)
    return (
        '<mwg-rs:Regions rdf:parseType="Resource">'
        f'<mwg-rs:AppliedToDimensions stDim:w={across} stDim:h={down} stDim:unit="pixel"/>'
        f"<mwg-rs:RegionList><rdf:Bag>{listed}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )


def _degrees(value: float, letters: str) -> str:
    """Degrees and decimal minutes, as XMP writes places: "51,30.5000N"."""
    degrees, minutes = divmod(abs(value) * 60, 60)
    return f"{int(degrees)},{minutes:.6f}{letters[value < 0]}"
