"""Very large HEIC pictures, tile by tile: each tile of the grid becomes a small file of its own.

ISO/IEC 23008-12: a picture of many tiles is a derived item (6.6.2.3) that names the items of its tiles.
libheif puts the whole together in memory, and opens no file of more than a thousand items.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.scan.parts import Samples, averaged

Range = tuple[int, int]
"""Where something begins and ends in the file."""


@dataclass(frozen=True, slots=True)
class HeifGrid:
    """A primary picture of tiles: its size as it is stored, the tiles row by row, and how it is to be turned.

    `properties` are the boxes that the tiles share, `orientation` is EXIF's, `exif` a TIFF structure. Colours
    are those of an ICC profile, or of two code points, primaries and transfer (ITU-T H.273).
    """

    width: int
    height: int
    columns: int
    tiles: tuple[Range, ...]
    properties: tuple[bytes, ...]
    orientation: int
    depth: int
    exif: bytes
    profile: bytes | None
    code_points: tuple[int, int]


def heif_grid(data: bytes) -> HeifGrid | None:
    """Find the tiles of the primary picture; None where it has none, or they are not whole HEVC pictures."""
    try:
        return _grid(data)
    except (struct.error, KeyError, IndexError, ValueError, StopIteration):
        return None


def decode_grid(
    data: bytes, grid: HeifGrid, step: int, opened: Callable[[bytes], Image.Image]
) -> Image.Image:
    """Decode a picture at a fraction of its size, without its transparency.

    Args:
        data: the whole file.
        grid: its tiles.
        step: how many pixels a side become one.
        opened: opens a HEIC file of one tile.
    """
    small = averaged(_rows_of_tiles(data, grid, opened), step)
    return Image.fromarray(small[: -(-grid.height // step), : -(-grid.width // step)])


def _rows_of_tiles(data: bytes, grid: HeifGrid, opened: Callable[[bytes], Image.Image]) -> Iterator[Samples]:
    for first in range(0, len(grid.tiles), grid.columns):
        row = grid.tiles[first : first + grid.columns]
        stills = (_still(data[slice(*tile)], grid.properties) for tile in row)
        yield np.hstack([np.asarray(opened(still).convert("RGB")) for still in stills])


def _grid(data: bytes) -> HeifGrid | None:
    meta, end = next(content for name, content in _boxes(data, (0, len(data))) if name == b"meta")
    parts = dict(_boxes(data, (meta + 4, end)))
    at = parts[b"pitm"][0]
    (primary,) = struct.unpack_from(">I" if data[at] else ">H", data, at + 4)
    kinds = dict(_items(data, parts[b"iinf"]))
    if kinds.get(primary) != b"grid":
        return None
    shared = list(_boxes(data, dict(_boxes(data, parts[b"iprp"]))[b"ipco"]))
    owned = dict(_owned(data, dict(_boxes(data, parts[b"iprp"]))[b"ipma"]))
    places = dict(_places(data, parts))
    tiles = next(to for kind, of, to in _references(data, parts[b"iref"]) if (kind, of) == (b"dimg", primary))
    if any(kinds.get(tile) != b"hvc1" or tile not in places for tile in tiles):
        return None
    start, _ = places[primary]
    rows, columns = data[start + 2] + 1, data[start + 3] + 1
    width, height = struct.unpack_from(">II" if data[start + 1] & 1 else ">HH", data, start + 4)
    if rows * columns != len(tiles):
        return None
    own = [shared[place - 1] for place in owned[primary]]
    colours = [(name, content) for name, content in own if name == b"colr"]
    of_tile = dict(shared[place - 1] for place in owned[tiles[0]])
    of_tile = dict(colours[:1]) | {name: of_tile[name] for name in _OF_A_STILL if name in of_tile}
    described = [data[slice(*content)] for name, content in [*colours, *of_tile.items()] if name == b"colr"]
    pixi = data[slice(*of_tile.get(b"pixi", (0, 0)))]
    exif = next((places[item] for item, kind in kinds.items() if kind == b"Exif" and item in places), (0, 0))
    return HeifGrid(
        width,
        height,
        columns,
        tuple(places[tile] for tile in tiles),
        tuple(data[start - 8 : end] for start, end in of_tile.values()),
        _orientation([(name, data[content[0]]) for name, content in own if name in (b"irot", b"imir")]),
        max(pixi[5:], default=8),
        _behind_offset(data[slice(*exif)]),
        next((each[4:] for each in described if each[:4] in (b"prof", b"rICC")), None),
        next((struct.unpack_from(">HH", each, 4) for each in described if each[:4] == b"nclx"), (2, 2)),
    )


_OF_A_STILL = (b"hvcC", b"ispe", b"colr", b"pixi")


def _behind_offset(exif: bytes) -> bytes:
    """The TIFF structure of an Exif item, which begins with how far on that is."""
    return exif[4 + int.from_bytes(exif[:4], "big") :]


def _orientation(turns: list[tuple[bytes, int]]) -> int:
    """What turning anticlockwise and then mirroring, in the order of the properties, come to."""
    corners = np.array([[0, 1], [2, 3]])
    for name, value in turns:
        if name == b"irot":
            corners = np.rot90(corners, value & 3)
        elif name == b"imir":
            corners = corners[:, ::-1] if value & 1 else corners[::-1]
    return _ORIENTATIONS[tuple(corners.ravel().tolist())]


_ORIENTATIONS = {
    (0, 1, 2, 3): 1,
    (1, 0, 3, 2): 2,
    (3, 2, 1, 0): 3,
    (2, 3, 0, 1): 4,
    (0, 2, 1, 3): 5,
    (2, 0, 3, 1): 6,
    (3, 1, 2, 0): 7,
    (1, 3, 0, 2): 8,
}
"""Which corner of the stored picture comes where, row by row, in an upright one."""


def _boxes(data: bytes, within: Range) -> Iterator[tuple[bytes, Range]]:
    at, end = within
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        stop = end if length == 0 else at + length
        if not start <= stop <= end:
            return
        yield name, (start, stop)
        at = stop


def _items(data: bytes, box: Range) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item."""
    wide = data[box[0]] > 0
    for _, (at, _) in _boxes(data, (box[0] + (8 if wide else 6), box[1])):
        kind = ">I2x4s" if data[at] == 3 else ">H2x4s"
        number, name = struct.unpack_from(kind, data, at + 4)
        yield number, name


