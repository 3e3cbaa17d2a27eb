"""Removing what is marked, as a person sees it: the question before, the bar meanwhile, the truth after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.photo import DuplicateGroup
from core.review.actions.action import ActionKind
from nearDup_gui.marks.history import Removed
from nearDup_gui.removal import wording as removal_words
from nearDup_gui.removal.action_bar import ActionBar
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.dialogs import RemovalDialog, rehearsal_dialog, result_dialog
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level, MessageBar

if TYPE_CHECKING:
    from core.review.plan import RemovalPlan
    from core.review.removal import Outcome


@dataclass(frozen=True, slots=True)
class PhotosRemoved(Removed):
    """What one press of the button took away."""

    outcomes: "tuple[Outcome, ...]"


class RemovalView(QObject):
    """Joins the bar and the dialogs of a removal to the controllers."""

    library_outdated = Signal()
    """Photos were removed: the catalogue may group what is left anew."""
    undo_wanted = Signal(object)
    """The outcomes of a removal that shall be undone."""
    apart_wanted = Signal(object, bool)
    """A photo, and whether what belongs to it is to be treated apart from now on."""
    asking = Signal(object)
    """A `RemovalDialog` that is about to be shown; others may add sections to it."""

    def __init__(
        self,
        review: ReviewController,
        bar: ActionBar,
        messages: MessageBar,
        look: Look,
        current_group: Callable[[], DuplicateGroup | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._review = review
        self._bar = bar
        self._messages = messages
        self._look = look
        self._current_group = current_group
        self._page = page
        self._only_rehearse = False
        """The plan that is on its way is to be rehearsed, not carried out."""
        self.loses: Callable[[RemovalPlan], bool] = lambda plan: False
        """Whether a plan would lose facts, so that a person is asked although all of it is in sight."""
        review.history.carried_out_by(PhotosRemoved, lambda act, _: self.undo_wanted.emit(act.outcomes))
        bar.cancel_wanted.connect(review.cancel_removal)
        bar.way_chosen.connect(self._choose_way)
        bar.rehearsal_wanted.connect(self.rehearse)
        review.removal_planned.connect(self._take_plan)
        review.removal_started.connect(bar.show_removing)
        review.removal_progressed.connect(bar.show_removal_progress)
        review.removed.connect(self._show_removed)
        review.removal_failed.connect(self._show_removal_failed)
        review.ways.changed.connect(self._show_ways)
        review.ways.rehearsed.connect(self.show_rehearsal)
        review.ways.failed.connect(lambda why: messages.say(Level.ERROR, why))
        self._show_ways()

    def rehearse(self) -> None:
        """Show what would happen to every marked photo; nothing is changed."""
        self._only_rehearse = True
        self._review.plan_removal()

    @Slot(object)
    def _take_plan(self, plan: "RemovalPlan") -> None:
        """Carry it out, after asking where not all of it is in sight."""
        if self._only_rehearse:
            self._only_rehearse = False
            self._review.ways.rehearse(plan)
            return
        group = self._current_group()
        in_sight = set() if group is None else {photo.id for photo in group.photos}
        seen = not plan.companions and all(photo.id in in_sight for photo in plan.items)
        if seen and not self.loses(plan):
            self._review.remove(plan)
            return
        dialog = RemovalDialog(self._look, plan, self._review.ways.way, self._page)
        dialog.accepted.connect(lambda: self._review.remove(dialog.plan))
        dialog.apart_wanted.connect(self.apart_wanted)
        dialog.rehearsal_wanted.connect(self._review.ways.rehearse)
        self.asking.emit(dialog)
        dialog.open()

    def _choose_way(self, kind: "ActionKind | None", folder: object) -> None:
        if kind is None:
            self._show_ways()
        else:
            self._review.ways.choose(kind, folder)  # pyright: ignore[reportArgumentType]

    @Slot()
    def _show_ways(self) -> None:
        self._bar.show_ways(self._review.ways.way, self._review.ways.possible)

    @Slot(object)
    def show_rehearsal(self, outcomes: "Sequence[Outcome]") -> None:
        """Show what would happen to every photo of a plan."""
        asking = (dialog for dialog in self._page.findChildren(RemovalDialog) if dialog.isVisible())
        parent: QWidget = next(asking, self._page)
        rehearsal_dialog(self._look, outcomes, self._review.ways.way, parent).open()

    @Slot(object)
    def _show_removed(self, outcomes: "Sequence[Outcome]") -> None:
        """Good news in the bar; where a file was left alone, the whole truth at once."""
        self._bar.show_removal_over()
        self._bar.show_totals(self._review.totals)
        dialog = result_dialog(self._look, outcomes, self._page)
        sentence = removal_words.told_result(outcomes)
        undo = None
        if any(outcome.may_return for outcome in outcomes):
            undo = partial(self.undo_wanted.emit, outcomes)
            self._review.history.record(PhotosRemoved(removal_words.remove_marked, tuple(outcomes)))
        if all(outcome.done for outcome in outcomes):
            self._messages.say(Level.GOOD, sentence, self.tr("Details"), dialog.open, undo)
        else:
            self._messages.say(Level.WARNING, sentence, self.tr("Details"), dialog.open, undo)
            dialog.open()
        self.library_outdated.emit()

    @Slot(str)
    def _show_removal_failed(self, why: str) -> None:
        self._only_rehearse = False
        self._bar.show_removal_over()
        self._messages.say(Level.ERROR, why)
        self.library_outdated.emit()
