"""Very large pictures are decoded in parts, and look as they do when they are decoded whole."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.scan import parts, psd, tiff_parts
from core.scan.decode import decode, open_upright
from core.scan.heif_grid import heif_grid
from core.scan.opening import open_picture
from core.scan.parts import averaged, step_for
from tests.scan.decoders import file_named
from tests.scan.pictures import corners, lying

tifffile: Any = pytest.importorskip("tifffile", reason="tifffile is not installed")

PICTURE = corners(700, 500)
PICTURE.paste((250, 250, 250), (100, 60, 333, 222))
RGB = np.asarray(PICTURE)
GREY = np.asarray(PICTURE.convert("L"))
CMYK = np.asarray(PICTURE.convert("CMYK"))
Samples = NDArray[Any]


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "IN_PARTS_FROM", 100_000)
    for module in (parts, tiff_parts, psd):
        monkeypatch.setattr(module, "BAND", 20_000)


def _wide(samples: Samples) -> Samples:
    return samples.astype(np.uint16) * np.uint16(257)


def _planes(samples: Samples) -> Samples:
    return np.moveaxis(samples, -1, 0)


def _tiff(samples: Samples, **options: Any) -> bytes:
    out = BytesIO()
    tifffile.imwrite(out, samples, **options)
    return out.getvalue()


def _pillow(mode: str, **options: Any) -> bytes:
    out = BytesIO()
    PICTURE.convert(mode).save(out, "TIFF", **options)
    return out.getvalue()


TILES: dict[str, Any] = {"tile": (64, 64)}
APART: dict[str, Any] = {"planarconfig": "separate"}

TIFFS: dict[str, bytes] = {
    "strips": _pillow("RGB"),
    "strips, LZW": _pillow("RGB", compression="tiff_lzw"),
    "strips, LZW with a predictor": _pillow("RGB", compression="tiff_lzw", tiffinfo={317: 2}),
    "strips, deflate": _pillow("RGB", compression="tiff_adobe_deflate"),
    "strips, PackBits": _pillow("RGB", compression="packbits"),
    "strips, JPEG": _pillow("RGB", compression="jpeg", quality=95),
    "strips, CMYK": _pillow("CMYK", compression="tiff_lzw"),
    "strips, transparency": _pillow("RGBA", compression="tiff_lzw"),
    "one strip": _tiff(RGB, photometric="rgb", rowsperstrip=500),
    "one strip, deflate": _tiff(RGB, photometric="rgb", rowsperstrip=500, compression="zlib"),
    "one strip, 16 bits, big-endian": _tiff(_wide(RGB), photometric="rgb", rowsperstrip=500, byteorder=">"),
    "tiles": _tiff(RGB, photometric="rgb", **TILES),
    "tiles, deflate, BigTIFF": _tiff(RGB, photometric="rgb", compression="zlib", bigtiff=True, **TILES),
    "tiles, 16 bits": _tiff(_wide(RGB), photometric="rgb", compression="zlib", predictor=True, **TILES),
    "tiles, 16-bit CMYK": _tiff(_wide(CMYK), photometric="separated", **TILES),
    "planes of tiles": _tiff(_planes(RGB), photometric="rgb", **APART, **TILES),
    "planes of strips, 16 bits": _tiff(_planes(_wide(RGB)), photometric="rgb", rowsperstrip=9, **APART),
    "planes of one strip, 16 bits": _tiff(_planes(_wide(RGB)), photometric="rgb", byteorder=">", **APART),
    "floats": _tiff((RGB / 255).astype(np.float32), photometric="rgb", rowsperstrip=16),
    "12 bits in 16, grey": _tiff(GREY.astype(np.uint16) * 16, photometric="minisblack", rowsperstrip=7),
    "white is zero": _tiff(65535 - _wide(GREY), photometric="miniswhite", rowsperstrip=16),
}


@pytest.mark.parametrize("kind", TIFFS)
def test_a_tiff_in_parts_looks_as_it_does_whole(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(TIFFS[kind])
    opened = open_picture(TIFFS[kind], ".tif", 64)
    assert opened.image.size == (175, 125)
    assert (opened.width, opened.height) == (700, 500)
    in_parts = np.asarray(open_upright(path, 64)).astype(int)
    monkeypatch.setattr(parts, "IN_PARTS_FROM", 10**9)
    whole = np.asarray(open_upright(path, 64)).astype(int)
    assert in_parts.shape == whole.shape
    assert np.abs(in_parts - whole).mean() < 1


def test_an_orientation_counts_in_parts_too(tmp_path: Path) -> None:
    lies, exif = lying(6, 700, 500)
    path = tmp_path / "a.tif"
    lies.save(path, exif=exif, compression="tiff_lzw")
    photo = decode(file_named(str(path)), 32)
    assert (photo.width, photo.height) == (700, 500)
    assert photo.pixels[2, 2].argmax() == 0
    assert photo.pixels[2, -3].argmax() == 1


def _document(version: int, bits: int, packed: bool) -> bytes:
    """A Photoshop document of nothing but its merged picture."""
    rows = [
        plane.tobytes() for plane in _planes(RGB if bits == 8 else _wide(RGB).astype(">u2")).reshape(1500, -1)
    ]
    head = struct.pack(">4sH6xHIIHH", b"8BPS", version, 3, 500, 700, bits, 3)
    start = head + bytes(4 + 4 + (8 if version == 2 else 4))
    if not packed:
        return start + b"\0\0" + b"".join(rows)
    each = [_packed(row) for row in rows]
    lengths = struct.pack(f">{len(each)}{'I' if version == 2 else 'H'}", *map(len, each))
    return start + b"\0\1" + lengths + b"".join(each)


def _packed(row: bytes) -> bytes:
    """PackBits without any runs."""
    pieces = (row[at : at + 128] for at in range(0, len(row), 128))
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("version", [1, 2])
def test_a_photoshop_document_in_parts_looks_as_it_does_whole(
    tmp_path: Path, version: int, bits: int, packed: bool
) -> None:
    path = tmp_path / "a.psb"
    path.write_bytes(_document(version, bits, packed))
    opened = open_picture(path.read_bytes(), ".psb", 64)
    assert (opened.image.size, opened.width, opened.height) == ((175, 125), 700, 500)
    plain = np.asarray(PICTURE.resize((64, 46), Image.Resampling.LANCZOS)).astype(int)
    assert np.abs(np.asarray(open_upright(path, 64)).astype(int) - plain).mean() < 2


@pytest.fixture
def heic_of_tiles(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], bytes]:
    pillow_heif.register_heif_opener()
    monkeypatch.setattr(pillow_heif.options, "GRID_TILE_SIZE", 128)

    def encoded(orientation: int) -> bytes:
        exif, out = Image.Exif(), BytesIO()
        exif[0x010F], exif[0x0110], exif[0x0112] = "Acme", "One", orientation
        PICTURE.save(out, "HEIF", quality=90, exif=exif.tobytes())
        return out.getvalue()

    return encoded


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_of_tiles_in_parts_looks_as_it_does_whole(
    tmp_path: Path,
    orientation: int,
    heic_of_tiles: Callable[[int], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(heic_of_tiles(orientation))
    opened = open_picture(path.read_bytes(), ".heic", 64)
    assert (opened.image.size, opened.width, opened.height) == ((175, 125), 700, 500)
    assert opened.exif.camera == "Acme One"
    in_parts = np.asarray(open_upright(path, 64)).astype(int)
    monkeypatch.setattr(parts, "IN_PARTS_FROM", 10**9)
    whole = np.asarray(open_upright(path, 64)).astype(int)
    assert in_parts.shape == whole.shape
    assert np.abs(in_parts - whole).mean() < 1


def test_a_heic_of_one_picture_has_no_tiles(tmp_path: Path) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / "a.heic"
    corners().save(path)
    assert heif_grid(path.read_bytes()) is None
    assert heif_grid(path.read_bytes()[:200]) is None


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_large_jpeg_xl_is_averaged_down(tmp_path: Path, mode: str) -> None:
    import pillow_jxl  # noqa: F401

    path = tmp_path / "a.jxl"
    PICTURE.convert(mode).save(path, lossless=True)
    opened = open_picture(path.read_bytes(), ".jxl", 64)
    assert (opened.image.size, opened.width, opened.height) == ((175, 125), 700, 500)
    plain = np.asarray(PICTURE.convert(mode).convert("RGB").resize((64, 46), Image.Resampling.LANCZOS))
    assert np.abs(np.asarray(open_upright(path, 64)).astype(int) - plain).mean() < 2


def test_bands_of_any_height_come_to_the_same() -> None:
    samples = np.random.default_rng(0).integers(0, 255, (101, 53, 3), dtype=np.uint8)
    expected = averaged([samples], 4)
    for height in (1, 3, 4, 7, 50):
        bands = [samples[top : top + height] for top in range(0, 101, height)]
        assert np.array_equal(averaged(bands, 4), expected)


def test_both_sides_stay_as_long_as_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "IN_PARTS_FROM", 100_000_000)
    assert step_for(10_000, 10_000, 400) == 1
    assert step_for(32_000, 31_000, 400) == 16
    assert step_for(200_000, 2_000, 400) == 4
    assert step_for(20_000, 20_000, 1 << 20) == 2
