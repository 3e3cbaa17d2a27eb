"""What is new and covered, what of it is ticked, and what a person let stay.

groups known, rules changed -> job: core looks -> changed
a person -> tick -> PilesController: a photo has one tick, here and on the wall
         -> remove -> job: plan -> ReviewController, which removes with all its checks
         -> let all stay -> job: core remembers -> changed; can be undone
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from core.review.piles import PiledPhoto
from nearDup_gui.arrivals.service import ArrivalServices
from nearDup_gui.marks.history import Act, Words
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ticking import TickController
from nearDup_gui.removal.ways import MarkedGroup
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.folders.arrivals import Arrivals


translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class LookedOver(Act):
    """New photos stay."""

    photos: frozenset[int]


class ArrivalsController(TickController):
    """GUI thread. Looking, remembering and planning happen in jobs."""

    changed = Signal()
    """What is new and covered is known anew; ask `found`."""
    stayed = Signal(int)
    """A person let so many photos stay."""

    def __init__(
        self,
        services: ArrivalServices,
        jobs: Jobs,
        review: ReviewController,
        piles: PilesController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(services, jobs, review, parent)
        review.history.carried_out_by(LookedOver, lambda act, again: self._look_over(act.photos, again))
        self._services = services
        self._piles = piles
        self._job: Job | None = None
        self.found: Arrivals | None = None
        """None as long as nothing is known."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        review.library_changed.connect(self.look_soon)
        review.regrouped.connect(lambda keys, groups: self.look_soon())
        piles.ticks_changed.connect(self._ticked_on_the_wall)

    @property
    def has_rules(self) -> bool:
        """Whether anything is collected."""
        return bool(self._services.settings.arrivals)

    def look_soon(self) -> None:
        """Groups, rules, decisions or files are others than they were."""
        self._timer.start()

    def is_ticked(self, photo: PiledPhoto) -> bool:
        """Whether a photo goes at the next press."""
        return self._piles.is_ticked(photo)

    def tick(self, photos: Collection[PiledPhoto], goes: bool) -> None:
        """Let photos go at the next press, or stay; can be undone, and is there after a restart."""
        self._piles.tick(photos, goes)

    def _find_going(self) -> list[MarkedGroup]:
        if self.found is None:
            return []
        from core.folders.clearing import grouped

        groups = grouped(one for one in self.found.going if self.is_ticked(one))
        return [(group, tuple(member.photo for member in group.members)) for group in groups]

    def let_all_stay(self) -> None:
        """What is shown has been looked over: it stays, and is new no longer."""
        if why := self._services.only_read:
            self.failed.emit(why)
            return
        photos = frozenset(one.photo.id for one in self.found.going) if self.found else frozenset[int]()
        if photos:
            self._look_over(photos, True, lambda: self._remember(photos))

    def _remember(self, photos: frozenset[int]) -> None:
        words: Words = lambda: translate("ArrivalsController", "Let new photos stay")  # noqa: E731
        self._review.history.record(LookedOver(words, photos))
        self.stayed.emit(len(photos))

    def _look_over(self, photos: frozenset[int], over: bool, then: Callable[[], None] = lambda: None) -> None:
        services = self._services
        job = self._jobs.start(lambda report, cancel: services.look_over(photos, over), "look over")
        job.succeeded.connect(lambda _: then())
        job.succeeded.connect(lambda _: self.look_soon())
        job.failed.connect(self._tell)

    @Slot()
    def _look(self) -> None:
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None
        if not self.has_rules:
            self._looked(None)
            return
        services = self._services
        self._job = self._jobs.start(lambda report, cancel: services.arrivals(cancel), "look for arrivals")
        self._job.succeeded.connect(self._looked)
        self._job.failed.connect(self._tell)

    @Slot(object)
    def _looked(self, found: "Arrivals | None") -> None:
        self._job = None
        self.found = found
        self._know_going()
        self.changed.emit()
        self._ticks_changed()

    @Slot()
    def _ticked_on_the_wall(self) -> None:
        self._know_going()
        self._ticks_changed()

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self.failed.emit(
            sentence_of(error) or self.tr("What has arrived could not be looked at because of a fault.")
        )
