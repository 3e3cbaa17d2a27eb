"""Moving photos to the trash, what was ever removed, and bringing it back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken, Reporter
from nearDup_gui.removed import RemovedFile
from nearDup_gui.services.opened import OpenedCore

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session
    from core.review.actions import Outcome
    from core.review.plan import RemovalPlan
    from core.review.restore import Restored


class RemovalServices(Protocol):
    """Removal, and the way back. Methods marked "worker" are slow and never called on the GUI thread."""

    def volumes_without_trash(self, paths: Sequence[Path]) -> dict[Path, str]:
        """Worker: the volumes from which nothing can be moved to the trash, and why."""
        ...

    def remove(self, plan: "RemovalPlan", report: Reporter, cancel: CancelToken) -> tuple["Outcome", ...]:
        """Worker: move a plan's photos to the trash; one outcome for each."""
        ...

    def removal_sessions(self) -> tuple["Session", ...]:
        """Worker: every removal there ever was, the newest first."""
        ...

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        """Worker: what one removal did, file by file."""
        ...

    def restore_removed(
        self, chosen: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """Worker: bring files back; one outcome for each."""
        ...

    def undo_removal(
        self, outcomes: Sequence["Outcome"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """Worker: bring back all that the removal with these outcomes took away."""
        ...


class CoreRemovals(OpenedCore):
    """`RemovalServices` on the real core. Any thread."""

    def volumes_without_trash(self, paths: Sequence[Path]) -> dict[Path, str]:
        from core.review.trash import SystemTrash, volumes_without_trash

        return volumes_without_trash(paths, SystemTrash())

    def remove(self, plan: "RemovalPlan", report: Reporter, cancel: CancelToken) -> tuple["Outcome", ...]:
        from core.review.actions import remove
        from core.review.trash import SystemTrash

        return remove(plan, self._catalog(), SystemTrash(), report=report, cancel=cancel)

    def removal_sessions(self) -> tuple["Session", ...]:
        from core.review import journal

        return tuple(journal.sessions(self._catalog()))

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        from core.catalog import photos
        from core.review import journal

        catalog = self._catalog()
        removals = journal.entries(catalog, session)
        with catalog.read() as connection:
            known = photos.content_ids(connection, {removal.intent.sha256 for removal in removals})
        return tuple(RemovedFile(removal, known.get(removal.intent.sha256)) for removal in removals)

    def restore_removed(
        self, chosen: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        from core.review.restore import restore
        from core.review.trash import SystemTrash

        return restore(chosen, self._catalog(), SystemTrash(), report=report, cancel=cancel)

    def undo_removal(
        self, outcomes: Sequence["Outcome"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """A press of the button is one session of the journal, which any of its files leads to."""
        from core.review import journal

        catalog = self._catalog()
        latest = journal.entries_of_path(catalog, outcomes[0].photo.path)[-1]
        taken = [one for one in journal.entries(catalog, latest.session) if one.state == "done"]
        return self.restore_removed(taken, report, cancel)
