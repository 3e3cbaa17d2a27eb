"""Damaged, hostile and merely unusual files end as a photo or as a sentence; nothing else happens."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.errors import UnreadablePhoto
from core.photo import DecodedPhoto
from core.progress import CancelToken
from core.scan.decode import decode, open_upright
from core.scan.jxl import jxl_metadata
from core.scan.walk import stat_image, walk
from tests.scan.pictures import noise, save

BAD = Path(__file__).parents[3] / "shared" / "bad"


def _reason(path: Path) -> str:
    with pytest.raises(UnreadablePhoto) as caught:
        decode(stat_image(path), 64)
    return str(caught.value)


@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "webp", "bmp", "tif"])
def test_cut_short_file_ends_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = save(noise(200, 200), tmp_path / f"a.{suffix}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert _reason(path).startswith("The file is ")


def test_cut_short_jpeg_says_so(tmp_path: Path) -> None:
    path = save(noise(1600, 1200), tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:-20_000])
    assert _reason(path) == "The file is cut short."


def test_bomb_is_refused_by_the_size_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0")))
    assert _reason(path) == "It claims to be larger than 1000 megapixels."
    with pytest.raises(UnreadablePhoto):
        open_upright(path, 100)


def test_bomb_in_jpeg_xl_is_refused_before_its_decoder_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jxl"
    side = (1 << 20) - 1  # SizeHeader: not in eights; selector 3 and 30 bits of height - 1; ratio 1:1
    path.write_bytes(b"\xff\x0a" + (0 | 3 << 1 | (side - 1) << 3 | 1 << 33).to_bytes(8, "little"))
    assert _reason(path) == "It claims to be larger than 1000 megapixels."


def test_jpeg_xl_tells_its_size_as_its_decoder_does(tmp_path: Path) -> None:
    import pillow_jxl  # noqa: F401

    for size in ((1, 1), (8, 8), (256, 256), (40, 30), (513, 77), (9000, 3), (16, 9)):
        path = save(Image.new("RGB", size), tmp_path / "a.jxl")
        read = jxl_metadata(path.read_bytes())
        assert (read.width, read.height) == size


def test_photo_of_200_megapixels_is_read(tmp_path: Path) -> None:
    path = save(Image.new("L", (16_320, 12_240), 99), tmp_path / "a.jpg", quality=10)
    photo = decode(stat_image(path), 64)
    assert (photo.width, photo.height) == (16_320, 12_240)


def test_file_too_large_to_be_a_photo_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    with path.open("wb") as file:
        file.truncate((2 << 30) + 1)  # a sparse file: it takes no room
    assert _reason(path) == "Larger than 2 GiB, and a file is read as a whole."


def test_what_is_no_picture_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("dear diary")
    assert _reason(path) == "Not a picture that NearDup can read (unknown format)."


def test_programs_and_drawings_are_never_run(tmp_path: Path) -> None:
    for text in ("%!PS-Adobe-3.0 EPSF-3.0\n", "%PDF-1.7\n", "<svg xmlns='http://www.w3.org/2000/svg'/>"):
        path = tmp_path / "a.jpg"
        path.write_text(text)
        assert "unknown format" in _reason(path)


def test_vanished_file_is_a_sentence(tmp_path: Path) -> None:
    path = save(noise(8, 8), tmp_path / "a.png")
    file = stat_image(path)
    path.unlink()
    with pytest.raises(UnreadablePhoto, match="no such file"):
        decode(file, 64)


def test_folder_is_no_photo(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhoto):
        open_upright(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.timeout(60)
def test_file_that_became_a_pipe_does_not_block(tmp_path: Path) -> None:
    path = save(noise(8, 8), tmp_path / "a.png")
    file = stat_image(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadablePhoto, match="Not a file"):
        decode(file, 64)


def test_out_of_memory_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(noise(8, 8), tmp_path / "a.png")

    def load(_: Image.Image) -> None:
        raise MemoryError

    monkeypatch.setattr(Image.Image, "load", load)
    assert _reason(path) == "Decoding it needs more memory than there is."


@pytest.mark.skipif(not BAD.is_dir(), reason="needs ../shared/bad")
def test_every_bad_file_ends_as_a_photo_or_as_a_sentence() -> None:
    files = walk([BAD], cancel=CancelToken()).files
    photos: list[DecodedPhoto] = []
    reasons: list[str] = []
    for file in files:
        try:
            photos.append(decode(file, 64))
        except UnreadablePhoto as error:
            reasons.append(str(error))
    assert len(photos) + len(reasons) == len(files)
    assert len(photos) >= 900
    assert all(reason.endswith(".") and len(reason) < 90 for reason in reasons)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_jpeg_of_320_megapixels_is_read_at_an_eighth_of_its_size(tmp_path: Path) -> None:
    path = tmp_path / "map.jpg"
    blocks = Image.new("L", (20_000, 16_000), 99)
    blocks.paste(200, (0, 0, 10_000, 16_000))
    blocks.save(path, quality=10)
    del blocks
    photo = decode(stat_image(path), 64)
    assert (photo.width, photo.height) == (20_000, 16_000)
    assert abs(int(photo.pixels[30, 5, 0]) - 200) < 6
    assert max(open_upright(path, 4000).size) == 4000
