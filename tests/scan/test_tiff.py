"""TIFF files of every depth and layout show what their plain copy shows."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from core.errors import UnreadablePhoto
from core.scan.decode import open_upright
from core.scan.samples import to_eight_bits
from tests.scan.pictures import corners

tifffile: Any = pytest.importorskip("tifffile", reason="tifffile is not installed")

COLOUR = np.asarray(corners(96, 64))
GREY = np.asarray(corners(96, 64).convert("L"))
OPAQUE = np.full(GREY.shape, 65535, np.uint16)
CMYK = np.asarray(corners(96, 64).convert("CMYK"))
Samples = NDArray[Any]


def _wide(values: Samples, by: int = 257) -> Samples:
    return values.astype(np.uint16) * np.uint16(by)


def _lab(bits: int) -> Samples:
    """As TIFF keeps CIELab: 0 to the highest for white, and colours with a sign and the middle at zero."""
    small = Image.fromarray(COLOUR)
    way = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    light, a, b = np.moveaxis(np.asarray(way.apply(small)), -1, 0)
    signs = np.dstack([a, b]).view(np.int8).astype(np.int64)
    stored = np.dstack([light.astype(np.int64) * (2**bits - 1) // 255, signs * 2 ** (bits - 8)])
    return (stored % 2**bits).astype(f"u{bits // 8}")


def _planes(values: Samples) -> Samples:
    return np.moveaxis(values, -1, 0)


RGB = {"photometric": "rgb"}
INK = {"photometric": "separated"}
LAB = {"photometric": "cielab"}
DARK = {"photometric": "minisblack"}
APART = {"planarconfig": "separate"}
ZIP = {"compression": "zlib"}
CLEAR = {"extrasamples": ["unassalpha"]}


@pytest.mark.parametrize(
    ("samples", "options", "expected"),
    [
        pytest.param(_planes(_wide(COLOUR)), RGB | APART, COLOUR, id="16 bits, planes"),
        pytest.param(
            _planes(_wide(COLOUR)), RGB | APART | {"byteorder": ">"}, COLOUR, id="planes, big-endian"
        ),
        pytest.param(_wide(COLOUR), RGB | {"compression": "zlib"}, COLOUR, id="16 bits, compressed"),
        pytest.param(_wide(COLOUR), RGB | {"tile": (16, 16)}, COLOUR, id="16 bits, tiles"),
        pytest.param(_planes(_wide(CMYK)), INK | APART, COLOUR, id="16-bit CMYK, planes"),
        pytest.param(np.dstack([CMYK, GREY]), INK | CLEAR, COLOUR, id="CMYK with alpha"),
        pytest.param(65535 - _wide(GREY), {"photometric": "miniswhite"}, GREY, id="16 bits, white is zero"),
        pytest.param(GREY.astype(np.uint32) * 16843009, DARK, GREY, id="32 bits"),
        pytest.param(_wide(GREY, 16), DARK, GREY, id="12 bits in 16"),
        pytest.param(_wide(COLOUR, 16), RGB, COLOUR, id="12 bits in 16, colour"),
        pytest.param(_wide(COLOUR, 4), RGB, COLOUR, id="10 bits in 16, colour"),
        pytest.param((COLOUR / 255).astype(np.float32), RGB, COLOUR, id="floats, colour"),
        pytest.param((COLOUR / 255).astype(np.float16), RGB, COLOUR, id="half floats"),
        pytest.param((GREY / 255).astype(np.float64), DARK, GREY, id="double floats"),
        pytest.param(_lab(16), LAB, COLOUR, id="16-bit Lab"),
        pytest.param(_planes(_lab(16)), LAB | APART, COLOUR, id="16-bit Lab, planes"),
        pytest.param(_lab(16), LAB | {"compression": "zlib"}, COLOUR, id="16-bit Lab, compressed"),
        pytest.param(_lab(8), LAB, COLOUR, id="8-bit Lab"),
        pytest.param(_planes(_wide(COLOUR)), RGB | APART | ZIP, COLOUR, id="16 bits, planes, compressed"),
        pytest.param((COLOUR / 255).astype(np.float16), RGB | ZIP, COLOUR, id="half floats, compressed"),
        pytest.param(np.dstack([CMYK, GREY]), INK | CLEAR | ZIP, COLOUR, id="CMYK with alpha, compressed"),
        pytest.param(np.dstack([_wide(GREY), OPAQUE]), DARK | CLEAR, GREY, id="16-bit grey with alpha"),
    ],
)
def test_samples_of_every_layout_are_read(
    tmp_path: Path, samples: Samples, options: dict[str, Any], expected: Samples
) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, samples, **options)
    shown = np.asarray(open_upright(path)).astype(int)
    plain = expected if expected.ndim == 3 else np.repeat(expected[..., np.newaxis], 3, axis=2)
    assert shown.shape == plain.shape
    assert np.abs(shown - plain).mean() < 4


def test_an_orientation_counts_for_16_bits_too(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    lying = np.ascontiguousarray(np.rot90(_wide(COLOUR)))
    tifffile.imwrite(path, lying, photometric="rgb", extratags=[(274, 3, 1, 6, True)])
    assert np.abs(np.asarray(open_upright(path)).astype(int) - COLOUR).mean() < 2


def test_a_compression_that_is_not_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(COLOUR).save(path, compression="tiff_deflate")
    data = path.read_bytes()
    assert data.count(struct.pack("<HHII", 259, 3, 1, 8)) == 1
    path.write_bytes(data.replace(struct.pack("<HHII", 259, 3, 1, 8), struct.pack("<HHII", 259, 3, 1, 50001)))
    with pytest.raises(UnreadablePhoto, match="compressed as WebP"):
        open_upright(path)


def test_packed_12_bits_are_read(tmp_path: Path, tiff_of: Callable[[bytes], bytes]) -> None:
    values = (GREY.astype(np.uint16) * 16)[:, : GREY.shape[1] // 2 * 2].astype(int)
    first, second = values[:, ::2], values[:, 1::2]
    packed = np.dstack([first >> 4, (first & 15) << 4 | second >> 8, second & 255]).astype(np.uint8)
    path = tmp_path / "a.tif"
    path.write_bytes(tiff_of(packed.tobytes()))
    shown = np.asarray(open_upright(path).convert("L")).astype(int)
    assert np.abs(shown - GREY).mean() < 2


@pytest.fixture
def tiff_of() -> Callable[[bytes], bytes]:
    """A grey TIFF of 96 x 64 samples of 12 bits around these bytes."""

    def made(data: bytes) -> bytes:
        tags = [(256, 96), (257, 64), (258, 12), (259, 1), (262, 1), (273, 8 + 2 + 12 * 9 + 4)]
        tags += [(277, 1), (278, 64), (279, len(data))]
        table = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        return b"II*\0" + struct.pack("<IH", 8, len(tags)) + table + bytes(4) + data

    return made


def test_one_bright_pixel_does_not_darken_floats() -> None:
    floats = np.tile(np.linspace(0, 1, 1000, dtype=np.float32), (100, 1))
    plain = to_eight_bits(floats)
    floats[50, 50] = 40
    assert np.abs(to_eight_bits(floats).astype(int) - plain).mean() < 0.1


def test_one_picture_in_black_stays_black() -> None:
    assert not to_eight_bits(np.zeros((4, 4), np.uint16)).any()
    assert not to_eight_bits(np.full((4, 4), np.nan, np.float32)).any()
