"""XMP sidecars (ISO 16684-1): read for what people write, and added to, with every byte there left.

A sidecar holds a person's own work: edits, stars, words. So it is not parsed into a tree and written anew;
new properties are put in right before the end of the packet's list, each with its own namespaces, and every
other byte stays. Documents with a DOCTYPE are refused, which ends all tricks with entities.
"""

from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat
from xml.sax.saxutils import escape

from core.review.dialects.safe_xml import safe_parser
from core.review.dialects.xmp import properties as properties_of

MAX_BYTES = 8 << 20

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"

_CAPTURED = {f"{_EXIF} DateTimeOriginal", f"{_PHOTOSHOP} DateCreated"}
_PLACE = {f"{_EXIF} GPSLatitude", f"{_EXIF} GPSLongitude"}
_RATING = f"{_XMP} Rating"
_SUBJECT = f"{_DC} subject"


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

    @property
    def is_empty(self) -> bool:
        return self == XmpFacts()


@dataclass(slots=True)
class Packet:
    """What one reading of a packet finds: which facts it has, and where more can be put in (byte offsets)."""

    has_date: bool = False
    has_place: bool = False
    rating: int | None = None
    has_rating: bool = False
    keywords: list[str] = field(default_factory=list[str])
    has_subject: bool = False
    end_of_bag: int | None = None
    end_of_list: int | None = None


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

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        text.clear()
        if name == f"{_RDF} Description":
            for attribute, value in attributes.items():
                _note(found, attribute, value)

    def end(name: str) -> None:
        path.pop()
        if name == f"{_RDF} li" and _SUBJECT in path:
            found.keywords.append("".join(text).strip())
        elif name == f"{_RDF} Bag" and path and path[-1] == _SUBJECT:
            found.end_of_bag = parser.CurrentByteIndex
        elif name == f"{_RDF} RDF":
            found.end_of_list = parser.CurrentByteIndex
        elif path and path[-1] == f"{_RDF} Description":
            _note(found, name, "".join(text).strip())
        text.clear()

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is no XML: {error}") from error
    return found


def _note(found: Packet, name: str, value: str) -> None:
    if name in _CAPTURED:
        found.has_date = True
    elif name in _PLACE:
        found.has_place = True
    elif name == _SUBJECT:
        found.has_subject = True
    elif name == _RATING:
        found.has_rating = True
        found.rating = int(value) if value in ("-1", "0", "1", "2", "3", "4", "5") else None


EMPTY = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    b' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    b" </rdf:RDF>\n"
    b"</x:xmpmeta>\n"
    b'<?xpacket end="w"?>\n'
)


def with_facts(raw: bytes, facts: XmpFacts) -> bytes:
    """Add the facts that a packet lacks; what it has is never changed.

    Returns:
        the packet, `raw` itself where it lacks nothing.

    Raises:
        ValueError: it is no XMP that can be added to.
    """
    packet = read_packet(raw)
    if packet.end_of_list is None or not raw[packet.end_of_list :].startswith(b"</"):
        raise ValueError("it has no list of properties to add to")
    missing = [word for word in facts.keywords if word not in packet.keywords]
    added: list[tuple[int, str]] = []
    properties = _properties(packet, facts) + _words(raw, facts)
    if missing and not packet.has_subject and packet.end_of_bag is None:
        items = "".join(_item(word) for word in missing)
        properties += f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"
    elif missing:
        if packet.end_of_bag is None or not raw[packet.end_of_bag :].startswith(b"</"):
            raise ValueError("its keywords are in a form that cannot be added to")
        added.append((packet.end_of_bag, "".join(_item(word) for word in missing)))
    if properties:
        added.append((packet.end_of_list, f"{_OPEN}{properties}</rdf:Description>\n "))
    for offset, text in sorted(added, reverse=True):
        raw = raw[:offset] + text.encode() + raw[offset:]
    read_packet(raw)
    return raw


_OPEN = (
    f'<rdf:Description rdf:about="" xmlns:rdf="{_RDF}" xmlns:xmp="{_XMP}" xmlns:exif="{_EXIF}" '
    f'xmlns:dc="{_DC}" xmlns:photoshop="{_PHOTOSHOP}" xmlns:lr="http://ns.adobe.com/lightroom/1.0/" '
    'xmlns:digiKam="http://www.digikam.org/ns/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
)


def _properties(packet: Packet, facts: XmpFacts) -> str:
    parts: list[str] = []
    if facts.captured is not None and not packet.has_date:
        when = facts.captured.isoformat()
        parts.append(f"<exif:DateTimeOriginal>{when}</exif:DateTimeOriginal>")
        parts.append(f"<photoshop:DateCreated>{when}</photoshop:DateCreated>")
    if facts.latitude is not None and facts.longitude is not None and not packet.has_place:
        parts.append(f"<exif:GPSLatitude>{_degrees(facts.latitude, 'NS')}</exif:GPSLatitude>")
        parts.append(f"<exif:GPSLongitude>{_degrees(facts.longitude, 'EW')}</exif:GPSLongitude>")
    if facts.rating is not None and not packet.has_rating:
        parts.append(f"<xmp:Rating>{facts.rating}</xmp:Rating>")
    return "".join(parts)


def _words(raw: bytes, facts: XmpFacts) -> str:
    """What a person wrote, in the properties that Lightroom, digiKam and darktable read, if not there."""
    there = properties_of(raw).keys()
    parts = (
        [f"<xmp:Label>{escape(facts.label)}</xmp:Label>"] if facts.label and "xmp:Label" not in there else []
    )
    for name, list_kind, words in (
        ("dc:title", "Alt", facts.title),
        ("dc:description", "Alt", facts.caption),
        ("dc:creator", "Seq", facts.artist),
        ("dc:rights", "Alt", facts.copyright),
    ):
        if words and name not in there:
            language = ' xml:lang="x-default"' if list_kind == "Alt" else ""
            item = f"<rdf:li{language}>{escape(words)}</rdf:li>"
            parts.append(f"<{name}><rdf:{list_kind}>{item}</rdf:{list_kind}></{name}>")
    for name, listed in (
        ("lr:hierarchicalSubject", facts.hierarchy),
        ("digiKam:TagsList", tuple(tree.replace("|", "/") for tree in facts.hierarchy)),
        ("Iptc4xmpExt:PersonInImage", facts.persons),
    ):
        if listed and name not in there:
            items = "".join(_item(word) for word in listed)
            parts.append(f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>")
    return "".join(parts)


def _item(word: str) -> str:
    return f'<rdf:li xmlns:rdf="{_RDF}">{escape(word)}</rdf:li>'


def _degrees(value: float, letters: str) -> str:
    """Degrees and decimal minutes, as XMP writes places: "51,30.5000N"."""
    degrees, minutes = divmod(abs(value) * 60, 60)
    return f"{int(degrees)},{minutes:.6f}{letters[value < 0]}"
