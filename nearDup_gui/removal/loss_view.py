"""What a removal would lose, joined to its dialog: at once what the catalogue knows, then what files say."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject

from core.photo import DuplicateGroup
from core.progress import CancelToken
from core.review.marks import COPIES
from nearDup_gui.frame.frame import Frame
from nearDup_gui.photos import cover, wording
from nearDup_gui.photos.detail_service import DetailServices
from nearDup_gui.photos.details import DetailsController
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.loss_section import LossSection
from nearDup_gui.removal.view import RemovalView
from nearDup_gui.settings.service import PreferenceServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.labels import muted

if TYPE_CHECKING:
    from core.review.losses import Loss
    from core.review.plan import RemovalPlan
    from nearDup_gui.removal.dialogs import RemovalDialog
    from nearDup_gui.toolkit.jobs import Job

_STAYS_AT = frozenset({"copy"})
"""Ways of removal after which the photo is still where it was."""


class LossServices(DetailServices, PreferenceServices, Protocol):
    """What files say, and whether what is lost shall be kept."""


class LossView(QObject):
    """Adds a section to the dialog of a removal. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        services: LossServices,
        removal: RemovalView,
        review: ReviewController,
        details: DetailsController,
    ) -> None:
        super().__init__(frame.over)
        self._frame = frame
        self._services = services
        self._review = review
        self._details = details
        self._job: Job | None = None
        removal.asking.connect(self._look_for_losses)
        removal.loses = self.loses

    def loses(self, plan: "RemovalPlan") -> bool:
        """Whether a plan would lose anything, as far as is known; what is in sight has been read."""
        marked = {photo.id for photo in plan.items}
        return any(self._details.losses(group, marked) for group in self._groups(plan))

    def _groups(self, plan: "RemovalPlan") -> list[DuplicateGroup]:
        groups = self._review.groups
        found = {group.keeper.id: group for p in plan.items if (group := groups.group_of(p.id)) is not None}
        return list(found.values())

    def _look_for_losses(self, dialog: "RemovalDialog") -> None:
        """Begin anew with every dialog: a sidecar is written where the settings or a person ask for it."""
        self._keep_facts(self._services.settings.removal.keeps_facts)
        marked = frozenset(photo.id for photo in dialog.plan.items)
        groups = self._groups(dialog.plan)
        if said := self._left_out(groups, marked):
            dialog.add_section(muted(said))
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
        self._job = self._frame.jobs.start(
            lambda report, cancel: self._losses(groups, marked, cancel), "look for losses"
        )
        self._job.succeeded.connect(lambda losses: self._show(dialog, losses))
        self._job.failed.connect(sentence_of)
        dialog.rejected.connect(self._forget)

    def _left_out(self, groups: Sequence[DuplicateGroup], marked: Collection[int]) -> str:
        """How many copies of these groups stay since they hold something of their own, and what mostly."""
        left = Counter(
            member.losses[0].kind
            for group in groups
            for member in group.members
            if member.losses and member.relation in COPIES and member.photo.id not in marked
        )
        if not left:
            return ""
        said = self.tr(
            "Not marked, as they hold something that the photo that stays does not: {0}. Mostly: {1}."
        )
        return said.format(wording.photos(left.total()), cover.reasons(left.items()))

    def _losses(
        self, groups: Sequence[DuplicateGroup], marked: frozenset[int], cancel: CancelToken
    ) -> "list[Loss]":
        """Worker thread. The start of every file is read, for ratings and keywords."""
        from core.review.losses import losses

        written = self._services.written([p for group in groups for p in group.photos], cancel)
        return [loss for group in groups for loss in losses(group, marked, written)]

    def _show(self, dialog: "RemovalDialog", losses: "Sequence[Loss]") -> None:
        if not losses or not shiboken6.isValid(dialog) or not dialog.isVisible():
            return
        takes_away = self._review.ways.way.kind.value not in _STAYS_AT
        keep = self._review.ways.way.keep_facts
        section = LossSection(self._frame.look, losses, takes_away=takes_away, keep=keep, parent=dialog)
        section.keep_changed.connect(self._keep_facts)
        dialog.add_section(section)

    def _keep_facts(self, keep: bool) -> None:
        ways = self._review.ways
        ways.way = replace(ways.way, keep_facts=keep)

    def _forget(self) -> None:
        self._keep_facts(self._services.settings.removal.keeps_facts)
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None
