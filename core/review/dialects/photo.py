"""All that a photo itself says, in whichever dialects it does."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image

from core.review.dialects.comments import from_comments
from core.review.dialects.exif import exif_in, from_exif
from core.review.dialects.extended_xmp import belonging, parted_xmp
from core.review.dialects.iptc import from_datasets, from_iptc
from core.review.dialects.parts import MOST, directory_of, parts_with_words, tags_of
from core.review.dialects.written import Written, joined
from core.review.dialects.xmp import from_xmp, xmp_in
from core.scan.exif import changed_time, satellites_time


def from_photo(raw: bytes) -> Written:
    """Read what stands in a photo itself.

    Args:
        raw: the photo, or its first bytes.
    """
    return from_file(BytesIO(raw))


def from_file(file: BinaryIO, look: int = MOST) -> Written:
    """The same, of a file that can be read from anywhere: most of it is not read.

    Args:
        file: the photo.
        look: bytes of its beginning that are searched where the format does not say where words stand.
    """
    file.seek(0)
    if file.read(4) in _TIFFS:
        return _from_tiff(file, look)
    raw, others = parts_with_words(file, look), dict[bytes, bytes]()
    if raw.startswith(b"\xff\xd8"):
        raw, others = parted_xmp(raw)
    exif, xmp = exif_in(raw), xmp_in(raw)
    more = [from_xmp(packet) for packet in belonging(xmp or b"", others)]
    return _joined(exif, xmp, *more, from_iptc(raw), from_comments(raw))


_TIFFS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIRO", b"IIRS", b"MMOR", b"IIU\0")
"""TIFF, BigTIFF, and what Olympus and Panasonic write."""

_XMP, _IPTC, _PHOTOSHOP = 700, 33723, 34377


def _from_tiff(file: BinaryIO, look: int) -> Written:
    tags = tags_of(file, frozenset({_XMP, _IPTC, _PHOTOSHOP}))
    exif = _directories(file)
    xmp = xmp_in(tags.get(_XMP, b""))
    if xmp is None:
        file.seek(0)
        xmp = xmp_in(file.read(look))
    iptc = from_datasets(tags[_IPTC]) if _IPTC in tags else None
    return _joined(exif, xmp, iptc or from_iptc(tags.get(_PHOTOSHOP, b"")))


def _directories(file: BinaryIO) -> Image.Exif | None:
    try:
        if (found := directory_of(file)) is None:
            return None
        exif = Image.Exif()
        exif.endian, exif.bigtiff = found[0], found[1]
        exif.load_from_fp(file, found[2])
    except Exception:  # damaged directories fail in every way there is
        return None
    return exif


def _joined(exif: Image.Exif | None, xmp: bytes | None, *others: Written | None) -> Written:
    read = (
        from_exif(exif) if exif is not None else None,
        from_xmp(xmp) if xmp is not None else None,
        *others,
        Written(captured=satellites_time(exif) or changed_time(exif)) if exif is not None else None,
    )
    return joined(one for one in read if one is not None)
