"""What a person wrote about a photo: in it, in its XMP sidecars, in Picasa's file, in Google's JSON,
beside it on the disk."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from core.companions.units import Units
from core.photo import Photo
from core.review.dialects.attributes import from_attributes
from core.review.dialects.fields import is_read
from core.review.dialects.photo import from_file
from core.review.dialects.picasa import from_picasa
from core.review.dialects.takeout import from_takeout, is_takeout
from core.review.dialects.written import NOTHING_WRITTEN, Written, joined, with_caption
from core.review.dialects.xmp import from_xmp
from core.review.xmp import MAX_BYTES, read_packet
from core.scan.formats import RAW_SUFFIXES
from core.storage.clouds import open_here

__all__ = ["NOTHING_WRITTEN", "Written", "ratings_of", "read_written", "sidecar_of"]

LOOKED_AT = 16 << 20
"""Bytes of a photo that are searched for its packet where its format does not say where that stands."""

GLANCED_AT = 256 << 10
"""Enough where thousands of photos are to be read."""


def read_written(path: Path, units: Units | None = None, look: int = LOOKED_AT) -> Written:
    """Read what was written about a photo. What cannot be read counts as nothing.

    A sidecar goes before the photo itself, since it is what was written last; Picasa, Google's JSON and file
    managers only fill what neither says.

    Args:
        units: finds the sidecars, where many photos are asked about.
        look: bytes of the photo itself that are searched, where its format does not say where words stand.
    """
    units = units or Units()
    told_by = units.told_by(path)
    return with_caption(
        joined(
            [
                *(from_xmp(raw) for raw in _contents(told_by, ".xmp")),
                _in_photo(path, look),
                from_picasa(units.noted(path)),
                *(from_takeout(raw) for raw in _contents(told_by, ".json")),
                from_attributes(path),
            ]
        )
    )


def says_only_words(path: Path) -> bool:
    """Whether a file says nothing but what `read_written` reads: Google's JSON, and XMP without settings."""
    (raw,) = [*_contents([path], ".xmp"), *_contents([path], ".json")] or [b""]
    if path.suffix.lower() == ".json":
        return is_takeout(raw)
    try:
        packet = read_packet(raw)
    except ValueError:
        return False
    return packet.end_of_list is not None and all(is_read(name) for name in packet.there)


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


def _in_photo(path: Path, look: int) -> Written:
    try:
        with open_here(path) as file:
            return from_file(file, look)
    except OSError:  # what cannot be read cannot be carried over; the removal's own checks say so
        return NOTHING_WRITTEN


def _contents(paths: Iterable[Path], suffix: str) -> Iterator[bytes]:
    for path in paths:
        try:
            if path.suffix.lower() == suffix and path.stat().st_size <= MAX_BYTES:
                with open_here(path) as file:
                    yield file.read()
        except OSError:
            continue
