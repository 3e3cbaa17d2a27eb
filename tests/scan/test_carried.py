"""What a file has in it besides its picture is told by its structure, and lost with it."""

import base64
import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.lineage.judgement import of_equal_pixels
from core.loss import Loss, LossKind
from core.scan.carried import carried_in
from core.scan.full_picture import open_full

GOOGLE = "http://ns.google.com/photos/1.0/"
ADOBE = b"http://ns.adobe.com/xap/1.0/\0"
GUID = b"0123456789ABCDEF" * 2


def saved(form: str, **options: object) -> bytes:
    file = BytesIO()
    noise = np.random.default_rng(3).integers(0, 256, (48, 64, 3), np.uint8)
    Image.fromarray(noise).save(file, form, **options)
    return file.getvalue()


JPEG = saved("JPEG", quality=90)
CONTENT = np.random.default_rng(4).bytes(150_000)


def packet(attributes: str, spaces: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {attributes}/></rdf:RDF></x:xmpmeta>'
    ).encode()


def with_segments(*segments: bytes, marker: int = 0xE1) -> bytes:
    written = b"".join(bytes([0xFF, marker]) + struct.pack(">H", len(one) + 2) + one for one in segments)
    return JPEG[:2] + written + JPEG[2:]


def with_extended(prefix: str, space: str) -> bytes:
    """XMP too long for a segment, as Google's cameras write it; its shares in any order."""
    data = base64.b64encode(CONTENT).decode()
    long = packet(f'{prefix}:Data="{data}"', f'xmlns:{prefix}="{GOOGLE}{space}/"')
    shares = [
        b"http://ns.adobe.com/xmp/extension/\0"
        + GUID
        + struct.pack(">II", len(long), at)
        + long[at : at + 60_000]
        for at in range(0, len(long), 60_000)
    ]
    short = packet(f'{prefix}:Mime="image/jpeg"', f'xmlns:{prefix}="{GOOGLE}{space}/"')
    return with_segments(ADOBE + short, *reversed(shares))


def with_block(name: bytes, content: bytes, before: bytes = b"") -> bytes:
    """Samsung's, behind the picture."""
    block = bytes(4) + struct.pack("<I", len(name)) + name + content
    listed = b"SEFH" + struct.pack("<II", 106, 1) + before
    listed += struct.pack("<III", 0x00010000, len(block), len(block))
    return JPEG + block + listed + struct.pack("<I", len(listed)) + b"SEFT"


STORE = struct.pack(">I4s", 3008, b"jumb") + struct.pack(">I4s", 40, b"jumd") + b"c2pa" + CONTENT[:2990]
SPHERE = packet('GPano:ProjectionType="equirectangular"', f'xmlns:GPano="{GOOGLE}panorama/"')
DEPTHS_BEHIND = packet(
    'Item:Semantic="Depth"', 'xmlns:Item="http://ns.google.com/photos/1.0/container/item/"'
)
LAYERS = b"Adobe Photoshop Document Data Block\0MIB8ryaL" + CONTENT[:900]
UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def with_chunk(kind: bytes, content: bytes) -> bytes:
    png = saved("PNG")
    return png[:33] + struct.pack(">I4s", len(content), kind) + content + bytes(4) + png[33:]


