"""The rules by which a keeper is chosen: each is one that a person would give, and says so in a sentence."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.keeper_settings import RuleName
from core.photo import Photo
from core.scan.formats import RAW_SUFFIXES

RAW_FORMATS = frozenset(suffix[1:].upper() for suffix in RAW_SUFFIXES)
CAMERA_FORMATS = frozenset({"HEIC", "HEIF"})
"""What phones shoot; a JPEG of the same picture and size was derived from it."""

LOSSLESS_FORMATS = RAW_FORMATS | {"PNG", "TIFF", "BMP", "PSD", "PPM", "QOI", "TGA", "PCX"}
"""What keeps every pixel as it was saved. JPEG XL and WebP may or may not, so they do not count."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What rules ask beside the photos: preferred folders (the best first), protected ones, and ratings."""

    preferred: tuple[Path, ...]
    protected: tuple[Path, ...]
    ratings: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class KeeperRule:
    """One reason to prefer a photo.

    `rank` gives a sortable value, the better the smaller. `say` gets the better and the worse photo and
    returns the reason, to be read after "Kept because it".
    """

    rank: Callable[[Photo, Standpoint], Any]
    say: Callable[[Photo, Photo, Standpoint], str]


def copy_mark(path: Path) -> str:
    """What in a file's name says that it is a copy: "(1)", "Kopie", "IMG-…-WA"; empty if nothing does."""
    found = _COPY_MARKS.search(path.stem)
    return found.group().strip(" -_") if found else ""


_COPY_MARKS = re.compile(
    r"\(\d{1,3}\)$|~\d{1,2}$"
    r"|\b(?:copy|copie|copia|kopie|kopia|kopio|kópia|cópia)\b|コピー|副本|拷贝"
    r"|[-_ ](?:edited|bearbeitet|resized|small|thumb(?:nail)?)$"
    r"|^IMG-\d{8}-WA\d+|WhatsApp Image|^signal-\d{4}|^FB_IMG_|^received_\d+",
    re.IGNORECASE,
)
"""What file managers call second copies, editors their exports, and messengers what they bring."""


def _folder_place(photo: Photo, folders: Sequence[Path]) -> int:
    """The number of the first folder that a photo lies in; the number of folders if it lies in none."""
    return next((n for n, folder in enumerate(folders) if photo.path.is_relative_to(folder)), len(folders))


def _metadata(photo: Photo) -> int:
    return sum(getattr(photo.exif, name) is not None for name in _METADATA)


_METADATA = {"captured": "the date", "camera": "the camera", "latitude": "the place"}


def _say_metadata(better: Photo, worse: Photo, asked: Standpoint) -> str:
    only = [
        text
        for name, text in _METADATA.items()
        if getattr(better.exif, name) is not None and getattr(worse.exif, name) is None
    ]
    what = " and ".join(filter(None, [", ".join(only[:-1]), *only[-1:]])) or "more facts"
    return f"still carries {what} of the shot"


def _about(size: int) -> int:
    """A size to two digits: less than that says nothing about which copy was compressed again."""
    digits = len(str(size)) - 2
    return round(size, -digits) if digits > 0 else size


def _dimensions(photo: Photo) -> str:
    return f"{photo.width} × {photo.height}"


def _bytes(photo: Photo) -> str:
    size = photo.file.size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


RULES: Mapping[RuleName, KeeperRule] = {
    RuleName.FOLDER: KeeperRule(
        lambda photo, asked: _folder_place(photo, asked.preferred),
        lambda better, worse, asked: (
            f"lies in the preferred folder {asked.preferred[_folder_place(better, asked.preferred)]}"
        ),
    ),
    RuleName.PROTECTED: KeeperRule(
        lambda photo, asked: _folder_place(photo, asked.protected) == len(asked.protected),
        lambda better, worse, asked: "lies in a protected folder, where it stays anyway",
    ),
    RuleName.RAW: KeeperRule(
        lambda photo, asked: photo.format not in RAW_FORMATS,
        lambda better, worse, asked: f"is the camera's RAW file ({better.format})",
    ),
    RuleName.RESOLUTION: KeeperRule(
        lambda photo, asked: -photo.pixels,
        lambda better, worse, asked: (
            f"has the most pixels: {_dimensions(better)}, the next best {_dimensions(worse)}"
        ),
    ),
    RuleName.LOSSLESS: KeeperRule(
        lambda photo, asked: photo.format not in LOSSLESS_FORMATS,
        lambda better, worse, asked: (
            f"is saved without loss as {better.format}, the next best is {worse.format}"
        ),
    ),
    RuleName.CAMERA_FORMAT: KeeperRule(
        lambda photo, asked: photo.format not in CAMERA_FORMATS,
        lambda better, worse, asked: f"is the {better.format} that the {worse.format} was made from",
    ),
    RuleName.METADATA: KeeperRule(lambda photo, asked: -_metadata(photo), _say_metadata),
    RuleName.DATE: KeeperRule(
        lambda photo, asked: photo.exif.captured is None,
        lambda better, worse, asked: "carries the date of the shot",
    ),
    RuleName.PLACE: KeeperRule(
        lambda photo, asked: photo.exif.latitude is None,
        lambda better, worse, asked: "carries the place of the shot",
    ),
    RuleName.RATING: KeeperRule(
        lambda photo, asked: -asked.ratings.get(photo.id, 0),
        lambda better, worse, asked: f"has the highest rating: {asked.ratings.get(better.id, 0)} of 5",
    ),
    RuleName.ORIGINAL: KeeperRule(
        lambda photo, asked: bool(photo.exif.software),
        lambda better, worse, asked: "was not saved again by an editor",
    ),
    RuleName.LARGER: KeeperRule(
        lambda photo, asked: -_about(photo.file.size),
        lambda better, worse, asked: (
            f"is compressed the least: {_bytes(better)}, the next best {_bytes(worse)}"
        ),
    ),
    RuleName.SMALLER: KeeperRule(
        lambda photo, asked: _about(photo.file.size),
        lambda better, worse, asked: f"takes the least room: {_bytes(better)}, the next best {_bytes(worse)}",
    ),
    RuleName.SHARPNESS: KeeperRule(
        lambda photo, asked: -round(photo.sharpness, 4), lambda better, worse, asked: "is the sharpest"
    ),
    RuleName.OLDEST: KeeperRule(
        lambda photo, asked: photo.file.mtime_ns, lambda better, worse, asked: "is the oldest file"
    ),
    RuleName.NEWEST: KeeperRule(
        lambda photo, asked: -photo.file.mtime_ns, lambda better, worse, asked: "is the newest file"
    ),
    RuleName.NAME: KeeperRule(
        lambda photo, asked: bool(copy_mark(photo.path)),
        lambda better, worse, asked: (
            f"is not named like a copy, as is the next best: {copy_mark(worse.path)}"
        ),
    ),
    RuleName.PATH: KeeperRule(
        lambda photo, asked: (len(photo.path.parts), len(os.fsencode(photo.path))),
        lambda better, worse, asked: "has the shortest path; the photos are alike in what was asked before",
    ),
}
