"""Please look: one pair after the other, and what a person says of each. Every rule behind it is core's.

a person -> left_stays, right_stays, both_stay, not_duplicates -> the next pair, at once
             '-> marks and decisions, one after the other: some make groups anew, and take a moment
         -> back -> the pair before, and what was said of it is taken back
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.decision import Kind
from core.photo import DuplicateGroup, Member, Photo
from core.review.piles import PiledPhoto, pair_of
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.frame.places import ComparePlace, Places
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.removal.controller import ReviewController


@dataclass(eq=False, slots=True)
class _Visit:
    """A pair that was shown, and what was said of it. `number` is its act's in the history, once done."""

    place: ComparePlace
    act: Callable[[], None]
    number: int = 0


class LookController(QObject):
    """GUI thread. The pair that is looked at is the one that is compared."""

    changed = Signal()
    """Another pair is shown, or fewer are left."""
    finished = Signal()
    """No pair is left to look at."""
    refused = Signal(str)

    def __init__(
        self,
        piles: PilesController,
        review: ReviewController,
        decisions: DecisionController,
        comparing: CompareController,
        places: Places,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._piles = piles
        self._review = review
        self._decisions = decisions
        self._comparing = comparing
        self._places = places
        self._past: list[_Visit] = []
        self._waiting: deque[_Visit] = deque()
        self._under_way: _Visit | None = None
        self._before = 0
        self._acting = False
        self._said: set[int] = set()
        """Ids of photos of which something was said that may not be carried out yet."""
        self.active = False
        """Whether a person is at this pile."""
        comparing.pair_changed.connect(lambda pair: self.changed.emit())
        decisions.busy_changed.connect(self._go_on_working)

    def left(self) -> list[PiledPhoto]:
        """The pairs of which nothing was said yet, in order."""
        marked, said = self._review.is_marked, self._said
        return [
            one
            for one in self._piles.look
            if one.photo.id not in said and not marked(one.photo.id) and not marked(one.group.keeper.id)
        ]

    def begin(self) -> None:
        """Show the pair where the person is, if it is one of these, else the first."""
        self.active = True
        self._show(after=None)

    def end(self) -> None:
        """The person is elsewhere; what was said is carried out all the same."""
        self.active = False
        self._past.clear()
        self.changed.emit()

    def go_on_with(self, before: "LookController") -> None:
        """Know what was said in another window, and the way back over it. Nothing may be under way there."""
        self._past = [_Visit(visit.place, lambda: None, visit.number) for visit in before._past]
        self._said = set(before._said)

    @property
    def can_go_back(self) -> bool:
        return bool(self._past)

    def why(self) -> str:
        """Why the pair is here, in a sentence; empty where it is not one of these."""
        pair = self._comparing.pair
        member = None if pair is None else _member(pair.group, pair.left, pair.right)
        if pair is None or member is None:
            return ""
        return pile_words.why(pair.group, member, pair.right)

    def left_stays(self) -> None:
        """Let the photo on the right go."""
        if (pair := self._comparing.pair) is not None:
            self._say(partial(self._let_go, pair.right, pair.left), pair.right)

    def right_stays(self) -> None:
        """Let the photo on the left go."""
        if (pair := self._comparing.pair) is not None:
            self._say(partial(self._let_go, pair.left, pair.right), pair.left)

    def both_stay(self) -> None:
        """Remember that both are wanted."""
        self._settle(Kind.VARIANTS)

    def later(self) -> None:
        """Put the pair off."""
        self._settle(Kind.LATER)

    def not_duplicates(self) -> None:
        """Remember that these two are no duplicates."""
        if (pair := self._comparing.pair) is not None:
            one, other = pair.left, pair.right
            self._say(partial(self._tell_apart, one, other))

    def takes(self, kind: Kind) -> bool:
        """Whether a decision is about the pair that is shown; then it is carried out."""
        if not self.active or self._comparing.pair is None:
            return False
        if kind is Kind.NOT_DUPLICATES:
            self.not_duplicates()
        else:
            self._settle(kind)
        return True

    def back(self) -> None:
        """Go to the pair before, and take back what was said of it."""
        if not self._past:
            return
        visit = self._past.pop()
        self._said.discard(visit.place.right or 0)
        if visit in self._waiting:
            self._waiting.remove(visit)
        elif visit.number and visit.number == self._review.history.latest:
            self._review.undo_mark()
        self._places.go(visit.place)
        self.changed.emit()

    def step(self, step: int) -> None:
        """To the next (1) or the previous (-1) pair, without a word about this one."""
        left = self.left()
        if left:
            at = self._at(left)
            beside = at + step if at >= 0 else (0 if step > 0 else -1)
            self._go(left[beside % len(left)])

    def sorted(self) -> None:
        """The piles are known anew: stay with the pair if it is there, else go on."""
        if self._said:  # most often nothing was, and there are tens of thousands of photos
            self._said &= {one.photo.id for one in self._piles.photos}
        if self.active and not self._decisions.busy:
            pair = self._comparing.pair
            if pair is None or (self._at(self.left()) < 0 and not self._was_shown_again()):
                self._show(after=None)
        self.changed.emit()

    def _settle(self, kind: Kind) -> None:
        if (pair := self._comparing.pair) is not None:
            self._say(partial(self._settle_pair, pair.left, pair.right, kind))

    def _say(self, act: Callable[[], None], goes: Photo | None = None) -> None:
        """Go on at once, and carry out what was said when its turn comes."""
        pair, here = self._comparing.pair, self._places.here
        if pair is None or not isinstance(here, ComparePlace):
            return
        if why := self._decisions.forbidden or (goes and self._review.why_not(goes)) or "":
            self.refused.emit(why)
            return
        member = _member(pair.group, pair.left, pair.right)
        shown = pair.right if member is None else member.photo
        after = self._at(self.left())
        self._said.add(shown.id)
        visit = _Visit(ComparePlace(pair.group.keeper.id, pair.right.id, pair.left.id), act)
        if member is not None and pair.right.id == member.photo.id:
            visit.place = ComparePlace(pair.group.keeper.id, pair.right.id)
        self._past.append(visit)
        self._waiting.append(visit)
        self._go_on_working()
        self._show(after=after)

    def _go_on_working(self, busy: bool = False) -> None:
        """Carry out what was said, one after the other: groups may be made anew in between."""
        if self._acting:
            return
        self._note_done()
        while self._waiting and not self._decisions.busy:
            visit = self._under_way = self._waiting.popleft()
            self._before, self._acting = self._review.history.latest, True
            try:
                visit.act()
            finally:
                self._acting = False
            self._note_done()

    def _note_done(self) -> None:
        """Know by which act of the history something that was said can be taken back."""
        if self._under_way is not None and not self._decisions.busy:
            latest = self._review.history.latest
            self._under_way.number = latest if latest != self._before else 0
            self._under_way = None

    def _let_go(self, goes: Photo, stays: Photo) -> None:
        group = self._common_group(goes, stays)
        if group is None:
            return
        if goes.id == group.keeper.id:
            self._decisions.choose_keeper(group, stays, {goes.id: True})
        else:
            self._review.let_go(goes, stays)

    def _settle_pair(self, one: Photo, other: Photo, kind: Kind) -> None:
        group = self._common_group(one, other)
        if group is not None:
            self._decisions.settle(_pair_group(group, one, other), kind, go_on=False)

    def _tell_apart(self, one: Photo, other: Photo) -> None:
        group = self._common_group(one, other)
        if group is not None:
            pair = _pair_group(group, one, other)
            self._decisions.not_duplicates(pair, [photo for photo in (one, other) if photo != pair.keeper])

    def _common_group(self, one: Photo, other: Photo) -> DuplicateGroup | None:
        """The group that both are in by now; None if a decision has parted them meanwhile."""
        group = self._review.groups.group_of(one.id)
        return group if group is not None and other.id in {photo.id for photo in group.photos} else None

    def _show(self, after: int | None) -> None:
        """Show the pair that comes `after` a place in the list of those left, or where the person is."""
        left = self.left()
        if not left:
            self.finished.emit()
        else:
            at = self._at(left)
            if after is None and at >= 0:
                self._go(left[at])
            else:
                self._go(left[max(after or 0, 0) % len(left)])
        self.changed.emit()

    def _at(self, left: list[PiledPhoto]) -> int:
        """Which of the pairs that are left is shown; -1 if none of them."""
        pair = self._comparing.pair
        member = None if pair is None else _member(pair.group, pair.left, pair.right)
        if member is None:
            return -1
        return next((n for n, one in enumerate(left) if one.photo.id == member.photo.id), -1)

    def _was_shown_again(self) -> bool:
        """Whether the person went back to the pair that is shown, or to another photo of a group, by hand."""
        pair = self._comparing.pair
        return pair is not None and not self._said & {pair.left.id, pair.right.id}

    def _go(self, one: PiledPhoto) -> None:
        self._places.go(ComparePlace(one.group.keeper.id, one.photo.id))


def _member(group: DuplicateGroup, left: Photo, right: Photo) -> Member | None:
    """Of a keeper and a member, the member; None where neither of two is the keeper."""
    if group.keeper.id not in (left.id, right.id):
        return None
    other = left if right.id == group.keeper.id else right
    return next((member for member in group.members if member.photo.id == other.id), None)


def _pair_group(group: DuplicateGroup, left: Photo, right: Photo) -> DuplicateGroup:
    """A group of these two alone, the keeper first if it is one of them."""
    member = _member(group, left, right)
    if member is not None:
        return pair_of(group, member)
    other = next(one for one in group.members if one.photo.id == right.id)
    return replace(group, keeper=left, members=(other,))