FILES = {
    "Google's depths": (with_extended("GDepth", "depthmap"), LossKind.DEPTH_MAP),
    "under another prefix": (with_extended("g", "depthmap"), LossKind.DEPTH_MAP),
    "Android's depths": (with_segments(ADOBE + DEPTHS_BEHIND), LossKind.DEPTH_MAP),
    "Samsung's depths": (with_block(b"DualShot_DepthMap_1", CONTENT), LossKind.DEPTH_MAP),
    "the sharp one": (with_extended("GImage", "image"), LossKind.SECOND_PICTURE),
    "the other lens": (with_block(b"DualShot_1_Image", JPEG), LossKind.SECOND_PICTURE),
    "Google's sound": (with_extended("GAudio", "audio"), LossKind.AUDIO),
    "Samsung's sound": (with_block(b"SoundShot_Meta_Info\0", CONTENT), LossKind.AUDIO),
    "sound with a longer list": (with_block(b"SoundShot_000", CONTENT, bytes(4)), LossKind.AUDIO),
    "a sphere": (with_segments(ADOBE + SPHERE), LossKind.PANORAMA),
    "a sphere in TIFF": (saved("TIFF", tiffinfo={700: SPHERE}), LossKind.PANORAMA),
    "a sphere in WebP": (saved("WEBP", xmp=SPHERE), LossKind.PANORAMA),
    "layers in TIFF": (saved("TIFF", tiffinfo={37724: LAYERS}), LossKind.LAYERS),
    "temperatures of a thermal camera": (
        with_segments(*(b"FLIR\0\x01" + CONTENT[at : at + 60_000] for at in (0, 60_000))),
        LossKind.DATA,
    ),
    "a recording of an old camera": (with_segments(b"FPXR\0" + CONTENT[:9000], marker=0xE2), LossKind.DATA),
    "a maker's data behind the picture": (JPEG + b"edof" + CONTENT[:9000], LossKind.DATA),
    "and behind a second picture": (JPEG + JPEG + bytes(64) + CONTENT[:9000], LossKind.DATA),
    "credentials in JPEG": (
        with_segments(b"JP" + struct.pack(">HI", 1, 1) + STORE, marker=0xEB),
        LossKind.CREDENTIALS,
    ),
    "credentials in PNG": (with_chunk(b"caBX", STORE), LossKind.CREDENTIALS),
    "credentials in TIFF": (saved("TIFF", tiffinfo={52545: STORE}), LossKind.CREDENTIALS),
    "depths in HEIC": (
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x32meta"
        + b"auxC\0\0\0\0urn:mpeg:hevc:2015:auxid:2\0".ljust(42),
        LossKind.DEPTH_MAP,
    ),
    "credentials in HEIC": (
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + struct.pack(">I4s", len(STORE) + 24, b"uuid") + UUID + STORE,
        LossKind.CREDENTIALS,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_carries_is_told(name):
    data, kind = FILES[name]
    assert {found for found, _ in carried_in(data)} == {kind}


@pytest.mark.parametrize(
    "data",
    [
        JPEG,
        saved("PNG"),
        saved("TIFF", tiffinfo={37724: b"Adobe Photoshop Document Data Block\0MIB8ttaP"}),
        with_block(b"Image_UTC_Data", b"1700000000000"),
        with_segments(ADOBE + packet('Item:Semantic="GainMap"', 'xmlns:Item="x"')),
        with_segments(b"a maker's settings" + CONTENT[:500], marker=0xE3),
        with_segments(b"XMP\0://ns.adobe.com/xap/1.0/\0" + packet("", "").ljust(5000)),
        JPEG + bytes(5000) + b"\r\n",
        JPEG + bytes(16) + JPEG,
        JPEG + b"\0\0\0\x18ftypmp42" + CONTENT[:9000],
        with_segments(ADOBE + packet("", f'xmlns:GPano="{GOOGLE}panorama/"')),
        with_segments(b"JP" + struct.pack(">HI", 1, 1) + b"\0\0\0\x10jumb360 sphere", marker=0xEB),
    ],
)
def test_what_every_phone_and_program_writes_is_nothing_of_the_kind(data):
    assert carried_in(data) == frozenset()


@pytest.mark.parametrize("name", FILES)
def test_a_cut_file_is_read_as_far_as_it_goes(name):
    data, _ = FILES[name]
    for end in (*range(0, 80, 7), len(data) // 2, len(data) - 3):
        carried_in(data[:end])


@pytest.mark.parametrize(
    "name",
    [
        *("Google's sound", "the other lens", "a sphere", "credentials in JPEG"),
        *("temperatures of a thermal camera", "a maker's data behind the picture"),
    ],
)
def test_a_bare_twin_covers_no_file_that_carries_more(name, tmp_path: Path):
    (tmp_path / "bare.jpg").write_bytes(JPEG + bytes(300_000))
    (tmp_path / "more.jpg").write_bytes(FILES[name][0])
    bare, more = open_full(tmp_path / "bare.jpg"), open_full(tmp_path / "more.jpg")
    assert np.array_equal(bare.pixels, more.pixels)
    assert of_equal_pixels(bare, more).losses_b == (Loss(FILES[name][1]),)
    assert of_equal_pixels(bare, more).losses_a == ()
    assert of_equal_pixels(more, more).losses_a == ()
