"""Words are found wherever in a file they stand, and most of the file is not read for it."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli
import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401 - lets Pillow write JPEG XL
import pytest
from PIL import Image

from core.review.dialects import parts
from core.review.dialects.parts import as_resource, tags_of
from core.review.dialects.photo import from_file, from_photo
from core.review.dialects.written import Written
from core.review.xmp import EMPTY, XmpFacts, with_facts

XMP = with_facts(EMPTY, XmpFacts(rating=5))
IPTC = b"\x1c\x02\x19\x00\x06granny" + bytes(1)


class Counted(BytesIO):
    """A file that counts what is read of it."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        got = super().read(size)
        self.count += len(got)
        return got


@pytest.fixture(scope="module")
def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (800, 920, 3), np.uint8))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def as_jp2(image: Image.Image) -> bytes:
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + XMP
    return saved(image, "JPEG2000") + struct.pack(">I4s", len(uuid) + 8, b"uuid") + uuid


def as_heif(image: Image.Image) -> bytes:
    file = BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=-1, xmp=XMP)
    return file.getvalue()


def as_png(image: Image.Image) -> bytes:
    text = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
    raw, chunk = (
        saved(image, "PNG", compress_level=1),
        struct.pack(">I4s", len(text), b"iTXt") + text + bytes(4),
    )
    return raw[:-12] + chunk + raw[-12:]


WAYS: dict[str, Callable[[Image.Image], bytes]] = {
    "TIFF": lambda image: saved(image, "TIFF", tiffinfo={700: XMP}),
    "LZW": lambda image: saved(image, "TIFF", compression="tiff_lzw", tiffinfo={700: XMP}),
    "BigTIFF": lambda image: saved(image, "TIFF", big_tiff=True, tiffinfo={700: XMP}),
    "WebP": lambda image: saved(image, "WEBP", lossless=True, method=0, quality=0, xmp=XMP),
    "PNG": as_png,
    "JPEG 2000": as_jp2,
    "HEIC": as_heif,
}


@pytest.mark.parametrize("way", WAYS)
def test_stars_are_read_behind_more_than_a_mebibyte_of_picture(way, noise):
    file = Counted(WAYS[way](noise))
    assert len(file.getvalue()) > 1 << 20
    assert from_file(file, 256 << 10).rating == 5
    assert file.count < 400 << 10


@pytest.mark.parametrize("kind", [1, 4, 7], ids=["bytes", "long", "undefined"])
@pytest.mark.parametrize("turned", [False, True])
def test_iptc_of_a_tiff_is_read_whatever_its_type(kind, turned):
    """exiftool and Photoshop write it as whole numbers; some programs turn their bytes."""
    raw = b"".join(IPTC[at : at + 4][::-1] for at in range(0, len(IPTC), 4)) if turned else IPTC
    count = len(raw) // (4 if kind == 4 else 1)
    entries = struct.pack("<HHI4s", 270, 2, 4, b"sea\0") + struct.pack("<HHII", 33723, kind, count, 64)
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + bytes(4)
    assert from_photo(tiff.ljust(64, b"\0") + raw) == Written(caption="sea", keywords=("granny",))


