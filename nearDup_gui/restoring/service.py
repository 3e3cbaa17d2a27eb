"""What was ever removed, and bringing it back; the quarantine, and emptying it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken, Reporter
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.restoring.removed import RemovedFile
from nearDup_gui.scanning.service import ScanServices

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session
    from core.review.outcome import Outcome
    from core.review.quarantine import Emptied, Quarantined
    from core.review.restore import Restored


class RestoreServices(ScanServices, Protocol):
    """The way back. Methods marked "worker" are slow and never called on the GUI thread."""

    def quarantined(self) -> "Quarantined":
        """Worker: what lies in quarantine."""
        ...

    def empty_quarantine(
        self, files: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> "Emptied":
        """Worker: erase files from quarantine for good; a person was told how many and agreed."""
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


class CoreRestoring(OpenedCore):
    """`RestoreServices` on the real core. Any thread."""

    def quarantined(self) -> "Quarantined":
        from core.review.quarantine import in_quarantine

        return in_quarantine(self._catalog())

    def empty_quarantine(
        self, files: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> "Emptied":
        from core.review.quarantine import empty

        return empty(files, self._catalog(), report=report, cancel=cancel)

    def removal_sessions(self) -> tuple["Session", ...]:
        from core.review import journal

        return tuple(journal.sessions(self._catalog()))

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        from core.catalog import photos
        from core.review import journal

        catalog = self._catalog()
        removed = journal.removed(catalog, session)
        with catalog.read() as connection:
            known = photos.content_ids(connection, {removal.intent.sha256 for removal, _ in removed})
        return tuple(
            RemovedFile(removal, known.get(removal.intent.sha256), written) for removal, written in removed
        )

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
        taken = [one for one, _ in journal.removed(catalog, latest.session) if one.state == "done"]
        return self.restore_removed(taken, report, cancel)
