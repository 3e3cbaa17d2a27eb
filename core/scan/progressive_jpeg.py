"""Progressive JPEGs without the scans that a picture of an eighth of the size needs nothing of.

A progressive file (ITU-T T.81, annex G) holds the mean of each block in some of its scans, and what varies
within blocks in others. At an eighth a block becomes one pixel, its mean, so that most of the file can be
left out before it is decoded, and every pixel stays what it would have been. 12 MP take a third of the time.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Component:
    """One plane of a picture: its name in scans, and its sampling across and down."""

    name: int
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    components: tuple[_Component, ...]

    @property
    def across(self) -> int:
        return max(each.across for each in self.components)

    @property
    def down(self) -> int:
        return max(each.down for each in self.components)

    def blocks(self, component: _Component) -> int:
        """The number of blocks in a scan of one component."""
        wide = -(-self.width * component.across // (8 * self.across))
        return wide * -(-self.height * component.down // (8 * self.down))


def means_alone(data: bytes) -> bytes | None:
    """A progressive JPEG as it is to be decoded at an eighth of its size.

    In its place each plane that nothing else is needed of gets one scan that says that nothing varies: where
    it is not told, libjpeg makes something up from the blocks around.

    Args:
        data: the whole file.

    Returns:
        a shorter file; None where it is not progressive, not whole, or nothing can be left out.
    """
    try:
        return _means_alone(data)
    except (IndexError, struct.error):
        return None


def _means_alone(data: bytes) -> bytes | None:
    kept: list[bytes] = [data[:2]]
    frame: _Frame | None = None
    left_out: set[int] = set()
    for marker, start, end in _segments(data):
        if marker == _END:
            if frame is None or not left_out:
                return None
            dropped = [each for each in frame.components if each.name in left_out]
            nothing = [_nothing_varies(each, frame.blocks(each)) for each in dropped]
            return b"".join((*kept, *nothing, data[start:end]))
        if marker == _PROGRESSIVE:
            frame = _frame(data[start + 4 : end])
        elif marker in _BASELINE or (marker == _RESTARTS and any(data[start + 4 : end])):
            return None
        elif marker == _SCAN and frame is not None:
            names, first = _scan(data, start)
            if first > 0 and len(names) == 1 and _needs_means_only(frame, names[0]):
                left_out.add(names[0])
                continue
        kept.append(data[start:end])
    return None


_PROGRESSIVE, _SCAN, _END, _RESTARTS = 0xC2, 0xDA, 0xD9, 0xDD
_BASELINE = (0xC0, 0xC1)
"""Told by their frame header, before all of their data is searched for where it ends."""
_NEXT = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""The marker that ends coded data: in it 0xFF is followed by 0, or marks where decoding may begin anew."""


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Markers with where they begin and end, scans with the coded data behind them."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 if marker == _END else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            found = _NEXT.search(data, end)
            if found is None:
                return
            end = found.start()
        yield marker, at, end
        if marker == _END:
            return
        at = end


def _frame(header: bytes) -> _Frame:
    height, width, count = struct.unpack_from(">xHHB", header)
    parts = [header[6 + 3 * n : 9 + 3 * n] for n in range(count)]
    return _Frame(width, height, tuple(_Component(each[0], each[1] >> 4, each[1] & 15) for each in parts))


def _scan(data: bytes, start: int) -> tuple[list[int], int]:
    """The components of a scan, and the first frequency in it: 0 is the mean."""
    count = data[start + 4]
    return [data[start + 5 + 2 * n] for n in range(count)], data[start + 5 + 2 * count]


def _needs_means_only(frame: _Frame, name: int) -> bool:
    """Whether a block of a component is one pixel at an eighth: those of colours sampled at half are four."""
    component = next((each for each in frame.components if each.name == name), None)
    if component is None:
        return False
    return frame.across % (2 * component.across) != 0 or frame.down % (2 * component.down) != 0


def _nothing_varies(component: _Component, blocks: int) -> bytes:
    """A scan of all frequencies but the mean, all of them 0: runs of blocks that end at once (G.1.2.2).

    A code of four bits, its own number, says by how many bits the length of a run is told.
    """
    bits: list[str] = []
    while blocks:
        run = min(blocks, _LONGEST_RUN)
        told = run.bit_length() - 1
        bits.append(f"{told:04b}" + (f"{run - (1 << told):0{told}b}" if told else ""))
        blocks -= run
    coded = "".join(bits)
    coded += "1" * (-len(coded) % 8)
    packed = int(coded, 2).to_bytes(len(coded) // 8, "big").replace(b"\xff", b"\xff\0")
    lengths = bytes([0, 0, 0, 15, *[0] * 12])
    table = struct.pack(">BBHB", 0xFF, 0xC4, 2 + 1 + 16 + 15, 0x10) + lengths + bytes(range(0x00, 0xF0, 0x10))
    return table + struct.pack(">BBHBBBBBB", 0xFF, _SCAN, 8, 1, component.name, 0, 1, 63, 0) + packed


_LONGEST_RUN = 32767
