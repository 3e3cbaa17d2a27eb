"""The piles of the groups that are shown: what is in each, what is ticked, and removing that.

groups shown, decisions, marks -> job: core sorts -> sorted
a person -> tick -> ticked, kept across runs
         -> remove -> job: plan -> ReviewController, which removes with all its checks
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.photo import DuplicateGroup, Photo
from core.progress import CancelToken, Reporter
from core.review.piles import Pile, PiledPhoto, PileSize, piled, sizes
from nearDup_gui.marks.history import Words
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.marks.saver import MarkSaver
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.piles.service import PileServices
from nearDup_gui.piles.shots_model import Strip, strips_of
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ticking import TickController, Ticked, totals_of
from nearDup_gui.removal.ways import MarkedGroup
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs
from nearDup_gui.toolkit.quiet_memory import large_objects

if TYPE_CHECKING:
    from core.review.volume_shares import VolumeShare

_MANY = 2000
"""Groups. The collector passes by what so many become, or it would stop the window for 150 ms."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What a job found, and what goes if these ticks are still the same."""

    photos: tuple[PiledPhoto, ...]
    sure: Sequence[PiledPhoto]
    look: Sequence[PiledPhoto]
    sizes: Mapping[Pile, PileSize]
    strips: Sequence[Strip]
    spared: frozenset[int]
    ticked_again: frozenset[int]
    going: list[MarkedGroup]
    totals: MarkTotals


class WallTicked(Ticked):
    """On the wall of what is surely the same."""


