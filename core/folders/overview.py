"""Folders beside folders, as the catalogue has them: the overview, and one pair looked at closely."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.folders.clearing import Clearing, clearing_of
from core.folders.coverage import Covers, FolderCoverage, FolderSize, coverage_of
from core.folders.parts import FolderPart
from core.groups import ALL_MATCHES, MatchedPhotos
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Photo
from core.review.decisions import OPEN, GroupState


def read_coverage(
    catalog: Catalog,
    matched: MatchedPhotos,
    roots: Sequence[Path],
    strictness: Strictness = ALL_MATCHES,
) -> FolderCoverage:
    """How much of each folder below `roots` is covered by which others. Nothing is read but the catalogue.

    Args:
        catalog: which photos there are.
        matched: those that are alike.
        roots: the folders that are looked at, as a scan knows them.
        strictness: which matches count.
    """
    with catalog.read() as connection:
        found = photos.folder_sizes(connection, roots)
    ignored = tuple(os.fspath(folder) for folder in matched.grouping.ignored)
    sizes = {
        folder: FolderSize(*size)
        for folder, size in found.items()
        if not any(folder == one or folder.startswith(one.rstrip(os.sep) + os.sep) for one in ignored)
    }
    return coverage_of(matched.photos, covers_of(matched, strictness), sizes, roots)


def covers_of(matched: MatchedPhotos, strictness: Strictness = ALL_MATCHES) -> Covers:
    """Which content covers which, from the matches that count and the groups that they make."""
    matches = strictness.matches(matched.matches)
    return Covers.of(matches, matched.groups(strictness), matched.decided.apart)


def read_clearing(
    catalog: Catalog,
    matched: MatchedPhotos,
    folder: FolderPart,
    other: FolderPart,
    is_protected: Callable[[Photo], bool],
    state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN,
    strictness: Strictness = ALL_MATCHES,
) -> Clearing:
    """What could go from `folder` since `other` has it. Worker: it looks into both folders.

    Arguments as for `core.folders.clearing.clearing_of`.
    """
    with catalog.read() as connection:
        below = photos.present(connection, [folder.path, other.path])
        there = list(matched.grouping.not_ignored(below))
    covers = covers_of(matched, strictness)
    return clearing_of(folder, other, there, matched, covers, is_protected, state_of)
