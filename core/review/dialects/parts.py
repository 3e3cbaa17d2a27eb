"""The parts of a file in which words stand: found by the structure of its format, read without the picture.

Words stand in front of the picture, behind it, or in its midst, as far in as the file is long. What is given
back is short, and reads as the file does.
"""

import struct
from collections.abc import Callable, Iterator
from io import SEEK_END
from typing import BinaryIO

from core.review.dialects.png_texts import held_in_text
from core.scan import iso_boxes
from core.scan.jxl import behind_offset, unpacked

MOST = 16 << 20
"""Bytes that are read for words, of all parts together."""

MOST_PARTS = 1 << 18
"""Chunks or boxes that are looked at; of empty ones a file can hold millions."""

EXIF = b"Exif\0\0"


def parts_with_words(file: BinaryIO, look: int = MOST) -> bytes:
    """A file without its picture.

    Args:
        file: to be read from anywhere.
        look: bytes at its beginning that are given back where its structure is not known, or damaged.
    """
    file.seek(0)
    head = file.read(32)
    for mark, read in _READERS:
        if head.startswith(mark, 4 if mark == b"ftyp" else 0):
            try:
                found = b"".join(_up_to(MOST, read(file)))
            except (struct.error, IndexError, KeyError):
                break
            if found:
                return found
    file.seek(0)
    return file.read(look)


def _up_to(most: int, parts: Iterator[bytes]) -> Iterator[bytes]:
    for part in parts:
        most -= len(part)
        if most < 0:
            return
        yield part


_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def _of_jpeg(file: BinaryIO) -> Iterator[bytes]:
    """The segments before the picture (ITU-T T.81, B.1.1.4); all from a damaged one on."""
    yield b"\xff\xd8"
    file.seek(2)
    while len(mark := file.read(4)) == 4 and mark[0] == 0xFF and mark[1] != _START_OF_SCAN:
        if mark[1] == 0xFF:  # any number of them may stand before a marker
            file.seek(-3, 1)
            continue
        length = int.from_bytes(mark[2:])
        if length < 2:
            break
        yield mark + file.read(length - 2)
    else:
        if len(mark) < 4 or mark[1] == _START_OF_SCAN:
            return
    yield mark + file.read(1 << 20)


