"""The container of a JPEG XL file (ISO/IEC 18181-2): its codestream and its EXIF block.

The plug-in decodes a file as soon as it is opened, and hands its EXIF box on as it lies there.
"""

import importlib
from collections.abc import Iterator
from typing import Any

from core.scan.iso_boxes import boxes
from core.scan.jxl_metadata import SIGNATURE, JxlMetadata, read_metadata


def jxl_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of a file, each with its name and content; none where it is a bare codestream."""
    if data[:2] != SIGNATURE:
        for name, place in boxes(data, (0, len(data)), cut_short=True):
            yield name, data[slice(*place)]


def jxl_codestream(data: bytes, most: int | None = None) -> bytes:
    """The codestream out of its container, or its first bytes alone; empty where there is none."""
    if data[:2] == SIGNATURE:
        return data[:most]
    found: list[bytes] = []
    for name, content in jxl_boxes(data):
        if name == b"jxlc":
            return content[:most]
        if name == b"jxlp":
            found.append(content[4:])
            if most is not None and sum(map(len, found)) >= most:
                break
    return b"".join(found)[:most]


def jxl_metadata(data: bytes) -> JxlMetadata:
    """What a file says of all its frames; a picture of one pixel where the codestream cannot be found."""
    return read_metadata(jxl_codestream(data, _HEADER))


_HEADER = 4096


def jxl_exif(data: bytes) -> bytes:
    """The TIFF structure of a file's Exif box, or of its compressed one; empty where there is none."""
    for name, content in jxl_boxes(data):
        if name == b"brob" and content[:4] == b"Exif":
            name, content = unpacked(content, _MOST_EXIF)
        if name == b"Exif":
            return behind_offset(content)
    return b""


def behind_offset(box: bytes) -> bytes:
    """The TIFF structure of an Exif box, whose first four bytes say how far on it begins; some encoders leave
    them out."""
    return box if box[:2] in (b"II", b"MM") else box[4 + int.from_bytes(box[:4], "big") :]


def unpacked(brob: bytes, most: int) -> tuple[bytes, bytes]:
    """The name and the content of the box that a `brob` box holds compressed, as ISO/IEC 18181-2 has it.

    The content is empty where it is damaged, or brotli is not installed; of a larger one the beginning is
    there.
    """
    found = bytearray()
    try:
        decompressor: Any = importlib.import_module("brotli").Decompressor()
        found += decompressor.process(brob[4:], output_buffer_limit=most)
        while len(found) < most and not decompressor.is_finished():
            before = len(found)
            found += decompressor.process(b"", output_buffer_limit=most - before)
            if len(found) == before:
                break
    except Exception:  # its error is a class of its own
        return brob[:4], b""
    return brob[:4], bytes(found[:most])


_MOST_EXIF = 1 << 20
