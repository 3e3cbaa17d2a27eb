"""Folders beside folders: the pairs, the one that is looked at, and clearing it.

groups known -> job: core counts      -> seen
a person -> choose a pair -> job: core looks closely -> looked; all that is covered is ticked
         -> remove -> job: plan -> ReviewController, which removes with all its checks
         -> removed -> job: what is empty now -> empty_found -> job: take it away
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.folders.pairs import FolderPair
from core.photo import DuplicateGroup
from core.review.piles import PiledPhoto
from nearDup_gui.folders.service import FolderServices, FoldersSeen, FoldersTaken
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ways import MarkedGroup, RemovalWays
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.folders.clearing import Clearing
    from core.review.outcome import Outcome
    from core.review.plan import RemovalPlan


class FoldersController(QObject):
    """GUI thread. Counting, looking and planning happen in jobs."""

    seen_changed = Signal()
    """The pairs are known anew; ask `seen`."""
    looking = Signal(object)
    """A `FolderPair` is being looked at."""
    looked = Signal()
    """What could go of it is known; ask `clearing`. None where there is no pair."""
    ticks_changed = Signal()
    empty_found = Signal(object)
    """Folders that the latest removal left empty; none hides what was told before."""
    folders_taken = Signal(object)
    """A `FoldersTaken`."""
    failed = Signal(str)

    def __init__(
        self, services: FolderServices, jobs: Jobs, review: ReviewController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._review = review
        self._counting: Job | None = None
        self._looking: Job | None = None
        self._wanted_depth: int | None = None
        self._spared: set[int] = set()
        self._cleared: Path | None = None
        """The folder that the removal under way clears."""
        self.seen: FoldersSeen | None = None
        self.pair: FolderPair | None = None
        self.clearing: Clearing | None = None
        self.planning = False
        self.ways = RemovalWays(services, jobs, self.ticked, self)
        self.ways.way = review.ways.way
        review.ways.changed.connect(self._follow_way)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        review.library_changed.connect(self.count_soon)
        review.regrouped.connect(lambda keys, groups: self.count_soon())
        review.removed.connect(self._removed)
        review.removal_failed.connect(lambda why: self._forget_cleared())

    def count_soon(self) -> None:
        """Groups, roles or files are others than they were."""
        self._timer.start()

    def choose_depth(self, depth: int) -> None:
        """Tell folders apart down to this depth from now on."""
        self._wanted_depth = depth
        self.count_soon()

    def choose(self, pair: FolderPair | None) -> None:
        """Look at a pair closely; nothing of what was unticked in another is remembered."""
        if pair is None:
            self._drop()
            return
        if self.pair is None or (pair.folder, pair.other) != (self.pair.folder, self.pair.other):
            self._spared.clear()
            self.empty_found.emit(())
        self.pair = pair
        self.clearing = None
        if self._looking is not None:
            self._looking.silence()
            self._looking.cancel()
        services = self._services
        self._looking = self._jobs.start(
            lambda report, cancel: services.clearing(pair.folder, pair.other, cancel), "look at folders"
        )
        self._looking.succeeded.connect(self._looked)
        self._looking.failed.connect(self._tell)
        self.looking.emit(pair)

    def is_ticked(self, photo: PiledPhoto) -> bool:
        """Whether a covered photo goes at the next press."""
        return photo.photo.id not in self._spared

    def ticked(self) -> list[MarkedGroup]:
        """The groups of which photos go at the next press, and these photos."""
        groups, _ = self._going()
        return [(group, tuple(member.photo for member in group.members)) for group in groups]

    def totals(self) -> MarkTotals:
        """What the next press removes."""
        photos = [photo for _, going in self.ticked() for photo in going]
        return MarkTotals(len(photos), len(self.ticked()), sum(photo.file.size for photo in photos))

    def tick(self, photos: Collection[PiledPhoto], goes: bool) -> None:
        """Let photos go at the next press, or stay; can be undone."""
        if why := self._services.only_read:
            self.failed.emit(why)
            return
        changed = {one.photo.id for one in photos if self.is_ticked(one) != goes}
        if not changed:
            return
        self._tick(changed, goes)
        text = self.tr("Tick photos of a folder") if goes else self.tr("Let photos of a folder stay")
        self._review.history.record_decision(
            text, redo=lambda: self._tick(changed, goes), undo=lambda: self._tick(changed, not goes)
        )

    def remove(self) -> None:
        """Remove what is ticked; every check is made where it is done."""
        if why := self._services.only_read:
            self.failed.emit(why)
        else:
            self._plan(self._carry_out)

    def rehearse(self) -> None:
        """Make every check of removing what is ticked, and do nothing; `ways.rehearsed` tells."""
        self._plan(self.ways.rehearse)

    def remove_empty(self, folders: Sequence[Path]) -> None:
        """Take away folders in which nothing is left."""
        if why := self._services.only_read:
            self.failed.emit(why)
            return
        wanted, services = tuple(folders), self._services
        self.empty_found.emit(())
        job = self._jobs.start(
            lambda report, cancel: services.remove_empty_folders(wanted, report, cancel), "remove folders"
        )
        job.succeeded.connect(self._taken)
        job.failed.connect(self._tell)

    def _going(self) -> tuple[tuple[DuplicateGroup, ...], Collection[int]]:
        if self.clearing is None:
            return (), ()
        groups, marks = self.clearing.groups(self._spared)
        return groups, marks.ids

    def _plan(self, then: "Callable[[RemovalPlan], None]") -> None:
        from core.review.plan import plan_removal

        clearing, settings = self.clearing, self._services.settings
        if clearing is None or self.planning or self._review.removing:
            return
        groups, marks = clearing.groups(self._spared)
        if not groups:
            return
        self.planning = True
        services = self._services
        job = self._jobs.start(
            lambda report, cancel: plan_removal(
                groups,
                marks,
                settings.untouched_folders,
                lifted=settings.lifted_libraries,
                apart=services.kept_apart(),
            ),
            "plan removal",
        )
        job.succeeded.connect(then)
        job.failed.connect(self._tell)
        job.ended.connect(self._planned)

    def _carry_out(self, plan: "RemovalPlan") -> None:
        self._cleared = None if self.pair is None else self.pair.folder.path
        self._review.remove(plan)

    def _tick(self, photos: Collection[int], goes: bool) -> None:
        if goes:
            self._spared.difference_update(photos)
        else:
            self._spared.update(photos)
        self._ticks_changed()

    def _ticks_changed(self) -> None:
        self.ways.ask_soon()
        self.ticks_changed.emit()

    def _drop(self) -> None:
        if self._looking is not None:
            self._looking.silence()
            self._looking.cancel()
            self._looking = None
        self.pair, self.clearing = None, None
        self.looked.emit()
        self._ticks_changed()

    def _follow_way(self) -> None:
        if self.ways.way != self._review.ways.way:
            self.ways.way = self._review.ways.way
            self.ways.ask_soon()
            self.ways.changed.emit()

    def _forget_cleared(self) -> None:
        self._cleared = None

    @Slot()
    def _count(self) -> None:
        if self._counting is not None:
            self._counting.silence()
            self._counting.cancel()
        services, depth = self._services, self._wanted_depth
        self._counting = self._jobs.start(
            lambda report, cancel: services.folder_pairs(depth, cancel), "count folders"
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
        self._looking = None
        self.clearing = clearing
        self.looked.emit()
        self._ticks_changed()

    @Slot()
    def _planned(self) -> None:
        self.planning = False

    @Slot(object)
    def _removed(self, outcomes: "Sequence[Outcome]") -> None:
        """Ask what is empty now, if it was a folder that was cleared."""
        below, self._cleared = self._cleared, None
        left = {outcome.photo.path.parent for outcome in outcomes if outcome.gone}
        if below is None or not left:
            return
        services = self._services
        job = self._jobs.start(lambda report, cancel: services.empty_folders(left, below), "empty folders")
        job.succeeded.connect(self.empty_found)
        job.failed.connect(self._tell)

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
