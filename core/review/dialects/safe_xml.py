"""XML from files that nobody vouches for."""

from collections.abc import Callable
from xml.parsers import expat


def safe_parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> expat.XMLParserType:
    """A parser that tells of elements, names as "namespace name", and refuses what could unfold: a DOCTYPE.

    Its `Parse` raises ValueError for a DOCTYPE, and ExpatError for what is no XML.
    """

    def refuse(*_: object) -> None:
        raise ValueError("it has a DOCTYPE, which no XMP has")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    return parser
