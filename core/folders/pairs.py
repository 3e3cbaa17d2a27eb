"""Pairs of folders: how many photos of one the other covers, which want a look, which it alone has."""

import os
from collections.abc import Sequence

import numpy as np

from core.folders.coverage import FolderCoverage, distinct
from core.folders.covers import Numbers, numbers
from core.folders.parts import EACH_FOLDER, FolderPair, FolderPart, Side, deepest_of, parts_at, side_of
from core.match.passing_places import passes_through


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
    parts, cell_of = _cells(coverage, depth, around)
    totals = np.zeros(len(parts), dtype=np.int64)
    np.add.at(totals, cell_of, numbers(size.photos for size in coverage.sizes))
    lots, overlaps = coverage.lots, coverage.overlaps
    own, other = cell_of[lots.folder], cell_of[overlaps.folder]
    apart = own[overlaps.lot] != other
    if around is not None and around in parts:
        apart &= own[overlaps.lot] == parts.index(around)
    lot, other, covers = distinct(
        overlaps.lot[apart], other[apart], overlaps.covers[apart], max(1, len(parts))
    )
    found, place = np.unique(own[lot] * len(parts) + other, return_inverse=True)
    sums = {
        name: np.bincount(place, weights=values, minlength=len(found)).astype(np.int64)
        for name, values in (
            ("covered", lots.photos[lot] * covers),
            ("alike", lots.photos[lot] * (1 - covers)),
            ("bytes", lots.bytes[lot] * covers),
        )
    }
    return _in_order(parts, totals, found // max(1, len(parts)), found % max(1, len(parts)), **sums)


def first_to_clear(coverage: FolderCoverage, pairs: Sequence[FolderPair]) -> FolderPair | None:
    """The pair that a person most likely wants to clear; None where there is none.

    That is the first. But of two folders that have much of each other it is the one that photos only pass
    through, a card or a messenger's, and never the one in which they are kept.
    """
    if not pairs:
        return None
    first = pairs[0]
    back = next((one for one in pairs if (one.folder, one.other) == (first.other, first.folder)), None)
    if back is None or not back.covered or _passes(coverage, first.folder):
        return first
    return back if _passes(coverage, back.folder) else first


def _passes(coverage: FolderCoverage, part: FolderPart) -> bool:
    """Whether photos only pass through all folders of a part."""
    return all(passes_through(folder) for folder in coverage.folders if part.holds(os.fspath(folder)))


def first_depth(coverage: FolderCoverage) -> int:
    """The depth at which a person sees the most at a glance: the first at which folders overlap at all."""
    deepest = deepest_of(coverage.folders, coverage.roots)
    home, other = coverage.lots.folder[coverage.overlaps.lot], coverage.overlaps.folder
    for depth in range(deepest):
        _, cell_of = _cells(coverage, depth)
        if (cell_of[home] != cell_of[other]).any():
            return depth
    return deepest


def pair_of(coverage: FolderCoverage, one: FolderPart, other: FolderPart) -> FolderPair:
    """What one folder has of another. Where one lies in the other, its photos are its own."""
    sides = [side_of(os.fspath(path), one, other) for path in coverage.folders]
    in_one = np.array([side is Side.ONE for side in sides], dtype=bool)
    in_other = np.array([side is Side.OTHER for side in sides], dtype=bool)
    photos = sum(size.photos for size, side in zip(coverage.sizes, sides, strict=True) if side is Side.ONE)
    lots, overlaps = coverage.lots, coverage.overlaps
    asked = in_one[lots.folder[overlaps.lot]] & in_other[overlaps.folder]
    nowhere = np.zeros(int(asked.sum()), dtype=np.int64)
    lot, _, covers = distinct(overlaps.lot[asked], nowhere, overlaps.covers[asked], 1)
    yes, no = lot[covers == 1], lot[covers == 0]
    covered, alike = int(lots.photos[yes].sum()), int(lots.photos[no].sum())
    return FolderPair(one, other, photos, covered, alike, int(lots.bytes[yes].sum()))


def _cells(
    coverage: FolderCoverage, depth: int, around: FolderPart | None = None
) -> tuple[list[FolderPart], Numbers]:
    """The parts at a depth, and the number of the part of each folder."""
    part_of = parts_at(coverage.folders, coverage.roots, depth)
    if around is not None:
        pairs = zip(part_of, coverage.folders, strict=True)
        part_of = [around if around.holds(os.fspath(path)) else part for part, path in pairs]
    places: dict[FolderPart, int] = {}
    cell_of = [places.setdefault(part, len(places)) for part in part_of]
    return list(places), np.array(cell_of, dtype=np.int64)


def _in_order(
    parts: Sequence[FolderPart],
    totals: Numbers,
    folder: Numbers,
    other: Numbers,
    covered: Numbers,
    alike: Numbers,
    bytes: Numbers,
) -> tuple[FolderPair, ...]:
    """The pairs, first those that free much and are nearly whole."""
    in_order = sorted(range(len(parts)), key=lambda n: (os.fspath(parts[n].path), parts[n].whole))
    place = np.empty(len(parts), dtype=np.int64)
    place[in_order] = np.arange(len(parts))
    share = covered / np.maximum(totals[folder], 1)
    order = np.lexsort((place[other], place[folder], -bytes, -bytes * share))
    rows: list[list[int]] = np.stack([folder, other, totals[folder], covered, alike, bytes])[
        :, order
    ].T.tolist()
    return tuple(FolderPair(parts[a], parts[b], *found) for a, b, *found in rows)


def depths_of(coverage: FolderCoverage) -> Sequence[int]:
    """The depths that differ: 0 are the scanned folders, the last is every folder by itself."""
    deepest = deepest_of(coverage.folders, coverage.roots)
    return [*range(deepest), EACH_FOLDER]
