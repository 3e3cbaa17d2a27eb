"""Which folders cover the photos of which, from the matches that are stored: nothing is read from the disk.

    matches, groups   -> which content covers which (`core.folders.covers`)
    photos, contents  -> lots: the photos of one content in one folder
    lots              -> for each the other folders that hold a photo which covers it, or is alike

Everything is in arrays: 100,000 photos in 5,000 folders take a fraction of a second, and every question about
folders is a sum over lots. What lies beside the files counts as far as the groups have looked at it; before
anything is planned each pair is looked at again (`core.folders.clearing`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from core.folders.covers import ContentPairs, Numbers, numbers
from core.match.outward import Outward
from core.path_text import folder_name
from core.photo import DuplicateGroup, Match, Photo


@dataclass(frozen=True, slots=True)
class FolderSize:
    """What lies in a folder itself, not in those below it."""

    photos: int = 0
    bytes: int = 0


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """Photos of one content in one folder, which other folders cover alike: int64[lots] each.

    `folder` is the number of the folder, `photos` and `bytes` say how much it is.
    """

    folder: Numbers = field(default_factory=_none)
    photos: Numbers = field(default_factory=_none)
    bytes: Numbers = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Which other folders have something of which lots: int64[overlaps] each, every two once.

    In `folder` lies a photo that covers the `lot`, or, where `covers` is 0, the same picture, but something
    would be lost.
    """

    lot: Numbers = field(default_factory=_none)
    folder: Numbers = field(default_factory=_none)
    covers: Numbers = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class FolderCoverage:
    """All folders that hold photos, and the overlaps between them. `roots` are the scanned folders."""

    roots: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    sizes: tuple[FolderSize, ...] = ()
    lots: Lots = field(default_factory=Lots)
    overlaps: Overlaps = field(default_factory=Overlaps)

    @property
    def photos(self) -> int:
        """How many photos there are, alike or not."""
        return sum(size.photos for size in self.sizes)


def coverage_of(
    photos: Sequence[Photo],
    matches: Iterable[Match],
    groups: Iterable[DuplicateGroup],
    sizes: Mapping[str, FolderSize],
    roots: Sequence[Path] = (),
    apart: Collection[tuple[int, int]] = (),
) -> FolderCoverage:
    """Find out which folders cover the photos of which. Any thread.

    Args:
        photos: all that have a match or a copy.
        matches, groups, apart: which content covers which, as for `Covers.of`.
        sizes: every folder that holds photos, by its path, whether they match anything or not.
        roots: the scanned folders.
    """
    paths = sorted(sizes)
    number = {path: n for n, path in enumerate(paths)}
    places = [number.get(folder_name(photo.path), -1) for photo in photos]
    here = [photo for photo, place in zip(photos, places, strict=True) if place >= 0]
    where = numbers(place for place in places if place >= 0)
    pairs = ContentPairs.of(matches, groups, apart)
    lots, content_of, lot_of = _lots_of(here, where, pairs.not_by)
    overlaps = _joined(pairs, lots, content_of, len(paths))
    if pairs.not_by:
        overlaps = _with_exceptions(overlaps, here, where, lot_of, pairs, len(paths))
    folders = tuple(Path(path) for path in paths)
    return FolderCoverage(tuple(roots), folders, tuple(sizes[path] for path in paths), lots, overlaps)


def without_inner(coverage: FolderCoverage, outward: Outward) -> FolderCoverage:
    """Leave out what folders have of each other that are not to be compared."""
    homes = numbers(outward.home_of(folder) for folder in coverage.folders)
    overlaps = coverage.overlaps
    one, other = homes[coverage.lots.folder[overlaps.lot]], homes[overlaps.folder]
    left = (one != other) | (one < 0)
    kept = Overlaps(overlaps.lot[left], overlaps.folder[left], overlaps.covers[left])
    return replace(coverage, overlaps=kept)


def distinct(lot: Numbers, place: Numbers, covers: Numbers, places: int) -> tuple[Numbers, Numbers, Numbers]:
    """Every two of a lot and a place once, by these; it is covered there if any of several says so.

    Args:
        lot, place, covers: int64[n] each; `covers` is 0 or 1.
        places: how many places there are.
    """
    keys = np.sort((lot * places + place) * 2 + 1 - covers)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] >> 1 != keys[:-1] >> 1
    keys = keys[first]
    pair = keys >> 1
    return pair // places, pair % places, 1 - (keys & 1)


