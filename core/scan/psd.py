"""Photoshop documents, small and large (PSD and PSB): the merged picture that Photoshop stores for others.

Adobe Photoshop File Formats Specification (2019). Pillow reads eight bits of the small kind only, takes any
fourth channel for transparency, and shows bitmaps as their negative.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.errors import UnreadablePhoto
from core.scan.parts import BAND, Samples, averaged
from core.scan.samples import to_eight_bits

_BITMAP, _GREY, _INDEXED, _RGB, _CMYK, _DUOTONE, _LAB = 0, 1, 2, 3, 4, 8, 9
_COLOURS = {_BITMAP: 1, _GREY: 1, _INDEXED: 1, _RGB: 3, _CMYK: 4, _DUOTONE: 1, _LAB: 3}
_RAW, _PACK_BITS = 0, 1
_PROFILE, _EXIF = 1039, 1058


@dataclass(frozen=True, slots=True)
class PsdDocument:
    """What a document says before its merged picture, which begins at `pixels_at`.

    `exif` is a TIFF structure. `has_alpha` says that the first channel behind the colours is transparency,
    and not a selection that somebody saved.
    """

    width: int
    height: int
    bits: int
    channels: int
    mode: int
    is_large: bool
    palette: bytes
    exif: bytes
    profile: bytes | None
    has_alpha: bool
    pixels_at: int

    @property
    def bytes_a_row(self) -> int:
        """Of one plane, before it is packed."""
        return (self.width * self.bits + 7) // 8


def read_psd(data: bytes) -> PsdDocument:
    """Read everything but the pixels.

    Raises:
        UnreadablePhoto: it is of a kind that has no colours as other pictures have them.
        struct.error: it is cut short.
    """
    version, channels, height, width, bits, mode = struct.unpack_from(">4xH6xHIIHH", data)
    is_large = version == 2
    if mode not in _COLOURS or bits not in (1, 8, 16, 32) or channels < _COLOURS[mode]:
        raise UnreadablePhoto("A Photoshop document of a colour mode that NearDup does not know.")
    palette = _section(data, 26, 4)
    resources = _section(data, palette[1], 4)
    layers = _section(data, resources[1], 8 if is_large else 4)
    found = _resources(data[slice(*resources)])
    return PsdDocument(
        width,
        height,
        bits,
        channels,
        mode,
        is_large,
        data[slice(*palette)],
        found.get(_EXIF, b""),
        found.get(_PROFILE),
        channels > _COLOURS[mode] and _layer_count(data, *layers, is_large) < 0,
        layers[1],
    )


def decode_psd(data: bytes, document: PsdDocument, step: int = 1) -> Image.Image:
    """Decode the merged picture: L, RGB, RGBA, CMYK or LAB, eight bits.

    Args:
        data: the whole file.
        document: what it says before its pixels.
        step: how many pixels a side become one.

    Raises:
        UnreadablePhoto: it is compressed in a way that no merged picture is, or cut short.
    """
    wanted = _COLOURS[document.mode] + document.has_alpha
    planes = [to_eight_bits(_plane(data, document, number, step)) for number in range(wanted)]
    stacked = np.ascontiguousarray(np.dstack(planes)) if len(planes) > 1 else planes[0]
    image = _as_image(stacked, document)
    if document.profile:
        image.info["icc_profile"] = document.profile
    return image


def _as_image(planes: NDArray[np.uint8], document: PsdDocument) -> Image.Image:
    colours = _COLOURS[document.mode]
    if document.mode == _CMYK:
        return Image.fromarray(255 - np.ascontiguousarray(planes[..., :4]), "CMYK")  # 0 is all ink here
    if document.mode == _LAB:
        lab = np.ascontiguousarray(planes[..., :3])
        lab[..., 1:] ^= 0x80  # Pillow's a and b are signed
        return Image.fromarray(lab, "LAB")
    if document.mode == _INDEXED and len(document.palette) >= 768:
        table = np.frombuffer(document.palette[:768], np.uint8).reshape(3, 256).T
        first = planes if planes.ndim == 2 else planes[..., 0]
        return Image.fromarray(np.ascontiguousarray(table[first]))
    if colours == 1 and planes.ndim == 3:
        planes = np.ascontiguousarray(planes[..., [0, 0, 0, 1]])
    return Image.fromarray(planes)


def _plane(data: bytes, document: PsdDocument, number: int, step: int) -> Samples:
    bands = _bands(data, document, number, step)
    if document.mode == _INDEXED:  # numbers of colours have no mean
        return np.concatenate([band[::step, ::step] for band in bands])
    return averaged(bands, step)


def _bands(data: bytes, document: PsdDocument, number: int, step: int) -> Iterator[Samples]:
    """One plane of the merged picture, some rows at a time."""
    rows = max(1, BAND // document.width // step) * step
    starts, is_packed = _row_starts(data, document, number)
    for top in range(0, document.height, rows):
        count = min(rows, document.height - top)
        stored = data[starts[top] : starts[top + count]]
        if is_packed:
            size = document.bytes_a_row, count
            stored = Image.frombytes("L", size, stored, "packbits", "L").tobytes()
        yield _band(stored, document, count)


def _row_starts(data: bytes, document: PsdDocument, number: int) -> tuple[list[int], bool]:
    """Where each row of a plane begins, and where the last one ends; and whether rows are packed."""
    (compression,) = struct.unpack_from(">H", data, document.pixels_at)
    at, rows = document.pixels_at + 2, document.height
    if compression == _RAW:
        row = document.bytes_a_row
        starts = range(at + number * rows * row, at + (number + 1) * rows * row + 1, row)
    elif compression == _PACK_BITS:
        kind = ">u4" if document.is_large else ">u2"
        lengths = np.frombuffer(data, kind, document.channels * rows, at).astype(np.int64)
        ends = lengths.cumsum() + at + lengths.size * np.dtype(kind).itemsize
        first = number * rows
        starts = [int(ends[first] - lengths[first]), *ends[first : first + rows].tolist()]
    else:
        raise UnreadablePhoto("A Photoshop document whose merged picture is compressed in an unusual way.")
    if starts[-1] > len(data):
        raise UnreadablePhoto("The file is cut short.")
    return list(starts), compression == _PACK_BITS


def _band(stored: bytes, document: PsdDocument, rows: int) -> Samples:
    bits = document.bits
    if bits == 1:  # 1 is black
        values = np.frombuffer(stored, np.uint8).reshape(rows, -1)
        return np.unpackbits(values, axis=1)[:, : document.width] * np.uint8(255) ^ np.uint8(255)
    kind = {8: "u1", 16: ">u2", 32: ">f4"}[bits]
    values = np.frombuffer(stored, kind).reshape(rows, document.width)
    return (values >> 8).astype(np.uint8) if bits == 16 else values.astype(values.dtype.newbyteorder("="))


def _section(data: bytes, at: int, width: int) -> tuple[int, int]:
    """Where a section that begins with its own length starts behind that, and where it ends."""
    start = at + width
    end = start + int.from_bytes(data[at:start], "big")
    if end > len(data):
        raise UnreadablePhoto("The file is cut short.")
    return start, end


def _resources(section: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + 12 <= len(section) and section[at + 4 : at + 6]:
        number = int.from_bytes(section[at + 4 : at + 6], "big")
        at += 6 + (section[at + 6] + 2) // 2 * 2  # its name
        content, end = section[at + 4 : at + 4 + int.from_bytes(section[at : at + 4], "big")], 0
        end = at + 4 + len(content)
        found.setdefault(number, content)
        at = end + end % 2
    return found


def _layer_count(data: bytes, start: int, end: int, is_large: bool) -> int:
    """Below zero where the merged picture has transparency; deep documents keep it elsewhere."""
    width = 8 if is_large else 4
    if any(data[start : min(start + width, end)]):
        return int.from_bytes(data[start + width : start + width + 2], "big", signed=True)
    for key in (b"Lr16", b"Lr32", b"Layr", b"Mt16", b"Mt32", b"Mtrn"):
        at = max(data.find(sign + key, start, end) for sign in (b"8BIM", b"8B64"))
        if at >= 0:
            if key[:1] == b"M":
                return -1
            return int.from_bytes(data[at + 8 + width : at + 10 + width], "big", signed=True)
    return 0
