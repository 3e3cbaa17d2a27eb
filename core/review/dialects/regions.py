"""Faces that somebody framed: in the regions of the Metadata Working Group, and in Microsoft's.

Both frame by shares of the picture's width and height: the first by its middle (Guidelines 2.0, 5.9), the
other by its left upper corner ("x, y, w, h").
"""

from dataclasses import dataclass
from xml.parsers import expat

from core.review.dialects.safe_xml import safe_parser


@dataclass(frozen=True, slots=True)
class Face:
    """A person's frame: its middle and its size as shares of the picture, 0 to 1.

    `of` is the size of the picture for which it was drawn, in pixels; zeros where that is not said. Two
    readings of one frame may differ in it, so it does not count where they are compared.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    of: tuple[int, int] = (0, 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Face) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[str, int, int]:
        return self.name, round(self.x * 200), round(self.y * 200)


_MWG = "http://www.metadataworkinggroup.com/schemas/regions/"
_AREA = "http://ns.adobe.com/xmp/sType/Area#"
_DIMENSIONS = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
_MICROSOFT = "http://ns.microsoft.com/photo/1.2/t/Region#"
_LISTS = (f"{_MWG} RegionList", f"{_MICROSOFT} Regions")


def faces_in(raw: bytes) -> tuple[Face, ...]:
    """The frames of an XMP packet that have a name; nothing for what is no XMP."""
    if b"Region" not in raw:
        return ()
    found: list[dict[str, str]] = []
    sizes: dict[str, str] = {}
    path: list[str] = []
    text: list[str] = []

    def note(name: str, value: str) -> None:
        if name.startswith(_DIMENSIONS):
            sizes.setdefault(name.rpartition(" ")[2], value)
        elif found and any(one in path for one in _LISTS):
            found[-1][name] = value

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        text.clear()
        if name.endswith(" li") and any(one in path[:-1] for one in _LISTS):
            found.append({})
        for attribute, value in attributes.items():
            note(attribute, value)

    def end(name: str) -> None:
        if said := "".join(text).strip():
            note(name, said)
        path.pop()
        text.clear()

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError):
        return ()
    of = _whole(sizes.get("w")), _whole(sizes.get("h"))
    faces = (_face(said, of) for said in found)
    return tuple(dict.fromkeys(face for face in faces if face is not None))


def _face(said: dict[str, str], of: tuple[int, int]) -> Face | None:
    name = said.get(f"{_MWG} Name") or said.get(f"{_MICROSOFT} PersonDisplayName")
    if not name or said.get(f"{_MWG} Type", "Face") != "Face":
        return None
    try:
        if rectangle := said.get(f"{_MICROSOFT} Rectangle"):
            left, top, width, height = (float(part) for part in rectangle.split(","))
            x, y = left + width / 2, top + height / 2
        else:
            x, y, width, height = (float(said[f"{_AREA} {side}"]) for side in "xywh")
    except (KeyError, ValueError):
        return None
    inside = all(0 <= share <= 1 for share in (x, y, width, height))
    return Face(name, x, y, width, height, of) if inside else None


def _whole(text: str | None) -> int:
    try:
        return max(0, round(float(text or 0)))
    except (ValueError, OverflowError):
        return 0
