"""The part of the fake services that holds folders beside folders, from the groups of the fake library."""

from collections.abc import Collection, Sequence
from pathlib import Path

from core.folders.clearing import Clearing, clearing_of
from core.folders.coverage import FolderSize, coverage_of
from core.folders.covers import Covers
from core.folders.empty import FolderOutcome
from core.folders.matrix import matrix_of
from core.folders.pairs import depths_of, first_depth, first_to_clear, pairs_at
from core.folders.parts import FolderPart
from core.groups import MatchedPhotos
from core.path_text import folder_name
from core.photo import DuplicateGroup, Lineage, Match, Photo
from core.progress import CancelToken, Reporter
from nearDup_gui.folders.service import FoldersSeen, FoldersTaken
from nearDup_gui.library.groups import Library


class FakeFolders:
    """Attributes say what it shall answer, and what it was asked."""

    library: Library | None
    removed: list[Path]

    def __init__(self) -> None:
        self.alone: list[Photo] = []
        """Photos that are in no group."""
        self.left_empty: tuple[Path, ...] = ()
        self.folders_gone: list[Path] = []
        self.folder_fault = ""
        self.counted: FoldersSeen | None = None
        """What was counted with the groups."""

    def known_pairs(self, depth: int | None) -> FoldersSeen | None:
        return self.counted

    def folder_pairs(self, depth: int | None, cancel: CancelToken) -> FoldersSeen:
        groups, photos = self._now()
        sizes: dict[str, FolderSize] = {}
        for one in photos:
            known = sizes.get(folder_name(one.path), FolderSize())
            sizes[folder_name(one.path)] = FolderSize(known.photos + 1, known.bytes + one.file.size)
        roots = () if self.library is None else self.library.roots
        coverage = coverage_of(photos, _matches(groups), groups, sizes, roots)
        depths = tuple(depths_of(coverage))
        depth = first_depth(coverage) if depth not in depths else depth
        pairs = pairs_at(coverage, depth)
        return FoldersSeen(depth, depths, pairs, matrix_of(pairs), first_to_clear(coverage, pairs))

    def clearing(self, folder: FolderPart, other: FolderPart, cancel: CancelToken) -> Clearing:
        groups, photos = self._now()
        matched = MatchedPhotos(tuple(photos), tuple(_matches(groups)))
        return clearing_of(folder, other, photos, matched, Covers.of(matched.matches, groups))

    def empty_folders(self, left: Collection[Path], below: Path) -> tuple[Path, ...]:
        return self.left_empty

    def remove_empty_folders(
        self, folders: Sequence[Path], report: Reporter, cancel: CancelToken
    ) -> FoldersTaken:
        self.folders_gone += folders
        why = self.folder_fault
        return FoldersTaken(tuple(FolderOutcome(folder, not why, why) for folder in folders), ())

    def _now(self) -> tuple[list[DuplicateGroup], list[Photo]]:
        gone = set(self.removed)
        groups = [] if self.library is None else list(self.library.groups)
        photos = [photo for group in groups for photo in group.photos] + self.alone
        left = [photo for photo in photos if photo.path not in gone]
        return groups, sorted(left, key=lambda one: str(one.path))


def _matches(groups: Sequence[DuplicateGroup]) -> list[Match]:
    return [
        Match(
            group.keeper.content_id,
            member.photo.content_id,
            member.relation,
            0.95,
            0.95,
            lineage=Lineage(0.5, 0.5, (), member.losses),
        )
        for group in groups
        for member in group.members
        if member.photo.content_id != group.keeper.content_id
    ]
