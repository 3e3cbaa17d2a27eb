"""The rules by which a keeper is chosen: each is one that a person would give, and says so in a sentence."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

from core.keeper_settings import RuleName
from core.match.given_names import given_names
from core.match.origin import (
    CAMERA_FORMATS,
    LOSSLESS_FORMATS,
    RAW_FORMATS,
    Origin,
    copy_mark,
    editor_of,
    origin_of,
)
from core.match.passing_places import Place, passing_place, staying
from core.photo import Photo


def _no_libraries() -> Mapping[Path, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What rules ask beside the photos: preferred folders (the best first), protected ones, ratings by photo,
    and generations by content: 0 for what the others were made of, see `core.match.phylogeny`.
    Library folders (`kept_in`) are kept from before all rules, and so are programs' libraries, by folder with
    their program's name; what lies in `sources` is kept last.
    """

    preferred: tuple[Path, ...]
    protected: tuple[Path, ...]
    ratings: Mapping[int, int]
    generations: Mapping[int, int]
    kept_in: tuple[Path, ...] = ()
    libraries: Mapping[Path, str] = field(default_factory=_no_libraries)
    sources: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class KeeperRule:
    """One reason to prefer a photo.

    `rank` gives a sortable value, the better the smaller. `say` gets the better and the worse photo and
    returns the reason, to be read after "Kept because it". `say_of_all` does where no photo of the group is
    better by this rule: one may be, which an earlier rule put further back.
    """

    rank: Callable[[Photo, Standpoint], Any]
    say: Callable[[Photo, Photo, Standpoint], str]
    say_of_all: Callable[[Photo, Photo, Standpoint], str] | None = None

    def because(self, keeper: Photo, next_best: Photo, others: Iterable[Photo], asked: Standpoint) -> str:
        """The reason for a keeper beside the next best of some others."""
        if self.say_of_all is None:
            return self.say(keeper, next_best, asked)
        first = self.rank(keeper, asked)
        leads = all(first <= self.rank(other, asked) for other in others)
        return (self.say_of_all if leads else self.say)(keeper, next_best, asked)


def _folder_place(photo: Photo, folders: Sequence[Path]) -> int:
    """The number of the first folder that a photo lies in; the number of folders if it lies in none."""
    if not folders:
        return 0
    return next((n for n, folder in enumerate(folders) if photo.path.is_relative_to(folder)), len(folders))


def _role(photo: Photo, asked: Standpoint) -> int:
    """0 in a library folder or a program's library, 2 in a source folder, 1 anywhere else."""
    folders = (*asked.kept_in, *asked.libraries)
    if _folder_place(photo, folders) < len(folders):
        return 0
    return 1 + (_folder_place(photo, asked.sources) < len(asked.sources))


def _say_role(better: Photo, worse: Photo, asked: Standpoint) -> str:
    if _role(better, asked):
        return f"lies outside the source folder {asked.sources[_folder_place(worse, asked.sources)]}"
    place = _folder_place(better, asked.kept_in)
    if place < len(asked.kept_in):
        return f"lies in the library folder {asked.kept_in[place]}"
    folder = next(folder for folder in asked.libraries if better.path.is_relative_to(folder))
    return f"belongs to the library of {asked.libraries[folder]}, where it stays"


def _metadata(photo: Photo) -> tuple[int, int]:
    """How many facts of the shot a photo carries, negated: the great ones, then how the shutter stood."""
    exif = photo.exif
    shutter = (exif.exposure, exif.aperture, exif.bias, exif.iso)
    great = (exif.captured, exif.camera, exif.latitude)
    return -sum(one is not None for one in great), -sum(one is not None for one in shutter)


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


def _say_original(better: Photo, worse: Photo, asked: Standpoint) -> str:
    if origin_of(better) is not Origin.CAMERA:
        return "still names its camera, which the next best does not"
    if origin_of(worse) is Origin.UNKNOWN:
        return "is as the camera saved it, the next best names no camera"
    if editor := editor_of(worse):
        return f"is as the camera saved it, the next best was saved again: {editor}"
    return f"is as the camera saved it, the next best is {worse.format}, which no camera saves"


def _has_loss(photo: Photo) -> bool:
    return photo.format not in LOSSLESS_FORMATS


def _say_larger(better: Photo, worse: Photo, asked: Standpoint) -> str:
    """More bytes, and nothing that does not follow from them: a file may hold more facts, or a film.

    AVIF, HEIC, JPEG XL and WebP need a half to three quarters of a JPEG's bytes for the same quality, so a
    JPEG of more bytes may have lost more. It comes first all the same: what is made for the web is nearly
    always made from the JPEG, seldom the other way round.
    """
    if _has_loss(worse) and not _has_loss(better):
        return f"is saved without loss as {better.format}, the next best is {worse.format}"
    sizes = _bytes(better), _bytes(worse)
    if better.format == worse.format:
        return f"is a larger file than the next best: {sizes[0]}, the next best {sizes[1]}"
    if better.format == "JPEG" and worse.format in _MADE_FOR_THE_WEB:
        return (
            f"is the larger file, and a JPEG, from which such a copy is usually made: {sizes[0]}, "
            f"the next best {sizes[1]} as {worse.format}"
        )
    return f"is the larger file: {sizes[0]} as {better.format}, the next best {sizes[1]} as {worse.format}"


