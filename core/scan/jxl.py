"""What a JPEG XL file says before its pixels: its size, its EXIF block, and whether it moves.

The plug-in decodes a file as soon as it is opened, and hands its EXIF box on as it lies there; this reads the
container (ISO/IEC 18181-2) and the beginning of the codestream (ISO/IEC 18181-1) on its own.
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.scan.bits import Bits


def jxl_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of a file, each with its name and content; none where it is a bare codestream."""
    at = 0
    while at + 8 <= len(data) and data[:2] != b"\xff\x0a":
        length, name, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = len(data) if length == 0 else at + length
        if end < start:
            return
        yield name, data[start:end]
        at = end


def jxl_codestream(data: bytes) -> bytes:
    """The first bytes of the codestream, some thousands of them; empty where there is none."""
    if data[:2] == b"\xff\x0a":
        return data[:_HEADER]
    found = b""
    for name, content in jxl_boxes(data):
        if name == b"jxlc":
            return content[:_HEADER]
        if name == b"jxlp":
            found += content[4 : 4 + _HEADER]
            if len(found) >= _HEADER:
                break
    return found[:_HEADER]


def jxl_size(data: bytes) -> tuple[int, int]:
    """Width and height that a file claims (SizeHeader), as they are stored.

    (1, 1) where the header cannot be found; the decoder will say what is wrong.
    """
    header = jxl_codestream(data)
    if header[:2] != b"\xff\x0a":
        return 1, 1
    return _size(Bits(header[2:]))


@dataclass(frozen=True, slots=True)
class JxlHeader:
    """What the codestream says of all its frames (ImageMetadata)."""

    is_animated: bool
    bits: int


def jxl_header(data: bytes) -> JxlHeader:
    """Read the metadata behind the size, as far as the bit depth."""
    header = jxl_codestream(data)
    bits = Bits(header[2:])
    _size(bits)
    if header[:2] != b"\xff\x0a" or bits.take(1):  # all as usual
        return JxlHeader(False, 8)
    is_animated = False
    if bits.take(1):  # extra fields
        bits.take(3)  # orientation
        if bits.take(1):  # a size to show it at
            _size(bits)
        if bits.take(1):  # a preview, whose size is written in other steps
            _preview_size(bits)
        if bits.take(1):
            is_animated = True
            for steps in (((100, 0), (1000, 0), (1, 10), (1, 30)), ((1, 0), (1001, 0), (1, 8), (1, 10))):
                _u32(bits, steps)
            _u32(bits, ((0, 0), (0, 3), (0, 16), (0, 32)))
            bits.take(1)
    if bits.take(1):  # floats
        return JxlHeader(is_animated, _u32(bits, ((32, 0), (16, 0), (24, 0), (1, 6))))
    return JxlHeader(is_animated, _u32(bits, ((8, 0), (10, 0), (12, 0), (1, 6))))


def _u32(bits: Bits, steps: tuple[tuple[int, int], ...]) -> int:
    """A number that says by two bits in which of four ways it is written: a start, and bits to add to it."""
    start, count = steps[bits.take(2)]
    return start + bits.take(count)


def _preview_size(bits: Bits) -> None:
    in_eights = bits.take(1)
    steps = ((16, 0), (32, 0), (1, 5), (33, 9)) if in_eights else ((1, 6), (65, 8), (321, 10), (1345, 12))
    _u32(bits, steps)
    if bits.take(3) == 0:
        _u32(bits, steps)


def jxl_exif(data: bytes) -> bytes:
    """The TIFF structure of a file's Exif box, or of its compressed one; empty where there is none."""
    for name, content in jxl_boxes(data):
        if name == b"Exif":
            return _behind_offset(content)
        if name == b"brob" and content[:4] == b"Exif":
            return _behind_offset(_decompressed(content[4:]))
    return b""


def _behind_offset(box: bytes) -> bytes:
    """The first four bytes of an Exif box say how far on it begins; some encoders leave them out."""
    return box if box[:2] in (b"II", b"MM") else box[4 + int.from_bytes(box[:4], "big") :]


def _decompressed(brotli: bytes) -> bytes:
    """What a `brob` box holds; empty where it is damaged, too large, or brotli is not installed."""
    try:
        decompressor: Any = importlib.import_module("brotli").Decompressor()
        found: bytes = decompressor.process(brotli, output_buffer_limit=_MOST_EXIF)
    except Exception:  # its error is a class of its own
        return b""
    return found


_MOST_EXIF = 1 << 20


_HEADER = 4096


def _size(bits: Bits) -> tuple[int, int]:
    in_eights = bits.take(1)

    def side() -> int:
        return 8 * (1 + bits.take(5)) if in_eights else 1 + bits.take((9, 13, 18, 30)[bits.take(2)])

    height = side()
    ratio = bits.take(3)
    if ratio == 0:
        return side(), height
    across, down = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
    return height * across // down, height
