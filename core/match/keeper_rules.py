"""The rules by which a keeper is chosen: each is one that a person would give, and says so in a sentence."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.keeper_settings import RuleName
from core.photo import Photo

RAW_FORMATS = frozenset(
    """
    3FR ARW BAY CAP CR2 CR3 CRW DCR DNG ERF FFF GPR IIQ K25 KDC MDC MEF MOS MRW NEF NRW ORF PEF PTX PXN
    RAF RAW RW2 RWL RWZ SR2 SRF SRW X3F
    """.split()
)
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


def _no_facts(better: Photo, worse: Photo, asked: Standpoint) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class KeeperRule:
    """One reason to prefer a photo.

    `rank` gives a sortable value, the better the smaller. `facts` gets the better and the worse photo and
    says what is worth telling of them; `say` makes of that the words after "Kept because it".
    """

    rank: Callable[[Photo, Standpoint], Any]
    say: Callable[..., str]
    facts: Callable[[Photo, Photo, Standpoint], tuple[str, ...]] = _no_facts


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


def _only_in(better: Photo, worse: Photo, asked: Standpoint) -> tuple[str, ...]:
    """The names of the facts that only the better photo has."""
    return tuple(
        name
        for name in _METADATA
        if getattr(better.exif, name) is not None and getattr(worse.exif, name) is None
    )


def _say_metadata(*names: str) -> str:
    only = [_METADATA[name] for name in names]
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


def _of_each(tell: Callable[[Photo], str]) -> Callable[[Photo, Photo, Standpoint], tuple[str, ...]]:
    return lambda better, worse, asked: (tell(better), tell(worse))


RULES: Mapping[RuleName, KeeperRule] = {
    RuleName.FOLDER: KeeperRule(
        lambda photo, asked: _folder_place(photo, asked.preferred),
        "lies in the preferred folder {0}".format,
        lambda better, worse, asked: (str(asked.preferred[_folder_place(better, asked.preferred)]),),
    ),
    RuleName.PROTECTED: KeeperRule(
        lambda photo, asked: _folder_place(photo, asked.protected) == len(asked.protected),
        "lies in the protected folder {0}, where it stays anyway".format,
        lambda better, worse, asked: (str(asked.protected[_folder_place(better, asked.protected)]),),
    ),
    RuleName.RAW: KeeperRule(
        lambda photo, asked: photo.format not in RAW_FORMATS,
        "is the camera's RAW file ({0})".format,
        _of_each(lambda photo: photo.format),
    ),
    RuleName.RESOLUTION: KeeperRule(
        lambda photo, asked: -photo.pixels,
        "has the most pixels: {0}, the next best {1}".format,
        _of_each(_dimensions),
    ),
    RuleName.LOSSLESS: KeeperRule(
        lambda photo, asked: photo.format not in LOSSLESS_FORMATS,
        "is saved without loss ({0}, the next best {1})".format,
        _of_each(lambda photo: photo.format),
    ),
    RuleName.CAMERA_FORMAT: KeeperRule(
        lambda photo, asked: photo.format not in CAMERA_FORMATS,
        "is the {0} that the {1} was made from".format,
        _of_each(lambda photo: photo.format),
    ),
    RuleName.METADATA: KeeperRule(lambda photo, asked: -_metadata(photo), _say_metadata, _only_in),
    RuleName.DATE: KeeperRule(
        lambda photo, asked: photo.exif.captured is None, "carries the date of the shot".format
    ),
    RuleName.PLACE: KeeperRule(
        lambda photo, asked: photo.exif.latitude is None, "carries the place of the shot".format
    ),
    RuleName.RATING: KeeperRule(
        lambda photo, asked: -asked.ratings.get(photo.id, 0),
        "has the highest rating: {0} of 5, the next best {1}".format,
        lambda better, worse, asked: (
            str(asked.ratings.get(better.id, 0)),
            str(asked.ratings.get(worse.id, 0)),
        ),
    ),
    RuleName.ORIGINAL: KeeperRule(
        lambda photo, asked: bool(photo.exif.software), "was not saved again by an editor".format
    ),
    RuleName.LARGER: KeeperRule(
        lambda photo, asked: -_about(photo.file.size),
        "is compressed the least: {0}, the next best {1}".format,
        _of_each(_bytes),
    ),
    RuleName.SMALLER: KeeperRule(
        lambda photo, asked: _about(photo.file.size),
        "takes the least room: {0}, the next best {1}".format,
        _of_each(_bytes),
    ),
    RuleName.SHARPNESS: KeeperRule(lambda photo, asked: -round(photo.sharpness, 4), "is the sharpest".format),
    RuleName.OLDEST: KeeperRule(lambda photo, asked: photo.file.mtime_ns, "is the oldest file".format),
    RuleName.NEWEST: KeeperRule(lambda photo, asked: -photo.file.mtime_ns, "is the newest file".format),
    RuleName.NAME: KeeperRule(
        lambda photo, asked: bool(copy_mark(photo.path)),
        "is not named like a copy, as the next best is: {0}".format,
        lambda better, worse, asked: (copy_mark(worse.path),),
    ),
    RuleName.PATH: KeeperRule(
        lambda photo, asked: (len(photo.path.parts), len(os.fsencode(photo.path))),
        "has the shortest path; the photos are alike in what was asked before".format,
    ),
}
