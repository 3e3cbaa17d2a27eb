"""Reviewing groups: marks, what they would do, and the doing. Every rule behind it is core's."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Photo, Relation
from core.review.decisions import Status
from core.review.marks import COPIES, Marks
from nearDup_gui.controllers.bulk_marks import EVERY_COPY, BulkMark, BulkWish, plan_bulk_mark
from nearDup_gui.controllers.failures import sentence_of
from nearDup_gui.controllers.mark_history import MarkHistory, Marking, difference
from nearDup_gui.controllers.removal_ways import RemovalWays
from nearDup_gui.core_sentences import told
from nearDup_gui.jobs import Job, Jobs
from nearDup_gui.library import GroupIndex, Library, Regrouped
from nearDup_gui.services import Services

if TYPE_CHECKING:
    from core.review.actions import Outcome
    from core.review.plan import RemovalPlan

_SLICE = 2000
"""Groups marked in one go, a few milliseconds of work; the event loop gets its turn in between."""


@dataclass(frozen=True, slots=True)
class MarkTotals:
    """All marks together."""

    photos: int
    groups: int
    bytes: int


class ReviewController(QObject):
    """The groups under review and the marks on their photos. GUI thread."""

    library_changed = Signal()
    """Other groups than before; ask `groups`."""
    groups_gone = Signal(object)
    """A set of keys: these groups are no more."""
    group_changed = Signal(object)
    """A `DuplicateGroup` that has lost members."""
    regrouped = Signal(object, object)
    """A set of keys, and a list of the groups that are there in place of the groups with these keys."""
    marks_changed = Signal(object)
    """The key of the group whose marks changed, or None for many."""
    marks_returned = Signal(int)
    """Undo or redo changed the marks of this one group."""
    refused = Signal(str)
    """A mark was refused; a sentence that says why."""
    bulk_planned = Signal(object)
    """A `BulkMark` to be agreed to."""
    removal_planned = Signal(object)
    """A `RemovalPlan` to be carried out."""
    removal_started = Signal(int)
    removal_progressed = Signal(object)
    removed = Signal(object)
    """One `Outcome` for every photo of the plan."""
    removal_failed = Signal(str)

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self.groups = GroupIndex()
        self._marks = Marks()
        self._resting: set[int] = set()
        """Marks of photos that are in no group now, or would be the last of theirs; they do not count."""
        self._doomed: dict[int, tuple[Photo, ...]] = {}
        """The marked photos by the key of their group; groups without a mark are not in it."""
        self._doomed_photos = 0
        self._doomed_bytes = 0
        self._removal: Job | None = None
        self.history = MarkHistory(self._set_marks, self)
        self.history.applied.connect(self._history_applied)
        self.ways = RemovalWays(services, jobs, self._marked_groups, self)
        self.marks_changed.connect(lambda key: self.ways.ask_soon())

    @property
    def removing(self) -> bool:
        return self._removal is not None

    @property
    def totals(self) -> MarkTotals:
        """What all marks together would remove."""
        return MarkTotals(self._doomed_photos, len(self._doomed), self._doomed_bytes)

    def set_library(self, library: Library, *, keep_order: bool = False) -> None:
        """Review other groups. Marks stay on photos that are still in a group that keeps another photo.

        The other marks rest: nothing happens to their photos, and they count again once such a group is back.

        Args:
            keep_order: leave groups where they are in the list, since a person is at work on them.
        """
        before = self.groups
        self.groups = library.groups.in_order_of(before) if keep_order else library.groups
        again = self._drop_marks({key for key in self._doomed if self.groups.get(key) is not before.get(key)})
        marked = [*again, *sorted(self._resting)]
        self._resting = {photo_id for photo_id in marked if not self._mark_again(photo_id)}
        self.library_changed.emit()
        self.marks_changed.emit(None)

    def put_in_place(self, other: Regrouped) -> None:
        """Show some photos in other groups; all else stays where it is, and so do marks."""
        keys = {group.keeper.id for n in other.photos if (group := self.groups.group_of(n)) is not None}
        same = {group.keeper.id for group in other.groups if self.groups.get(group.keeper.id) == group}
        groups = [group for group in other.groups if group.keeper.id not in same]
        keys -= same
        marked = [n for n in self._resting if n in other.photos]
        for group in [group for key in keys if (group := self.groups.get(key)) is not None]:
            marked += [photo.id for photo in self._marks.marked(group)]
            self._marks.clear(group)
            self._count(group)
        self.groups.swap(keys, groups)
        self._resting.difference_update(marked)
        self._resting.update([photo_id for photo_id in marked if not self._mark_again(photo_id)])
        self.regrouped.emit(keys, groups)
        self.marks_changed.emit(None)

    @property
    def marked_ids(self) -> set[int]:
        """The ids of all marked photos, those whose marks do not count now among them."""
        return {photo.id for photo in self._all_marked()} | self._resting

    def set_marks(self, marking: Marking) -> None:
        """Mark and let stay what a person decided together with something else; no step of its own."""
        self._history_applied(self._set_marks(marking), in_sight=False)

    @property
    def resting(self) -> int:
        """How many marks do not count, since their photos are in no group that is shown."""
        return len(self._resting)

    def is_marked(self, photo_id: int) -> bool:
        return self._marks.is_marked(photo_id)

    def count_marked(self, group: DuplicateGroup) -> int:
        return len(self._doomed.get(group.keeper.id, ()))

    def toggle(self, photo_id: int) -> None:
        """Mark a photo for removal or let it stay; `refused` says why not."""
        if not self._may_mark():
            return
        group = self.groups.group_of(photo_id)
        if group is None:
            self.refused.emit(self.tr("This photo is in no group. Only photos of a group can be marked."))
            return
        try:
            self._marks.toggle(group, photo_id)
        except RemovalRefused as refusal:
            self.refused.emit(told(str(refusal)))
        else:
            marked = self.is_marked(photo_id)
            text = self.tr("Mark a photo") if marked else self.tr("Let a photo stay")
            self.history.record(text, {photo_id: marked})
            self._marks_of_changed(group)

    def copies_of(self, group: DuplicateGroup, relations: Collection[Relation] = COPIES) -> tuple[Photo, ...]:
        """The photos that `mark_copies` would mark and that are not marked yet."""
        return self._marks.copies(group, relations)

    def mark_copies(self, group: DuplicateGroup) -> None:
        """Mark every identical or re-made copy of a group's keeper."""
        if not self._may_mark():
            return
        before = self._marks.marked(group)
        if self._marks.mark_copies(group) == 0:
            self.refused.emit(
                self.tr("This group has no copies left to mark. Other shots are yours to choose.")
            )
        self.history.record(self.tr("Mark copies"), difference(before, self._marks.marked(group)))
        self._marks_of_changed(group)

    def clear(self, group: DuplicateGroup) -> None:
        """Let every photo of a group stay."""
        if self._may_mark():
            self.history.record(self.tr("Keep all"), difference(self._marks.marked(group), ()))
            self._marks.clear(group)
            self._marks_of_changed(group)

    def clear_all(self) -> None:
        """Let every photo of every group stay."""
        if self._may_mark():
            cleared = {**difference(self._all_marked(), ()), **dict.fromkeys(self._resting, False)}
            self.history.record(self.tr("Clear all marks"), cleared)
            self._marks = Marks()
            self._resting = set()
            self._doomed = {}
            self._doomed_photos = self._doomed_bytes = 0
            self.marks_changed.emit(None)

    def forget_resting(self) -> None:
        """Take away the marks that do not count now."""
        if self._may_mark():
            self.history.record(self.tr("Clear hidden marks"), dict.fromkeys(self._resting, False))
            self._resting = set()
            self.marks_changed.emit(None)

    def plan_bulk_mark(self, wish: BulkWish = EVERY_COPY) -> None:
        """Find out what `mark_all_copies` would do; `bulk_planned` tells."""
        if self._may_mark():
            groups, services = list(self.groups), self._services
            job = self._jobs.start(
                lambda report, cancel: plan_bulk_mark(
                    groups,
                    wish,
                    self.copies_of,
                    lambda group: services.decisions.state_of(group).status is not Status.OPEN,
                    services.settings.protected_folders,
                    services.volume_shares,
                    cancel,
                ),
                "plan marks",
            )
            job.succeeded.connect(self.bulk_planned)
            job.failed.connect(sentence_of)

    def mark_all_copies(self, bulk: BulkMark) -> None:
        """Mark what a person has seen listed, a slice at a time."""
        if self._may_mark():
            self._mark_slice(bulk, iter([group for group, _ in bulk.groups]), {})

    def undo_mark(self) -> None:
        """Take back the latest change of marks."""
        if self._may_mark():
            self.history.undo()

    def redo_mark(self) -> None:
        """Do again what `undo_mark` took back."""
        if self._may_mark():
            self.history.redo()

    def plan_removal(self) -> None:
        """Find out what the marks would remove; `removal_planned` tells."""
        from core.review.plan import plan_removal

        if not self._doomed or not self._may_mark():
            return
        groups = [group for key in self._doomed if (group := self.groups.get(key)) is not None]
        protected = self._services.settings.protected_folders
        marks = self._marks
        job = self._jobs.start(
            lambda report, cancel: plan_removal(groups, marks, protected, apart=self._services.kept_apart()),
            "plan removal",
        )
        job.succeeded.connect(self.removal_planned)
        job.failed.connect(self._removal_failed)

    def remove(self, plan: "RemovalPlan") -> None:
        """Carry out a plan."""
        if plan.count == 0 or not self._may_mark():
            return
        way = self.ways.way
        self._removal = self._jobs.start(
            lambda report, cancel: self._services.remove(plan, way, report, cancel), "remove"
        )
        self._removal.progressed.connect(self.removal_progressed)
        self._removal.succeeded.connect(self._removed)
        self._removal.failed.connect(self._removal_failed)
        self.removal_started.emit(plan.count)

    def cancel_removal(self) -> None:
        """Stop before the next photo; what has been moved stays moved."""
        if self._removal is not None:
            self._removal.cancel()

    def _mark_slice(self, bulk: BulkMark, left: Iterator[DuplicateGroup], changed: dict[int, bool]) -> None:
        some = list(islice(left, _SLICE))
        for group in some:
            if self.groups.get(group.keeper.id) is group:  # a scan may have brought other groups meanwhile
                before = self._marks.marked(group)
                self._marks.mark_copies(group, bulk.wish.relations, bulk.spared)
                changed.update(difference(before, self._marks.marked(group)))
                self._count(group)
        if len(some) < _SLICE:
            self.history.record(self.tr("Mark all copies"), changed)
            self.marks_changed.emit(None)
        else:
            QTimer.singleShot(0, self, lambda: self._mark_slice(bulk, left, changed))

    def _set_marks(self, marking: Marking) -> set[int]:
        """Undo and redo: groups may have changed since, so what cannot be marked any more is left out."""
        touched: dict[int, DuplicateGroup] = {}
        for photo_id, marked in marking.items():
            group = self.groups.group_of(photo_id)
            self._resting.discard(photo_id)
            if group is None and marked:
                self._resting.add(photo_id)
            if group is None or self._marks.is_marked(photo_id) == marked:
                continue
            with suppress(RemovalRefused):
                self._marks.toggle(group, photo_id)
                touched[group.keeper.id] = group
        for group in touched.values():
            self._count(group)
        return set(touched)

    @Slot(object)
    def _history_applied(self, keys: set[int], in_sight: bool = True) -> None:
        only = next(iter(keys)) if len(keys) == 1 else None
        self.marks_changed.emit(only)
        if only is not None and in_sight:
            self.marks_returned.emit(only)

    @Slot(object)
    def _removed(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._removal = None
        self._let_stay({outcome.photo.id for outcome in outcomes if outcome.keeps_its_place})
        self._take_out({outcome.photo.id for outcome in outcomes if outcome.leaves_the_groups})
        self.removed.emit(outcomes)

    @Slot(object)
    def _removal_failed(self, error: BaseException) -> None:
        self._removal = None
        self.removal_failed.emit(sentence_of(error) or self.tr("The removal stopped because of a fault."))

    def _let_stay(self, done: set[int]) -> None:
        """A photo that shares its bytes now needs no mark any more: it stays, and takes no room."""
        for photo_id in done:
            group = self.groups.group_of(photo_id)
            if group is not None and self._marks.is_marked(photo_id):
                self._marks.toggle(group, photo_id)
                self._count(group)

    def _take_out(self, gone: set[int]) -> None:
        """Let removed photos leave their groups at once. Refused ones keep their marks, to be tried again."""
        touched = {group.keeper.id: group for n in gone if (group := self.groups.group_of(n)) is not None}
        dissolved: set[int] = set()
        for key, group in touched.items():
            for photo in self._marks.marked(group):
                if photo.id in gone:
                    self._marks.toggle(group, photo.id)
            left = self.groups.take_out(key, gone)
            if left is None:
                self._marks.clear(group)
                dissolved.add(key)
            self._count(group)
            if left is not None:
                self.group_changed.emit(left)
        if dissolved:
            self.groups_gone.emit(dissolved)
        self.marks_changed.emit(None)

    def _marked_groups(self) -> list[tuple[DuplicateGroup, tuple[Photo, ...]]]:
        """Every group with a mark, and its marked photos."""
        marked = ((self.groups.get(key), photos) for key, photos in self._doomed.items())
        return [(group, photos) for group, photos in marked if group is not None]

    def _all_marked(self) -> list[Photo]:
        return [photo for photos in self._doomed.values() for photo in photos]

    def _may_mark(self) -> bool:
        if self.removing:
            self.refused.emit(self.tr("Photos are being removed. Wait for it to end."))
        elif only_read := self._services.only_read:
            self.refused.emit(only_read)
        return not self.removing and not self._services.only_read

    def _drop_marks(self, keys: set[int]) -> list[int]:
        """Let go of the marks in some groups; returns the photos. The other groups are as they were."""
        dropped = [photo for key in keys for photo in self._doomed.pop(key)]
        self._marks.drop(photo.id for photo in dropped)
        self._doomed_photos -= len(dropped)
        self._doomed_bytes -= sum(photo.file.size for photo in dropped)
        return [photo.id for photo in dropped]

    def _mark_again(self, photo_id: int) -> bool:
        """Returns whether the photo may be marked now."""
        group = self.groups.group_of(photo_id)
        if group is None:
            return False
        try:
            self._marks.toggle(group, photo_id)
        except RemovalRefused:
            return False  # grouped anew so that it is now the last one left unmarked
        self._count(group)
        return True

    def _marks_of_changed(self, group: DuplicateGroup) -> None:
        self._count(group)
        self.marks_changed.emit(group.keeper.id)

    def _count(self, group: DuplicateGroup) -> None:
        """Bring the totals up to date with the marks of one group."""
        before = self._doomed.pop(group.keeper.id, ())
        now = self._marks.marked(group)
        if now:
            self._doomed[group.keeper.id] = now
        self._doomed_photos += len(now) - len(before)
        self._doomed_bytes += sum(p.file.size for p in now) - sum(p.file.size for p in before)
