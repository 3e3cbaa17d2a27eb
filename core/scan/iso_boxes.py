"""The boxes of an ISO media file: walking them, what they say of a file's items, and writing a still.

Boxes are those of ISO/IEC 14496-12, sections 4 and 8.11; items and their properties those of ISO/IEC 23008-12
(HEIF), sections 6 and 9. What makes no sense raises `struct.error`, `IndexError` or `KeyError`.
"""

import struct
from collections.abc import Iterator

Range = tuple[int, int]
"""Where something begins and ends in the file."""

Properties = list[tuple[bytes, Range]]
"""Boxes by name, each with where its content lies."""

UNSPECIFIED = 2, 2
"""Code points of a colour that nothing is said of."""


def boxes(data: bytes, within: Range, *, cut_short: bool = False) -> Iterator[tuple[bytes, Range]]:
    """The boxes of a part of a file, each with its name and where its content lies.

    With `cut_short` the last one may go on behind the end; what is there of it is given.
    """
    at, end = within
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            length, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        stop = end if length == 0 else at + length
        if stop < start or (stop > end and not cut_short):
            return
        yield name, (min(start, end), min(stop, end))
        at = stop


def inside(data: bytes, within: Range, *names: bytes) -> Range:
    """The first box of a name in the first box of another name and so on. Raises KeyError without one."""
    for name in names:
        found = next((place for each, place in boxes(data, within) if each == name), None)
        if found is None:
            raise KeyError(name)
        within = found
    return within


def content_of(data: bytes, name: bytes) -> bytes:
    """The content of the first box of a name, wherever in others it lies; empty without one."""
    at = data.find(name)
    return data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")] if at >= 4 else b""


def items_of(data: bytes) -> Range:
    """Where the boxes lie that describe a file's items. Raises KeyError where it has none."""
    start, end = inside(data, (0, len(data)), b"meta")
    return start + 4, end


def primary_item(data: bytes, meta: Range) -> int:
    """The number of the item that is to be shown."""
    at, _ = inside(data, meta, b"pitm")
    return struct.unpack_from(">I" if data[at] else ">H", data, at + 4)[0]


def kinds(data: bytes, meta: Range) -> dict[int, bytes]:
    """The kind of each item by its number."""
    start, end = inside(data, meta, b"iinf")
    found: dict[int, bytes] = {}
    for _, (at, _) in boxes(data, (start + (8 if data[start] else 6), end)):
        number, kind = struct.unpack_from(">I2x4s" if data[at] == 3 else ">H2x4s", data, at + 4)
        found[number] = kind
    return found


def properties(data: bytes, meta: Range, item: int) -> Properties:
    """The properties of an item, in its order."""
    within = inside(data, meta, b"iprp")
    shared = list(boxes(data, inside(data, within, b"ipco")))
    links = _links(data, inside(data, within, b"ipma"), item)
    return [shared[link - 1] for link in links if 0 < link <= len(shared)]


def _links(data: bytes, box: Range, item: int) -> list[int]:
    """Which of the shared properties belong to an item, counted from one."""
    at = box[0]
    version, wide, (entries,) = data[at], data[at + 3] & 1, struct.unpack_from(">I", data, at + 4)
    number, link = (">I" if version else ">H"), (">H" if wide else ">B")
    step, mask = struct.calcsize(link), 0x7FFF if wide else 0x7F
    at += 8
    for _ in range(entries):
        (owner,) = struct.unpack_from(number, data, at)
        at += struct.calcsize(number)
        count = data[at]
        if owner == item:
            return [struct.unpack_from(link, data, at + 1 + each * step)[0] & mask for each in range(count)]
        at += 1 + count * step
    return []


def colours(data: bytes, found: Properties) -> tuple[bytes | None, tuple[int, int]]:
    """The first ICC profile among properties, and the first two code points: primaries and transfer."""
    described = [data[slice(*place)] for name, place in found if name == b"colr"]
    profile = next((each[4:] for each in described if each[:4] in (b"prof", b"rICC")), None)
    points = (struct.unpack_from(">HH", each, 4) for each in described if each[:4] == b"nclx" and each[7:])
    return profile, next(points, UNSPECIFIED)


def places(data: bytes, meta: Range) -> dict[int, Range]:
    """Where each item lies that is in one piece, in the file or among the properties."""
    at, _ = inside(data, meta, b"iloc")
    version, sizes = data[at], struct.unpack_from(">BB", data, at + 4)
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    wide = version == 2
    (count,) = struct.unpack_from(">I" if wide else ">H", data, at + 6)
    at += 10 if wide else 8

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    found: dict[int, Range] = {}
    for _ in range(count):
        item = number(4 if wide else 2)
        method = number(2) & 15 if version else 0
        number(2)  # which file
        start, pieces = number(base), number(2)
        lying: list[Range] = []
        for _ in range(pieces):
            number(index if version else 0)
            begin = start + number(offset)
            lying.append((begin, begin + number(length)))
        within = inside(data, meta, b"idat")[0] if method == 1 else 0
        if len(lying) == 1 and method < 2:
            found[item] = lying[0][0] + within, lying[0][1] + within
    return found


def references(data: bytes, meta: Range) -> Iterator[tuple[bytes, int, list[int]]]:
    """Kind, the item that refers, and those that it refers to."""
    start, end = inside(data, meta, b"iref")
    form = ">I" if data[start] else ">H"
    size = struct.calcsize(form)
    for kind, (at, _) in boxes(data, (start + 4, end)):
        (of,) = struct.unpack_from(form, data, at)
        (count,) = struct.unpack_from(">H", data, at + size)
        numbers = [struct.unpack_from(form, data, at + size + 2 + size * n)[0] for n in range(count)]
        yield kind, of, numbers


def box(name: bytes, content: bytes) -> bytes:
    """Write a box."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def hevc_still(picture: bytes, owned: tuple[bytes, ...]) -> bytes:
    """Write a HEIC file of one picture.

    Args:
        picture: HEVC, as it lies in an item or a sample.
        owned: the boxes of its properties, at least `hvcC` and `ispe`.
    """
    start = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    entry = struct.pack(">B3xHH4s1x", 2, 1, 0, b"hvc1")
    links = struct.pack(">4xIHB", 1, 1, len(owned)) + bytes(0x80 | n + 1 for n in range(len(owned)))

    def meta(at: int) -> bytes:
        return box(
            b"meta",
            bytes(4)
            + box(b"hdlr", bytes(8) + b"pict" + bytes(13))
            + box(b"pitm", struct.pack(">4xH", 1))
            + box(b"iloc", struct.pack(">4xBBHHHHII", 0x44, 0, 1, 1, 0, 1, at, len(picture)))
            + box(b"iinf", struct.pack(">4xH", 1) + box(b"infe", entry))
            + box(b"iprp", box(b"ipco", b"".join(owned)) + box(b"ipma", links)),
        )

    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", picture)
