"""Very large TIFF files, band by band: some rows of tiles or strips at a time, as a small TIFF of their own.

So whatever reads a whole TIFF reads a band, with its compression, planes and depth.
"""

import importlib
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from core.scan.colour import to_averageable
from core.scan.parts import BAND, Samples, averaged
from core.scan.tiff import TiffPage, as_image, first_page, read_samples

_WIDTH, _LENGTH, _COMPRESSION = 256, 257, 259
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279
_TILE_OFFSETS, _TILE_BYTES = 324, 325
_NONE, _OLD_JPEG = 1, 6

_KEPT = frozenset(
    (256, 258, 259, 262, 266, 277, 284, 292, 293, 317, 320, 322, 323, 338, 339, 347, 529, 530, 532)
)
"""Tags that say how samples are stored (TIFF 6.0 and its supplements)."""

_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_LONG = 4
_LARGEST_BAND = 200_000_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the segments of a page lie: for each plane, row of segments by row of segments.

    `rows` is the height of a row of segments, `across` how many segments are in one. `tags` are those of the
    page that a band keeps: number, type, count and value.
    """

    order: str
    width: int
    height: int
    rows: int
    across: int
    planes: int
    is_tiled: bool
    offsets: tuple[int, ...]
    lengths: tuple[int, ...]
    tags: tuple[tuple[int, int, int, bytes], ...]


def read_reduced_tiff(data: bytes, page: TiffPage, step: int) -> Image.Image | None:
    """Decode a page at a fraction of its size.

    Args:
        data: the whole file.
        page: its first page.
        step: how many pixels a side become one: 2, 4, 8 or 16.

    Returns:
        the picture as it is stored, in eight bits; None where its segments are too large, or stored in an
        unusual way.
    """
    layout = _layout(data)
    if layout is None:
        return None
    rows = layout.rows * (step // math.gcd(layout.rows, step))
    rows *= max(1, BAND // (rows * layout.width))
    if rows * layout.width > _LARGEST_BAND:
        return None
    bands = _Bands(data, layout, rows)
    small = averaged(bands, step)
    image = as_image(small, page) if bands.mode is None else Image.fromarray(small, bands.mode)
    if page.profile:
        image.info["icc_profile"] = page.profile
    return image


class _Bands:
    """The bands of a page, decoded one after the other.

    `mode` is Pillow's mode of them once one is decoded, or None where they are samples as they are stored.
    """

    def __init__(self, data: bytes, layout: _Layout, rows: int) -> None:
        self.mode: str | None = None
        self._data, self._layout, self._rows = data, layout, rows

    def __iter__(self) -> Iterator[Samples]:
        for top in range(0, self._layout.height, self._rows):
            yield self._decoded(_band(self._data, self._layout, top, self._rows))

    def _decoded(self, band: bytes) -> Samples:
        """Raises ValueError where nothing reads it."""
        page = first_page(band)
        if page is None:
            raise ValueError("no page")
        if not page.is_usual:
            samples = read_samples(band, page)
            if samples is None:
                raise ValueError("unsupported samples")
            return samples
        image = to_averageable(Image.open(BytesIO(band), formats=["TIFF"]))
        self.mode = image.mode
        return np.asarray(image)


def _layout(data: bytes) -> _Layout | None:
    tifffile: Any = importlib.import_module("tifffile")
    with tifffile.TiffFile(BytesIO(data)) as file:
        page, order = file.pages[0], str(file.byteorder)
        tags = tuple(
            (tag.code, int(tag.dtype), int(tag.count), _value(data, tag))
            for tag in page.tags.values()
            if tag.code in _KEPT
        )
        offsets, lengths = tuple(page.dataoffsets), tuple(page.databytecounts)
        width, height, compression = int(page.imagewidth), int(page.imagelength), int(page.compression)
        planes = int(page.samplesperpixel) if int(page.planarconfig or 1) == 2 else 1
        is_tiled = bool(page.is_tiled)
        rows = int(page.tilelength) if is_tiled else min(height, int(page.rowsperstrip))
        across = -(-width // int(page.tilewidth)) if is_tiled else 1
        bits = int(page.bitspersample) * int(page.samplesperpixel) // planes
    if compression == _OLD_JPEG or len(offsets) != len(lengths) or rows < 1:
        return None
    if compression == _NONE and not is_tiled and rows * width > BAND and width * bits % 8 == 0:
        offsets, lengths, rows = _finer(offsets, lengths, width * bits // 8, width, height, rows)
    if len(offsets) != planes * across * -(-height // rows):
        return None
    return _Layout(order, width, height, rows, across, planes, is_tiled, offsets, lengths, tags)


def _finer(
    offsets: tuple[int, ...], lengths: tuple[int, ...], row: int, width: int, height: int, rows: int
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Cut strips that are not compressed into smaller ones, all of one height but the last of each plane."""
    fine = max(16, BAND // width // 16 * 16)
    if len(offsets) * rows < height or any(length < row * min(rows, height) for length in lengths[:1]):
        return offsets, lengths, rows
    strips = -(-height // rows)
    if strips > 1:
        return offsets, lengths, rows
    tops = range(0, height, fine)
    cut = [(start + top * row, min(fine, height - top) * row) for start in offsets for top in tops]
    return tuple(start for start, _ in cut), tuple(length for _, length in cut), fine


def _value(data: bytes, tag: Any) -> bytes:
    size = int(tag.count) * _BYTES.get(int(tag.dtype), 0)
    return data[int(tag.valueoffset) : int(tag.valueoffset) + size]


def _band(data: bytes, layout: _Layout, top: int, rows: int) -> bytes:
    """Some rows of a page as a file of their own."""
    rows = min(rows, layout.height - top)
    first, last = top // layout.rows, -(-(top + rows) // layout.rows)
    a_plane = len(layout.offsets) // layout.planes
    chosen = [
        plane * a_plane + place
        for plane in range(layout.planes)
        for place in range(first * layout.across, last * layout.across)
    ]
    lengths = [layout.lengths[place] for place in chosen]
    tags = [*layout.tags, _long(layout, _LENGTH, rows)]
    if not layout.is_tiled:
        tags.append(_long(layout, _ROWS_PER_STRIP, layout.rows))
    offsets_tag, lengths_tag = (
        (_TILE_OFFSETS, _TILE_BYTES) if layout.is_tiled else (_STRIP_OFFSETS, _STRIP_BYTES)
    )
    tags.append(_long(layout, lengths_tag, *lengths))
    far = sum(len(value) for *_, value in tags if len(value) > 4)
    far += 4 * len(chosen) if len(chosen) > 1 else 0
    start = 8 + 2 + 12 * (len(tags) + 1) + 4
    places = [start + far]
    for length in lengths[:-1]:
        places.append(places[-1] + length)
    tags.append(_long(layout, offsets_tag, *places))
    table, values = b"", b""
    for number, kind, count, value in sorted(tags):
        if len(value) > 4:
            values += value
            value = struct.pack(layout.order + "I", start + len(values) - len(value))
        table += struct.pack(layout.order + "HHI", number, kind, count) + value.ljust(4, b"\0")
    mark = b"II*\0" if layout.order == "<" else b"MM\0*"
    head = mark + struct.pack(layout.order + "IH", 8, len(tags)) + table + bytes(4) + values
    segments = (data[layout.offsets[p] : layout.offsets[p] + layout.lengths[p]] for p in chosen)
    return b"".join((head, *segments))


def _long(layout: _Layout, number: int, *values: int) -> tuple[int, int, int, bytes]:
    return number, _LONG, len(values), struct.pack(f"{layout.order}{len(values)}I", *values)