def _of_png(file: BinaryIO) -> Iterator[bytes]:
    """All chunks but those with pixels (PNG 3, 5.3)."""
    yield file_head(file, 8)
    for begin in _heads(file):
        if begin[4:] == b"IEND":
            return
        length = int.from_bytes(begin[:4])
        if begin[4:] in (b"IDAT", b"fdAT") or length > MOST:
            file.seek(length + 4, 1)
        else:
            chunk = file.read(length + 4)
            yield begin + chunk
            if held := held_in_text(begin[4:], chunk[:-4], MOST // 2):
                yield _as_in_jpeg(*held)


def _as_in_jpeg(kind: bytes, said: bytes) -> bytes:
    if kind == b"exif":
        return said if said.startswith(EXIF) else EXIF + said
    return as_resource(said) if kind == b"iptc" and not said.startswith(b"8BIM") else said


def _heads(file: BinaryIO) -> Iterator[bytes]:
    """The first eight bytes of chunk after chunk; whoever asks goes on to the next."""
    for _ in range(MOST_PARTS):
        if len(begin := file.read(8)) < 8:
            return
        yield begin


def _of_webp(file: BinaryIO) -> Iterator[bytes]:
    """EXIF and XMP, which stand behind the picture (RFC 9649, 2.7)."""
    head = file_head(file, 12)
    if head[8:] != b"WEBP":
        raise KeyError("WEBP")
    yield head
    for begin in _heads(file):
        length = int.from_bytes(begin[4:], "little")
        if begin[:4] in (b"EXIF", b"XMP ", b"C2PA"):
            yield begin + file.read(min(length, MOST))
            file.seek(length & 1, 1)
        else:
            file.seek(length + (length & 1), 1)


def _of_boxes(file: BinaryIO) -> Iterator[bytes]:
    """Boxes and items with words, of HEIC, AVIF, CR3, JPEG 2000 and JPEG XL; some of them are compressed."""
    size = file.seek(0, SEEK_END)
    at = 0
    for _ in range(MOST_PARTS):
        if at + 8 > size:
            return
        file.seek(at)
        begin = file.read(16)
        length, name = struct.unpack_from(">I4s", begin)
        start = at + 8
        if length == 1:
            length, start = int.from_bytes(begin[8:16]), start + 8
        end = size if length == 0 else at + length
        if end < start or not name.isascii():
            return
        if name not in _OF_THE_PICTURE:
            file.seek(start)
            yield from _said_in(file, name, begin[: start - at], file.read(min(end - start, MOST)), at)
        at = end


_OF_THE_PICTURE = frozenset({b"mdat", b"jxlc", b"jxlp", b"jp2c", b"free", b"skip", b"mpvd", b"jbrd"})
_EXIF_OF_JP2 = b"JpgTiffExif->JP2"
_IPTC_OF_JP2 = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")


def _said_in(file: BinaryIO, name: bytes, begin: bytes, content: bytes, at: int) -> Iterator[bytes]:
    if name == b"brob":
        name, content = unpacked(content, MOST // 2)
        begin = struct.pack(">I4s", len(content) + 8, name)
    if name == b"Exif":
        yield _of_item(content)
    elif name == b"uuid" and content.startswith(_EXIF_OF_JP2):
        yield EXIF + content[16:]
    elif name == b"uuid" and content.startswith(_IPTC_OF_JP2):
        yield as_resource(content[16:])
    else:
        yield begin + content
    if name == b"meta" and at < MOST:
        for kind, (first, last) in _items(begin + content, at):
            file.seek(first)
            said = file.read(min(last - first, MOST))
            yield _of_item(said) if kind == b"Exif" else said


def _items(meta: bytes, at: int) -> Iterator[tuple[bytes, iso_boxes.Range]]:
    """Where the items with EXIF and XMP lie in the file (ISO/IEC 23008-12, annex A)."""
    data = bytes(at) + meta
    try:
        start, end = iso_boxes.inside(data, (at, len(data)), b"meta")
        kinds = iso_boxes.kinds(data, (start + 4, end))
        lying = iso_boxes.places(data, (start + 4, end))
    except (struct.error, IndexError, KeyError):
        return
    for number, (first, last) in lying.items():
        if kinds.get(number) in (b"Exif", b"mime") and last > first:
            yield kinds[number], (first, last)


def _of_item(content: bytes) -> bytes:
    """EXIF of a box or an item, after the number of bytes that stand before it."""
    return EXIF + behind_offset(content)


def _of_psd(file: BinaryIO) -> Iterator[bytes]:
    """The image resources, which stand before the layers (Adobe Photoshop File Formats Specification)."""
    yield file_head(file, 26)
    (colours,) = struct.unpack(">I", file.read(4))
    file.seek(colours, 1)
    (length,) = struct.unpack(">I", file.read(4))
    resources = file.read(min(length, MOST))
    yield resources
    at = resources.find(b"8BIM\x04\x22")  # EXIF
    if at >= 0:
        yield EXIF + resources[at + 12 :][: int.from_bytes(resources[at + 8 : at + 12])]


def as_resource(iptc: bytes) -> bytes:
    """IPTC as Photoshop keeps it."""
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc


def file_head(file: BinaryIO, length: int) -> bytes:
    file.seek(0)
    return file.read(length)


_READERS: tuple[tuple[bytes, Callable[[BinaryIO], Iterator[bytes]]], ...] = (
    (b"\xff\xd8", _of_jpeg),
    (b"\x89PNG\r\n\x1a\n", _of_png),
    (b"RIFF", _of_webp),
    (b"ftyp", _of_boxes),
    (b"\0\0\0\x0cJXL ", _of_boxes),
    (b"\0\0\0\x0cjP  ", _of_boxes),
    (b"8BPS", _of_psd),
)


def tags_of(file: BinaryIO, wanted: frozenset[int]) -> dict[int, bytes]:
    """Some tags of a TIFF's first directory, as bytes, wherever in the file it lies (TIFF 6.0, section 2;
    BigTIFF). Cameras write other marks than TIFF's."""
    order = directory_of(file)
    if order is None:
        return {}
    ends, big, at = order
    entry = ends + ("HHQ8s" if big else "HHI4s")
    size = struct.calcsize(entry)
    found: dict[int, bytes] = {}
    try:
        file.seek(at)
        (count,) = struct.unpack(ends + ("Q" if big else "H"), file.read(8 if big else 2))
        listed = file.read(min(count, 4096) * size)
        for tag, kind, number, value in struct.iter_unpack(entry, listed):
            length = number * _SIZES.get(kind, 0)
            if tag not in wanted or not length:
                continue
            if length > len(value):
                file.seek(int.from_bytes(value, "little" if ends == "<" else "big"))
                value = file.read(min(length, MOST))
            found[tag] = value[:length]
    except struct.error:
        return found
    return found


_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}


def directory_of(file: BinaryIO) -> tuple[str, bool, int] | None:
    """The order of a TIFF's bytes, whether it is a BigTIFF, and where its first directory lies."""
    head = file_head(file, 16)
    if len(head) < 8:
        return None
    ends = "<" if head[:2] == b"II" else ">"
    big = struct.unpack_from(ends + "H", head, 2)[0] == 43 and len(head) == 16
    return ends, big, struct.unpack_from(ends + ("Q" if big else "I"), head, 8 if big else 4)[0]
