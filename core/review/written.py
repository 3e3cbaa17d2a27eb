"""What a person wrote about a photo, stars and keywords: from the XMP inside it and from its sidecar."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.companions.units import Units
from core.photo import Photo
from core.review.xmp import MAX_BYTES, Packet, read_packet
from core.scan.formats import RAW_SUFFIXES

LOOKED_AT = 16 << 20
"""How much of a photo is searched for its packet, in bytes: all of nearly every photo."""

GLANCED_AT = 256 << 10
"""Enough for JPEG, whose packet comes right after EXIF, where thousands of photos are to be read."""


@dataclass(frozen=True, slots=True)
class Written:
    """A rating from -1 (rejected) to 5, None where there is none or it is 0, and keywords, each once."""

    rating: int | None = None
    keywords: tuple[str, ...] = ()


NOTHING_WRITTEN = Written()


def read_written(path: Path, units: Units | None = None, look: int = LOOKED_AT) -> Written:
    """Read what was written about a photo. What cannot be read counts as nothing.

    Args:
        units: finds the sidecar, where many photos are asked about.
        look: bytes of the photo itself that are searched.
    """
    packets = [packet for raw in _packets(path, units or Units(), look) if (packet := _readable(raw))]
    keywords = dict.fromkeys(word for packet in packets for word in packet.keywords if word)
    return Written(next((packet.rating for packet in packets if packet.rating), None), tuple(keywords))


def ratings_of(photos: Iterable[Photo]) -> dict[int, int]:
    """The ratings of photos by their ids; those without any are not in it. Reads the start of every file."""
    units = Units()
    found = ((photo.id, read_written(photo.path, units, GLANCED_AT).rating) for photo in photos)
    return {photo_id: rating for photo_id, rating in found if rating is not None}


def sidecar_of(path: Path, units: Units | None = None) -> Path:
    """The XMP sidecar of a photo, there or not.

    RAW files share their stem with it, as Adobe does; for others the whole name is kept, as darktable and
    digiKam do, since a JPEG beside its RAW must not take the RAW's.
    """
    there = [found for found in (units or Units()).companions(path) if found.suffix.lower() == ".xmp"]
    whole = [found for found in there if found.stem.casefold() == path.name.casefold()]
    if whole or there:
        return (whole or there)[0]
    return (
        path.with_suffix(".xmp")
        if path.suffix.lower() in RAW_SUFFIXES
        else path.with_name(path.name + ".xmp")
    )


def _packets(path: Path, units: Units, look: int) -> list[bytes]:
    """The packet inside a photo, found by its marks and without a decoder, and that of its sidecar."""
    found: list[bytes] = []
    try:
        with path.open("rb") as file:
            raw = file.read(look)
        begin = raw.find(b"<x:xmpmeta")
        end = raw.find(b"</x:xmpmeta>", begin)
        if 0 <= begin < end:
            found.append(raw[begin : end + len(b"</x:xmpmeta>")])
        sidecar = sidecar_of(path, units)
        if sidecar.is_file() and sidecar.stat().st_size <= MAX_BYTES:
            found.append(sidecar.read_bytes())
    except OSError:
        pass  # what cannot be read cannot be carried over; the removal's own checks say so
    return found


def _readable(raw: bytes) -> Packet | None:
    try:
        return read_packet(raw)
    except ValueError:
        return None
