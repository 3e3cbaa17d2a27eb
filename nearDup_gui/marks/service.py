"""Which photos are marked: kept as it happens, and found again; and where a bulk mark would strike."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Protocol

from core.match.strictness import Strictness
from core.photo import Photo
from core.progress import CancelToken
from nearDup_gui.library.grouping import CoreGrouping
from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.library.opened import AccessServices
from nearDup_gui.settings.service import PreferenceServices

if TYPE_CHECKING:
    from core.groups import MatchedPhotos
    from core.review.volume_shares import VolumeShare


class MarkServices(AccessServices, PreferenceServices, Protocol):
    """Marks. Methods marked "worker" are slow and never called on the GUI thread."""

    saved_marks: frozenset[int]
    """The ids of the photos that were marked when groups were last read."""

    spared: frozenset[int]
    """The ids of the photos that stayed when others went in bulk, as it was when groups were last read."""

    def save_marks(self, marked: Collection[int], unmarked: Collection[int]) -> None:
        """Worker, or the very end: remember and forget marks, by photo id."""
        ...

    def save_spared(self, spared: Collection[int], no_longer: Collection[int]) -> None:
        """Worker, or the very end: remember which photos stay when others go in bulk, by photo id."""
        ...

    def volume_shares(self, photos: Iterable[Photo]) -> "tuple[VolumeShare, ...]":
        """Worker: on which volumes photos lie, and whether these have a trash."""
        ...


class CoreMarks(CoreGrouping):
    """`MarkServices` on the real core. Any thread."""

    saved_marks: frozenset[int] = frozenset()
    spared: frozenset[int] = frozenset()

    def save_marks(self, marked: Collection[int], unmarked: Collection[int]) -> None:
        from core.catalog import marks

        with self._catalog().write() as connection:
            marks.MARKED.remove(connection, unmarked)
            marks.MARKED.add(connection, marked)

    def save_spared(self, spared: Collection[int], no_longer: Collection[int]) -> None:
        from core.catalog import marks

        with self._catalog().write() as connection:
            marks.SPARED.remove(connection, no_longer)
            marks.SPARED.add(connection, spared)

    def volume_shares(self, photos: Iterable[Photo]) -> "tuple[VolumeShare, ...]":
        from core.review.trash import SystemTrash
        from core.review.volume_shares import volume_shares

        return volume_shares(photos, SystemTrash())

    def _grouped(self, matched: "MatchedPhotos", cancel: CancelToken) -> tuple[GroupIndex, Strictness]:
        """Whenever groups are read, the marks on their photos are at hand when they are shown."""
        from core.catalog import marks

        with self._catalog().read() as connection:
            self.saved_marks = marks.MARKED.ids(connection)
            self.spared = marks.SPARED.ids(connection)
        return super()._grouped(matched, cancel)
