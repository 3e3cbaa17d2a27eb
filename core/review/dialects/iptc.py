"""IPTC-IIM, which press and older programs write into JPEG."""

from datetime import datetime

from core.review.dialects.dates import dated
from core.review.dialects.fields import OF_IPTC
from core.review.dialects.written import Saying, Written, caption, each_once

_DATE, _TIME = 55, 60
_TITLE, _KEYWORD, _BY_LINE, _COPYRIGHT, _CAPTION = 5, 25, 80, 116, 120


def from_iptc(raw: bytes) -> Written | None:
    """Read IPTC-IIM out of Photoshop's resource 0x0404 (IIM 4.2)."""
    at = raw.find(b"8BIM\x04\x04")
    if at < 0:
        return None
    at += 6 + (raw[at + 6] + 2) // 2 * 2 if at + 6 < len(raw) else 0
    length = int.from_bytes(raw[at : at + 4])
    return from_datasets(raw[at + 4 : at + 4 + length])


def from_datasets(raw: bytes) -> Written | None:
    """Read bare IPTC-IIM. TIFF may have it as whole numbers, whose bytes some programs turn."""
    if raw[:1] != b"\x1c" and raw[3:4] == b"\x1c":
        raw = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    said: dict[int, list[bytes]] = {}
    at = 0
    while at + 5 <= len(raw) and raw[at] == 0x1C:
        record, dataset, size = raw[at + 1], raw[at + 2], int.from_bytes(raw[at + 3 : at + 5])
        if record == 2:
            said.setdefault(dataset, []).append(raw[at + 5 : at + 5 + size])
        at += 5 + size

    def one(dataset: int) -> str | None:
        return next((word for raw in said.get(dataset, ()) if (word := _letters(raw))), None)

    captured = _moment(one(_DATE), one(_TIME))
    return Written(
        keywords=each_once(_letters(word) for word in said.get(_KEYWORD, ())),
        title=caption(one(_TITLE)),
        caption=caption(one(_CAPTION)),
        captured=captured,
        artist=one(_BY_LINE),
        copyright=one(_COPYRIGHT),
        further=(
            *(dated([one(_DATE)]) if captured is None else ()),
            *(
                Saying(row.name, text)
                for number, row in OF_IPTC.items()
                for text in each_once(map(_letters, said.get(number, ())))[: None if row.is_list else 1]
                if text not in row.nothing and caption(text) is not None
            ),
        ),
    )


def _moment(date: str | None, time: str | None) -> datetime | None:
    """20190506 and 070809+0200; without the hour it is none."""
    try:
        return datetime.fromisoformat(f"{date}T{time}") if date and time else None
    except ValueError:
        return None


def _letters(raw: bytes) -> str:
    """Many programs write UTF-8 without saying so."""
    try:
        return raw.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip("\0 ")
