"""What a picture would take is told from its header, before any decoder makes a pixel."""

import struct
from pathlib import Path
from typing import NoReturn

import cv2
import numpy as np
import pillow_heif
import pillow_jxl
import pytest
from PIL import Image, ImageFile

from core.errors import UnreadablePhoto
from core.scan import limits
from core.scan.decode import open_upright
from core.scan.limits import check_size
from tests.scan.dng import dng
from tests.scan.pictures import corners, save

SUFFIXES = [
    "jpg",
    "png",
    "gif",
    "bmp",
    "tif",
    "webp",
    "avif",
    "heic",
    "jxl",
    "jp2",
    "ico",
    "tga",
    "ppm",
    "pcx",
]
SUFFIXES += ["psd", "psb", "dng"]


def _picture(folder: Path, suffix: str) -> Path:
    pillow_heif.register_heif_opener()
    path = folder / f"a.{suffix}"
    if suffix in ("psd", "psb"):
        head = struct.pack(">4sH6xHIIHH", b"8BPS", 1 + (suffix == "psb"), 3, 64, 96, 8, 3)
        path.write_bytes(head + bytes(4 + 4 + (8 if suffix == "psb" else 4) + 2 + 3 * 96 * 64))
    elif suffix == "dng":
        path.write_bytes(dng(corners()))
    else:
        save(corners(), path, **({"sizes": [(96, 64)]} if suffix == "ico" else {}))
    return path


def _refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a decoder was called")


@pytest.fixture
def no_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", _refuse)
    monkeypatch.setattr(pillow_jxl.JpegXLImagePlugin, "Decoder", _refuse)
    monkeypatch.setattr(cv2, "imdecode", _refuse)
    monkeypatch.setattr(np, "frombuffer", _refuse)


def _reason(path: Path) -> str:
    with pytest.raises(UnreadablePhoto) as caught:
        open_upright(path, 32)
    return str(caught.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = _picture(tmp_path, suffix)
    assert open_upright(path, 32).size == (32, 21)
    request.getfixturevalue("no_decoder")
    monkeypatch.setattr(limits, "MAX_PIXELS", 6000)
    monkeypatch.setattr("core.scan.with_pillow.WHOLE_PIXELS", 6000)
    assert "claims to be larger than" in _reason(path)


@pytest.mark.parametrize("suffix", [each for each in SUFFIXES if each not in ("jpg", "ico")])
def test_a_picture_that_takes_too_much_memory_is_refused_before_it_is_decoded(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = _picture(tmp_path, suffix)
    request.getfixturevalue("no_decoder")
    monkeypatch.setattr(limits, "MEMORY", 30_000)
    assert "GB of memory" in _reason(path)


def _jxl_box(name: bytes, content: bytes, is_long: bool = False) -> bytes:
    if is_long:
        return struct.pack(">I4sQ", 1, name, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), name) + content


SIGNATURE = _jxl_box(b"JXL ", b"\r\n\x87\n") + _jxl_box(b"ftyp", b"jxl " + bytes(4) + b"jxl ")
CLAIM = b"\xff\x0a" + (3 << 1 | ((1 << 20) - 2) << 3 | 1 << 33).to_bytes(8, "little")  # a million squared


@pytest.mark.usefixtures("no_decoder")
@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(_jxl_box(b"jumb", bytes(1 << 20)) + _jxl_box(b"jxlc", CLAIM), id="a large box before"),
        pytest.param(
            _jxl_box(b"Exif", bytes(1 << 20), is_long=True) + _jxl_box(b"jxlc", CLAIM, is_long=True),
            id="boxes of long lengths",
        ),
        pytest.param(
            b"".join(
                _jxl_box(b"xml ", bytes(1 << 16)) + _jxl_box(b"jxlp", struct.pack(">I", n) + CLAIM[n : n + 1])
                for n in range(len(CLAIM))
            ),
            id="in pieces, with boxes between",
        ),
        pytest.param(_jxl_box(b"jxll", b"\x0a") + struct.pack(">I4s", 0, b"jxlc") + CLAIM, id="to the end"),
    ],
)
def test_a_jpeg_xl_is_measured_wherever_its_codestream_lies(tmp_path: Path, boxes: bytes) -> None:
    path = tmp_path / "a.jxl"
    path.write_bytes(SIGNATURE + boxes)
    assert "megapixels" in _reason(path)


@pytest.mark.usefixtures("no_decoder")
def test_a_jpeg_xl_whose_size_cannot_be_found_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.jxl"
    path.write_bytes(SIGNATURE + _jxl_box(b"Exif", bytes(100)))
    assert _reason(path) == "The file is damaged."


@pytest.mark.usefixtures("no_decoder")
def test_a_jpeg_2000_is_measured_by_its_codestream_too(tmp_path: Path) -> None:
    Image.init()
    path = tmp_path / "a.jp2"
    size = struct.pack(">HHHIIII", 0xFF51, 47, 0, 60_000, 60_000, 0, 0) + struct.pack(
        ">IIIIH", 60_000, 60_000, 0, 0, 3
    )
    header = struct.pack(">I4sIIHBBBB", 22, b"ihdr", 64, 96, 3, 7, 7, 0, 0)
    boxes = struct.pack(">I4s4s", 12, b"jP  ", b"\r\n\x87\n") + struct.pack(
        ">I4s4sI4s", 20, b"ftyp", b"jp2 ", 0, b"jp2 "
    )
    boxes += struct.pack(">I4s", 8 + len(header), b"jp2h") + header
    path.write_bytes(boxes + struct.pack(">I4s", 0, b"jp2c") + b"\xff\x4f" + size + bytes([7, 1, 1] * 3))
    assert "megapixels" in _reason(path)


def test_the_sentence_says_what_it_takes_and_what_there_is() -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        check_size(25_000, 20_000)
    assert str(caught.value) == (
        "Decoding its 500 megapixels takes 5.0 GB of memory, and a photo is given 3 GB."
    )


def test_a_grey_picture_may_be_larger_than_one_in_colours() -> None:
    check_size(30_000, 30_000, limits.GREY)
    with pytest.raises(UnreadablePhoto):
        check_size(30_000, 30_000, limits.FULL_COLOUR)