def _lots_of(
    photos: Sequence[Photo], where: Numbers, alone: Collection[int]
) -> tuple[Lots, Numbers, Numbers]:
    """The lots that photos form; those in `alone`, by id, are lots of their own.

    Returns:
        the lots, the content of each, and the lot of each photo.
    """
    if not photos:
        return Lots(), _none(), _none()
    contents = numbers(photo.content_id for photo in photos)
    n_bytes = numbers(photo.file.size for photo in photos)
    apart = numbers(photo.id + 1 if photo.id in alone else 0 for photo in photos)
    order = np.lexsort((apart, where, contents))
    new = np.ones(len(order), dtype=bool)
    for values in (contents[order], where[order], apart[order]):
        new[1:] &= values[1:] == values[:-1]
    new[1:] = ~new[1:]
    starts = np.flatnonzero(new)
    lot_of = np.empty(len(order), dtype=np.int64)
    lot_of[order] = np.cumsum(new) - 1
    counts = np.diff(np.append(starts, len(order)))
    sums = np.add.reduceat(n_bytes[order], starts)
    return Lots(where[order][starts], counts, sums), contents[order][starts], lot_of


def _joined(pairs: ContentPairs, lots: Lots, contents: Numbers, folders: int) -> Overlaps:
    """From contents to lots and folders: every lot of the first content, every folder of the second."""
    shared, counts = np.unique(contents, return_counts=True)
    own = shared[counts > 1]
    content = np.concatenate([pairs.content, own])
    other = np.concatenate([pairs.other, own])
    covers = np.concatenate([pairs.covers, np.ones(len(own), dtype=np.int64)])
    from_lot, to_lot = np.searchsorted(contents, content), np.searchsorted(contents, other)
    n_from = np.searchsorted(contents, content, side="right") - from_lot
    n_to = np.searchsorted(contents, other, side="right") - to_lot
    n = n_from * n_to
    pair = np.repeat(np.arange(len(n)), n)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(n) - n, n)
    lot = from_lot[pair] + step // n_to[pair]
    folder = lots.folder[to_lot[pair] + step % n_to[pair]]
    elsewhere = folder != lots.folder[lot]
    return Overlaps(*distinct(lot[elsewhere], folder[elsewhere], covers[pair][elsewhere], max(1, folders)))


def _with_exceptions(
    overlaps: Overlaps,
    photos: Sequence[Photo],
    where: Numbers,
    lot_of: Numbers,
    pairs: ContentPairs,
    folders: int,
) -> Overlaps:
    """Look at the files that some photos do not cover, although their contents would, one by one."""
    files: dict[int, list[tuple[int, int]]] = defaultdict(list)
    lot_of_photo: dict[int, tuple[int, int]] = {}
    content_of: dict[int, int] = {}
    for photo, folder, lot in zip(photos, where.tolist(), lot_of.tolist(), strict=True):
        files[photo.content_id].append((photo.id, folder))
        lot_of_photo[photo.id] = lot, folder
        content_of[photo.id] = photo.content_id
    excepted = {content_of[one] for one in pairs.not_by if one in content_of}
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    asked = np.isin(pairs.content, np.array(sorted(excepted), dtype=np.int64))
    columns = (pairs.content[asked], pairs.other[asked], pairs.covers[asked])
    for content, other, covers in zip(*(column.tolist() for column in columns), strict=True):
        near[content].append((other, covers))
    found: list[tuple[int, int, int]] = []
    lots: list[int] = []
    for identity, not_by in pairs.not_by.items():
        if identity not in lot_of_photo:
            continue
        lot, home = lot_of_photo[identity]
        content = content_of[identity]
        without = {other.id for other in not_by}
        doubted = {other.content_id for other in not_by} - {content}
        lots.append(lot)
        for other, covers in ((content, 1), *near[content]):
            for file, folder in files.get(other, ()):
                if file != identity and folder != home:
                    kept_from = file in without or other in doubted
                    found.append((lot, folder, int(covers and not kept_from)))
    rest = ~np.isin(overlaps.lot, np.array(lots, dtype=np.int64))
    added = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Overlaps(
        *distinct(
            np.concatenate([overlaps.lot[rest], added[:, 0]]),
            np.concatenate([overlaps.folder[rest], added[:, 1]]),
            np.concatenate([overlaps.covers[rest], added[:, 2]]),
            max(1, folders),
        )
    )
