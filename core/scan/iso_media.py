"""What the boxes of an ISO media file say of its picture, where the decoders do not: AVIF and HEIF.

Stills are items with properties (ISO/IEC 23008-12, sections 6 and 9), sequences are tracks with samples
(ISO/IEC 14496-12, section 8). Nothing here raises: what makes no sense is not there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

Box = tuple[int, int]
"""Where the content of a box begins and ends."""

Crop = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class IsoPicture:
    """What a file says of its primary picture and its first track of pictures.

    `properties` holds the boxes of the primary item by name, the first of each; empty where the file has no
    item. `frames` counts the samples of the track, and `first` is where the first of them lies; 0 and None
    without one. `codec` is the track's configuration of the decoder, `size` its width and height.
    """

    properties: dict[bytes, bytes]
    frames: int = 0
    first: Box | None = None
    codec: bytes = b""
    size: tuple[int, int] = (0, 0)

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
        box = left, top, left + round(across), top + round(down)
        inside = 0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height
        return box if inside and box != (0, 0, width, height) else None


def read_iso(data: bytes) -> IsoPicture:
    """Read the boxes of a file; an `IsoPicture` without anything where they make no sense."""
    try:
        top = dict(_boxes(data, (0, len(data))))
        properties = _properties(data, top[b"meta"]) if b"meta" in top else {}
        track = next(_tracks(data, top[b"moov"]), None) if b"moov" in top else None
        return IsoPicture(properties) if track is None else IsoPicture(properties, *track)
    except (struct.error, IndexError, KeyError):
        return IsoPicture({})


def first_frame_as_heic(data: bytes, picture: IsoPicture) -> bytes | None:
    """The first frame of a sequence of HEVC pictures as a still of its own; None where there is none.

    libheif's plug-in opens items only.
    """
    if picture.first is None or not picture.codec:
        return None
    frame = data[slice(*picture.first)]
    size = struct.pack(">4xII", *picture.size)
    entry = struct.pack(">B3xHH4s1x", 2, 1, 0, b"hvc1")
    links = struct.pack(">4xIHBBB", 1, 1, 2, 0x81, 2)
    start = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")

    def meta(at: int) -> bytes:
        return _box(
            b"meta",
            bytes(4)
            + _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
            + _box(b"pitm", struct.pack(">4xH", 1))
            + _box(b"iloc", struct.pack(">4xBBHHHHII", 0x44, 0, 1, 1, 0, 1, at, len(frame)))
            + _box(b"iinf", struct.pack(">4xH", 1) + _box(b"infe", entry))
            + _box(
                b"iprp",
                _box(b"ipco", _box(b"hvcC", picture.codec) + _box(b"ispe", size)) + _box(b"ipma", links),
            ),
        )

    return start + meta(len(start) + len(meta(0)) + 8) + _box(b"mdat", frame)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def _boxes(data: bytes, within: Box) -> Iterator[tuple[bytes, Box]]:
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


def _inside(data: bytes, within: Box, *names: bytes) -> Box:
    """The first box of a name in the first box of another name and so on. Raises KeyError without one."""
    for name in names:
        found = next((box for each, box in _boxes(data, within) if each == name), None)
        if found is None:
            raise KeyError(name)
        within = found
    return within


def _properties(data: bytes, meta: Box) -> dict[bytes, bytes]:
    within = meta[0] + 4, meta[1]
    at, _ = _inside(data, within, b"pitm")
    primary = struct.unpack_from(">I" if data[at] else ">H", data, at + 4)[0]
    shared = list(_boxes(data, _inside(data, within, b"iprp", b"ipco")))
    found: dict[bytes, bytes] = {}
    for place in _places(data, _inside(data, within, b"iprp", b"ipma"), primary):
        if 0 < place <= len(shared):
            name, (start, end) = shared[place - 1]
            found.setdefault(name, data[start:end])
    return found


def _places(data: bytes, links: Box, item: int) -> list[int]:
    """Which of the shared properties belong to an item, counted from one."""
    at = links[0]
    version, flags, entries = data[at], data[at + 3], struct.unpack_from(">I", data, at + 4)[0]
    number, place = (">I" if version else ">H"), (">H" if flags & 1 else ">B")
    at += 8
    for _ in range(entries):
        (owner,) = struct.unpack_from(number, data, at)
        at += struct.calcsize(number)
        count = data[at]
        step, mask = struct.calcsize(place), 0x7FFF if flags & 1 else 0x7F
        if owner == item:
            return [struct.unpack_from(place, data, at + 1 + each * step)[0] & mask for each in range(count)]
        at += 1 + count * step
    return []


def _tracks(data: bytes, movie: Box) -> Iterator[tuple[int, Box | None, bytes, tuple[int, int]]]:
    """The tracks of pictures: number of samples, the first one, the decoder's configuration, the size."""
    for name, track in _boxes(data, movie):
        if name != b"trak":
            continue
        at, _ = _inside(data, track, b"mdia", b"hdlr")
        if data[at + 8 : at + 12] not in (b"pict", b"vide"):
            continue
        table = _inside(data, track, b"mdia", b"minf", b"stbl")
        at, _ = _inside(data, table, b"stsz")
        size, count = struct.unpack_from(">II", data, at + 4)
        if count and not size:
            (size,) = struct.unpack_from(">I", data, at + 12)
        start = _first_chunk(data, table)
        entry, end = next(_boxes(data, (_inside(data, table, b"stsd")[0] + 8, track[1])))[1]
        across, down = struct.unpack_from(">HH", data, entry + 24)
        parts = dict(_boxes(data, (entry + _SAMPLE_ENTRY, end)))
        codec = next((data[slice(*parts[each])] for each in (b"hvcC", b"av1C") if each in parts), b"")
        inside = count and start + size <= len(data)
        yield count, (start, start + size) if inside else None, codec, (across, down)


_SAMPLE_ENTRY = 78
"""Bytes of a VisualSampleEntry before the boxes in it."""


def _first_chunk(data: bytes, table: Box) -> int:
    for name, (at, _) in _boxes(data, table):
        if name in (b"stco", b"co64"):
            return struct.unpack_from(">I" if name == b"stco" else ">Q", data, at + 8)[0]
    raise KeyError(b"stco")
