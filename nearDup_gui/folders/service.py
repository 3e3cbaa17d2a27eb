"""What the folders ask of core: pairs, one pair closely, and what a removal left empty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.folders.matrix import Matrix
from core.folders.parts import FolderPair, FolderPart
from core.progress import CancelToken, Reporter
from nearDup_gui.decisions.service import CoreDecisions, DecisionServices
from nearDup_gui.removal.service import RemovalServices

if TYPE_CHECKING:
    from core.catalog.removals import Removal
    from core.folders.clearing import Clearing
    from core.folders.coverage import FolderCoverage
    from core.folders.empty import FolderOutcome
    from core.groups import MatchedPhotos
    from core.match.strictness import Strictness
    from nearDup_gui.library.groups import GroupIndex


@dataclass(frozen=True, slots=True)
class FoldersSeen:
    """All pairs at one depth, as a list and as a picture; `depths` are those that differ, and `first` is the
    pair that a person most likely wants to clear."""

    depth: int
    depths: tuple[int, ...]
    pairs: tuple[FolderPair, ...]
    matrix: Matrix
    first: FolderPair | None = None


@dataclass(frozen=True, slots=True)
class FoldersTaken:
    """What became of empty folders, and the entries of the journal that bring them back."""

    outcomes: "tuple[FolderOutcome, ...]"
    removals: "tuple[Removal, ...]"


class FolderServices(RemovalServices, DecisionServices, Protocol):
    """Folders. Methods marked "worker" are slow and never called on the GUI thread."""

    def known_pairs(self, depth: int | None) -> FoldersSeen | None:
        """What `folder_pairs` would give, if it was counted with the groups that are shown; quick."""
        ...

    def folder_pairs(self, depth: int | None, cancel: CancelToken) -> FoldersSeen:
        """Worker: every two folders that have something in common, at the first depth that shows any."""
        ...

    def clearing(self, folder: FolderPart, other: FolderPart, cancel: CancelToken) -> "Clearing":
        """Worker: what could go from a folder since the other has it, photo by photo."""
        ...

    def empty_folders(self, left: Collection[Path], below: Path) -> tuple[Path, ...]:
        """Worker: the folders that a removal left empty."""
        ...

    def remove_empty_folders(
        self, folders: Sequence[Path], report: Reporter, cancel: CancelToken
    ) -> FoldersTaken:
        """Worker: take them away."""
        ...


class CoreFolders(CoreDecisions):
    """`FolderServices` on the real core. Any thread."""

    _covered: "tuple[MatchedPhotos, Strictness, FolderCoverage] | None" = None
    """The latest overview, and of what it was made."""
    _seen: "tuple[FolderCoverage, FoldersSeen] | None" = None
    """What a person sees first of it."""

    def _grouped(self, matched: "MatchedPhotos", cancel: CancelToken) -> "tuple[GroupIndex, Strictness]":
        """Whenever groups are read, folders are counted too, so that they are there when they are wanted."""
        groups, strictness = super()._grouped(matched, cancel)
        coverage = self._coverage(matched, strictness)
        self._seen = coverage, _seen_at(coverage, None)
        return groups, strictness

    def folder_pairs(self, depth: int | None, cancel: CancelToken) -> FoldersSeen:
        from core.folders.coverage import FolderCoverage

        matched = self._matched
        coverage = FolderCoverage() if matched is None else self._coverage(matched, self.strictness)
        cancel.check()
        return self.known_pairs(depth) or _seen_at(coverage, depth)

    def known_pairs(self, depth: int | None) -> FoldersSeen | None:
        covered, seen = self._covered, self._seen
        if covered is None or covered[0] is not self._matched or covered[1] != self.strictness:
            return None
        if seen is None or seen[0] is not covered[2] or depth not in (None, seen[1].depth):
            return None
        return seen[1]

    def _coverage(self, matched: "MatchedPhotos", strictness: "Strictness") -> "FolderCoverage":
        """The overview of what is known, counted once."""
        from core.folders.overview import read_coverage
        from nearDup_gui.toolkit.quiet_memory import large_objects

        known = self._covered
        if known is not None and known[0] is matched and known[1] == strictness:
            return known[2]
        catalog = self._catalog()
        with large_objects():
            coverage = read_coverage(catalog, matched, matched.roots or catalog.last_roots(), strictness)
        self._covered = matched, strictness, coverage
        return coverage

    def clearing(self, folder: FolderPart, other: FolderPart, cancel: CancelToken) -> "Clearing":
        from core.folders.clearing import Clearing
        from core.folders.overview import read_clearing
        from core.review.checks import Protection

        if (matched := self._matched) is None:
            return Clearing(folder, other)
        protection = Protection(self.settings.untouched_folders, self.settings.lifted_libraries)
        return read_clearing(
            self._catalog(),
            matched,
            folder,
            other,
            lambda photo: protection.holds(photo.path),
            self.decisions.state_of,
            self.strictness,
            cancel,
        )

    def empty_folders(self, left: Collection[Path], below: Path) -> tuple[Path, ...]:
        from core.folders.empty import find_empty

        return find_empty(left, below)

    def remove_empty_folders(
        self, folders: Sequence[Path], report: Reporter, cancel: CancelToken
    ) -> FoldersTaken:
        from core.folders.empty import remove_empty
        from core.review import journal
        from core.review.trash import SystemTrash

        catalog = self._catalog()
        outcomes = remove_empty(
            folders,
            catalog,
            SystemTrash(),
            protected=self.settings.untouched_folders,
            report=report,
            cancel=cancel,
        )
        first = next((entry for one in outcomes if (entry := journal.entry(catalog, one.entry))), None)
        removals = () if first is None else tuple(journal.entries(catalog, first.session))
        return FoldersTaken(outcomes, tuple(one for one in removals if one.state == "done"))


def _seen_at(coverage: "FolderCoverage", depth: int | None) -> FoldersSeen:
    """The pairs at a depth, or at the first that shows any."""
    from core.folders.matrix import matrix_of
    from core.folders.pairs import depths_of, first_depth, first_to_clear, pairs_at

    depths = tuple(depths_of(coverage))
    if depth is None or depth not in depths:
        first = first_depth(coverage)
        depth = first if first in depths else depths[-1]
    pairs = pairs_at(coverage, depth)
    return FoldersSeen(depth, depths, pairs, matrix_of(pairs), first_to_clear(coverage, pairs))
