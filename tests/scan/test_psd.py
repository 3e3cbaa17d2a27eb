"""Photoshop documents show their merged picture: any depth, small and large, with their EXIF."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.photo import DecodedPhoto
from core.scan.decode import decode, open_upright
from core.scan.walk import stat_image
from tests.scan.pictures import corners, is_upright, lying

COLOUR = np.asarray(corners(96, 64))
RGB, BITMAP, CMYK = 3, 0, 4


def _psd(
    planes: NDArray[Any],
    *,
    mode: int = RGB,
    bits: int = 8,
    large: bool = False,
    packed: bool = False,
    layers: int = 0,
    exif: bytes = b"",
    size: tuple[int, int] | None = None,
) -> bytes:
    """A document around planes, uint8 or uint16[channel, row, column], or rows of packed bits."""
    height, width = size or planes.shape[1:]
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1 + large, len(planes), height, width, bits, mode)
    resources = b""
    if exif:
        resources = struct.pack(">4sHHI", b"8BIM", 1058, 0, len(exif)) + exif + b"\0" * (len(exif) % 2)
    length = ">Q" if large else ">I"
    info = struct.pack(">h", layers)
    section = struct.pack(length, len(info)) + info if layers else b""
    rows = [row.astype(row.dtype.newbyteorder(">")).tobytes() for plane in planes for row in plane]
    if packed:
        packets = [b"".join(bytes([0]) + row[n : n + 1] for n in range(len(row))) for row in rows]
        lengths = b"".join(struct.pack(">I" if large else ">H", len(packet)) for packet in packets)
        pixels = b"\0\1" + lengths + b"".join(packets)
    else:
        pixels = b"\0\0" + b"".join(rows)
    return (
        head + bytes(4) + struct.pack(">I", len(resources)) + resources
        + struct.pack(length, len(section)) + section + pixels
    )  # fmt: skip


def _decode(path: Path, data: bytes) -> DecodedPhoto:
    path.write_bytes(data)
    return decode(stat_image(path), 64)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_every_depth_and_size_is_read(tmp_path: Path, bits: int, large: bool, packed: bool) -> None:
    planes = np.moveaxis(COLOUR, -1, 0)
    if bits == 16:
        planes = planes.astype(np.uint16) * 257
    photo = _decode(tmp_path / "a.psd", _psd(planes, bits=bits, large=large, packed=packed))
    assert is_upright(photo.pixels)
    assert (photo.format, photo.width, photo.height) == ("PSD", 96, 64)


def test_a_saved_selection_is_no_transparency(tmp_path: Path) -> None:
    selection = np.zeros((1, 64, 96), np.uint8)
    selection[0, :32] = 255
    planes = np.concatenate([np.moveaxis(COLOUR, -1, 0), selection])
    assert is_upright(_decode(tmp_path / "a.psd", _psd(planes)).pixels)
    assert is_upright(_decode(tmp_path / "a.psd", _psd(planes, layers=2)).pixels)
    assert _decode(tmp_path / "a.psd", _psd(planes, layers=-2)).pixels[-5, 4].min() > 240


def test_cmyk_is_not_inverted(tmp_path: Path) -> None:
    ink = 255 - np.moveaxis(np.asarray(corners(96, 64).convert("CMYK")), -1, 0)
    assert is_upright(_decode(tmp_path / "a.psd", _psd(ink, mode=CMYK)).pixels)


def test_a_bitmap_is_not_its_negative(tmp_path: Path) -> None:
    black = np.zeros((1, 64, 96), np.uint8)
    black[0, :, :24] = 1
    packed = np.packbits(black, axis=2)
    path = tmp_path / "a.psd"
    path.write_bytes(_psd(packed, mode=BITMAP, bits=1, size=(64, 96)))
    shown = open_upright(path)
    assert shown.getpixel((5, 30)) == (0, 0, 0)
    assert shown.getpixel((80, 30)) == (255, 255, 255)


def test_exif_of_a_document_is_read_and_turns_it(tmp_path: Path) -> None:
    image, exif = lying(6)
    exif[0x010F], exif[0x0110] = "Acme", "Two"
    planes = np.moveaxis(np.asarray(image), -1, 0)
    photo = _decode(tmp_path / "a.psd", _psd(planes, exif=exif.tobytes()[6:]))
    assert is_upright(photo.pixels)
    assert photo.exif.camera == "Acme Two"
    assert (photo.width, photo.height) == (96, 64)
