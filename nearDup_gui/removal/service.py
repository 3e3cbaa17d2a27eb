"""Removing photos in one of several ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken, Reporter
from core.review.actions.action import ActionKind
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.marks.service import MarkServices
from nearDup_gui.photos.unit_service import UnitServices

if TYPE_CHECKING:
    from core.review.plan import GroupRemoval, RemovalPlan
    from core.review.removal import Outcome
    from core.review.ways import Way


@dataclass(frozen=True, slots=True)
class RemovalWay:
    """How photos are to be removed. `folder` is where MOVE and COPY put them.

    `keep_facts` writes what only a removed photo knows into a sidecar of the photo that stays.
    """

    kind: ActionKind = ActionKind.TRASH
    folder: Path | None = None
    keep_facts: bool = False


class RemovalServices(MarkServices, UnitServices, Protocol):
    """Removal. Methods marked "worker" are slow and never called on the GUI thread."""

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