def _owned(data: bytes, box: Range) -> Iterator[tuple[int, list[int]]]:
    """For each item, which of the shared properties it has, counted from one."""
    at = box[0]
    version, wide, (count,) = data[at], data[at + 3] & 1, struct.unpack_from(">I", data, at + 4)
    at += 8
    for _ in range(count):
        (number,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        many = data[at]
        at += 1
        found = [
            struct.unpack_from(">H", data, at + 2 * n)[0] & 0x7FFF if wide else data[at + n] & 0x7F
            for n in range(many)
        ]
        at += many * (2 if wide else 1)
        yield number, found


def _places(data: bytes, parts: dict[bytes, Range]) -> Iterator[tuple[int, Range]]:
    """Where each item lies that is in one piece, in the file or among the properties."""
    at = parts[b"iloc"][0]
    version, sizes = data[at], struct.unpack_from(">BB", data, at + 4)
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    wide = version == 2
    (count,) = struct.unpack_from(">I" if wide else ">H", data, at + 6)
    at += 10 if wide else 8

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(count):
        item = number(4 if wide else 2)
        method = number(2) & 15 if version else 0
        number(2)  # which file
        start, pieces = number(base), number(2)
        found: list[Range] = []
        for _ in range(pieces):
            number(index if version else 0)
            begin = start + number(offset)
            found.append((begin, begin + number(length)))
        within = parts[b"idat"][0] if method == 1 else 0
        if len(found) == 1 and method < 2:
            yield item, (found[0][0] + within, found[0][1] + within)


def _references(data: bytes, box: Range) -> Iterator[tuple[bytes, int, list[int]]]:
    """Kind, the item that refers, and those that it refers to."""
    form = ">I" if data[box[0]] else ">H"
    size = struct.calcsize(form)
    for kind, (at, _) in _boxes(data, (box[0] + 4, box[1])):
        (of,) = struct.unpack_from(form, data, at)
        (count,) = struct.unpack_from(">H", data, at + size)
        numbers = [struct.unpack_from(form, data, at + size + 2 + size * n)[0] for n in range(count)]
        yield kind, of, numbers


def _still(picture: bytes, properties: tuple[bytes, ...]) -> bytes:
    """A file of one HEVC picture."""
    start = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    entry = struct.pack(">B3xHH4s1x", 2, 1, 0, b"hvc1")
    links = struct.pack(">4xIHB", 1, 1, len(properties)) + bytes(0x80 | n + 1 for n in range(len(properties)))

    def meta(at: int) -> bytes:
        return _box(
            b"meta",
            bytes(4)
            + _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
            + _box(b"pitm", struct.pack(">4xH", 1))
            + _box(b"iloc", struct.pack(">4xBBHHHHII", 0x44, 0, 1, 1, 0, 1, at, len(picture)))
            + _box(b"iinf", struct.pack(">4xH", 1) + _box(b"infe", entry))
            + _box(b"iprp", _box(b"ipco", b"".join(properties)) + _box(b"ipma", links)),
        )

    return start + meta(len(start) + len(meta(0)) + 8) + _box(b"mdat", picture)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content
