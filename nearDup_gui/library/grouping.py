"""Grouping stored matches more or less strictly: nothing is scanned, read from disk or embedded."""

from typing import TYPE_CHECKING, Protocol

from core.match.histogram import SimilarityHistogram
from core.match.strictness import Strictness
from core.photo import DuplicateGroup
from core.progress import CancelToken
from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.toolkit.quiet_memory import large_objects

if TYPE_CHECKING:
    from core.groups import MatchedPhotos
    from core.match.family import Family
    from core.match.suggestion import Suggestion


class GroupingServices(Protocol):
    """Groups of the matches that are known. Methods marked "worker" are never called on the GUI thread."""

    strictness: Strictness
    """How alike photos must be from now on; the last library and scans heed it too."""

    def regroup(self, strictness: Strictness, cancel: CancelToken) -> GroupIndex:
        """Worker: the photos that are shown, grouped anew."""
        ...

    def histogram(self, cancel: CancelToken) -> SimilarityHistogram:
        """Worker: how alike the matches of these photos are."""
        ...

    def forget_matches(self) -> None:
        """Photos of other folders are about to come: what is known of those before counts no more."""
        ...

    def suggestion(self) -> "Suggestion | None":
        """Worker: how strictly to group, as what was turned down speaks for; None if nothing does."""
        ...

    def family(self, group: DuplicateGroup, cancel: CancelToken) -> "Family":
        """Worker: who was made of whom in a group."""
        ...


class CoreGrouping(OpenedCore):
    """`GroupingServices` on the real core. Any thread."""

    strictness = Strictness()
    _matched: "MatchedPhotos | None" = None
    """What the groups that are shown were made of; None before there are any."""

    def _grouped(self, matched: "MatchedPhotos", cancel: CancelToken) -> tuple[GroupIndex, Strictness]:
        """Groups as they are wanted now, and how that is."""
        strictness = self.strictness
        return GroupIndex(matched.groups(strictness, cancel)), strictness

    def regroup(self, strictness: Strictness, cancel: CancelToken) -> GroupIndex:
        from core.catalog import photos

        matched = self._matched
        if matched is None:
            return GroupIndex()
        with large_objects():
            groups = GroupIndex(matched.groups(strictness, cancel))
        cancel.check()
        with self._catalog().read() as connection:
            groups.leave_out(photos.absent(connection))  # removed since the matches were read
        return groups

    def forget_matches(self) -> None:
        self._matched = None

    def histogram(self, cancel: CancelToken) -> SimilarityHistogram:
        matched = self._matched
        return SimilarityHistogram() if matched is None else matched.histogram()

    def suggestion(self) -> "Suggestion | None":
        from core.match.suggestion import suggest

        matched = self._matched
        return None if matched is None else suggest(matched.matches, matched.decided.apart)

    def family(self, group: DuplicateGroup, cancel: CancelToken) -> "Family":
        from core.groups import MatchedPhotos

        return (self._matched or MatchedPhotos()).family(group)
