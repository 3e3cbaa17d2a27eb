"""Which photo of a group to keep, and why.

The rules are an ordered list: the first that tells two photos apart decides. Each is one that a person
would give, and can say so in a sentence.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.photo import Photo

RAW_FORMATS = frozenset(
    [
        "3FR",
        "ARW",
        "CR2",
        "CR3",
        "CRW",
        "DNG",
        "ERF",
        "IIQ",
        "KDC",
        "MEF",
        "MOS",
        "MRW",
        "NEF",
        "NRW",
        "ORF",
        "PEF",
        "RAF",
        "RAW",
        "RW2",
        "RWL",
        "SR2",
        "SRF",
        "SRW",
        "X3F",
    ]
)
CAMERA_FORMATS = frozenset({"HEIC", "HEIF"})
"""What phones shoot; a JPEG of the same picture and size was derived from it."""


@dataclass(frozen=True, slots=True)
class KeeperRule:
    """One reason to prefer a photo.

    `rank` gives a sortable value, the better the smaller. `say` gets the better and the worse photo and
    returns the reason, to be read after "Kept because it".
    """

    name: str
    rank: Callable[[Photo], Any]
    say: Callable[[Photo, Photo], str]


RULES: tuple[KeeperRule, ...] = (
    KeeperRule(
        "raw",
        lambda photo: photo.format not in RAW_FORMATS,
        lambda better, worse: f"is the camera's RAW file ({better.format})",
    ),
    KeeperRule(
        "resolution",
        lambda photo: -photo.pixels,
        lambda better, worse: f"has the most pixels: {_size(better)}, the next best {_size(worse)}",
    ),
    KeeperRule(
        "camera format",
        lambda photo: photo.format not in CAMERA_FORMATS,
        lambda better, worse: f"is the {better.format} that the {worse.format} was made from",
    ),
    KeeperRule(
        "metadata",
        lambda photo: -_facts(photo),
        lambda better, worse: f"still carries {_what_exif(better, worse)}",
    ),
    KeeperRule(
        "original",
        lambda photo: (bool(photo.exif.software), -_about(photo.file.size)),
        lambda better, worse: (
            "was not saved again by an editor"
            if bool(better.exif.software) != bool(worse.exif.software)
            else f"is compressed the least: {_bytes(better)}, the next best {_bytes(worse)}"
        ),
    ),
    KeeperRule(
        "sharpness", lambda photo: -round(photo.sharpness, 4), lambda better, worse: "is the sharpest"
    ),
    KeeperRule("age", lambda photo: photo.file.mtime_ns, lambda better, worse: "is the oldest file"),
    KeeperRule(
        "path",
        lambda photo: (len(photo.path.parts), len(os.fsencode(photo.path)), os.fsencode(photo.path)),
        lambda better, worse: "has the shortest path; the photos are alike in everything else",
    ),
)


def keeper_rank(photo: Photo) -> tuple[Any, ...]:
    """A sort key: the photo to keep comes first. Total: no two files have the same rank."""
    return tuple(rule.rank(photo) for rule in RULES)


def keeper_reason(keeper: Photo, others: Sequence[Photo]) -> str:
    """Say in a sentence why `keeper` is kept rather than the best of `others`."""
    if not others:
        return "It is the only photo."
    runner_up = min(others, key=keeper_rank)
    for rule in RULES:
        if rule.rank(keeper) != rule.rank(runner_up):
            return f"Kept because it {rule.say(keeper, runner_up)}."
    return "It is the only photo."


def _facts(photo: Photo) -> int:
    exif = photo.exif
    return sum(fact is not None for fact in (exif.captured, exif.camera, exif.latitude))


def _what_exif(better: Photo, worse: Photo) -> str:
    names = {"captured": "the date", "camera": "the camera", "latitude": "the place"}
    only = [
        text
        for name, text in names.items()
        if getattr(better.exif, name) is not None and getattr(worse.exif, name) is None
    ]
    what = " and ".join(filter(None, [", ".join(only[:-1]), *only[-1:]])) or "more facts"
    return f"{what} of the shot"


def _about(size: int) -> int:
    """A size to two digits: less than that says nothing about which copy was compressed again."""
    digits = len(str(size)) - 2
    return round(size, -digits) if digits > 0 else size


def _size(photo: Photo) -> str:
    return f"{photo.width} × {photo.height}"


def _bytes(photo: Photo) -> str:
    size = photo.file.size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
