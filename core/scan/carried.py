"""What files carry besides a picture: depths, another picture, sound, layers, marks of a panorama, the like.

All told by the structure of the file; the picture is not decoded. A film behind it, a gain map and frames are
told where they are read; what nobody reads, in `unknown_data.py`.

    XMP         GDepth, GImage, GAudio, GPano, and Android's Container (developer.android.com)
    Samsung     blocks behind a JPEG, listed between SEFH and SEFT (exiftool's tag names)
    HEIF        auxiliary pictures by their URN (ISO/IEC 23008-12, 6.5.8)
    TIFF        Photoshop's layers in tag 37724, C2PA's store in 52545
    C2PA        JUMBF: APP11, caBX, a box (C2PA 2.1, annex A)
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from io import BytesIO

from core.loss import LossKind
from core.review.dialects.extended_xmp import parted_xmp
from core.review.dialects.parts import parts_with_words, tags_of
from core.scan.unknown_data import unknown_data

Carried = tuple[LossKind, bytes]
"""What it is, and its digest; none where only that it is there counts."""

_TIFFS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def carried_in(data: bytes) -> frozenset[Carried]:
    """What a file carries besides its picture.

    Args:
        data: the whole file.
    """
    if data[:4] in _TIFFS:
        return frozenset(_in_tiff(data))
    parts = parts_with_words(BytesIO(data), _LOOKED_AT)
    found = [*_in_xmp(parts), *_credentials(data, parts)]
    if data.startswith(b"\xff\xd8"):
        others = parted_xmp(parts)[1].values()
        found += [*(one for packet in others for one in _in_xmp(packet)), *_in_samsung_blocks(data)]
        found += unknown_data(data)
    elif data[4:8] == b"ftyp":
        found += [*_auxiliary(parts), *_in_samsung_blocks(data)]
    elif data.startswith(b"\x89PNG"):
        found += [(LossKind.LAYERS, b"")] if b"mkBT" in parts else []  # Fireworks
    return frozenset(found)


_LOOKED_AT = 1 << 20


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


_GOOGLE = b"http://ns.google.com/photos/1.0/"
_DATA = {b"depthmap": LossKind.DEPTH_MAP, b"image": LossKind.SECOND_PICTURE, b"audio": LossKind.AUDIO}
_PREFIX = re.compile(
    rb"xmlns:(\w+)\s*=\s*[\"']" + re.escape(_GOOGLE) + rb"(depthmap|image|audio|panorama)/?[\"']"
)
_SEMANTIC = re.compile(rb"\bSemantic\s*(?:=\s*[\"']|>)\s*(\w+)")
_USUAL = frozenset({b"Primary", b"GainMap", b"MotionPhoto", b"MicroVideo", b"Video"})
_DEPTHS = frozenset({b"Depth", b"DepthMap", b"Confidence", b"Mask", b"Matte"})


def _in_xmp(xmp: bytes) -> Iterator[Carried]:
    """What Google's and Android's properties hold, or say that it lies behind the picture."""
    for prefix, space in set(_PREFIX.findall(xmp)):
        if space == b"panorama":
            if re.search(rb"[\s<]" + prefix + rb":ProjectionType\b", xmp):
                yield LossKind.PANORAMA, b""
        elif held := re.search(rb"[\s<]" + prefix + rb":Data\s*(?:=\s*[\"']|>)([A-Za-z0-9+/=\s]+)", xmp):
            yield _DATA[space], _digest(held[1])
    for semantic in set(_SEMANTIC.findall(xmp)) - _USUAL:
        yield (LossKind.DEPTH_MAP if semantic in _DEPTHS else LossKind.SECOND_PICTURE), b""


def _in_samsung_blocks(data: bytes) -> Iterator[Carried]:
    """Pictures, depths and sound that Samsung's phones put behind the picture."""
    end = data.rfind(b"SEFT", -_NEAR_THE_END)
    if end < 8:
        return
    begin = end - 4 - int.from_bytes(data[end - 4 : end], "little")
    if begin < 0 or data[begin : begin + 4] != b"SEFH":
        return
    for name, content in _blocks(data, begin, end):
        if b"depthmap" in name:
            yield LossKind.DEPTH_MAP, _digest(content)
        elif b"sound" in name or b"audio" in name:
            yield LossKind.AUDIO, _digest(content)
        elif content.startswith(b"\xff\xd8\xff"):
            yield LossKind.SECOND_PICTURE, _digest(content)


def _blocks(data: bytes, begin: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Names, in lower case, and contents: a list says how far before it each block lies, and how long it is.
    Some writers leave four bytes more before the first entry."""
    count = min(int.from_bytes(data[begin + 8 : begin + 12], "little"), (end - begin) // 12)
    for first in (begin + 12, begin + 16):
        for at in range(first, min(first + 12 * count, end - 11), 12):
            back, size = struct.unpack_from("<II", data, at + 4)
            if not 8 <= size <= back <= begin:
                continue
            block = data[begin - back : begin - back + size]
            named = int.from_bytes(block[4:8], "little")
            name = block[8 : 8 + named].rstrip(b"\0").lower()
            if named <= _LONGEST_NAME and name.isascii() and name.decode().isprintable():
                yield name, block[8 + named :]


_LONGEST_NAME = 64
_NEAR_THE_END = 4096


def _auxiliary(parts: bytes) -> Iterator[Carried]:
    """Depths and masks that a phone keeps beside the picture. Opacity and gain maps are no matter here."""
    if any(name in parts for name in _DEPTH_NAMES):
        yield LossKind.DEPTH_MAP, b""


_DEPTH_NAMES = (
    b"urn:mpeg:hevc:2015:auxid:2",
    b"urn:mpeg:mpegB:cicp:systems:auxiliary:depth",
    b":aux:portraiteffectsmatte",
    b":aux:semantic",
)


_STORE = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def _credentials(data: bytes, parts: bytes) -> Iterator[Carried]:
    """The store of content credentials."""
    if data.startswith(b"\xff\xd8"):
        segments = re.findall(rb"\xff\xeb..JP..\0\0..", parts, re.DOTALL)
        there = bool(segments) and b"jumb" in parts and b"c2pa" in parts
    elif data.startswith(b"\x89PNG"):
        there = b"caBX" in parts
    elif data.startswith(b"RIFF"):
        there = b"C2PA" in parts
    else:
        there = _STORE in parts or (b"jumb" in parts and b"c2pa" in parts)
    if there:
        at = max(0, parts.find(b"c2pa"))
        yield LossKind.CREDENTIALS, _digest(parts[at : at + _ENOUGH])


_ENOUGH = 4096
"""Bytes by which one store is told from another: its signature and its time are in there."""

_XMP, _LAYERS, _C2PA = 700, 37724, 52545
_LAYER_BLOCKS = (b"8BIMLayr", b"8BIMLr16", b"8BIMLr32", b"MIB8ryaL", b"MIB861rL", b"MIB823rL")


def _in_tiff(data: bytes) -> Iterator[Carried]:
    tags = tags_of(BytesIO(data), frozenset({_XMP, _LAYERS, _C2PA}))
    yield from _in_xmp(tags.get(_XMP, b""))
    if any(block in tags.get(_LAYERS, b"") for block in _LAYER_BLOCKS):
        yield LossKind.LAYERS, _digest(tags[_LAYERS])
    if _C2PA in tags:
        yield LossKind.CREDENTIALS, _digest(tags[_C2PA])
