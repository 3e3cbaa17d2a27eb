"""Decisions in the window: buttons, menus and keys on one side, the list and the shown group on the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from core.decision import Kind
from core.photo import DuplicateGroup, Photo
from core.review.decisions import Status
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.frame.frame import Frame
from nearDup_gui.marks.saver import MarkSaver
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.groups_model import GroupRole, GroupsModel
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.toolkit.messages import Level


class DecisionView(QObject):
    """Joins a `DecisionController` to the window's views. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        page: ReviewPage,
        review: ReviewController,
        decisions: DecisionController,
        comparing: CompareController,
        arranging: ArrangeController,
        saver: MarkSaver,
        roots: Callable[[], Sequence[Path]],
    ) -> None:
        """Join them.

        Args:
            frame: where decisions are told.
            page: the list, and the shown group.
            review, decisions, comparing, arranging: what is decided about, and what follows from it.
            saver: keeps marks across runs.
            roots: gives the folders of the last scan, at the time of asking.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._page = page
        self._grid = page.group.grid
        self._bar = page.group.decisions
        self._review = review
        self._decisions = decisions
        self._comparing = comparing
        self._arranging = arranging
        self._saver = saver
        self._roots = roots
        self._told: tuple[int, str] | None = None
        """What the message bar says of the latest decision, and where the history stood then."""
        self.takes: Callable[[Kind], bool] = lambda kind: False
        """Carries a decision out where it is not about the whole group that is shown; True if it did."""
        self._list.ask_states(self._decisions.state_of)
        self._connect_actions()
        self._connect_answers()
        self._allow()

    def chosen(self) -> list[Photo]:
        """The photos that a decision is about: the chosen ones, or the right one of two that are compared."""
        pair = self._comparing.pair
        return self._grid.chosen_photos() if pair is None else [pair.right]

    def go_on_from(self, key: int) -> None:
        """Go to the next group that is open, or say that there is none."""
        model = self._list
        start, count = model.index_of(key).row(), model.rowCount()
        for step in range(1, count):
            index = model.index((start + step) % count)
            state = index.data(GroupRole.STATE)
            if state.status is Status.OPEN:
                self._page.groups.list.go_to(index.row())
                return
        if start >= 0 and not self._is_open(key):
            said = self._frame.messages.text
            nothing = self.tr("No group that is shown is left to review.")
            self._say(f"{said} {nothing}" if self._told else nothing)

    @property
    def _list(self) -> GroupsModel:
        return self._page.groups.model

    def _is_open(self, key: int) -> bool:
        group = self._review.groups.get(key)
        return group is not None and self._decisions.state_of(group).status is Status.OPEN

    def _connect_actions(self) -> None:
        menus, bar = self._frame.menus, self._bar
        bar.settle_wanted.connect(self._settle)
        bar.reopen_wanted.connect(self._reopen)
        bar.not_duplicates_wanted.connect(self._not_duplicates)
        bar.keeper_wanted.connect(self._choose_keeper)
        bar.split_wanted.connect(self._split_off)
        menus.connect_all(
            {
                menus.reviewed: lambda: self._settle(Kind.REVIEWED),
                menus.later: lambda: self._settle(Kind.LATER),
                menus.variants: lambda: self._settle(Kind.VARIANTS),
                menus.reopen: self._reopen,
                menus.next_open: self._next_open,
                menus.not_duplicates: self._not_duplicates,
                menus.none_duplicates: self._none_duplicates,
                menus.split_off: self._split_off,
                menus.choose_keeper: self._choose_keeper,
            }
        )
        self._grid.choice_changed.connect(self._allow)
        self._frame.places.changed.connect(self._allow)
        self._comparing.pair_changed.connect(lambda pair: self._allow())

    def _connect_answers(self) -> None:
        messages, decisions, review = self._frame.messages, self._decisions, self._review
        review.library_changed.connect(self._library_changed)
        review.regrouped.connect(self._show_regrouped)
        review.group_changed.connect(lambda group: self._show_count())
        review.groups_gone.connect(lambda keys: self._show_count())
        review.marks_changed.connect(lambda key: self._saver.save_soon())
        review.history.changed.connect(self._hide_told)
        self._saver.failed.connect(lambda why: messages.say(Level.ERROR, why))
        decisions.states_changed.connect(self._show_states)
        decisions.counted.connect(lambda done: self._show_count())
        decisions.refused.connect(lambda why: messages.say(Level.WARNING, why))
        decisions.told.connect(self._say)
        decisions.go_on.connect(self.go_on_from)
        decisions.arrived.connect(self._page.go_to_returned)

    def _group(self) -> DuplicateGroup | None:
        return self._page.current_group()

    def _settle(self, kind: Kind) -> None:
        if (group := self._group()) is not None and not self.takes(kind):
            self._decisions.settle(group, kind)

    def _reopen(self) -> None:
        if (group := self._group()) is not None:
            self._decisions.reopen(group)

    def _next_open(self) -> None:
        if (group := self._group()) is not None:
            self.go_on_from(group.keeper.id)

    def _not_duplicates(self) -> None:
        """The keeper alone cannot be meant: then it is said of all of the group."""
        group, chosen = self._group(), self.chosen()
        if group is not None and not self.takes(Kind.NOT_DUPLICATES):
            only_keeper = [photo.id for photo in chosen] in ([], [group.keeper.id])
            self._decisions.not_duplicates(group, group.photos if only_keeper else chosen)

    def _none_duplicates(self) -> None:
        if (group := self._group()) is not None:
            self._decisions.not_duplicates(group, group.photos)

    def _split_off(self) -> None:
        if (group := self._group()) is not None and (chosen := self.chosen()):
            self._decisions.split_off(group, chosen)

    def _choose_keeper(self) -> None:
        group, chosen = self._group(), self.chosen()
        if group is not None and len(chosen) == 1:
            self._decisions.choose_keeper(group, chosen[0])

    def _library_changed(self) -> None:
        """Marks of an earlier run come back with the groups that their photos are in."""
        self._decisions.library_arrived(self._roots())
        back = self._saver.arrived()
        if back:
            self._review.set_marks(dict.fromkeys(back, True))
        self._show_count()
        self._allow()

    def _show_regrouped(self, keys: set[int], groups: list[DuplicateGroup]) -> None:
        """Put the groups into the list; what the filters hide stays hidden."""
        shown = self._arranging.shown_of(groups)
        self._list.swap(keys, shown)
        self._page.show_regrouped({key for key in keys if self._review.groups.get(key) is None})
        self._show_count()

    def _show_states(self, keys: set[int] | None) -> None:
        self._list.touch_states(keys)
        self._allow()

    def _show_count(self) -> None:
        groups = len(self._review.groups)
        self._page.groups.show_reviewed(min(self._decisions.reviewed, groups), groups)

    def _allow(self) -> None:
        """Offer what can be decided here, and restate what it would be about."""
        group, menus = self._group(), self._frame.menus
        if group is None:
            menus.allow_decisions(group=False)
            return
        may = not self._decisions.forbidden
        state = self._decisions.state_of(group)
        ids = {photo.id for photo in group.photos}
        chosen = [photo for photo in self.chosen() if photo.id in ids]
        keeper = len(chosen) == 1 and chosen[0].id != group.keeper.id
        split = 0 < len(chosen) < len(ids) and {p.sha256 for p in chosen} != {p.sha256 for p in group.photos}
        only_keeper = [photo.id for photo in chosen] in ([], [group.keeper.id])
        self._page.group.show_state(state)
        self._bar.show_chosen(0 if only_keeper else len(chosen), keeper_possible=keeper, split_possible=split)
        menus.allow_decisions(group=may, settled=state.status is not Status.OPEN, keeper=keeper, split=split)

    def _say(self, sentence: str) -> None:
        """Tell of a decision, with a way back as long as it is the latest."""
        review = self._review
        self._frame.messages.say(Level.GOOD, sentence, undo=review.undo_mark)
        self._told = (review.history.position, sentence)

    def _hide_told(self) -> None:
        """Undo would take back something else by now."""
        if self._told is not None and self._told[0] != self._review.history.position:
            if self._frame.messages.text == self._told[1]:
                self._frame.messages.hide()
            self._told = None
