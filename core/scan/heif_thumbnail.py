"""The small copy that phones keep in a HEIC, in place of the picture, where it is seen to show the same.

To decode 12 MP of HEVC takes 20 times as long as a JPEG at an eighth, which HEVC has nothing like. The copy
(ISO/IEC 23008-12, 6.4.4) takes 8 ms, but editors leave it as it was, and some writers put bars around it. So
it is compared with three of the picture's tiles, the likeliest to show a difference. What has no tiles, what
is damaged, and whatever is in doubt, is decoded whole.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.scan.heif_grid import HeifGrid, heif_grid, is_whole
from core.scan.iso_boxes import Range, hevc_still
from core.scan.opened_picture import OpenedPicture
from core.scan.with_pillow import pillow_image

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_LOOKS = 3
_FEWEST_TILES = 8
"""With fewer, looking at three saves little."""
_CELL = 4
"""Pixels of the copy, a side, that are averaged before they are compared: some writers take single pixels."""
_OTHER_TONE = 4.5
"""Grey values by which a tile's mean colour may differ: 4.2 by copies of single pixels, from 4.6 on where
contrast was raised by a fifth, from 7 on where the copy is brighter by a twelfth."""
_NOISE, _OF_SPREAD = 3.0, 0.25
"""Cells may differ by this and by a share of how much they vary: 1.04 of that by copies of single pixels, 0.5
by averages; 2.5 and more of other pictures, and of this one cropped by a twenty-fifth or between bars."""
_FLAT = 3
"""A line of the copy in which grey values differ by no more may be a bar."""


def sound_thumbnail(data: bytes, picture: OpenedPicture, side: int) -> Image.Image | None:
    """Decode the copy in a HEIC, if it may stand for the picture.

    Args:
        data: the whole file.
        picture: the same, opened.
        side: how long the copy's sides have to be at least, in pixels.

    Returns:
        an RGB picture with the larger one's profile, as that would be decoded; None where the picture itself
        has to be decoded.
    """
    plain = picture.format in ("HEIC", "HEIF") and picture.depth == 8 and picture.signal is None
    if not plain or picture.image.mode != "RGB" or not picture.image.info.get("thumbnails"):
        return None
    grid = heif_grid(data)
    if grid is None or len(grid.tiles) < _FEWEST_TILES or not is_whole(data, grid):
        return None
    turned = (grid.height, grid.width) if grid.orientation >= 5 else (grid.width, grid.height)
    if picture.image.size != turned:  # cropped by a property, or averaged down
        return None
    copy = pillow_image(data, "HEIF")
    copy.draft(None, (side, side))  # takes none that is turned or cropped otherwise, or of another profile
    if copy.size == turned or not _is_of_shape(copy.size, turned):
        return None
    copy.load()
    if _may_have_bars(copy) or not _shows_the_same(data, grid, copy):
        return None
    return copy


def _is_of_shape(small: tuple[int, int], large: tuple[int, int]) -> bool:
    """Whether a small picture has the sides that a large one has when it is scaled down.

    Within a pixel, or to the next even number: with colours at half the size encoders want that.
    """
    height = small[0] * large[1] / large[0]
    width = small[1] * large[0] / large[1]
    return _is_about(small[1], height) or _is_about(small[0], width)


def _is_about(side: int, wanted: float) -> bool:
    return abs(side - wanted) <= 1 or (side % 2 == 0 and 0 < side - wanted < 2)


def _may_have_bars(copy: Image.Image) -> bool:
    grey = np.asarray(copy.convert("L")).astype(np.int16)
    return any(int(np.ptp(line)) <= _FLAT for line in (grey[0], grey[-1], grey[:, 0], grey[:, -1]))


def _shows_the_same(data: bytes, grid: HeifGrid, copy: Image.Image) -> bool:
    """Compare the copy with a few tiles, as both are stored."""
    turn = _BACK.get(grid.orientation)
    stored = copy if turn is None else copy.transpose(turn)
    tiles = _tiles(grid, stored)
    return all(_agrees(data, grid, stored, tile) for tile in _telling(tiles))


_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""From upright to how it is stored, by EXIF's orientation."""


@dataclass(frozen=True, slots=True)
class _Tile:
    """A tile with what is visible of it, in its own pixels and in those of the copy."""

    place: Range
    size: tuple[int, int]
    within: Box
    spread: float
    """How much the copy varies there."""


def _tiles(grid: HeifGrid, stored: Image.Image) -> list[_Tile]:
    """The tiles of which at least half is visible."""
    size = next(each[12:20] for each in grid.properties if each[4:8] == b"ispe")
    wide, high = struct.unpack(">II", size)
    across, down = stored.width / grid.width, stored.height / grid.height
    grey = np.asarray(stored.convert("L"), dtype=np.float32)
    found: list[_Tile] = []
    for number, place in enumerate(grid.tiles):
        row, column = divmod(number, grid.columns)
        left, top = column * wide, row * high
        right, bottom = min(left + wide, grid.width), min(top + high, grid.height)
        if 2 * (right - left) * (bottom - top) < wide * high or right <= left:
            continue
        within = left * across, top * down, right * across, bottom * down
        part = grey[int(within[1]) : int(within[3]) + 1, int(within[0]) : int(within[2]) + 1]
        found.append(_Tile(place, (right - left, bottom - top), within, float(part.std())))
    return found


def _telling(tiles: list[_Tile]) -> list[_Tile]:
    """A few tiles: of most bytes, of most contrast in the copy, and then the one furthest from those."""
    if not tiles:
        return []
    chosen = [max(tiles, key=lambda tile: tile.place[1] - tile.place[0])]
    chosen.append(max((tile for tile in tiles if tile not in chosen), key=lambda tile: tile.spread))
    while len(chosen) < _LOOKS:
        rest = [tile for tile in tiles if tile not in chosen]
        chosen.append(max(rest, key=lambda tile: min(_distance(tile, other) for other in chosen)))
    return chosen


def _distance(one: _Tile, other: _Tile) -> float:
    return abs(one.within[0] - other.within[0]) + abs(one.within[1] - other.within[1])


def _agrees(data: bytes, grid: HeifGrid, stored: Image.Image, tile: _Tile) -> bool:
    picture = pillow_image(hevc_still(data[slice(*tile.place)], grid.properties), "HEIF").convert("RGB")
    cells = _cells(tile.within)
    shown = _averaged(picture, (0, 0, *tile.size), cells)
    difference = _averaged(stored, tile.within, cells) - shown
    other_tone = float(np.abs(difference.mean(axis=(0, 1))).max())
    off = float(np.sqrt(np.mean(difference * difference)))
    return other_tone <= _OTHER_TONE and off <= _NOISE + _OF_SPREAD * float(shown.std())


def _cells(within: Box) -> tuple[int, int]:
    left, top, right, bottom = within
    return max(2, round((right - left) / _CELL)), max(2, round((bottom - top) / _CELL))


def _averaged(picture: Image.Image, within: Box, cells: tuple[int, int]) -> NDArray[np.float32]:
    small = picture.resize(cells, Image.Resampling.BOX, box=within)
    return np.asarray(small, dtype=np.float32)
