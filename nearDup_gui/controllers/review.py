"""Reviewing groups: marks, what they would do, and the doing. Every rule behind it is core's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Photo
from core.review.marks import COPIES, Marks
from nearDup_gui.controllers.failures import sentence_of
from nearDup_gui.jobs import Job, Jobs
from nearDup_gui.services import Library, Services

if TYPE_CHECKING:
    from core.review.actions import Outcome, RemovalPlan

_TRASH_CHECK_AFTER_MS = 200
"""Marks come in bursts, and asking a network drive about its trash takes a while."""


@dataclass(frozen=True, slots=True)
class BulkMark:
    """What marking all copies would newly mark, group by group."""

    groups: tuple[tuple[DuplicateGroup, tuple[Photo, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(photos) for _, photos in self.groups)

    @property
    def bytes(self) -> int:
        return sum(photo.file.size for _, photos in self.groups for photo in photos)


class ReviewController(QObject):
    """The groups under review and the marks on their photos. GUI thread."""

    library_changed = Signal()
    """Other groups than before; ask `groups`."""
    groups_gone = Signal(object)
    """A set of keys: these groups are no more."""
    group_changed = Signal(object)
    """A `DuplicateGroup` that has lost members."""
    marks_changed = Signal(object)
    """The key of the group whose marks changed, or None for many."""
    refused = Signal(str)
    """A mark was refused; a sentence that says why."""
    removal_started = Signal(int)
    removal_progressed = Signal(object)
    removed = Signal(object)
    """One `Outcome` for every photo of the plan."""
    removal_failed = Signal(str)
    trash_checked = Signal(object)
    """Volumes with marked photos that have no trash, each with a sentence; a dict, mostly empty."""

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._groups: dict[int, DuplicateGroup] = {}
        self._group_of: dict[int, int] = {}
        self._marks = Marks()
        self._marked_groups: dict[int, None] = {}
        self._removal: Job | None = None
        self._trash_check = QTimer(self)
        self._trash_check.setSingleShot(True)
        self._trash_check.setInterval(_TRASH_CHECK_AFTER_MS)
        self._trash_check.timeout.connect(self._check_trash)
        self.marks_changed.connect(lambda key: self._trash_check.start())

    @property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        return tuple(self._groups.values())

    @property
    def removing(self) -> bool:
        return self._removal is not None

    def set_library(self, library: Library) -> None:
        """Review other groups. Marks stay on photos that are still in a group that keeps another photo."""
        marked = [photo.id for key in self._marked_groups for photo in self._marks.marked(self._groups[key])]
        self._groups = {group.keeper.id: group for group in library.groups}
        self._group_of = {photo.id: key for key, group in self._groups.items() for photo in group.photos}
        self._marks = Marks()
        self._marked_groups = {}
        for photo_id in marked:
            self._mark_again(photo_id)
        self.library_changed.emit()
        self.marks_changed.emit(None)

    def group(self, key: int) -> DuplicateGroup | None:
        return self._groups.get(key)

    def group_of(self, photo_id: int) -> DuplicateGroup | None:
        """The group that a photo is in; no photo is in two."""
        key = self._group_of.get(photo_id)
        return None if key is None else self._groups[key]

    def is_marked(self, photo_id: int) -> bool:
        return self._marks.is_marked(photo_id)

    def count_marked(self, group: DuplicateGroup) -> int:
        return len(self._marks.marked(group)) if group.keeper.id in self._marked_groups else 0

    def toggle(self, photo_id: int) -> None:
        """Mark a photo for removal or let it stay; `refused` says why not."""
        group = self.group_of(photo_id)
        if not self._may_mark():
            return
        if group is None:
            self.refused.emit(self.tr("This photo is in no group. Only photos of a group can be marked."))
        else:
            try:
                self._marks.toggle(group, photo_id)
            except RemovalRefused as refusal:
                self.refused.emit(str(refusal))
            else:
                self._marks_of_changed(group)

    def copies_of(self, group: DuplicateGroup) -> tuple[Photo, ...]:
        """The photos that `mark_copies` would mark and that are not marked yet."""
        return tuple(
            member.photo
            for member in group.members
            if member.relation in COPIES and not self._marks.is_marked(member.photo.id)
        )

    def mark_copies(self, group: DuplicateGroup) -> None:
        """Mark every identical or re-made copy of a group's keeper."""
        if not self._may_mark():
            return
        if self._marks.mark_copies(group) == 0:
            self.refused.emit(
                self.tr("This group has no copies left to mark. Other shots are yours to choose.")
            )
        self._marks_of_changed(group)

    def clear(self, group: DuplicateGroup) -> None:
        """Let every photo of a group stay."""
        if self._may_mark():
            self._marks.clear(group)
            self._marks_of_changed(group)

    def clear_all(self) -> None:
        """Let every photo of every group stay."""
        if not self._may_mark():
            return
        for key in self._marked_groups:
            self._marks.clear(self._groups[key])
        self._marked_groups.clear()
        self.marks_changed.emit(None)

    def plan_bulk_mark(self) -> BulkMark:
        """What `mark_all_copies` would do, to be shown before it is done."""
        found = ((group, self.copies_of(group)) for group in self._groups.values())
        return BulkMark(tuple((group, copies) for group, copies in found if copies))

    def mark_all_copies(self, bulk: BulkMark) -> None:
        """Mark what a person has seen listed."""
        if not self._may_mark():
            return
        for group, _ in bulk.groups:
            self._marks.mark_copies(group)
            self._marked_groups[group.keeper.id] = None
        self.marks_changed.emit(None)

    def marked_groups(self) -> tuple[DuplicateGroup, ...]:
        return tuple(self._groups[key] for key in self._marked_groups)

    def plan(self) -> "RemovalPlan":
        """What pressing the button would do now."""
        from core.review.actions import plan_removal

        return plan_removal(self.marked_groups(), self._marks, self._services.settings.protected_folders)

    def remove(self) -> None:
        """Do what `plan` says."""
        plan = self.plan()
        if self.removing or plan.count == 0:
            return
        self._removal = self._jobs.start(
            lambda report, cancel: self._services.remove(plan, report, cancel), "remove"
        )
        self._removal.progressed.connect(self.removal_progressed)
        self._removal.succeeded.connect(self._removed)
        self._removal.failed.connect(self._removal_failed)
        self.removal_started.emit(plan.count)

    def cancel_removal(self) -> None:
        """Stop before the next photo; what has been moved stays moved."""
        if self._removal is not None:
            self._removal.cancel()

    @Slot(object)
    def _removed(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._removal = None
        self._take_out({outcome.photo.id for outcome in outcomes if outcome.status == "trashed"})
        self.removed.emit(outcomes)

    @Slot(object)
    def _removal_failed(self, error: BaseException) -> None:
        self._removal = None
        self.removal_failed.emit(sentence_of(error) or self.tr("The removal stopped because of a fault."))

    @Slot()
    def _check_trash(self) -> None:
        """Ask the volumes before the button is pressed."""
        paths = [photo.path for group in self.marked_groups() for photo in self._marks.marked(group)]
        job = self._jobs.start(lambda report, cancel: self._services.volumes_without_trash(paths), "trash")
        job.succeeded.connect(self.trash_checked)
        job.failed.connect(sentence_of)

    def _take_out(self, photo_ids: Iterable[int]) -> None:
        """Let removed photos leave their groups at once.

        A group whose keeper was removed leaves whole: its members were matched with that keeper, not
        with each other. The catalogue knows whether the rest still belongs together.
        """
        gone = set(photo_ids)
        dissolved: set[int] = set()
        for key in {self._group_of[photo_id] for photo_id in gone if photo_id in self._group_of}:
            group = self._groups[key]
            self._unmark(group, gone)
            members = tuple(member for member in group.members if member.photo.id not in gone)
            if group.keeper.id in gone or not members:
                dissolved.add(key)
                self._marks.clear(group)
                self._marked_groups.pop(key, None)
                del self._groups[key]
                for photo in group.photos:
                    self._group_of.pop(photo.id, None)
            else:
                self._groups[key] = DuplicateGroup(group.keeper, group.reason, members)
                for photo_id in gone:
                    self._group_of.pop(photo_id, None)
                self.group_changed.emit(self._groups[key])
        if dissolved:
            self.groups_gone.emit(dissolved)
        self.marks_changed.emit(None)

    def _unmark(self, group: DuplicateGroup, gone: set[int]) -> None:
        """Marks go with their photos; those that were refused keep theirs, to be tried again."""
        for photo in self._marks.marked(group):
            if photo.id in gone:
                self._marks.toggle(group, photo.id)
        if not self._marks.marked(group):
            self._marked_groups.pop(group.keeper.id, None)

    def _may_mark(self) -> bool:
        if self.removing:
            self.refused.emit(self.tr("Photos are being moved to the trash. Wait for it to end."))
        return not self.removing

    def _mark_again(self, photo_id: int) -> None:
        group = self.group_of(photo_id)
        if group is not None:
            try:
                self._marks.toggle(group, photo_id)
            except RemovalRefused:
                return  # regrouped so that it is now the last one left unmarked
            self._marked_groups[group.keeper.id] = None

    def _marks_of_changed(self, group: DuplicateGroup) -> None:
        if self._marks.marked(group):
            self._marked_groups[group.keeper.id] = None
        else:
            self._marked_groups.pop(group.keeper.id, None)
        self.marks_changed.emit(group.keeper.id)
