"""A picture whose file says how its numbers stand for light looks like its plain copy."""

import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from core.scan.decode import decode, open_upright
from core.scan.opening import open_picture
from core.scan.signalling import cicp_signal
from tests.scan.decoders import file_named
from tests.scan.light import TO_BT2020, Values, hlg, light_of, pq, srgb
from tests.scan.pictures import corners

BT709, BT2020, P3 = 1, 9, 12
SRGB, LINEAR, PQ, HLG = 13, 8, 16, 18
CODES = np.asarray(corners(96, 64)) / 255
LIGHT = light_of(corners(96, 64))
WIDE = LIGHT @ TO_BT2020.T


def _png(values: Values, *chunks: tuple[bytes, bytes], bits: int = 16) -> bytes:
    codes = np.round(np.clip(values, 0, 1) * (2**bits - 1)).astype(">u2" if bits == 16 else "u1")
    height, width, _ = codes.shape
    rows = b"".join(b"\0" + row.tobytes() for row in codes)
    head = struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    framed = (
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def _cicp(primaries: int, transfer: int) -> tuple[bytes, bytes]:
    return b"cICP", bytes([primaries, transfer, 0, 1])


def _heic(values: Values, primaries: int, transfer: int) -> bytes:
    codes = np.round(np.clip(values, 0, 1) * 65535).astype("<u2")
    file = pillow_heif.from_bytes("RGB;16", (codes.shape[1], codes.shape[0]), codes.tobytes())
    out = BytesIO()
    file.save(
        out,
        quality=95,
        chroma=444,
        color_primaries=primaries,
        transfer_characteristics=transfer,
        matrix_coefficients=9 if primaries == BT2020 else 1,
        full_range_flag=1,
    )
    return out.getvalue()


def _avif(values: Values, primaries: int, transfer: int) -> bytes:
    """Pillow writes no code points but its own, which are changed here."""
    out = BytesIO()
    codes = np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
    Image.fromarray(codes).save(out, "AVIF", quality=95, subsampling="4:4:4")
    data = out.getvalue()
    at = data.index(b"colrnclx") + 8
    return data[:at] + struct.pack(">HH", primaries, transfer) + data[at + 4 :]


def _difference(path: Path) -> float:
    shown = np.asarray(open_upright(path)).astype(int)
    return float(np.abs(shown - np.round(CODES * 255)).mean())


SIGNALS: dict[str, tuple[Values, int, int]] = {
    "PQ": (pq(WIDE), BT2020, PQ),
    "PQ, narrow": (pq(LIGHT), BT709, PQ),
    "HLG": (hlg(WIDE), BT2020, HLG),
    "linear": (LIGHT, BT709, LINEAR),
    "linear, wide": (WIDE, BT2020, LINEAR),
    "wide": (srgb(WIDE), BT2020, SRGB),
}


@pytest.mark.parametrize("encode", [_heic, _avif], ids=["HEIC", "AVIF"])
@pytest.mark.parametrize("signal", SIGNALS)
def test_code_points_of_a_colour_box_count(
    tmp_path: Path, signal: str, encode: Callable[[Values, int, int], bytes]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(encode(*SIGNALS[signal]))
    assert _difference(path) < 5  # eight bits of PQ are coarse


def test_code_points_of_an_avif_count_where_they_are_the_pictures_own() -> None:
    own = _avif(CODES, BT2020, PQ)
    foreign = struct.pack(">I4s8sHH", 20, b"free", b"colrnclx", BT2020, PQ)
    other = own.replace(b"colrnclx", b"skipnclx") + foreign
    assert open_picture(own, ".avif", 64).signal == cicp_signal(BT2020, PQ)
    assert open_picture(other, ".avif", 64).signal is None


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("signal", SIGNALS)
def test_code_points_of_a_png_count(tmp_path: Path, signal: str, bits: int) -> None:
    values, primaries, transfer = SIGNALS[signal]
    path = tmp_path / "a.png"
    path.write_bytes(_png(values, _cicp(primaries, transfer), bits=bits))
    assert _difference(path) < 3


@pytest.mark.parametrize("signal", ["PQ", "HLG", "linear", "wide"])
def test_a_profile_that_jpeg_xl_makes_of_code_points_counts(tmp_path: Path, signal: str) -> None:
    if shutil.which("cjxl") is None:
        pytest.skip("cjxl is not installed (Debian: libjxl-tools)")
    values, primaries, transfer = SIGNALS[signal]
    (tmp_path / "a.png").write_bytes(_png(values))
    space = f"RGB_D65_{'202' if primaries == BT2020 else 'SRG'}_Rel_"
    space += {PQ: "PeQ", HLG: "HLG", LINEAR: "Lin", SRGB: "SRG"}[transfer]
    command = ["cjxl", "a.png", "a.jxl", "-d", "0.5", "-x", f"color_space={space}"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert _difference(tmp_path / "a.jxl") < 4


def _gamma(value: float) -> tuple[bytes, bytes]:
    return b"gAMA", struct.pack(">I", round(value * 100_000))


WIDE_PRIMARIES = b"cHRM", struct.pack(">8I", 31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600)


@pytest.mark.parametrize(
    ("values", "chunks"),
    [
        pytest.param(LIGHT, (_gamma(1.0),), id="linear"),
        pytest.param(LIGHT ** (1 / 1.8), (_gamma(1 / 1.8),), id="gamma 1.8"),
        pytest.param(LIGHT ** (1 / 2.2), (_gamma(0.45455),), id="gamma 2.2, which is nearly sRGB"),
        pytest.param(WIDE ** (1 / 2.2), (_gamma(0.45455), WIDE_PRIMARIES), id="wide primaries"),
        pytest.param(CODES, (_gamma(1.0), (b"sRGB", b"\0")), id="sRGB is above a gamma"),
        pytest.param(LIGHT, ((b"sRGB", b"\0"), _cicp(BT709, LINEAR)), id="code points are above sRGB"),
        pytest.param(CODES, (_gamma(0.0),), id="no gamma is zero"),
        pytest.param(CODES, (_gamma(0.45455), (b"cHRM", bytes(32))), id="no primaries are zero"),
    ],
)
def test_the_gamma_of_a_png_counts(
    tmp_path: Path, values: Values, chunks: tuple[tuple[bytes, bytes], ...]
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(_png(values, *chunks))
    assert _difference(path) < 3


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_light_above_white_keeps_its_steps_and_leaves_middle_tones(tmp_path: Path, transfer: int) -> None:
    steps = np.repeat(np.array([0.05, 0.2, 0.4, 1.0, 1.5, 2.0, 4.0]), 16)
    light = np.tile(steps[np.newaxis, :, np.newaxis], (32, 1, 3))
    path = tmp_path / "a.png"
    path.write_bytes(_png(pq(light) if transfer == PQ else hlg(light), _cicp(BT2020, transfer)))
    shown = np.asarray(open_upright(path))[16, 8::16, 1].astype(int)
    assert np.all(np.diff(shown) > 2)
    assert np.abs(shown[:3] - srgb(steps[8::16][:3]) * 255).max() < 5
    assert shown[-1] > 250


def test_a_scan_sees_what_the_window_shows(tmp_path: Path) -> None:
    values, primaries, transfer = SIGNALS["PQ"]
    plain, path = tmp_path / "plain.png", tmp_path / "a.png"
    plain.write_bytes(_png(CODES, bits=8))
    path.write_bytes(_png(values, _cicp(primaries, transfer)))
    one, other = (decode(file_named(str(each)), 32).pixels.astype(int) for each in (plain, path))
    assert np.abs(one - other).mean() < 3


def test_transparency_stays_in_a_signalled_picture(tmp_path: Path) -> None:
    codes = np.round(LIGHT * 255).astype(np.uint8)
    clear = Image.fromarray(np.dstack([codes, np.full((64, 96), 255, np.uint8)]))
    clear.paste((0, 0, 0, 0), (0, 0, 48, 32))
    path = tmp_path / "a.png"
    clear.save(path)
    data = path.read_bytes()
    name, content = _gamma(1.0)
    chunk = struct.pack(">I", 4) + name + content + struct.pack(">I", zlib.crc32(name + content))
    path.write_bytes(data[:33] + chunk + data[33:])
    shown = np.asarray(open_upright(path))
    assert tuple(shown[4, 4]) == (255, 255, 255)
    assert np.abs(shown[4, -5].astype(int) - CODES[4, -5] * 255).max() < 8


def test_what_is_nearly_srgb_is_left_alone() -> None:
    assert all(cicp_signal(primaries, 1) is None for primaries in (1, 2, 5, 6, 7, 22))
    assert all(cicp_signal(1, transfer) is None for transfer in (1, 2, 6, 13, 14, 15))
    assert cicp_signal(P3, SRGB) is not None
