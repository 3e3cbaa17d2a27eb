"""Folders beside folders, as the catalogue has them: the overview, and one pair looked at closely."""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.folders.clearing import Clearing, clearing_of
from core.folders.coverage import (
    FolderCoverage,
    FolderSize,
    coverage_of,
    folder_name,
    without_inner,
)
from core.folders.covers import Covers
from core.folders.parts import FolderPart
from core.groups import ALL_MATCHES, MatchedPhotos
from core.match.outward import Outward
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Photo
from core.progress import CancelToken
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
    matches = strictness.matches(matched.matches)
    groups, apart = matched.groups(strictness), matched.decided.apart
    coverage = coverage_of(matched.photos, matches, groups, sizes, roots, apart)
    outward = Outward(matched.grouping.outward)
    return without_inner(coverage, outward) if outward else coverage


def covers_near(matched: MatchedPhotos, strictness: Strictness, contents: Collection[int]) -> Covers:
    """What covers some contents, from the matches that count and the groups that they make."""
    matches = (
        match for match in strictness.matches(matched.matches) if match.a in contents or match.b in contents
    )
    groups = (
        group
        for group in matched.groups(strictness)
        if any(member.photo.content_id in contents for member in group.members)
    )
    return Covers.of(matches, groups, matched.decided.apart)


def read_clearing(
    catalog: Catalog,
    matched: MatchedPhotos,
    folder: FolderPart,
    other: FolderPart,
    is_protected: Callable[[Photo], bool],
    state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN,
    strictness: Strictness = ALL_MATCHES,
    cancel: CancelToken | None = None,
) -> Clearing:
    """What could go from `folder` since `other` has it. Worker: it looks into both folders.

    Arguments as for `core.folders.clearing.clearing_of`.
    """
    cancel = cancel or CancelToken()
    with catalog.read() as connection:
        below = photos.present(connection, [folder.path, other.path])
        there: list[Photo] = []
        for photo in matched.grouping.not_ignored(below):
            cancel.check()
            there.append(photo)
    contents = {photo.content_id for photo in there if folder.holds(folder_name(photo.path))}
    covers = covers_near(matched, strictness, contents)
    return clearing_of(folder, other, there, matched, covers, is_protected, state_of, cancel=cancel)
