"""Which groups a person wants to look at: one photo of the group has all that is asked for."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from core.match.origin import CAMERA_FORMATS, RAW_FORMATS
from core.path_text import folder_name
from core.photo import DuplicateGroup, Photo, Relation
from core.review.taken import taken


class Spread(StrEnum):
    """Over which folders the photos of a group are spread."""

    FOLDERS = "folders"
    """They lie in several folders."""
    ROOTS = "roots"
    """They lie below several scanned folders."""
    WITHIN = "within"
    """All of them lie in one folder."""


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """What to look for; whatever is left at its default is not asked for. Nothing here changes a group.

    `relation` is the loosest of the group. `text` is words that must all be in one photo's path. `format` is
    a family (see `family`). `after` and `before` are days, both included, by the camera's clock, or the
    file's where there is none. Sizes are bytes, and pixels in all. `open_only` leaves out what is reviewed.
    `spread` asks of the whole group over which folders it lies.
    """

    relation: Relation | None = None
    text: str = ""
    folder: Path | None = None
    format: str = ""
    after: date | None = None
    before: date | None = None
    bytes_from: int = 0
    bytes_to: int = 0
    pixels_from: int = 0
    pixels_to: int = 0
    open_only: bool = False
    spread: Spread | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every group fits."""
        return not self.text.split() and all(
            getattr(self, item.name) == item.default for item in fields(self) if item.name != "text"
        )

    def fitting(
        self,
        groups: Iterable[DuplicateGroup],
        is_reviewed: Callable[[DuplicateGroup], bool] = lambda group: False,
        roots: Sequence[Path] = (),
    ) -> list[DuplicateGroup]:
        """Those of some groups that fit, in their order. Part of a second for 100,000 photos; any thread.

        Args:
            groups: to choose from.
            is_reviewed: whether nothing is left to decide about a group.
            roots: the scanned folders, for groups that span several of them.
        """
        asked = self._asked()
        return [
            group
            for group in groups
            if (self.relation is None or group.relation is self.relation)
            and (not self.open_only or not is_reviewed(group))
            and (self.spread is None or is_spread(group, self.spread, roots))
            and (not asked or any(all(fits(photo) for fits in asked) for photo in group.photos))
        ]

    def _asked(self) -> list[Callable[[Photo], bool]]:
        """The questions to one photo, the quick ones first."""
        asked: list[Callable[[Photo], bool]] = []
        if self.format:
            asked.append(lambda photo: family(photo.format) == self.format)
        if self.bytes_from or self.bytes_to:
            most_bytes = self.bytes_to or float("inf")
            asked.append(lambda photo: self.bytes_from <= photo.file.size <= most_bytes)
        if self.pixels_from or self.pixels_to:
            most_pixels = self.pixels_to or float("inf")
            asked.append(lambda photo: self.pixels_from <= photo.pixels <= most_pixels)
        if self.after or self.before:
            first, last = self.after or date.min, self.before or date.max
            asked.append(lambda photo: first <= day_of(photo) <= last)
        if self.folder is not None:
            folder = self.folder
            asked.append(lambda photo: photo.path.is_relative_to(folder))
        if words := self.text.casefold().split():
            asked.append(lambda photo: _mentions(photo, words))
        return asked


def is_spread(group: DuplicateGroup, spread: Spread, roots: Sequence[Path] = ()) -> bool:
    """Whether the photos of a group are spread over folders in a way."""
    folders = {folder_name(photo.path).rstrip(os.sep) + os.sep for photo in group.photos}
    if spread is not Spread.ROOTS:
        return (len(folders) == 1) is (spread is Spread.WITHIN)
    tops = sorted((os.fspath(root).rstrip(os.sep) + os.sep for root in roots), key=len, reverse=True)
    return len({next((top for top in tops if folder.startswith(top)), "") for folder in folders}) > 1


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be asked for in a library: formats and folders with their numbers of photos, and the days."""

    formats: Mapping[str, int] = field(default_factory=dict[str, int])
    folders: Mapping[Path, int] = field(default_factory=dict[Path, int])
    first: date | None = None
    last: date | None = None


MOST_FOLDERS = 200
"""More than that no list is for; words find the others."""


def facets_of(groups: Iterable[DuplicateGroup], roots: Iterable[Path]) -> Facets:
    """Count what the photos of groups have.

    Args:
        groups: of the library.
        roots: the scanned folders; they and what lies up to two levels below can be chosen.
    """
    parents: Counter[Path] = Counter()
    formats: Counter[str] = Counter()
    days: set[date] = set()
    for group in groups:
        for photo in group.photos:
            parents[photo.path.parent] += 1
            formats[family(photo.format)] += 1
            days.add(day_of(photo))
    known = {root: len(root.parts) for root in roots}
    folders: Counter[Path] = Counter()
    for parent, count in parents.items():
        for folder in (parent, *parent.parents):
            if any(folder.is_relative_to(root) and len(folder.parts) <= n + 2 for root, n in known.items()):
                folders[folder] += count
    offered = dict(sorted(folders.most_common(MOST_FOLDERS)))
    return Facets(dict(formats.most_common()), offered, min(days, default=None), max(days, default=None))


def family(format_: str) -> str:
    """The name that a format goes by: the RAW files of all cameras are one, and HEIF is HEIC."""
    if format_ in RAW_FORMATS:
        return "RAW"
    return "HEIC" if format_ in CAMERA_FORMATS else format_


def day_of(photo: Photo) -> date:
    """When it was taken as the camera's clock or the name say, else when the file was written."""
    told = taken(photo)
    return (told.moment if told else datetime.fromtimestamp(photo.file.mtime_ns / 1e9)).date()


def _mentions(photo: Photo, words: list[str]) -> bool:
    path = str(photo.path).casefold()
    return all(word in path for word in words)
