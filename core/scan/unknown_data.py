"""What lies in a JPEG and is neither its picture nor anything that is read here: temperatures of a thermal
camera, a recording, what a phone needs to set the focus anew.

Nobody here can say what it is worth, so that it counts as something of its own: who has it keeps it.
"""

import hashlib
import re
from collections.abc import Iterator

from core.loss import LossKind

_KNOWN = (
    *(b"JFIF\0", b"JFXX\0", b"Exif\0", b"http://ns.adobe.com/", b"XMP\0://ns.adobe.com/", b"ICC_PROFILE\0"),
    *(b"MPF\0", b"JP"),
    *(b"urn:iso:std:iso:ts:21496", b"Photoshop 3.0\0", b"Adobe", b"Ducky"),
)
"""How the segments begin that are read elsewhere, or that no picture needs. "XMP" in the place of "http"
stands in photos that were shared in 2008."""


def unknown_data(jpeg: bytes) -> Iterator[tuple[LossKind, bytes]]:
    """That there is some, with its digest.

    Args:
        jpeg: the whole file. Pictures, films and Samsung's blocks behind its end are known.
    """
    segments, end = _walked(jpeg, 0)
    unknown = b"".join(one for one in segments if not one.startswith(_KNOWN))
    if len(unknown) >= _WORTH_A_SEGMENT:
        yield LossKind.DATA, hashlib.sha256(unknown).digest()
    while end and (another := _ANOTHER.match(jpeg, end)):
        _, end = _walked(jpeg, another.end() - 2)
    behind = jpeg[end:].strip(b"\0 \r\n\xff") if end else b""
    if len(behind) >= _WORTH_BEHIND and not _is_known(behind):
        yield LossKind.DATA, hashlib.sha256(behind).digest()


def _walked(data: bytes, start: int) -> tuple[list[bytes], int]:
    """The contents of a JPEG's APP segments, and where it ends; 0 where its end is not there."""
    found: list[bytes] = []
    at = start + 2
    while marker := _MARKER.search(data, at):
        kind, at = marker[0][1], marker.end()
        if kind == _END:
            return found, at
        if kind in _ALONE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        if size < 2 or at + size > len(data):
            break
        if _FIRST_APP <= kind <= _LAST_APP:
            found.append(data[at + 2 : at + size])
        at += size
    return found, 0


def _is_known(behind: bytes) -> bool:
    """Films and pictures are told elsewhere, and so is what Samsung's phones put there."""
    return b"ftyp" in behind[:16] or behind.startswith(b"\xff\xd8") or b"SEFT" in behind[-_NEAR_THE_END:]


_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")
_ANOTHER = re.compile(rb"\0*\xff\xd8")
_END, _ALONE, _FIRST_APP, _LAST_APP = 0xD9, (0x01, 0xD8), 0xE0, 0xEF
_WORTH_A_SEGMENT = 4096
"""Bytes of all of them together. Less is a maker's note on how it set the camera."""
_WORTH_BEHIND, _NEAR_THE_END = 64, 4096
