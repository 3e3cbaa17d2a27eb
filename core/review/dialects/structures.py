"""Values of XMP that have parts: the places of the IPTC extension, whom to ask, collections."""

from collections.abc import Mapping
from xml.parsers import expat

from core.review.dialects.namespaces import short_name
from core.review.dialects.safe_xml import safe_parser

Parts = tuple[tuple[str, str], ...]
"""The parts of one value, by the names of their properties."""


def structures_in(raw: bytes, wanted: frozenset[str]) -> Mapping[str, list[Parts]]:
    """The structures that some properties of a packet hold; nothing for what is no XMP.

    A part in several languages has its first text.
    """
    if not any(name.partition(":")[2].encode() in raw for name in wanted):
        return {}
    found: dict[str, list[dict[str, str]]] = {}
    path: list[str] = []
    text: list[str] = []

    def owner() -> str | None:
        """The wanted property that the parser is in."""
        return path[_AT] if len(path) > _AT and path[_AT] in wanted else None

    def note(name: str, value: str) -> None:
        if (inside := owner()) and value and not name.startswith(_OF_RDF) and name != inside:
            found.setdefault(inside, [{}])[-1].setdefault(name, value)

    def start(name: str, attributes: dict[str, str]) -> None:
        if not path and short_name(name) == "rdf:RDF":
            path.append("")  # a packet without a root
        path.append(short_name(name))
        text.clear()
        if (inside := owner()) and path[_AT + 1 :] in (["rdf:Bag", "rdf:li"], ["rdf:Seq", "rdf:li"]):
            listed = found.setdefault(inside, [{}])
            if listed[-1]:
                listed.append({})
        for attribute, value in attributes.items():
            note(short_name(attribute), value.strip())

    def end(_: str) -> None:
        named = next((name for name in reversed(path) if not name.startswith("rdf:")), "")
        note(named, "".join(text).strip())
        text.clear()
        path.pop()

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError):
        return {}
    return {name: [tuple(sorted(one.items())) for one in listed if one] for name, listed in found.items()}


_AT = 3
"""Where a property stands: x:xmpmeta, rdf:RDF, rdf:Description, then it."""

_OF_RDF = ("rdf:", "http://www.w3.org/")
