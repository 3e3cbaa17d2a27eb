"""An EXIF block is found wherever its format keeps it, and one that makes no sense harms no picture."""

from pathlib import Path

import pillow_heif
import pillow_jxl  # noqa: F401
import pytest
from PIL import Image

from core.photo import DecodedPhoto
from core.scan.decode import decode
from core.scan.walk import stat_image
from tests.scan.pictures import corners, is_upright, save

NONSENSE = b"Exif\0\0" + b"XXnonsense" * 4


@pytest.fixture(scope="module", autouse=True)
def _writers() -> None:
    pillow_heif.register_heif_opener()


def _decode(path: Path) -> DecodedPhoto:
    return decode(stat_image(path), 64)


def _exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Acme", "Two", orientation
    return exif.tobytes()


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "heic", "jxl"])
def test_exif_that_cannot_be_parsed_harms_no_picture(tmp_path: Path, suffix: str) -> None:
    photo = _decode(save(corners(), tmp_path / f"a.{suffix}", exif=NONSENSE))
    assert is_upright(photo.pixels)
    assert photo.exif.is_empty


def test_exif_that_cannot_be_parsed_harms_no_avif(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.avif", exif=_exif())
    data = path.read_bytes()
    start = max(data.find(mark) for mark in (b"II*\0", b"MM\0*"))
    path.write_bytes(data[:start] + b"XX\1\2" + data[start + 4 :])
    photo = _decode(path)
    assert is_upright(photo.pixels)
    assert photo.exif.is_empty


@pytest.mark.parametrize("compress", [False, True])
def test_exif_box_of_jpeg_xl_is_read(tmp_path: Path, compress: bool) -> None:
    if compress:
        pytest.importorskip("brotli", reason="brotli is not installed")
    path = save(corners(), tmp_path / "a.jxl", exif=_exif()[6:], compress_metadata=compress)
    assert (b"brob" in path.read_bytes()) == compress
    assert _decode(path).exif.camera == "Acme Two"


def test_offset_in_the_exif_box_of_jpeg_xl_is_followed(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.jxl", exif=_exif()[6:], compress_metadata=False)
    data = path.read_bytes()
    at = data.index(b"Exif")
    length = int.from_bytes(data[at - 4 : at], "big")
    content = (10).to_bytes(4, "big") + bytes(range(10)) + data[at + 4 : at - 4 + length]
    box = (len(content) + 8).to_bytes(4, "big") + b"Exif" + content
    path.write_bytes(data[: at - 4] + box + data[at - 4 + length :])
    photo = _decode(path)
    assert photo.exif.camera == "Acme Two"
    assert is_upright(photo.pixels)


def test_orientation_in_xmp_does_not_turn_an_avif(tmp_path: Path) -> None:
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    photo = _decode(save(corners(), tmp_path / "a.avif", xmp=xmp))
    assert is_upright(photo.pixels)
    assert (photo.width, photo.height) == (96, 64)
