"""What the boxes of an ISO media file say of its picture, where the decoders do not: AVIF and HEIF.

Stills are items with properties (ISO/IEC 23008-12, sections 6 and 9), sequences are tracks with samples
(ISO/IEC 14496-12, section 8). Nothing here raises: what makes no sense is not there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.scan.iso_boxes import (
    UNSPECIFIED,
    Range,
    box,
    boxes,
    colours,
    hevc_still,
    inside,
    items_of,
    primary_item,
    properties,
)

Crop = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class IsoPicture:
    """What a file says of its primary picture and its first track of pictures.

    `properties` holds the boxes of the primary item by name, the first of each; empty where the file has no
    item. `frames` counts the samples of the track, and `first` is where the first of them lies; 0 and None
    without one. `codec` is the track's configuration of the decoder, `size` its width and height.
    `code_points` are primaries and transfer (ITU-T H.273), of the item or else of the track.
    """

    properties: dict[bytes, bytes]
    frames: int = 0
    first: Range | None = None
    codec: bytes = b""
    size: tuple[int, int] = (0, 0)
    code_points: tuple[int, int] = UNSPECIFIED

    @property
    def av1_depth(self) -> int:
        """Bits a channel of an AV1 picture (AV1-ISOBMFF, section 2.3)."""
        configuration = self.properties.get(b"av1C", self.codec)
        if len(configuration) < 4:
            return 8
        return (8, 8, 10, 12)[configuration[2] >> 5 & 3]

    def crop(self, width: int, height: int) -> Crop | None:
        """The part of the stored picture that is to be shown ("clean aperture"); None where it is all."""
        try:
            numbers = struct.unpack(">IIIIiIiI", self.properties[b"clap"])
            across, down, right, below = (n / d for n, d in zip(numbers[::2], numbers[1::2], strict=True))
        except (KeyError, struct.error, ZeroDivisionError):
            return None
        left, top = round(right + (width - across) / 2), round(below + (height - down) / 2)
        part = left, top, left + round(across), top + round(down)
        fits = 0 <= part[0] < part[2] <= width and 0 <= part[1] < part[3] <= height
        return part if fits and part != (0, 0, width, height) else None


def read_iso(data: bytes) -> IsoPicture:
    """Read the boxes of a file; an `IsoPicture` without anything where they make no sense."""
    try:
        top = dict(boxes(data, (0, len(data))))
        own, points = _of_primary(data) if b"meta" in top else ({}, UNSPECIFIED)
        track = next(_tracks(data, top[b"moov"]), None) if b"moov" in top else None
        if track is None:
            return IsoPicture(own, code_points=points)
        points = track.code_points if points == UNSPECIFIED else points
        return replace(track, properties=own, code_points=points)
    except (struct.error, IndexError, KeyError):
        return IsoPicture({})


def first_frame_as_heic(data: bytes, picture: IsoPicture) -> bytes | None:
    """The first frame of a sequence of HEVC pictures as a still of its own; None where there is none.

    libheif's plug-in opens items only.
    """
    if picture.first is None or not picture.codec:
        return None
    size = struct.pack(">4xII", *picture.size)
    return hevc_still(data[slice(*picture.first)], (box(b"hvcC", picture.codec), box(b"ispe", size)))


def _of_primary(data: bytes) -> tuple[dict[bytes, bytes], tuple[int, int]]:
    """The properties of the primary item, the first of each name, and its code points."""
    meta = items_of(data)
    owned = properties(data, meta, primary_item(data, meta))
    return {name: data[slice(*place)] for name, place in reversed(owned)}, colours(data, owned)[1]


def _tracks(data: bytes, movie: Range) -> Iterator[IsoPicture]:
    """What the tracks of pictures say."""
    for name, track in boxes(data, movie):
        if name != b"trak":
            continue
        at, _ = inside(data, track, b"mdia", b"hdlr")
        if data[at + 8 : at + 12] not in (b"pict", b"vide"):
            continue
        table = inside(data, track, b"mdia", b"minf", b"stbl")
        at, _ = inside(data, table, b"stsz")
        size, count = struct.unpack_from(">II", data, at + 4)
        if count and not size:
            (size,) = struct.unpack_from(">I", data, at + 12)
        start = _first_chunk(data, table)
        entry, end = next(boxes(data, (inside(data, table, b"stsd")[0] + 8, track[1])))[1]
        across, down = struct.unpack_from(">HH", data, entry + 24)
        described = list(boxes(data, (entry + _SAMPLE_ENTRY, end)))
        parts, points = dict(described), colours(data, described)[1]
        codec = next((data[slice(*parts[each])] for each in (b"hvcC", b"av1C") if each in parts), b"")
        is_whole = count and start + size <= len(data)
        first = (start, start + size) if is_whole else None
        yield IsoPicture({}, count, first, codec, (across, down), points)


_SAMPLE_ENTRY = 78
"""Bytes of a VisualSampleEntry before the boxes in it."""


def _first_chunk(data: bytes, table: Range) -> int:
    for name, (at, _) in boxes(data, table):
        if name in (b"stco", b"co64"):
            return struct.unpack_from(">I" if name == b"stco" else ">Q", data, at + 8)[0]
    raise KeyError(b"stco")
