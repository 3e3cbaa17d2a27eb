"""Folders beside folders: the pairs, the one that is looked at, and clearing it.

groups known -> job: core counts      -> seen
a person -> choose a pair -> job: core looks closely -> looked; all that is covered is ticked
         -> remove -> job: plan -> ReviewController, which removes with all its checks
         -> removed -> job: what is empty now -> empty_found -> job: take it away
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.folders.parts import FolderPair
from core.review.piles import PiledPhoto
from nearDup_gui.folders import wording
from nearDup_gui.folders.service import FolderServices, FoldersSeen, FoldersTaken
from nearDup_gui.marks.history import Words
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ticking import TickController, Ticked
from nearDup_gui.removal.ways import MarkedGroup
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.folders.clearing import Clearing
    from core.review.outcome import Outcome
    from core.review.plan import RemovalPlan


class FolderTicked(Ticked):
    """In the folder that is looked at."""


class FoldersController(TickController):
    """GUI thread. Counting, looking and planning happen in jobs."""

    _ticked = FolderTicked

    seen_changed = Signal()
    """The pairs are known anew; ask `seen`."""
    looking = Signal(object)
    """A `FolderPair` is being looked at."""
    looked = Signal()
    """What could go of it is known; ask `clearing`. None where there is no pair."""
    empty_found = Signal(object)
    """Folders that the latest removal left empty; none hides what was told before."""
    folders_taken = Signal(object)
    """A `FoldersTaken`."""

    def __init__(
        self, services: FolderServices, jobs: Jobs, review: ReviewController, parent: QObject | None = None
    ) -> None:
        super().__init__(services, jobs, review, parent)
        self._services = services
        self._counting: Job | None = None
        self._looking: Job | None = None
        self._stopped = False
        """The look that goes on is at another pair than is wanted now."""
        self._wanted_depth: int | None = None
        self._spared: set[int] = set()
        self._cleared: Path | None = None
        """The folder that the removal under way clears."""
        self._asking = False
        """Whether it is being asked what a removal left empty."""
        self._left_empty: tuple[Path, ...] = ()
        self.seen: FoldersSeen | None = None
        self.pair: FolderPair | None = None
        self.clearing: Clearing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        review.library_changed.connect(self.count_soon)
        review.regrouped.connect(lambda keys, groups: self.count_soon())
        review.removed.connect(self._removed)
        review.removal_failed.connect(lambda why: self._forget_cleared())

    def go_on_with(self, before: "FoldersController") -> None:
        """Stand at the pair that is looked at in another window, with the same ticks."""
        self._wanted_depth, self.pair = before._wanted_depth, before.pair
        self._spared = set(before._spared)

    def count_soon(self) -> None:
        """Groups, roles or files are others than they were."""
        self._timer.start()

    def choose_depth(self, depth: int) -> None:
        """Tell folders apart down to this depth from now on."""
        self._wanted_depth = depth
        self.count_soon()

    def choose(self, pair: FolderPair | None, *, in_sight: bool = True) -> None:
        """Look at a pair closely; nothing of what was unticked in another is remembered.

        What is not in sight is looked at by `look_on`: all groups may have to be made for it.
        """
        if pair is None:
            self._drop()
            return
        if self.pair is None or (pair.folder, pair.other) != (self.pair.folder, self.pair.other):
            self._spared.clear()
        self.pair = pair
        self._know(None)
        self._stop_looking()
        if in_sight:
            self._look()
        else:
            self._stopped = False
        self.looking.emit(pair)

    def look_on(self) -> None:
        """The pair is in sight: look at it, unless that was done."""
        self._stopped = self._looking is not None
        self._look()

    def is_ticked(self, photo: PiledPhoto) -> bool:
        """Whether a covered photo goes at the next press."""
        return photo.photo.id not in self._spared

    def offer_no_more(self) -> None:
        """A person goes on, and leaves empty folders where they are."""
        if self._left_empty:
            self._offer(())

    @property
    def clearing_up(self) -> bool:
        """Whether a folder is being cleared, or empty ones are offered to be taken away."""
        return self._cleared is not None or self._asking or bool(self._left_empty)

    def remove_empty(self, folders: Sequence[Path]) -> None:
        """Take away folders in which nothing is left."""
        if why := self._services.only_read:
            self.failed.emit(why)
            return
        wanted, services = tuple(folders), self._services
        self._offer(())
        job = self._jobs.start(
            lambda report, cancel: services.remove_empty_folders(wanted, report, cancel), "remove folders"
        )
        job.succeeded.connect(self._taken)
        job.failed.connect(self._tell)

    def _carry_out(self, plan: "RemovalPlan") -> None:
        self._cleared = None if self.pair is None else self.pair.folder.path
        super()._carry_out(plan)

    def _know(self, clearing: "Clearing | None") -> None:
        self.clearing = clearing
        self._know_going()

    def _find_going(self) -> list[MarkedGroup]:
        groups = self.clearing.groups(self._spared) if self.clearing else ()
        return [(group, tuple(member.photo for member in group.members)) for group in groups]

    def _tick(self, photos: Collection[int], goes: bool) -> None:
        if goes:
            self._spared.difference_update(photos)
        else:
            self._spared.update(photos)
        self._know_going()
        self._ticks_changed()

    def _called(self, count: int, goes: bool) -> Words:
        return wording.ticked if goes else wording.let_stay

    def _look(self) -> None:
        """Look at the pair, once no look at another goes on: a key that is held passes many."""
        if self._looking is not None or (pair := self.pair) is None or self.clearing is not None:
            return
        services = self._services
        self._looking = self._jobs.start(
            lambda report, cancel: services.clearing(pair.folder, pair.other, cancel), "look at folders"
        )
        self._looking.succeeded.connect(self._looked)
        self._looking.failed.connect(self._tell)
        self._looking.ended.connect(self._look_ended)

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.silence()
            self._looking.cancel()
            self._stopped = True

    @Slot()
    def _look_ended(self) -> None:
        self._looking = None
        if self._stopped:
            self._stopped = False
            self._look()

    def _drop(self) -> None:
        self._stop_looking()
        self.pair = None
        self._know(None)
        self.looked.emit()
        self._ticks_changed()

    def _forget_cleared(self) -> None:
        self._cleared = None

    @Slot()
    def _count(self) -> None:
        if self._counting is not None:
            self._counting.silence()
            self._counting.cancel()
        services, depth = self._services, self._wanted_depth
        if (seen := services.known_pairs(depth)) is not None:
            self._counted(seen)
            return
        self._counting = self._jobs.start(
            lambda report, cancel: services.folder_pairs(depth, cancel), "count folders", in_lane=True
        )
        self._counting.succeeded.connect(self._counted)
        self._counting.failed.connect(self._tell)

    @Slot(object)
    def _counted(self, seen: FoldersSeen) -> None:
        self._counting = None
        self.seen = seen
        self.seen_changed.emit()

    @Slot(object)
    def _looked(self, clearing: "Clearing") -> None:
        self._know(clearing)
        self.looked.emit()
        self._ticks_changed()

    @Slot(object)
    def _removed(self, outcomes: "Sequence[Outcome]") -> None:
        """Ask what is empty now, if it was a folder that was cleared."""
        below, self._cleared = self._cleared, None
        left = {outcome.photo.path.parent for outcome in outcomes if outcome.gone}
        if below is None or not left:
            return
        services = self._services
        self._asking = True
        job = self._jobs.start(lambda report, cancel: services.empty_folders(left, below), "empty folders")
        job.succeeded.connect(self._offer)
        job.failed.connect(lambda error: self._offer(()))
        job.failed.connect(self._tell)

    @Slot(object)
    def _offer(self, folders: tuple[Path, ...]) -> None:
        """Offer to take these away, or none."""
        self._asking = False
        self._left_empty = folders
        self.empty_found.emit(folders)

    @Slot(object)
    def _taken(self, taken: FoldersTaken) -> None:
        self.folders_taken.emit(taken)
        if reasons := [one.reason for one in taken.outcomes if not one.gone]:
            self.failed.emit(reasons[0])

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self.failed.emit(
            sentence_of(error) or self.tr("The folders could not be compared because of a fault.")
        )