def test_words_of_jpeg_2000_and_photoshop_are_read_in_every_dialect():
    exif = Image.Exif()
    exif[0x010E] = "At the sea"
    tiff = exif.tobytes().removeprefix(b"Exif\0\0")
    boxes = b"\0\0\0\x0cjP  \r\n\x87\n"
    for mark, said in (
        (b"JpgTiffExif->JP2", tiff),
        (bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"), IPTC),
    ):
        boxes += struct.pack(">I4s", len(said) + 24, b"uuid") + mark + said
    resources = as_resource(IPTC) + b"8BIM\x04\x22\0\0" + struct.pack(">I", len(tiff)) + tiff
    psd = b"8BPS".ljust(26, b"\0") + bytes(4) + struct.pack(">I", len(resources)) + resources
    for raw in (boxes, psd):
        assert from_photo(raw) == Written(caption="At the sea", keywords=("granny",))


def raw_profile(name: bytes, said: bytes) -> bytes:
    """As ImageMagick writes it."""
    digits = said.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return b"\n%s\n%8d\n%s\n" % (name, len(said), lines)


def with_chunk(kind: bytes, content: bytes) -> bytes:
    raw = saved(Image.new("RGB", (8, 8)), "PNG")
    return raw[:33] + struct.pack(">I4s", len(content), kind) + content + bytes(4) + raw[33:]


@pytest.mark.parametrize("packed", [False, True], ids=["tEXt", "zTXt"])
@pytest.mark.parametrize("resource", [False, True])
def test_the_raw_profiles_of_a_png_are_read(packed, resource):
    exif = Image.Exif()
    exif[0x010E] = "At the sea"
    for name, said, expected in (
        (b"exif", exif.tobytes(), Written(caption="At the sea")),
        (b"APP1", exif.tobytes(), Written(caption="At the sea")),
        (b"iptc", as_resource(IPTC) if resource else IPTC, Written(keywords=("granny",))),
        (b"8bim", as_resource(IPTC), Written(keywords=("granny",))),
        (b"xmp", XMP, Written(rating=5)),
    ):
        text = raw_profile(name, said)
        content = b"\0" + zlib.compress(text) if packed else text
        raw = with_chunk(b"zTXt" if packed else b"tEXt", b"Raw profile type " + name + b"\0" + content)
        assert from_photo(raw) == expected


def test_compressed_xmp_of_a_png_is_read_and_what_swells_is_left():
    head = b"XML:com.adobe.xmp\0\1\0\0\0"
    assert from_photo(with_chunk(b"iTXt", head + zlib.compress(XMP))).rating == 5
    swelling = with_chunk(b"iTXt", head + zlib.compress(XMP + bytes(64 << 20)))
    assert len(parts.parts_with_words(BytesIO(swelling))) <= parts.MOST
    for content in (b"", b"\0", b"\0\n\n", b"\0\nexif\n 4\nzz", b"\0\nexif\n"):
        assert from_photo(with_chunk(b"tEXt", b"Raw profile type exif" + content)) == Written()


def as_jxl(*boxes: tuple[bytes, bytes]) -> bytes:
    """A container of JPEG XL with nothing but boxes for words."""
    raw = b"\0\0\0\x0cJXL \r\n\x87\n"
    return raw + b"".join(struct.pack(">I4s", len(said) + 8, name) + said for name, said in boxes)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "brotli"])
@pytest.mark.parametrize("offset", [bytes(4), b"\0\0\0\x02ab", b""], ids=["0", "2", "none"])
def test_words_of_jpeg_xl_are_read_compressed_or_not(packed, offset):
    exif = Image.Exif()
    exif[0x010E] = "At the sea"
    said = ((b"Exif", offset + exif.tobytes().removeprefix(b"Exif\0\0")), (b"xml ", XMP))
    boxes = [
        (b"brob", name + brotli.compress(content)) if packed else (name, content) for name, content in said
    ]
    assert from_photo(as_jxl(*boxes)) == Written(rating=5, caption="At the sea")


def test_a_compressed_box_that_is_damaged_or_swells_says_nothing(monkeypatch):
    whole = as_jxl((b"brob", b"xml " + brotli.compress(XMP)))
    for end in range(12, len(whole)):
        from_photo(whole[:end])
    monkeypatch.setattr(parts, "MOST", 1 << 16)
    swelling = brotli.compress(XMP + bytes(1 << 24))
    assert from_photo(as_jxl((b"brob", b"xml " + swelling))) == Written(rating=5)
    assert len(parts.parts_with_words(BytesIO(as_jxl((b"brob", b"xml " + swelling))))) <= 1 << 16


def test_the_plug_in_s_compressed_words_are_read():
    file = BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JXL", xmp=XMP, compress_metadata=True)
    assert b"brobxml " in file.getvalue()
    assert from_photo(file.getvalue()).rating == 5


@pytest.mark.parametrize("end", range(0, 200, 9))
def test_a_cut_file_says_what_it_can(end):
    small = Image.new("RGB", (16, 16))
    for way in WAYS.values():
        from_photo(way(small)[:end])


def test_a_directory_that_points_beyond_its_file_says_nothing():
    entry = struct.pack("<HHII", 700, 1, 1 << 20, 1 << 30)
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + bytes(4)
    assert tags_of(BytesIO(tiff), frozenset({700})) == {700: b""}
    assert from_photo(tiff) == Written()


def test_a_file_of_nothing_but_empty_chunks_is_left_soon(monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 100)
    for head, empty in (
        (b"\x89PNG\r\n\x1a\n", bytes(4) + b"IDAT" + bytes(4)),
        (b"RIFF\0\0\0\0WEBP", b"none" + bytes(4)),
    ):
        file = Counted(head + empty * 50_000)
        assert from_file(file) == Written()
        assert file.count < 5_000
