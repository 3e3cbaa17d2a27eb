"""Marking photos of groups: one, the copies of a group, all but the best. Every rule behind it is core's."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from core.errors import RemovalRefused
from core.photo import DuplicateGroup, Member, Photo, Relation
from core.review.checks import Protection
from core.review.marks import COPIES
from nearDup_gui.library.groups import GroupIndex, Library, Regrouped
from nearDup_gui.marks.history import Marked, MarkHistory, Words
from nearDup_gui.marks.marked_groups import MarkedGroups, Marking, MarkTotals
from nearDup_gui.marks.service import MarkServices
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.jobs import Jobs

translate = QCoreApplication.translate


class MarkController(QObject):
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
    marks_followed = Signal(int)
    """In how many groups marks on copies followed another keeper."""
    marks_returned = Signal(int)
    """Undo or redo changed the marks of this one group."""
    refused = Signal(str)
    """A mark was refused; a sentence that says why."""
    keeper_goes = Signal(object, object, object)
    """A person marks the keeper of a `DuplicateGroup`: another `Photo` of it is to be the keeper, and marks
    change by a `Marking`."""

    def __init__(
        self,
        services: MarkServices,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        """Begin with no groups."""
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._marked = MarkedGroups()
        self._let_follow = False
        self._keeper_left: tuple[int, int] | None = None
        """The photo that was marked as a keeper last, and the number of that act."""
        self.history = MarkHistory(self._marked.apply, self)
        self.history.applied.connect(self._history_applied)

    @property
    def groups(self) -> GroupIndex:
        """The groups under review, as they are now."""
        return self._marked.groups

    @property
    def totals(self) -> MarkTotals:
        """What all marks together would remove."""
        return self._marked.totals

    @property
    def marked_ids(self) -> set[int]:
        """The ids of all marked photos, those whose marks do not count now among them."""
        return self._marked.ids

    @property
    def resting(self) -> int:
        """How many marks do not count, since their photos are in no group that is shown."""
        return len(self._marked.resting)

    @property
    def removing(self) -> bool:
        """Whether marked photos are being removed, so that no mark may change."""
        return False

    def is_marked(self, photo_id: int) -> bool:
        return self._marked.marks.is_marked(photo_id)

    def count_marked(self, group: DuplicateGroup) -> int:
        return self._marked.count(group)

    def copies_of(self, group: DuplicateGroup, relations: Collection[Relation] = COPIES) -> tuple[Photo, ...]:
        """The photos that `mark_copies` would mark and that are not marked yet."""
        return self._marked.marks.copies(group, relations)

    def held_back(
        self, group: DuplicateGroup, relations: Collection[Relation] = COPIES
    ) -> tuple[Member, ...]:
        """The copies that `mark_copies` leaves alone, since they hold something that the keeper does not."""
        return self._marked.marks.held_back(group, relations)

    def set_library(self, library: Library, *, keep_order: bool = False) -> None:
        """Review other groups. Marks stay on photos that are still in a group that keeps another photo.

        The other marks rest: nothing happens to their photos, and they count again once such a group is back.

        Args:
            keep_order: leave groups where they are in the list, since a person is at work on them.
        """
        before, groups = self.groups, library.groups
        self._marked.show(groups.in_order_of(before) if keep_order else groups)
        followed = 0
        if self._let_follow:
            self._let_follow = False
            followed = self._marked.follow_keepers(before)
        self.library_changed.emit()
        self.marks_changed.emit(None)
        if followed:
            self.marks_followed.emit(followed)

    def let_marks_follow(self) -> None:
        """The keeper's rules are others: where the next library has other keepers, marks on copies follow."""
        self._let_follow = True

    def followers(self, groups: Iterable[DuplicateGroup]) -> tuple[int, int]:
        """Count groups as they might be whose marks would follow, and those whose marks would stay."""
        return self._marked.followers(groups)

    def put_in_place(self, other: Regrouped) -> None:
        """Show some photos in other groups; all else stays where it is, and so do marks."""
        keys, groups = self._marked.swap(other)
        self.regrouped.emit(keys, groups)
        self.marks_changed.emit(None)

    def set_marks(self, marking: Marking) -> None:
        """Mark and let stay what a person decided together with something else; no step of its own."""
        self._history_applied(self._marked.apply(marking), in_sight=False)

    def toggle(self, photo_id: int) -> None:
        """Mark a photo for removal or let it stay; `refused` says why not.

        A keeper is not marked at once: `keeper_goes` asks for another one first.
        """
        if not self._may_mark():
            return
        group = self.groups.group_of(photo_id)
        if group is None:
            self.refused.emit(self.tr("This photo is in no group. Only photos of a group can be marked."))
            return
        if not self.is_marked(photo_id):
            photo = next(photo for photo in group.photos if photo.id == photo_id)
            if why := self.why_not(photo):
                self.refused.emit(why)
                return
            other = self._best_other(group) if photo_id == group.keeper.id else None
            if other is not None:
                self.keeper_goes.emit(group, other, {photo_id: True})
                return
        elif self._keeper_left == (photo_id, self.history.latest):
            self.history.undo()  # it is the keeper again, as it was before it was marked
            return
        try:
            self._marked.toggle(group, photo_id)
        except RemovalRefused as refusal:
            self.refused.emit(told(str(refusal)))
        else:
            marked = self.is_marked(photo_id)
            self._record(_one_marked if marked else _one_let_stay, {photo_id: marked})
            self.marks_changed.emit(group.keeper.id)

    def why_not(self, photo: Photo) -> str:
        """Why a photo can never be removed, in a sentence; empty if it can."""
        protection = self._protection()
        if program := protection.program_of(photo.path):
            return self.tr("{0} lies in a library of {1}, so it stays.").format(photo.path.name, program)
        if protection.holds(photo.path):
            return self.tr("{0} lies in a protected folder, so it stays.").format(photo.path.name)
        return ""

    def keeper_went(self, photo_id: int) -> None:
        """A keeper was marked, and another photo chosen for it, by the act that is the latest now."""
        self._keeper_left = photo_id, self.history.latest

    def let_go(self, goes: Photo, stays: Photo) -> None:
        """Mark one photo of a group in favour of another, which loses its mark if it has one."""
        if not self._may_mark():
            return
        wanted = {stays.id: False, goes.id: True}
        marking = {number: marked for number, marked in wanted.items() if self.is_marked(number) != marked}
        self._marked.apply(marking)
        self._record(_one_marked, marking)
        group = self.groups.group_of(goes.id)
        self.marks_changed.emit(None if group is None else group.keeper.id)

    def keep_only(self, group: DuplicateGroup, frames: Sequence[Photo], kept: Collection[int]) -> None:
        """Let some photos of a group stay and mark the others of these frames, but for protected ones."""
        if not self._may_mark():
            return
        protection = self._protection()
        wanted = {
            photo.id: photo.id not in kept and not protection.holds(photo.path)
            for photo in sorted(frames, key=lambda photo: photo.id not in kept)
        }
        marking = {number: marked for number, marked in wanted.items() if self.is_marked(number) != marked}
        if marking.get(group.keeper.id):
            stays = next(photo for photo in frames if not wanted[photo.id])
            self.keeper_goes.emit(group, stays, marking)
            return
        self._marked.apply(marking)
        self._record(lambda: translate("MarkController", "Keep the best"), marking)
        self.marks_changed.emit(group.keeper.id)

    def mark_copies(self, group: DuplicateGroup) -> None:
        """Mark every identical or re-made copy that a group's keeper covers."""
        if not self._may_mark():
            return
        changed = self._marked.mark_copies(group)
        if not any(changed.values()):
            held = self.held_back(group)
            self.refused.emit(
                self.tr("Nothing is marked: each copy left holds something that the keeper does not.")
                if held
                else self.tr("This group has no copies left to mark. Other shots are yours to choose.")
            )
        self._record(lambda: translate("MarkController", "Mark copies"), changed)
        self.marks_changed.emit(group.keeper.id)

    def clear(self, group: DuplicateGroup) -> None:
        """Let every photo of a group stay."""
        if self._may_mark():
            self._record(lambda: translate("MarkController", "Keep all"), self._marked.clear(group))
            self.marks_changed.emit(group.keeper.id)

    def clear_all(self) -> None:
        """Let every photo of every group stay."""
        if self._may_mark():
            self._record(lambda: translate("MarkController", "Clear all marks"), self._marked.clear_all())
            self.marks_changed.emit(None)

    def forget_resting(self) -> None:
        """Take away the marks that do not count now."""
        if self._may_mark():
            self._record(
                lambda: translate("MarkController", "Clear hidden marks"), self._marked.forget_resting()
            )
            self.marks_changed.emit(None)

    def undo_mark(self) -> None:
        """Take back the latest change of marks."""
        if self._may_mark():
            self.history.undo()

    def redo_mark(self) -> None:
        """Do again what `undo_mark` took back."""
        if self._may_mark():
            self.history.redo()

    def go_on_with(self, before: "MarkController") -> None:
        """Know all that is marked in another window, what was done there, and how it is undone."""
        self._marked.go_on_with(before._marked)
        self.history.go_on_with(before.history)
        self._keeper_left = before._keeper_left

    def _record(self, words: Words, marking: Marking) -> None:
        self.history.record(Marked(words, marking))

    @Slot(object)
    def _history_applied(self, keys: set[int], in_sight: bool = True) -> None:
        only = next(iter(keys)) if len(keys) == 1 else None
        self.marks_changed.emit(only)
        if only is not None and in_sight:
            self.marks_returned.emit(only)

    def _best_other(self, group: DuplicateGroup) -> Photo | None:
        """The photo of a group to keep if its keeper goes: what is surest to be a copy, and not marked."""
        others = (member.photo for member in group.members)
        return next((photo for photo in others if not self.is_marked(photo.id)), None)

    def _protection(self) -> Protection:
        settings = self._services.settings
        return Protection(settings.untouched_folders, settings.lifted_libraries)

    def _may_mark(self) -> bool:
        if self.removing:
            self.refused.emit(self.tr("Photos are being removed. Wait for it to end."))
        elif only_read := self._services.only_read:
            self.refused.emit(only_read)
        return not self.removing and not self._services.only_read


def _one_marked() -> str:
    return translate("MarkController", "Mark a photo")


def _one_let_stay() -> str:
    return translate("MarkController", "Let a photo stay")
