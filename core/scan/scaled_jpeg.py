"""Ordinary JPEGs decoded at three eighths of their size too, where Pillow can only halve again and again.

A thumbnail of 400 pixels needs 546 of a photo's 1,456 pixels and not 728, so that what resizes and averages
behind the decoder has half as much to do. simplejpeg is made for the usual kinds of JPEG, and a sound file of
another kind can bring the process down with it, so the header is read first and Pillow gets the rest.
"""

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.scan.progressive_jpeg import means_alone


def decode_scaled(data: bytes, size: tuple[int, int], mode: str, want: tuple[int, int]) -> Image.Image | None:
    """Decode a JPEG at the fewest eighths of its size that suffice.

    Pixel for pixel what Pillow gives at the same size, since both stand on libjpeg-turbo.

    Args:
        data: the whole file.
        size: the picture's width and height, as Pillow read them.
        mode: Pillow's mode of the picture.
        want: the width and height that it must have at least.

    Raises:
        ValueError: libjpeg warns of something, in its own words. Pillow reads on without a word, or says what
            is wrong.

    Returns:
        a picture in `mode`; None where it is neither RGB nor grey or no ordinary JPEG, and where it is wanted
        at more than half of its size.
    """
    simplejpeg = _simplejpeg()
    scaled = (tuple(-(-side * n // 8) for side in size) for n in _EIGHTHS)  # libjpeg rounds up
    fitting = next(((w, h) for w, h in scaled if w >= want[0] and h >= want[1]), None)
    if simplejpeg is None or fitting is None or not is_ordinary(data, size, mode):
        return None
    (width, height), (colours, channels) = fitting, _COLOURS[mode]
    if width == -(-size[0] // 8):
        data = means_alone(data) or data
    pixels = np.empty((height, width, channels), np.uint8)
    simplejpeg.decode_jpeg(data, colours, min_height=height, min_width=width, buffer=pixels)
    return Image.fromarray(pixels if channels > 1 else pixels[..., 0])


def decode_strictly(data: bytes, size: tuple[int, int], mode: str) -> NDArray[np.uint8] | None:
    """Decode a JPEG at full size, as uint8[height, width, 3 or 1].

    Raises:
        ValueError: libjpeg warns of something: the picture is damaged.

    Returns:
        None where it is no ordinary JPEG, or where the decoder is not installed.
    """
    simplejpeg = _simplejpeg()
    if simplejpeg is None or not is_ordinary(data, size, mode):
        return None
    return simplejpeg.decode_jpeg(data, _COLOURS[mode][0])


def is_ordinary(data: bytes, size: tuple[int, int], mode: str) -> bool:
    """Whether a JPEG is of a kind that simplejpeg is made for, told from its frame header alone.

    Args:
        data: the whole file.
        size: the width and height that it should have.
        mode: Pillow's mode of the picture.
    """
    frame = frame_header(data)
    return (
        frame is not None
        and mode in _COLOURS
        and frame.kind in _HUFFMAN_OF_8_BITS
        and frame.bits == 8
        and frame.size == size
        and len(frame.sampling) == _COLOURS[mode][1]
        and (len(frame.sampling) == 1 or frame.sampling in _SAMPLINGS)
    )


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The first frame header of a JPEG (ITU-T T.81, B.2.2): what it is, before anything is decoded.

    `kind` is the last byte of its marker, 0xC0 to 0xCF. `sampling` holds each component's horizontal and
    vertical factor as one byte, 0x11 to 0x44.
    """

    kind: int
    bits: int
    size: tuple[int, int]
    sampling: tuple[int, ...]

    @property
    def is_scalable(self) -> bool:
        """Whether libjpeg can decode it at a fraction of its size; a lossless frame has no blocks."""
        return self.kind not in (0xC3, 0xC7, 0xCB, 0xCF)


def frame_header(data: bytes) -> FrameHeader | None:
    """Find the first frame header of a JPEG; None where the markers before it make no sense."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:  # these stand alone
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _read_frame(marker, data[at + 4 : at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")])
        elif marker in (0xD9, 0xDA):
            return None
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _read_frame(kind: int, header: bytes) -> FrameHeader | None:
    if len(header) < 6 or len(header) != 6 + 3 * header[5]:
        return None
    size = int.from_bytes(header[3:5], "big"), int.from_bytes(header[1:3], "big")
    return FrameHeader(kind, header[0], size, tuple(header[7::3]))


_HUFFMAN_OF_8_BITS = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive frames; the rest are lossless, hierarchical or arithmetically coded."""

_SAMPLINGS = {
    (0x11, 0x11, 0x11),
    (0x21, 0x11, 0x11),
    (0x12, 0x11, 0x11),
    (0x22, 0x11, 0x11),
    (0x41, 0x11, 0x11),
    (0x14, 0x11, 0x11),
}
"""4:4:4, 4:2:2, 4:4:0, 4:2:0, 4:1:1 and 4:4:1, each with what it takes of luminance for one of colour."""

_EIGHTHS = (1, 2, 3, 4)
"""At 5 to 7 libjpeg-turbo has no vector code, and takes longer than for the whole picture."""

_COLOURS = {"RGB": ("RGB", 3), "L": ("GRAY", 1)}


@cache
def _simplejpeg() -> Any:
    """The decoder, imported when it is first needed; None where it is not installed."""
    try:
        return importlib.import_module("simplejpeg")
    except ImportError:
        return None
