"""Folders in the window: a tab beside the piles, and who listens to whom."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.arrival_settings import new_rule
from core.folders.parts import FolderPair, FolderPart
from core.settings import Role
from nearDup_gui.folders import wording
from nearDup_gui.folders.controller import FoldersController
from nearDup_gui.folders.page import FoldersPage
from nearDup_gui.folders.service import FoldersSeen, FoldersTaken
from nearDup_gui.frame.frame import Frame
from nearDup_gui.marks.history import Removed
from nearDup_gui.piles.guest import Guest
from nearDup_gui.piles.tab import PileTab
from nearDup_gui.piles.view import PilesView
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from core.catalog.removals import Removal


@dataclass(frozen=True, slots=True)
class FoldersRemoved(Removed):
    """Folders in which nothing was left."""

    removals: "tuple[Removal, ...]"


class FoldersView(Guest):
    """A guest of the piles: shown in their place, with a tab of its own. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        folders: FoldersController,
        piles: PilesView,
        review: ReviewController,
        restores: RestoreController,
        settings: SettingsController,
        page: ReviewPage,
    ) -> None:
        self._settings = settings
        self.page = FoldersPage(folders.is_ticked, self._role_of, frame.look, frame.thumbnails)
        tab = PileTab(frame.look, wording.tab_name(), "folder", does="folders")
        super().__init__(frame, tab, self.page, self.page.detail.bar, folders, review, page)
        self._folders = folders
        self._review = review
        self._restores = restores
        piles.receive(self)
        self.page.order_keys(tab)
        frame.menus.connect_all({frame.menus.folders: self.open})
        self._connect()
        review.history.carried_out_by(FoldersRemoved, lambda act, _: self._bring_back(act))
        tab.say(self.tr("counting…"))

    def open(self) -> None:
        """Show the folders; the pair that would free the most is looked at."""
        if self._folders.pair is None and (seen := self._folders.seen) and seen.pairs:
            self._folders.choose(
                self._first(seen)
            )  # before the table has the keys, and goes to its first row
        super().open()

    @property
    def pairs_as_shown(self) -> tuple[FolderPair, ...]:
        """All pairs, in the order of the table."""
        return tuple(self.page.table.model_.shown)

    def take_focus(self) -> None:
        """Let the keys act on the pairs."""
        self.page.take_focus()

    def forbid(self, why: str) -> None:
        """Let nothing be removed; or again."""
        super().forbid(why)
        self.page.empty.remove.setEnabled(not why)

    def _connect(self) -> None:
        folders, page, detail = self._folders, self.page, self.page.detail
        page.pair_chosen.connect(self._choose)
        page.depth_chosen.connect(folders.choose_depth)
        page.came_into_sight.connect(folders.look_on)
        page.empty.remove_wanted.connect(folders.remove_empty)
        detail.role_wanted.connect(self._set_role)
        detail.rule_wanted.connect(self._set_rule)
        self._settings.arrivals_changed.connect(self._show_rule)
        detail.wall.ticked.connect(folders.tick)
        detail.wall.compare_wanted.connect(lambda pair: self._page.compare_photo(pair))
        for grid in (detail.look, detail.alone, detail.staying):
            grid.compare_wanted.connect(self._page.compare_photo)
        folders.seen_changed.connect(self._show_seen)
        folders.looking.connect(self._show_looking)
        folders.looked.connect(self._show_looked)
        folders.ticks_changed.connect(self._show_totals)
        folders.empty_found.connect(page.empty.show_folders)
        folders.folders_taken.connect(self._show_taken)
        folders.failed.connect(self._show_fault)

    def _role_of(self, part: FolderPart) -> Role:
        return self._settings.settings.role_of(part.path)

    def _first(self, seen: FoldersSeen) -> FolderPair:
        """The first that can be cleared: what lies in a library stays."""
        likely = filter(None, (seen.first, *seen.pairs))
        return next((one for one in likely if self._role_of(one.folder) is not Role.LIBRARY), seen.pairs[0])

    def _choose(self, pair: FolderPair) -> None:
        if pair is not self._folders.pair:
            self._folders.offer_no_more()
            self.page.show_pair(pair)
            self._folders.choose(pair)

    def _set_role(self, folder: Path, role: Role) -> None:
        after = self._settings.settings.with_role(folder, role)
        if after == self._settings.settings:
            return
        self._settings.change(after)
        self._frame.messages.say(Level.INFO, wording.role_changed(folder.name or str(folder), role))
        self.page.table.roles_changed()
        if self._folders.pair is not None:
            self._folders.choose(self._folders.pair)

    def _set_rule(self, wanted: bool) -> None:
        """Collect what arrives from now on, or no more."""
        if (pair := self._folders.pair) is None:
            return
        settings, folders = self._settings.settings, (pair.folder.path, pair.other.path)
        if wanted:
            settings = settings.with_arrival_rule(new_rule(*folders))
        else:
            settings = settings.without_arrival_rule(*folders)
        self._settings.change(settings)
        self._frame.messages.say(Level.INFO, wording.rule_changed(pair, made=wanted))

    def _has_rule(self, pair: FolderPair) -> bool:
        return self._settings.settings.has_arrival_rule(pair.folder.path, pair.other.path)

    def _show_rule(self) -> None:
        if (pair := self._folders.pair) is not None:
            self.page.detail.show_rule(self._has_rule(pair))

    def _show_seen(self) -> None:
        seen, before = self._folders.seen, self._folders.pair
        assert seen is not None
        self.tab.say(wording.pairs(len(seen.pairs)))
        self.page.show_seen(seen)
        parts = None if before is None else (before.folder, before.other)
        again = next((one for one in seen.pairs if (one.folder, one.other) == parts), None)
        if again is None and seen.pairs and self.page.isVisible():
            again = self._first(seen)
        if again is not None or before is not None:
            self.page.show_pair(again)
            self._folders.choose(again, in_sight=self.page.isVisible())

    def _show_looking(self, pair: FolderPair) -> None:
        self.page.show_pair(pair)
        self.page.detail.show_looking(pair, self._role_of, has_rule=self._has_rule(pair))

    def _show_looked(self) -> None:
        if (clearing := self._folders.clearing) is None:
            self.page.detail.show_none()
        else:
            self.page.detail.show_clearing(clearing)

    def _show_totals(self) -> None:
        self.page.detail.show_totals(self._folders.totals())
        self.goes_changed.emit()

    def _show_taken(self, taken: FoldersTaken) -> None:
        gone = sum(one.gone for one in taken.outcomes)
        if not gone:
            return
        act = FoldersRemoved(wording.take_away, tuple(taken.removals))
        self._review.history.record(act)
        self._frame.messages.say(Level.GOOD, wording.folders_gone(gone), undo=lambda: self._bring_back(act))

    def _bring_back(self, act: FoldersRemoved) -> None:
        self._restores.restore(act.removals)

    def _show_fault(self, why: str) -> None:
        self.page.show_fault(why)
        self._tell_fault(why)
