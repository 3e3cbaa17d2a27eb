"""Arrivals in the window: a pile with a tab of its own, and who listens to whom."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtWidgets import QMenu, QWidget

from core.photo import DuplicateGroup, Photo
from nearDup_gui.arrivals import wording
from nearDup_gui.arrivals.controller import ArrivalsController
from nearDup_gui.arrivals.page import ArrivalsPage
from nearDup_gui.frame.frame import Frame
from nearDup_gui.piles.guest import Guest
from nearDup_gui.piles.tab import PileTab
from nearDup_gui.piles.view import PilesView
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.messages import Level


class ArrivalsView(Guest):
    """A guest of the piles: its tab is there as long as there is a rule. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        arrivals: ArrivalsController,
        piles: PilesView,
        review: ReviewController,
        settings: SettingsController,
        page: ReviewPage,
        choose_rules: Callable[[], None],
        photo_menu: Callable[[Photo, QWidget], QMenu],
    ) -> None:
        """Join the pile to the others.

        Args:
            frame, review, page: where it stands.
            arrivals, piles, settings: whom it follows.
            choose_rules: lets a person make rules.
            photo_menu: makes the menu of a photo that a list shows.
        """
        self.page = ArrivalsPage(arrivals.is_ticked, frame.look, frame.thumbnails)
        tab = PileTab(frame.look, wording.name(), "new", wording.explained(), "arrivals")
        super().__init__(frame, tab, self.page, self.page.bar, arrivals, review, page)
        self._arrivals = arrivals
        self._settings = settings
        self.page.wall.photo_menu = lambda photo: photo_menu(photo, self.page.wall)
        piles.receive(self)
        for one, after in pairwise((tab, *self.page.in_order)):
            QWidget.setTabOrder(one, after)
        frame.menus.connect_all({frame.menus.arrivals: self.open})
        self.page.rules_wanted.connect(choose_rules)
        self._connect()
        self._show_rules()

    def open(self) -> None:
        """Show what is new and covered."""
        self.tab.show()
        super().open()

    def left(self) -> None:
        """Without a rule the tab goes with its page."""
        self.tab.setVisible(bool(self._settings.settings.arrivals))

    @property
    def groups_as_shown(self) -> tuple[DuplicateGroup, ...]:
        """What is new and covered, around what stays for it."""
        if (found := self._arrivals.found) is None:
            return ()
        from core.folders.clearing import grouped

        return grouped(found.going)

    def take_focus(self) -> None:
        """Let the keys act on the pairs."""
        self.page.take_focus()

    def forbid(self, why: str) -> None:
        """Let nothing be removed; or again."""
        self.page.forbid(bool(why))

    def _connect(self) -> None:
        arrivals, page, messages = self._arrivals, self.page, self._frame.messages
        page.wall.ticked.connect(arrivals.tick)
        page.wall.compare_wanted.connect(self._page.compare_photo)
        page.all_stay_wanted.connect(arrivals.let_all_stay)
        page.again_wanted.connect(arrivals.look_soon)
        arrivals.changed.connect(self._show_found)
        arrivals.ticks_changed.connect(self._show_totals)
        arrivals.stayed.connect(lambda n: messages.say(Level.GOOD, wording.stayed(n)))
        arrivals.failed.connect(self._show_fault)
        self._settings.arrivals_changed.connect(self._change_rules)

    def _change_rules(self) -> None:
        self._show_rules()
        self._arrivals.look_soon()

    def _show_rules(self) -> None:
        rules = self._settings.settings.arrivals
        self.tab.setVisible(bool(rules) or self.is_shown)
        self.page.show_rules(rules)
        if rules and self._arrivals.found is None:
            self.page.show_looking()
            self.tab.say(self.tr("looking…"))

    def _show_found(self) -> None:
        found = self._arrivals.found
        if found is None:
            self._show_rules()
            self.tab.say(self.tr("no rule"))
            return
        self.tab.say(*wording.size(found))
        self.page.show_found(found)

    def _show_totals(self) -> None:
        self.page.show_totals(self._arrivals.totals())
        self.goes_changed.emit()

    def _show_fault(self, why: str) -> None:
        self.page.show_fault(why)
        self._tell_fault(why)
