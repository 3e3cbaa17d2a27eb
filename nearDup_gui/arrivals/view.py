"""Arrivals in the window: a pile with a tab of its own, and who listens to whom."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QMenu, QWidget

from core.photo import DuplicateGroup, Photo
from nearDup_gui.arrivals import wording
from nearDup_gui.arrivals.controller import ArrivalsController
from nearDup_gui.arrivals.page import ArrivalsPage
from nearDup_gui.frame.frame import Frame
from nearDup_gui.piles.tick_bar import connect_tick_bar
from nearDup_gui.piles.view import PilesView
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.messages import Level


class ArrivalsView(QObject):
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
        super().__init__(page)
        self._frame = frame
        self._arrivals = arrivals
        self._piles = piles
        self._review_page = page
        self._settings = settings
        self.page = ArrivalsPage(arrivals.is_ticked, frame.look, frame.thumbnails)
        self.page.wall.photo_menu = lambda photo: photo_menu(photo, self.page.wall)
        self.tab = button(frame.look, wording.name(), "new", "tab", does="arrivals")
        self.tab.setCheckable(True)
        self.tab.setIconSize(QSize(20, 20))
        self.tab.setToolTip(wording.explained())
        self.tab.clicked.connect(self.open)
        before = piles.bar.last_tab
        page.add_body(self.page)
        piles.bar.add_tab(self.tab)
        for one, after in pairwise((before, self.tab, *self.page.in_order)):
            QWidget.setTabOrder(one, after)
        frame.menus.connect_all({frame.menus.arrivals: self.open})
        self.page.rules_wanted.connect(choose_rules)
        self._connect(review)
        self._show_rules()

    def open(self) -> None:
        """Show what is new and covered."""
        self.tab.show()
        self._piles.show_guest(self)

    @property
    def body(self) -> QWidget:
        """What is shown in the place of the piles."""
        return self.page

    @property
    def groups_as_shown(self) -> tuple[DuplicateGroup, ...]:
        """What is new and covered, around what stays for it."""
        if (found := self._arrivals.found) is None:
            return ()
        from core.folders.clearing import grouped

        return grouped(found.going)

    @property
    def anything_goes(self) -> bool:
        """Whether a press of the button would remove anything."""
        return self._arrivals.totals().photos > 0

    def take_focus(self) -> None:
        """Let the keys act on the pairs."""
        self.page.take_focus()

    def remove(self) -> None:
        """Remove what is ticked."""
        self._arrivals.remove()

    def rehearse(self) -> None:
        """Show what removing would do."""
        self._arrivals.rehearse()

    def choose_way(self) -> None:
        """Let a person choose how photos are removed."""
        self.page.bar.open_choice()

    def forbid(self, why: str) -> None:
        """Let nothing be removed; or again."""
        self.page.forbid(bool(why))

    def _connect(self, review: ReviewController) -> None:
        arrivals, page, messages = self._arrivals, self.page, self._frame.messages
        page.wall.ticked.connect(arrivals.tick)
        page.wall.compare_wanted.connect(self._review_page.compare_photo)
        page.all_stay_wanted.connect(arrivals.let_all_stay)
        page.again_wanted.connect(arrivals.look_soon)
        arrivals.changed.connect(self._show_found)
        arrivals.ticks_changed.connect(self._show_totals)
        arrivals.stayed.connect(lambda n: messages.say(Level.GOOD, wording.stayed(n)))
        arrivals.failed.connect(self._show_fault)
        self._settings.arrivals_changed.connect(self._change_rules)
        connect_tick_bar(page.bar, arrivals, review, self._review_page, messages)

    def _change_rules(self) -> None:
        self._show_rules()
        self._arrivals.look_soon()

    def _show_rules(self) -> None:
        rules = self._settings.settings.arrivals
        self.tab.setVisible(bool(rules) or self._review_page.body is self.page)
        self.page.show_rules(rules)
        if rules and self._arrivals.found is None:
            self.page.show_looking()
            self._say_tab(self.tr("looking…"))

    def _show_found(self) -> None:
        found = self._arrivals.found
        if found is None:
            self._show_rules()
            self._say_tab(self.tr("no rule"))
            return
        self._say_tab(wording.size(found))
        self.page.show_found(found)

    def _show_totals(self) -> None:
        self.page.show_totals(self._arrivals.totals())
        if self._review_page.body is self.page:
            self._piles.guest_changed()

    def _show_fault(self, why: str) -> None:
        self.page.show_fault(why)
        self._frame.messages.say(Level.ERROR, why)

    def _say_tab(self, size: str) -> None:
        self.tab.setText(f"{wording.name()}\n{size}")
        self.tab.setAccessibleName(f"{wording.name()}: {size}")
