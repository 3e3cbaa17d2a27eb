"""Pairs of folders: how many photos of one the other covers, which want a look, which it alone has."""

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.folders.coverage import FolderCoverage
from core.folders.parts import EACH_FOLDER, FolderPart, Side, deepest_of, parts_at, side_of


@dataclass(frozen=True, slots=True)
class FolderPair:
    """What the folder `other` has of the photos of `folder`. Bytes are those of the covered photos.

    `alike` photos have their picture in the other folder, but something of theirs would be lost.
    """

    folder: FolderPart
    other: FolderPart
    photos: int
    covered: int
    alike: int
    bytes: int

    @property
    def rest(self) -> int:
        """Photos of which the other folder has nothing."""
        return self.photos - self.covered - self.alike

    @property
    def share(self) -> float:
        """How much of the folder is covered, 0 to 1."""
        return self.covered / self.photos if self.photos else 0.0


def pairs_at(
    coverage: FolderCoverage, depth: int, around: FolderPart | None = None
) -> tuple[FolderPair, ...]:
    """Every two folders of which one has something of the other, in both directions.

    Args:
        coverage: of the library.
        depth: how far below the scanned folders they are told apart; see `parts_at`.
        around: only what other folders have of this one, which is taken as it is at any depth.

    Returns:
        the pairs, first those that free much and are nearly whole: bytes times share.
    """
    part_of = parts_at(coverage.folders, coverage.roots, depth)
    if around is not None:
        pairs = zip(part_of, coverage.folders, strict=True)
        part_of = [around if around.holds(os.fspath(path)) else part for part, path in pairs]
    numbers: dict[FolderPart, int] = {}
    cell_of = [numbers.setdefault(part, len(numbers)) for part in part_of]
    parts = list(numbers)
    totals = [0] * len(parts)
    for cell, size in zip(cell_of, coverage.sizes, strict=True):
        totals[cell] += size.photos
    cells_of: dict[frozenset[int], frozenset[int]] = {}

    def cells(folders: frozenset[int]) -> frozenset[int]:
        known = cells_of.get(folders)
        if known is None:
            known = cells_of[folders] = frozenset(cell_of[folder] for folder in folders)
        return known

    covered: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for overlap in coverage.overlaps:
        cell, covering = cell_of[overlap.folder], cells(overlap.covering)
        for other in covering:
            if other != cell:
                sums = covered[cell, other]
                sums[0] += overlap.photos
                sums[1] += overlap.bytes
        for other in cells(overlap.alike):
            if other != cell and other not in covering:
                covered[cell, other][2] += overlap.photos
    pairs = [
        FolderPair(parts[cell], parts[other], totals[cell], n, alike, n_bytes)
        for (cell, other), (n, n_bytes, alike) in covered.items()
        if around is None or parts[cell] == around
    ]
    pairs.sort(
        key=lambda pair: (-pair.bytes * pair.share, -pair.bytes, os.fspath(pair.folder.path), pair.other)
    )
    return tuple(pairs)


def first_depth(coverage: FolderCoverage) -> int:
    """The depth at which a person sees the most at a glance: the first at which folders overlap at all."""
    deepest = deepest_of(coverage.folders, coverage.roots)
    return next((depth for depth in range(deepest) if pairs_at(coverage, depth)), deepest)


def pair_of(coverage: FolderCoverage, one: FolderPart, other: FolderPart) -> FolderPair:
    """What one folder has of another. Where one lies in the other, its photos are its own."""
    sides = [side_of(os.fspath(path), one, other) for path in coverage.folders]
    beside = {n for n, side in enumerate(sides) if side is Side.OTHER}
    photos = sum(size.photos for size, side in zip(coverage.sizes, sides, strict=True) if side is Side.ONE)
    covered = n_bytes = alike = 0
    for overlap in coverage.overlaps:
        if sides[overlap.folder] is not Side.ONE:
            continue
        if not beside.isdisjoint(overlap.covering):
            covered += overlap.photos
            n_bytes += overlap.bytes
        elif not beside.isdisjoint(overlap.alike):
            alike += overlap.photos
    return FolderPair(one, other, photos, covered, alike, n_bytes)


def depths_of(coverage: FolderCoverage) -> Sequence[int]:
    """The depths that differ: 0 are the scanned folders, the last is every folder by itself."""
    deepest = deepest_of(coverage.folders, coverage.roots)
    return [*range(deepest), EACH_FOLDER]