def _say_largest(better: Photo, worse: Photo, asked: Standpoint) -> str:
    if better.format == worse.format:
        return f"is the largest file: {_bytes(better)}, the next best {_bytes(worse)}"
    return _say_larger(better, worse, asked)


_MADE_FOR_THE_WEB = frozenset({"AVIF", "WEBP", "JXL"})


def _say_staying(better: Photo, worse: Photo, asked: Standpoint) -> str:
    return _STAYING[passing_place(worse) or Place.DRIVE]


_STAYING = {
    Place.CARD: "lies in an ordinary folder, the next best as a camera's card has it",
    Place.MESSENGER: "lies in an ordinary folder, the next best in that of a messenger",
    Place.DOWNLOADS: "lies in an ordinary folder, the next best among downloads",
    Place.BACKUP: "lies in an ordinary folder, the next best in a backup",
    Place.BIN: "lies in no bin and no cache, as the next best does",
    Place.DRIVE: "lies in an ordinary folder, the next best on a removable drive",
}


def _sharpness(photo: Photo) -> int:
    """Sharpness in steps of a tenth: re-encoding alone changes less than that."""
    return round(log(max(photo.sharpness, 1e-6), 1.1))


def _second(photo: Photo) -> int:
    """When the file was last changed. What is finer is the order in which a program copied its files."""
    return photo.file.mtime_ns // 1_000_000_000


def _dimensions(photo: Photo) -> str:
    return f"{photo.width} × {photo.height}"


def _bytes(photo: Photo) -> str:
    size = photo.file.size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


RULES: Mapping[RuleName, KeeperRule] = {
    RuleName.ROLE: KeeperRule(_role, _say_role),
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
    RuleName.SOURCE: KeeperRule(
        lambda photo, asked: asked.generations.get(photo.content_id, 0),
        lambda better, worse, asked: "is the one that the next best was made of",
    ),
    RuleName.RESOLUTION: KeeperRule(
        lambda photo, asked: -photo.pixels,
        lambda better, worse, asked: (
            f"has more pixels than the next best: {_dimensions(better)}, the next best {_dimensions(worse)}"
        ),
        lambda better, worse, asked: (
            f"has the most pixels: {_dimensions(better)}, the next best {_dimensions(worse)}"
        ),
    ),
    RuleName.LOSSLESS: KeeperRule(
        lambda photo, asked: _has_loss(photo),
        lambda better, worse, asked: (
            f"is saved without loss as {better.format}, the next best is {worse.format}"
        ),
    ),
    RuleName.CAMERA_FORMAT: KeeperRule(
        lambda photo, asked: photo.format not in CAMERA_FORMATS or origin_of(photo) is not Origin.CAMERA,
        lambda better, worse, asked: f"is the {better.format} that the {worse.format} was made from",
    ),
    RuleName.METADATA: KeeperRule(lambda photo, asked: _metadata(photo), _say_metadata),
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
        lambda better, worse, asked: (
            f"has a higher rating than the next best: {asked.ratings.get(better.id, 0)} of 5"
        ),
        lambda better, worse, asked: f"has the highest rating: {asked.ratings.get(better.id, 0)} of 5",
    ),
    RuleName.ORIGINAL: KeeperRule(lambda photo, asked: origin_of(photo), _say_original),
    RuleName.LARGER: KeeperRule(
        lambda photo, asked: (_has_loss(photo), -_about(photo.file.size)),
        _say_larger,
        _say_largest,
    ),
    RuleName.SMALLER: KeeperRule(
        lambda photo, asked: _about(photo.file.size),
        lambda better, worse, asked: (
            f"takes less room than the next best: {_bytes(better)}, the next best {_bytes(worse)}"
        ),
        lambda better, worse, asked: f"takes the least room: {_bytes(better)}, the next best {_bytes(worse)}",
    ),
    RuleName.SHARPNESS: KeeperRule(
        lambda photo, asked: -_sharpness(photo),
        lambda better, worse, asked: "is sharper than the next best",
        lambda better, worse, asked: "is the sharpest",
    ),
    RuleName.OLDEST: KeeperRule(
        lambda photo, asked: _second(photo),
        lambda better, worse, asked: "is an older file than the next best",
        lambda better, worse, asked: "is the oldest file",
    ),
    RuleName.NEWEST: KeeperRule(
        lambda photo, asked: -_second(photo),
        lambda better, worse, asked: "is a newer file than the next best",
        lambda better, worse, asked: "is the newest file",
    ),
    RuleName.NAME: KeeperRule(
        lambda photo, asked: bool(copy_mark(photo.path)),
        lambda better, worse, asked: (
            f"is not named like a copy, as is the next best: {copy_mark(worse.path)}"
        ),
    ),
    RuleName.STAYING: KeeperRule(lambda photo, asked: staying(photo), _say_staying),
    RuleName.NAMED: KeeperRule(
        lambda photo, asked: -given_names(photo.path),
        lambda better, worse, asked: "says more by its name and its folder than the next best",
    ),
    RuleName.PATH: KeeperRule(
        lambda photo, asked: (len(photo.path.parts), len(os.fsencode(photo.path))),
        lambda better, worse, asked: (
            "has a shorter path than the next best; the two are alike in what was asked before"
        ),
        lambda better, worse, asked: "has the shortest path; the photos are alike in what was asked before",
    ),
}
