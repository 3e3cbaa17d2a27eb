"""JPEG 2000 of more than eight bits keeps its whites; its container's profile and order of channels count."""

import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from core.scan.decode import open_upright
from core.scan.jp2 import jp2_header
from tests.scan.pictures import corners, save

ENCODER = shutil.which("opj_compress")
Plane = NDArray[np.uint8]
Channels = tuple[tuple[int, int, int], ...]
"""Component, type (0 colour, 1 opacity), and the colour that it is of."""


@pytest.mark.skipif(ENCODER is None, reason="needs opj_compress of OpenJPEG")
@pytest.mark.parametrize("bits", [10, 12, 16])
@pytest.mark.parametrize("suffix", ["jp2", "j2k"])
def test_white_stays_white(tmp_path: Path, bits: int, suffix: str) -> None:
    assert ENCODER is not None
    plain = np.asarray(corners(96, 64)).copy()
    plain[:32] = 255
    most = (1 << bits) - 1
    source = tmp_path / "a.ppm"
    samples = np.round(plain / 255 * most).astype(">u2")
    source.write_bytes(b"P6\n96 64\n%d\n" % most + samples.tobytes())
    path = tmp_path / f"a.{suffix}"
    subprocess.run([ENCODER, "-i", source, "-o", path], check=True, capture_output=True)
    assert np.abs(np.asarray(open_upright(path)).astype(int) - plain).mean() < 2


def test_profile_of_the_container_is_found(tmp_path: Path) -> None:
    data = save(corners(), tmp_path / "a.jp2").read_bytes()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at = data.index(b"colr") - 4
    length = int.from_bytes(data[at : at + 4], "big")
    box = (11 + len(profile)).to_bytes(4, "big") + b"colr\2\0\0" + profile
    header = data.index(b"jp2h") - 4
    grown = int.from_bytes(data[header : header + 4], "big") + len(box) - length
    data = data[:header] + grown.to_bytes(4, "big") + data[header + 4 : at] + box + data[at + length :]
    assert jp2_header(data).profile == profile
    path = tmp_path / "b.jp2"
    path.write_bytes(data)
    assert np.abs(np.asarray(open_upright(path)).astype(int) - np.asarray(Image.open(path))).mean() < 3


def _encoded(folder: Path, planes: list[Plane], bits: int, space: int, channels: Channels = ()) -> Path:
    """A file of components as they are, with a box for their order."""
    assert ENCODER is not None
    most = (1 << bits) - 1
    kind = ">u2" if bits > 8 else "u1"
    samples = [np.round(plane / 255 * most).astype(kind).tobytes() for plane in planes]
    (folder / "a.raw").write_bytes(b"".join(samples))
    path, layout = folder / "a.jp2", f"96,64,{len(planes)},{bits},u"
    command = [ENCODER, "-i", folder / "a.raw", "-o", path, "-F", layout, "-mct", "0"]
    subprocess.run(command, check=True, capture_output=True)
    codestream = path.read_bytes()
    codestream = codestream[codestream.index(b"\xff\x4f\xff\x51") :]
    head = _box(b"ihdr", struct.pack(">IIHBBBB", 64, 96, len(planes), bits - 1, 7, 0, 0))
    head += _box(b"colr", struct.pack(">BBBI", 1, 0, 0, space))
    if channels:
        rows = b"".join(struct.pack(">HHH", *row) for row in channels)
        head += _box(b"cdef", struct.pack(">H", len(channels)) + rows)
    start = _box(b"jP  ", b"\r\n\x87\n") + _box(b"ftyp", b"jp2 " + bytes(4) + b"jp2 ")
    path.write_bytes(start + _box(b"jp2h", head) + _box(b"jp2c", codestream))
    return path


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


WHITE_ABOVE = corners(96, 64)
WHITE_ABOVE.paste((255, 255, 255), (0, 0, 96, 16))
RED, GREEN, BLUE = (np.asarray(plane) for plane in WHITE_ABOVE.split())
GREY = np.asarray(WHITE_ABOVE.convert("L"))
LUMA, CB, CR = (np.asarray(plane) for plane in WHITE_ABOVE.convert("YCbCr").split())
OPACITY = np.full((64, 96), 255, np.uint8)
OPACITY[48:, 72:] = 0


@pytest.mark.skipif(ENCODER is None, reason="needs opj_compress of OpenJPEG (Debian: libopenjp2-tools)")
@pytest.mark.parametrize("bits", [8, 12, 16])
@pytest.mark.parametrize(
    ("planes", "space", "channels"),
    [
        pytest.param([RED, GREEN, BLUE, OPACITY], 16, (), id="RGBA"),
        pytest.param([BLUE, GREEN, RED], 16, ((0, 0, 3), (1, 0, 2), (2, 0, 1)), id="BGR"),
        pytest.param(
            [OPACITY, RED, GREEN, BLUE], 16, ((0, 1, 0), (1, 0, 1), (2, 0, 2), (3, 0, 3)), id="opacity first"
        ),
        pytest.param(
            [RED, GREEN, BLUE, OPACITY],
            16,
            ((0, 0, 1), (1, 0, 2), (2, 0, 3), (3, 65535, 65535)),
            id="a fourth that is no opacity",
        ),
        pytest.param([GREY, OPACITY], 17, (), id="grey with opacity"),
        pytest.param([OPACITY, GREY], 17, ((0, 1, 0), (1, 0, 1)), id="opacity, grey"),
        pytest.param([LUMA, CB, CR], 18, (), id="sYCC"),
    ],
)
def test_components_are_what_the_container_says(
    tmp_path: Path, planes: list[Plane], space: int, channels: Channels, bits: int
) -> None:
    colours = [GREY] * 3 if space == 17 else [RED, GREEN, BLUE]
    clear = len(planes) in (2, 4) and not any(kind == 65535 for _, kind, _ in channels)
    expected = np.where((OPACITY == 0)[..., np.newaxis] & clear, 255, np.dstack(colours))
    shown = np.asarray(open_upright(_encoded(tmp_path, planes, bits, space, channels)))
    assert np.abs(shown.astype(int) - expected).mean() < 2
