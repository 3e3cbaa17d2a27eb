"""Deciding about groups: reviewed, kept, put off, no duplicates, another keeper. Every rule is core's.

    a person -> decide -> Decisions, at once ------------------> states_changed, told
                   '----> job: stored; groups made anew where they change -> MarkController

A decision that makes other groups is told when they are there, a moment later. All of them can be undone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.decision import Change, Kind
from core.errors import DecisionRefused
from core.photo import DuplicateGroup, Photo
from core.review import decisions as acts
from core.review.decisions import GroupState
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.decisions.queue import DecisionQueue, Regrouping
from nearDup_gui.decisions.reviewed_count import ReviewedCount
from nearDup_gui.decisions.service import DecisionServices
from nearDup_gui.library.groups import Regrouped
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.marks.history import Act, Words
from nearDup_gui.marks.marked_groups import NO_MARKS, Marking, difference
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Jobs

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Settled(Act):
    """A decision that changed the state of a group, and no group. `back` takes `change` back."""

    change: Change
    back: Change
    marking: Marking
    photos: tuple[int, ...]
    """The group's ids, the keeper's first."""


@dataclass(frozen=True, slots=True)
class Regroup(Act):
    """A decision that made other groups, see `DecisionController._regroup`."""

    change: Change
    back: Change
    marking: Marking
    place: int | None


class DecisionController(QObject):
    """Decisions about the groups under review. GUI thread."""

    states_changed = Signal(object)
    """The keys of groups whose state may be another, a set, or None for many."""
    told = Signal(str)
    """What has been decided, in a sentence; it is on top of the history."""
    refused = Signal(str)
    go_on = Signal(int)
    """The group with this key is settled: to the next that is open."""
    arrived = Signal(int)
    """Look at the group with this key: what was done or undone is there."""
    busy_changed = Signal(bool)
    """Whether groups are being made anew, see `busy`."""
    listed = Signal(object)
    """What was decided: `DecidedAct`s, the latest first."""
    counted = Signal(int)
    """How many of all groups are reviewed."""

    def __init__(
        self, services: DecisionServices, jobs: Jobs, review: MarkController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._review = review
        self._count = ReviewedCount(services, jobs, review, self)
        self._count.changed.connect(self.counted)
        self._count.counted_anew.connect(lambda: self.states_changed.emit(None))
        self._queue = DecisionQueue(services, jobs, self)
        self._queue.failed.connect(self.refused)
        self._queue.busy_changed.connect(review.history.wait)
        self._queue.busy_changed.connect(self.busy_changed)
        review.history.carried_out_by(Settled, self._settle_again)
        review.history.carried_out_by(Regroup, self._regroup_again)
        self._leaving: int | None = None
        self._thought_better = False
        review.keeper_goes.connect(self._let_keeper_go)
        self._queue.busy_changed.connect(self._keeper_let_go)

    def library_arrived(self, roots: Sequence[Path]) -> None:
        """Other groups are shown, of photos below `roots`."""
        self._queue.roots = tuple(roots)
        self._count.count_all()

    def state_of(self, group: DuplicateGroup) -> GroupState:
        """Where a person stands with a group. Quick, and may be asked from any thread."""
        return self._services.decisions.state_of(group)

    @property
    def forbidden(self) -> str:
        """Why nothing can be decided here, in a sentence; empty if it can."""
        return self._services.only_read

    @property
    def busy(self) -> bool:
        """Whether groups are being made anew."""
        return self._queue.busy

    @property
    def reviewed(self) -> int:
        """How many of all groups are reviewed, as far as they are counted."""
        return len(self._count)

    def settle(self, group: DuplicateGroup, kind: Kind, *, go_on: bool = True) -> None:
        """Say that a group is reviewed, kept as it is, or put off, and go on if that is wanted."""
        if not self._may_decide():
            return
        marked = [photo for photo in group.photos if self._review.is_marked(photo.id)]
        marking = difference(marked, ()) if kind is Kind.VARIANTS else {}
        words, sentence = {
            Kind.REVIEWED: (decision_words.mark_as_reviewed, self.tr("{0} reviewed.")),
            Kind.VARIANTS: (decision_words.keep_all, self.tr("{0} kept as variants.")),
            Kind.LATER: (decision_words.put_off, self.tr("{0} put off.")),
        }[kind]
        self._decide_at_once(group, words, acts.reviewed(group, kind, _now()), marking)
        self.told.emit(sentence.format(_named(group)))
        if go_on:
            self.go_on.emit(group.keeper.id)

    def reopen(self, group: DuplicateGroup) -> None:
        """Forget that a group was reviewed, kept or put off."""
        if self._may_decide() and self.state_of(group).status != acts.Status.OPEN:
            change = self._services.decisions.reopened(group)
            self._decide_at_once(group, lambda: translate("DecisionController", "Open again"), change, {})

    def not_duplicates(self, group: DuplicateGroup, chosen: Sequence[Photo]) -> None:
        """Say that photos are no duplicates of the others in their group; of all of them, of each other."""
        self._decide(
            group,
            lambda: translate("DecisionController", "Not duplicates"),
            lambda: acts.not_duplicates(group, chosen, _now()),
            dict.fromkeys((photo.id for photo in chosen), False),
            lambda found: self._what_left(chosen, found),
        )

    def split_off(self, group: DuplicateGroup, chosen: Sequence[Photo]) -> None:
        """Let some photos of a group form one of their own, as far as they match each other."""
        self._decide(
            group,
            lambda: translate("DecisionController", "Split off"),
            lambda: acts.split_off(group, chosen, _now()),
            NO_MARKS,
            lambda found: self._what_split(chosen, found),
        )

    def choose_keeper(self, group: DuplicateGroup, photo: Photo, marking: Marking = NO_MARKS) -> None:
        """Let a photo be the keeper of its group. What does not match it itself leaves, and is told.

        A keeper has no mark: it loses the one that it has.

        Args:
            group: the group.
            photo: the keeper from now on.
            marking: what else is marked or let stay in the same step, as far as another photo stays.
        """
        if photo.id == group.keeper.id:
            self.refused.emit(self.tr("{0} is the keeper already.").format(photo.path.name))
            return
        self._decide(
            group,
            lambda: translate("DecisionController", "Choose the keeper"),
            lambda: acts.keeper_chosen(group, photo, _now()),
            {**marking, photo.id: False},
            lambda found: self._what_stayed(group, photo, found, marking.get(group.keeper.id, False)),
        )

    def list_decided(self) -> None:
        """Ask what was decided; `listed` tells."""
        job = self._jobs.start(lambda report, cancel: self._services.decided(), "list decisions")
        job.succeeded.connect(self.listed)
        job.failed.connect(self._tell)

    def take_back(self, forgotten: Change) -> None:
        """Forget what was decided, and group anew what it was about; it can be undone like any decision."""
        if not self._may_decide() or self.busy:
            return

        self._regroup(
            lambda: translate("DecisionController", "Take back what was decided"),
            forgotten,
            NO_MARKS,
            None,
            lambda found: self.tr("What was decided is taken back."),
        )

    def _let_keeper_go(self, group: DuplicateGroup, other: Photo, marking: Marking) -> None:
        """A keeper is marked: another one is chosen. Asked twice, as by two clicks, all stays as it was."""
        if self.busy:
            if self._leaving == group.keeper.id:
                self._thought_better = not self._thought_better
            return
        self._leaving = group.keeper.id
        self.choose_keeper(group, other, marking)

    def _keeper_let_go(self, busy: bool) -> None:
        if busy:
            return
        left, better = self._leaving, self._thought_better
        self._leaving, self._thought_better = None, False
        if left is not None and self._review.is_marked(left):
            self._review.keeper_went(left)
            if better:
                self._review.toggle(left)

    def flush(self) -> None:
        """Store what is still waiting: the window closes."""
        self._queue.flush()

    def _decide_at_once(self, group: DuplicateGroup, words: Words, change: Change, marking: Marking) -> None:
        """Carry out what changes the state of a group, and no group."""
        back = self._services.decisions.apply(change)
        photos = tuple(photo.id for photo in group.photos)
        self._queue.put(change)
        if marking:
            self._review.set_marks(marking)
        self._review.history.record(Settled(words, change, back, marking, photos))
        self._states_changed(photos)

    def _settle_again(self, act: "Settled", again: bool) -> None:
        change = act.change if again else act.back
        self._services.decisions.apply(change)
        self._queue.put(change)
        self._review.set_marks(_marking(act, again))
        self._states_changed(act.photos)
        self._arrive(act.photos[0])

    def _decide(
        self,
        group: DuplicateGroup,
        words: Words,
        act: Callable[[], Change],
        wanted: Marking,
        sentence: Callable[[Regrouped], str | None],
    ) -> None:
        """Carry out what makes other groups.

        Args:
            group: what it is about.
            words: what it is called in the history.
            act: makes the change.
            wanted: marks that come or go with it, those as far as another photo of their group stays.
            sentence: says what came of it; None if nothing could, and then it is taken back.
        """
        if not self._may_decide() or self.busy:
            return
        try:
            change = act()
        except DecisionRefused as refusal:
            self.refused.emit(told(str(refusal)))
            return
        marking = {number: goes for number, goes in wanted.items() if self._review.is_marked(number) != goes}
        self._regroup(words, change, marking, group.keeper.id, sentence)

    def _regroup(
        self,
        words: Words,
        change: Change,
        marking: Marking,
        place: int | None,
        sentence: Callable[[Regrouped], str | None],
    ) -> None:
        """Store a change and group anew what it is about; it can be undone.

        Args:
            words: what it is called in the history.
            change: what is decided, or forgotten.
            marking: marks that come or go with it; undone, they go or come.
            place: the id of a photo to whose group it leads; None where it is the list of what was decided.
            sentence: says what came of it; None if nothing could, and then it is taken back.
        """
        back = self._services.decisions.apply(change)
        act = Regroup(words, change, back, marking, place)

        def done(found: Regrouped) -> None:
            said = sentence(found)
            if said is None:
                self._regroup_again(replace(act, marking=NO_MARKS), False)
                return
            self._show_regroup(act, True, found)
            self._review.history.record(act)
            self.told.emit(said)

        self._queue.put(Regrouping(change, done, partial(self._services.decisions.apply, back)))

    def _regroup_again(self, act: "Regroup", again: bool) -> None:
        change = act.change if again else act.back
        before = self._services.decisions.apply(change)
        show, failed = (
            partial(self._show_regroup, act, again),
            partial(self._services.decisions.apply, before),
        )
        self._queue.put(Regrouping(change, show, failed))

    def _show_regroup(self, act: "Regroup", again: bool, found: Regrouped) -> None:
        self._review.set_marks(_marking(act, again))
        self._review.put_in_place(found)
        self._states_changed(found.photos)
        if act.place is None:
            self.list_decided()
        else:
            self._arrive(act.place)

    def _arrive(self, photo_id: int) -> None:
        shown = self._review.groups.group_of(photo_id)
        if shown is not None:
            self.arrived.emit(shown.keeper.id)

    def _may_decide(self) -> bool:
        if self._review.removing:
            self.refused.emit(self.tr("Photos are being removed. Wait for it to end."))
        elif self.forbidden:
            self.refused.emit(self.forbidden)
        return not self._review.removing and not self.forbidden

    def _tell(self, error: BaseException) -> None:
        if (sentence := sentence_of(error)) is not None:
            self.refused.emit(sentence)

    def _what_left(self, chosen: Sequence[Photo], found: Regrouped) -> str:
        """Photos with the bytes of those that were chosen leave along with them."""
        if len(chosen) == 1:
            return self.tr("{0} is no duplicate: that is remembered.").format(chosen[0].path.name)
        return self.tr("{0} are no duplicates: that is remembered.").format(wording.photos(len(chosen)))

    def _what_split(self, chosen: Sequence[Photo], found: Regrouped) -> str:
        grouped = {photo.id for group in found.groups for photo in group.photos}
        alone = sum(photo.id not in grouped for photo in chosen)
        said = self.tr("{0} split off.").format(wording.photos(len(chosen)))
        return said if not alone or len(chosen) == 1 else f"{said} {decision_words.matching_nothing(alone)}"

    def _what_stayed(
        self, group: DuplicateGroup, photo: Photo, found: Regrouped, keeper_goes: bool
    ) -> str | None:
        now = next((other for other in found.groups if other.keeper.id == photo.id), None)
        if now is None:
            self.refused.emit(
                self.tr("{0} cannot be the keeper: of the others, none matches it itself.").format(
                    photo.path.name
                )
            )
            return None
        left = len({other.id for other in group.photos} - {other.id for other in now.photos})
        if keeper_goes:
            said = self.tr("{0} is marked, so {1} is the keeper now.")
            said = said.format(group.keeper.path.name, photo.path.name)
        elif self._review.is_marked(photo.id):
            said = self.tr("{0} is the keeper now, and no longer marked.").format(photo.path.name)
        else:
            said = self.tr("{0} is the keeper now.").format(photo.path.name)
        return f"{said} {decision_words.left_the_group(left)}" if left else said

    def _states_changed(self, photos: Iterable[int]) -> None:
        """Tell whose state may be another: the groups that some photos are in, or were the keepers of."""
        self.states_changed.emit(self._count.look_at(photos))


def _marking(act: "Settled | Regroup", again: bool) -> Marking:
    """The marks that come and go with an act, or with taking it back."""
    return {photo_id: marked is again for photo_id, marked in act.marking.items()}


def _now() -> datetime:
    return datetime.now(UTC)


def _named(group: DuplicateGroup) -> str:
    return group.keeper.path.name
