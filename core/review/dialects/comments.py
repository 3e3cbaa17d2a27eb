"""The oldest dialects: JPEG's and GIF's comments, and PNG's texts under their keywords."""

import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from core.review.dialects.fields import COMMENT
from core.review.dialects.written import NOTHING_WRITTEN, Saying, Written, caption, said_once
from core.scan.exif import moment_of


def from_comments(raw: bytes) -> Written:
    """Read the comments of a JPEG or a GIF, or the texts of a PNG; nothing for other formats."""
    if raw.startswith(b"\xff\xd8"):
        return _commented(_of_jpeg(raw))
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return _commented(_of_gif(raw))
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        texts = dict(reversed([*_of_png(raw)]))  # the first of each keyword
        return Written(
            title=caption(texts.get("Title")),
            caption=caption(texts.get("Description")),
            captured=_moment(texts.get("Creation Time", "")),
            artist=texts.get("Author") or None,
            copyright=texts.get("Copyright") or None,
            further=_sayings([texts.get("Comment", "")]),
        )
    return NOTHING_WRITTEN


def _moment(text: str) -> datetime | None:
    """As PNG recommends it (RFC 1123), as XMP, or as EXIF has it."""
    for read in (parsedate_to_datetime, datetime.fromisoformat, moment_of):
        try:
            if len(text) > len("2024-05-14") and (found := read(text)) is not None:
                return found
        except ValueError:
            continue
    return None


def _commented(comments: Iterator[bytes]) -> Written:
    return Written(further=_sayings([_letters(one) for one in comments]))


def _sayings(texts: list[str]) -> tuple[Saying, ...]:
    return tuple(Saying(COMMENT, words) for words in said_once(caption(text) for text in texts))


def _letters(raw: bytes) -> str:
    """UTF-8, or Latin-1 where it is none; empty for bytes that are no text."""
    raw = raw.strip(b"\0 \r\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text if all(letter.isprintable() or letter in "\r\n\t" for letter in text) else ""


_COM, _START_OF_SCAN, _END = 0xFE, 0xDA, 0xD9


def _of_jpeg(raw: bytes) -> Iterator[bytes]:
    """The segments before the picture (ITU-T T.81, B.1.1.4)."""
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] not in (_START_OF_SCAN, _END):
        if raw[at + 1] == 0xFF:  # a marker may be led by any number of these
            at += 1
            continue
        length = int.from_bytes(raw[at + 2 : at + 4])
        if length < 2:
            return
        if raw[at + 1] == _COM:
            yield raw[at + 4 : at + 2 + length]
        at += 2 + length


def _of_gif(raw: bytes) -> Iterator[bytes]:
    """Comment extensions (GIF89a, 24), wherever they stand between the frames."""
    if len(raw) < 13:
        return
    at = 13 + _table(raw[10])
    while at + 2 <= len(raw):
        kind = raw[at]
        if kind == 0x21:
            comment = raw[at + 1] == 0xFE
            at, data = _blocks(raw, at + 2)
            if comment:
                yield data
        elif kind == 0x2C and at + 10 <= len(raw):
            at, _ = _blocks(raw, at + 11 + _table(raw[at + 9]))
        else:
            return


def _table(flags: int) -> int:
    """The length of a table of colours, if there is one."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(raw: bytes, at: int) -> tuple[int, bytes]:
    """Where a row of blocks ends, and what the first of them say."""
    data = bytearray()
    while at < len(raw) and (length := raw[at]):
        if len(data) < _MOST:
            data += raw[at + 1 : at + 1 + length]
        at += 1 + length
    return at + 1, bytes(data)


_MOST = 64 << 10
"""Bytes of text that anybody writes about a photo."""


def _of_png(raw: bytes) -> Iterator[tuple[str, str]]:
    """Keywords and texts (PNG 3, 11.3.3)."""
    at = 8
    while at + 8 <= len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        kind, data = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        at += 12 + length
        keyword, _, rest = data.partition(b"\0")
        if kind == b"tEXt":
            text = rest
        elif kind == b"zTXt":
            text = _inflated(rest[1:])
        elif kind == b"iTXt" and len(rest) > 2:
            packed, rest = rest[0], rest[2:]
            text = rest.split(b"\0", 2)[-1]
            text = _inflated(text) if packed else text
        else:
            continue
        yield keyword.decode("latin-1"), _letters(text)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return b""
