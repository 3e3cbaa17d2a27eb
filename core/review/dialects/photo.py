"""All that a photo itself says, in whichever dialects it does."""

from core.review.dialects.comments import from_comments
from core.review.dialects.exif import exif_in, from_exif
from core.review.dialects.iptc import from_iptc
from core.review.dialects.written import Written, joined
from core.review.dialects.xmp import from_xmp, xmp_in


def from_photo(raw: bytes) -> Written:
    """Read what stands in a photo itself.

    Args:
        raw: the photo, or its first bytes.
    """
    raw = _before_the_picture(raw)
    exif = exif_in(raw)
    xmp = xmp_in(raw)
    return joined(
        one
        for one in (
            from_exif(exif) if exif is not None else None,
            from_xmp(xmp) if xmp is not None else None,
            from_iptc(raw),
            from_comments(raw),
        )
        if one is not None
    )


_START_OF_SCAN = 0xDA


def _before_the_picture(raw: bytes) -> bytes:
    """A JPEG as far as its segments go, which is where words stand: the picture behind them takes
    ten times as long to look through. Other formats, and what is damaged, as they are."""
    at = 2 if raw[:2] == b"\xff\xd8" else len(raw)
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        if raw[at + 1] == _START_OF_SCAN:
            return raw[:at]
        length = int.from_bytes(raw[at + 2 : at + 4])
        if length < 2:
            break
        at += 2 + length
    return raw
