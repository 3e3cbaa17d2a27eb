"""IPTC-IIM, which press and older programs write into JPEG."""

import struct

from core.review.dialects.fields import OF_IPTC
from core.review.dialects.written import Saying, Written, caption, each_once

_TITLE, _KEYWORD, _BY_LINE, _COPYRIGHT, _CAPTION = 5, 25, 80, 116, 120


def from_iptc(raw: bytes) -> Written | None:
    """Read IPTC-IIM out of Photoshop's resource 0x0404 (IIM 4.2)."""
    at = raw.find(b"8BIM\x04\x04")
    if at < 0:
        return None
    at += 6 + (raw[at + 6] + 2) // 2 * 2 if at + 6 < len(raw) else 0
    said: dict[int, list[bytes]] = {}
    try:
        (length,) = struct.unpack_from(">I", raw, at)
        at, end = at + 4, at + 4 + length
        while at + 5 <= min(end, len(raw)) and raw[at] == 0x1C:
            record, dataset, size = raw[at + 1], raw[at + 2], struct.unpack_from(">H", raw, at + 3)[0]
            if record == 2:
                said.setdefault(dataset, []).append(raw[at + 5 : at + 5 + size])
            at += 5 + size
    except struct.error:
        return None

    def one(dataset: int) -> str | None:
        return next((word for raw in said.get(dataset, ()) if (word := _letters(raw))), None)

    return Written(
        keywords=each_once(_letters(word) for word in said.get(_KEYWORD, ())),
        title=caption(one(_TITLE)),
        caption=caption(one(_CAPTION)),
        artist=one(_BY_LINE),
        copyright=one(_COPYRIGHT),
        further=tuple(
            Saying(row.name, text)
            for number, row in OF_IPTC.items()
            for text in each_once(_letters(raw) for raw in said.get(number, ()))[: None if row.is_list else 1]
            if text not in row.nothing and caption(text) is not None
        ),
    )


def _letters(raw: bytes) -> str:
    """Many programs write UTF-8 without saying so."""
    try:
        return raw.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip("\0 ")