class PilesController(TickController):
    """GUI thread. Sorting and planning happen in jobs."""

    _ticked = WallTicked

    sorted = Signal()
    """What is in the piles is known anew; ask `photos` and `sizes`."""
    shares_known = Signal()
    """On which volumes the ticked photos lie is known anew; ask `shares`."""

    def __init__(
        self, services: PileServices, jobs: Jobs, review: ReviewController, parent: QObject | None = None
    ) -> None:
        super().__init__(services, jobs, review, parent)
        self._services = services
        self._keys: list[int] = []
        self._job: Job | None = None
        self._spared: set[int] = set()
        self._ticked_again: set[int] = set()
        """Put off, and ticked by hand all the same."""
        self.photos: tuple[PiledPhoto, ...] = ()
        self._sure: Sequence[PiledPhoto] = ()
        self.look: Sequence[PiledPhoto] = ()
        """What wants a look and was not put off, in order."""
        self.sizes: Mapping[Pile, PileSize] = dict.fromkeys(Pile, PileSize())
        self.strips: Sequence[Strip] = ()
        """The similar shots, scene by scene."""
        self.known = False
        """Whether the piles were sorted since groups came."""
        self.shares: tuple[VolumeShare, ...] = ()
        """On which volumes the ticked photos lie."""
        self._asking: Job | None = None
        self.saver = MarkSaver(_SparedStore(services), jobs, lambda: self._spared, self)
        self.saver.failed.connect(self.failed)
        self.ways.changed.connect(self._ask_shares)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._sort)
        review.library_changed.connect(self._library_changed)
        review.regrouped.connect(self._regrouped)
        for changed in (review.groups_gone, review.group_changed):
            changed.connect(lambda _: self.sort_soon())
        review.marks_changed.connect(lambda key: self._marks_changed())

    def show(self, groups: Sequence[DuplicateGroup]) -> None:
        """Sort these groups, in this order: those that filters and order let through."""
        self._keys = [group.keeper.id for group in groups]
        self.sort_soon()

    def sort_soon(self) -> None:
        """Groups or decisions are others than they were."""
        self._timer.start()

    def wall(self) -> Sequence[PiledPhoto]:
        """What is surely the same, in order."""
        return self._sure

    def is_ticked(self, photo: PiledPhoto) -> bool:
        """Whether a photo that is surely the same goes at the next press."""
        number = photo.member.photo.id
        return number not in self._spared and (not photo.later or number in self._ticked_again)

    def go_on_with(self, before: "PilesController") -> None:
        """Know what is ticked in another window."""
        self._spared |= before._spared
        self._ticked_again |= before._ticked_again
        self._know_going()

    def flush(self) -> None:
        """Keep what is not ticked: the window closes."""
        self.saver.flush()

    def _find_going(self) -> list[MarkedGroup]:
        return _going(self._sure, self._spared, self._ticked_again)

    def _tick(self, photos: Collection[int], goes: bool) -> None:
        if goes:
            self._spared.difference_update(photos)
            self._ticked_again.update(photos)
        else:
            self._spared.update(photos)
            self._ticked_again.difference_update(photos)
        self._know_going()
        self.saver.save_soon()
        self._ticks_changed()

    def _called(self, count: int, goes: bool) -> Words:
        return partial(pile_words.ticked, count, goes)

    def _library_changed(self) -> None:
        if arrived := self.saver.arrived():
            self._spared |= arrived
            self._know_going()

    def _regrouped(self, keys: set[int], groups: Sequence[DuplicateGroup]) -> None:
        """Groups took the place of others: each comes where one of its photos was, others at the end."""
        now = [self._review.groups.key_of(key) for key in self._keys]
        new = [group.keeper.id for group in groups]
        self._keys = list(dict.fromkeys([*(key for key in now if key is not None), *new]))
        self.sort_soon()

    def _marks_changed(self) -> None:
        """No tick is another, but marked photos want no look any more."""
        if self.known:
            self.ticks_changed.emit()

    def _ask_shares(self) -> None:
        if self._asking is not None:
            self._asking.silence()
        ticked, services = self.ticked(), self._services
        self._asking = self._jobs.start(
            lambda report, cancel: services.volume_shares(
                photo for _, going in cancel.over(ticked) for photo in going
            ),
            "ask volumes",
        )
        self._asking.succeeded.connect(self._know_shares)
        self._asking.failed.connect(sentence_of)

    @Slot(object)
    def _know_shares(self, shares: "tuple[VolumeShare, ...]") -> None:
        self._asking = None
        self.shares = shares
        self.shares_known.emit()

    @Slot()
    def _sort(self) -> None:
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
        keys, groups = self._keys, tuple(self._review.groups)
        state_of = self._services.decisions.state_of
        spared, again = frozenset(self._spared), frozenset(self._ticked_again)

        def work(report: Reporter, cancel: CancelToken) -> _Sorted:
            with large_objects() if len(keys) > _MANY else nullcontext():
                by_key = {group.keeper.id: group for group in groups}
                there = [by_key[key] for key in keys if key in by_key]
                photos = piled(cancel.over(there), state_of)
                sure = [one for one in cancel.over(photos) if one.pile is Pile.SURE]
                look = [one for one in cancel.over(photos) if one.pile is Pile.LOOK and not one.later]
                going = _going(cancel.over(sure), spared, again)
                shown = sizes(cancel.over(photos)), strips_of(cancel.over(photos))
                return _Sorted(photos, sure, look, *shown, spared, again, going, totals_of(going))

        self._job = self._jobs.start(work, "sort piles", in_lane=True)
        self._job.succeeded.connect(self._sorted)
        self._job.failed.connect(self._tell)

    @Slot(object)
    def _sorted(self, found: "_Sorted") -> None:
        self._job = None
        self.photos, self._sure, self.look = found.photos, found.sure, found.look
        self.sizes, self.strips = found.sizes, found.strips
        if (self._spared, self._ticked_again) == (found.spared, found.ticked_again):
            self._know_going(found.going, found.totals)
        else:
            self._know_going()
        self.known = True
        self.sorted.emit()
        self._ticks_changed()

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self.failed.emit(sentence_of(error) or self.tr("The piles could not be sorted because of a fault."))


def _going(
    sure: Iterable[PiledPhoto], spared: Collection[int], ticked_again: Collection[int]
) -> list[MarkedGroup]:
    """The groups of which photos go, and these photos, of what is surely the same. Any thread; written out as
    `PilesController.is_ticked` has it, since a tick asks for all of them."""
    going: dict[int, tuple[DuplicateGroup, list[Photo]]] = {}
    for one in sure:
        photo = one.member.photo
        if photo.id not in spared and (not one.later or photo.id in ticked_again):
            group = one.group
            if (known := going.get(group.keeper.id)) is None:
                known = going[group.keeper.id] = (group, [])
            known[1].append(photo)
    return [(group, tuple(photos)) for group, photos in going.values()]


class _SparedStore:
    """What is not ticked, kept as marks are."""

    def __init__(self, services: PileServices) -> None:
        self._services = services

    @property
    def saved_marks(self) -> frozenset[int]:
        return self._services.spared

    def save_marks(self, marked: Collection[int], unmarked: Collection[int]) -> None:
        self._services.save_spared(marked, unmarked)
