"""What is new and covered, as a wall: its rules above, what goes at its foot, or why there is nothing."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.arrival_settings import ArrivalRule
from core.review.piles import PiledPhoto
from nearDup_gui.arrivals import wording
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.wall import Wall, WallBar
from nearDup_gui.piles.wall_model import WallModel
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.notice import Notice

if TYPE_CHECKING:
    from core.folders.arrivals import Arrivals


class ArrivalsPage(QWidget):
    """Shows what it is told; it decides nothing."""

    rules_wanted = Signal()
    again_wanted = Signal()
    all_stay_wanted = Signal()

    def __init__(
        self,
        is_ticked: Callable[[PiledPhoto], bool],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = WallModel(is_ticked, self)
        self.wall = Wall(self.model, look, thumbnails)
        self.bar = WallBar(look)
        self.bar.serve(self.wall)
        self.made = muted()
        self.others = muted()
        self.rules = button(look, self.tr("Rules…"), "settings", "quiet")
        self.rules.setToolTip(self.tr("Which folders are looked through, and which may cover what arrives"))
        self.all_stay = button(look, self.tr("Let all stay"), "done", "quiet")
        self.all_stay.setToolTip(self.tr("I have looked: these stay, and are new no longer"))
        self.empty = _Empty(look)
        self.rules.clicked.connect(self.rules_wanted)
        self.empty.make_rule.clicked.connect(self.rules_wanted)
        self.empty.again.clicked.connect(self.again_wanted)
        self.all_stay.clicked.connect(self.all_stay_wanted)
        self._middle = QStackedWidget()
        self._lay_out()
        self.show_looking()

    def show_rules(self, rules: Sequence[ArrivalRule]) -> None:
        """Say what is collected."""
        self.made.setText(wording.rules(rules))
        self.made.setToolTip("\n".join(map(wording.rule, rules)))
        self.made.setVisible(bool(rules))
        self.rules.setVisible(bool(rules))
        if not rules:
            self._show_nothing()
            self.empty.show_no_rule()

    def show_looking(self) -> None:
        """It is not known yet what has arrived."""
        self.empty.show_looking()
        self._show_nothing()

    def show_fault(self, why: str) -> None:
        """What has arrived could not be looked at."""
        if not self.model.rowCount():
            self._show_nothing()
            self.empty.show_fault(why)

    def show_found(self, found: "Arrivals") -> None:
        """Show what is new and covered."""
        self.others.setText(wording.others(found))
        self.others.setVisible(bool(self.others.text()))
        self.model.replace(found.going)
        self.all_stay.setEnabled(bool(found.going))
        if found.going:
            self._turn_to(self.wall)
            return
        self._show_nothing()
        self.empty.show_nothing_new(wording.others(found))

    def show_totals(self, totals: MarkTotals) -> None:
        """Show what of it is ticked."""
        self.model.touch()
        self.bar.show_of(totals, self.model.rowCount())

    def forbid(self, forbidden: bool) -> None:
        """Let nothing be removed or looked over; or again."""
        self.bar.forbid(forbidden)
        self.all_stay.setEnabled(not forbidden and self.model.rowCount() > 0)

    def take_focus(self) -> None:
        """Let the keys act on the pairs, or on the way on where there are none."""
        on_wall = self._middle.currentWidget() is self.wall
        (self.wall if on_wall else self.empty.take_focus_to()).setFocus()

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab leads through, as it is read."""
        bar = self.bar
        buttons = bar.tick_all, bar.clear_all, bar.cancel, bar.remove, bar.choose
        return self.rules, self.all_stay, self.wall, self.empty.make_rule, self.empty.again, *buttons

    def _show_nothing(self) -> None:
        self.model.replace(())
        self.others.hide()
        self.all_stay.setEnabled(False)
        self._turn_to(self.empty)

    def _turn_to(self, shown: QWidget) -> None:
        focused = QApplication.focusWidget()
        had_keys = focused is not None and self._middle.isAncestorOf(focused)
        self._middle.setCurrentWidget(shown)
        self.bar.setVisible(shown is self.wall)
        if had_keys:
            self.take_focus()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("groupHeader")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading(wording.name()))
        for line in (muted(wording.explained()), self.made, self.others):
            words.addWidget(line)
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 12, 8)
        row.addLayout(words, 1)
        for made in (self.rules, self.all_stay):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._middle.addWidget(self.wall)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._middle, 1)
        column.addWidget(self.bar)


class _Empty(Notice):
    """Stands in the place of the wall: looking, no rule, nothing new, or a fault."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.make_rule = button(look, self.tr("Make a rule…"), "settings", "primary")
        self.again = button(look, self.tr("Try again"), "rescan")
        super().__init__((self.make_rule, self.again), parent)

    def show_looking(self) -> None:
        self.say(self.tr("Looking at what has arrived…"))

    def show_no_rule(self) -> None:
        words = self.tr(
            "A rule names a folder in which photos arrive, such as a chat app's, and one that may have them "
            "already. What is in both comes here, and waits for you."
        )
        self.say(self.tr("There is no rule yet for what arrives."), words, self.make_rule)

    def show_nothing_new(self, words: str) -> None:
        self.say(self.tr("Nothing new is covered."), words)

    def show_fault(self, why: str) -> None:
        self.say(self.tr("What has arrived could not be looked at."), why, self.again)
