"""What else can be shown in the place of a pile: folders, and what has arrived."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nearDup_gui.frame.frame import Frame
from nearDup_gui.piles.tab import PileTab
from nearDup_gui.piles.tick_bar import connect_tick_bar
from nearDup_gui.piles.wall import WallBar
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ticking import TickController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.toolkit.messages import Level


class Guest(QObject):
    """A tab, a page with a wall and its foot, and who keeps the ticks on it. GUI thread.

    `PilesView.receive` puts it beside the piles.
    """

    opened = Signal()
    """It is to be shown."""
    goes_changed = Signal()
    """A press of the button would remove something else than before."""

    def __init__(
        self,
        frame: Frame,
        tab: PileTab,
        body: QWidget,
        bar: WallBar,
        ticks: TickController,
        review: ReviewController,
        page: ReviewPage,
    ) -> None:
        """Join the foot of the wall to who keeps its ticks.

        Args:
            frame: says what goes wrong.
            tab: leads to it.
            body: what is shown in the place of the piles.
            bar: the foot of its wall.
            ticks: says what is ticked, and removes it.
            review: carries removals out.
            page: where the piles are shown.
        """
        super().__init__(page)
        self.tab = tab
        self.body = body
        self.bar = bar
        self._frame = frame
        self._ticks = ticks
        self._page = page
        tab.clicked.connect(self.open)
        connect_tick_bar(bar, ticks, review, page, frame.messages)

    @property
    def anything_goes(self) -> bool:
        """Whether a press of the button would remove anything."""
        return self._ticks.totals().photos > 0

    @property
    def is_shown(self) -> bool:
        """Whether a person is at it."""
        return self._page.body is self.body

    def open(self) -> None:
        """Show it."""
        self.opened.emit()

    def take_focus(self) -> None:
        """Let the keys act on what is shown."""
        raise NotImplementedError

    def left(self) -> None:
        """Something else is shown now."""

    def remove(self) -> None:
        """Remove what is ticked."""
        self._ticks.remove()

    def rehearse(self) -> None:
        """Show what removing would do."""
        self._ticks.rehearse()

    def choose_way(self) -> None:
        """Let a person choose how photos are removed."""
        self.bar.open_choice()

    def forbid(self, why: str) -> None:
        """Let nothing be removed, and say why; or again, if nothing speaks against it."""
        self.bar.forbid(bool(why))

    def _tell_fault(self, why: str) -> None:
        self._frame.messages.say(Level.ERROR, why)
