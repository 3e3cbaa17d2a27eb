"""Very large HEIC pictures, tile by tile: each tile of the grid becomes a small file of its own.

ISO/IEC 23008-12: a picture of many tiles is a derived item (6.6.2.3) that names the items of its tiles.
libheif puts the whole together in memory, and opens no file of more than a thousand items.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.scan.iso_boxes import (
    Range,
    colours,
    hevc_still,
    items_of,
    kinds,
    places,
    primary_item,
    properties,
    references,
)
from core.scan.parts import Samples, averaged


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


def is_whole(data: bytes, grid: HeifGrid) -> bool:
    """Whether every tile lies in the file and is a chain of units that ends with it (ISO/IEC 14496-15)."""
    return all(_is_chain(data, tile) for tile in grid.tiles)


def _is_chain(data: bytes, within: Range) -> bool:
    at, end = within
    if not at < end <= len(data):
        return False
    while at + _LENGTH < end:
        unit = int.from_bytes(data[at : at + _LENGTH], "big")
        at += _LENGTH
        if unit < 2 or data[at] & 0x80:  # a header has two bytes, and its first bit is 0
            return False
        at += unit
    return at == end


_LENGTH = 4


def _rows_of_tiles(data: bytes, grid: HeifGrid, opened: Callable[[bytes], Image.Image]) -> Iterator[Samples]:
    for first in range(0, len(grid.tiles), grid.columns):
        row = grid.tiles[first : first + grid.columns]
        stills = (hevc_still(data[slice(*tile)], grid.properties) for tile in row)
        yield np.hstack([np.asarray(opened(still).convert("RGB")) for still in stills])


def _grid(data: bytes) -> HeifGrid | None:
    meta = items_of(data)
    primary, kind_of = primary_item(data, meta), kinds(data, meta)
    if kind_of.get(primary) != b"grid":
        return None
    place_of = places(data, meta)
    tiles = next(to for kind, of, to in references(data, meta) if (kind, of) == (b"dimg", primary))
    if any(kind_of.get(tile) != b"hvc1" or tile not in place_of for tile in tiles):
        return None
    start, _ = place_of[primary]
    rows, columns = data[start + 2] + 1, data[start + 3] + 1
    width, height = struct.unpack_from(">II" if data[start + 1] & 1 else ">HH", data, start + 4)
    own, of_tile = properties(data, meta, primary), dict(properties(data, meta, tiles[0]))
    if rows * columns != len(tiles) or b"hvcC" not in of_tile:
        return None
    coloured = [(name, place) for name, place in own if name == b"colr"]
    of_tile = dict(coloured[:1]) | {name: of_tile[name] for name in _OF_A_STILL if name in of_tile}
    profile, code_points = colours(data, [*coloured, *of_tile.items()])
    pixi = data[slice(*of_tile.get(b"pixi", (0, 0)))]
    holders = [each for each in kind_of if kind_of[each] == b"Exif" and each in place_of]
    exif = place_of[holders[0]] if holders else (0, 0)
    return HeifGrid(
        width,
        height,
        columns,
        tuple(place_of[tile] for tile in tiles),
        tuple(data[start - 8 : end] for start, end in of_tile.values()),
        _orientation([(name, data[place[0]]) for name, place in own if name in (b"irot", b"imir")]),
        max(pixi[5:], default=8),
        _behind_offset(data[slice(*exif)]),
        profile,
        code_points,
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
