"""Removing photos in one of several ways, what was ever removed, and bringing it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken, Reporter
from core.review.actions.action import ActionKind
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.restoring.removed import RemovedFile

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session
    from core.review.plan import GroupRemoval, RemovalPlan
    from core.review.quarantine import Emptied, Quarantined
    from core.review.removal import Outcome
    from core.review.restore import Restored
    from core.review.ways import Way


@dataclass(frozen=True, slots=True)
class RemovalWay:
    """How photos are to be removed. `folder` is where MOVE and COPY put them.

    `keep_facts` writes what only a removed photo knows into a sidecar of the photo that stays.
    """

    kind: ActionKind = ActionKind.TRASH
    folder: Path | None = None
    keep_facts: bool = False


class RemovalServices(Protocol):
    """Removal, and the way back. Methods marked "worker" are slow and never called on the GUI thread."""

    def removal_ways(
        self, groups: "Sequence[GroupRemoval]", folder: Path | None, cancel: CancelToken
    ) -> "dict[ActionKind, Way]":
        """Worker: what can be done to the marked photos, and why not where it cannot.

        Args:
            groups: what goes and what stays.
            folder: where to move or copy to; without one these two are left out.
            cancel: stops asking.
        """
        ...

    def remove(
        self,
        plan: "RemovalPlan",
        way: RemovalWay,
        report: Reporter,
        cancel: CancelToken,
        *,
        dry_run: bool = False,
    ) -> tuple["Outcome", ...]:
        """Worker: carry out a plan; one outcome for each photo. A dry run makes every check and no more."""
        ...

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


class CoreRemovals(OpenedCore):
    """`RemovalServices` on the real core. Any thread."""

    def removal_ways(
        self, groups: "Sequence[GroupRemoval]", folder: Path | None, cancel: CancelToken
    ) -> "dict[ActionKind, Way]":
        from core.errors import RemovalRefused
        from core.review.actions.action import Action
        from core.review.actions.choose import action_of
        from core.review.ways import find_ways

        actions: list[Action] = []
        for kind in ActionKind:
            try:
                actions.append(action_of(kind, to=folder, protected=self.settings.untouched_folders))
            except RemovalRefused:
                continue  # no folder yet, or one that may not be used: choosing it says why
        return find_ways(groups, actions, cancel)

    def remove(
        self,
        plan: "RemovalPlan",
        way: RemovalWay,
        report: Reporter,
        cancel: CancelToken,
        *,
        dry_run: bool = False,
    ) -> tuple["Outcome", ...]:
        from core.review.actions.choose import action_of
        from core.review.removal import remove
        from core.review.trash import SystemTrash

        trash = SystemTrash()
        return remove(
            plan,
            self._catalog(),
            trash,
            action=action_of(way.kind, to=way.folder, protected=plan.protected, trash=trash),
            dry_run=dry_run,
            keep_facts=way.keep_facts,
            report=report,
            cancel=cancel,
        )

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
