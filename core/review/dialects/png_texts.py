"""What texts of a PNG hold that is more than a text: compressed XMP, and ImageMagick's raw profiles.

These have EXIF, IPTC and XMP of a JPEG in hexadecimal numbers, under "Raw profile type exif" and the like
(ImageMagick, coders/png.c); exiftool and Pillow read them, and old PNGs have nothing else.
"""

import zlib

_RAW = b"Raw profile type "
_XMP = b"XML:com.adobe.xmp"


def held_in_text(kind: bytes, data: bytes, most: int) -> tuple[bytes, bytes] | None:
    """What a chunk of text holds, with its kind: b"exif", b"iptc" or b"xmp". None for mere text, and for XMP
    that stands there as it is.

    Args:
        kind: the name of the chunk.
        data: its content.
        most: bytes to which it may swell.
    """
    keyword, _, rest = data.partition(b"\0")
    if kind == b"iTXt" and keyword == _XMP and rest[:1] == b"\1":
        return b"xmp", _inflated(rest[2:].split(b"\0", 2)[-1], most)
    if kind not in (b"tEXt", b"zTXt") or not keyword.startswith(_RAW):
        return None
    numbers = (rest if kind == b"tEXt" else _inflated(rest[1:], most)).split()[
        2:
    ]  # after its name and length
    try:
        raw = bytes.fromhex(b"".join(numbers).decode("ascii"))
    except ValueError:
        return None
    profile = keyword[len(_RAW) :].lower()
    if profile == b"app1":
        profile = b"exif" if raw.startswith(b"Exif") else b"xmp"
    elif profile == b"8bim":
        profile = b"iptc"
    return (profile, raw) if profile in (b"exif", b"iptc", b"xmp") else None


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""
