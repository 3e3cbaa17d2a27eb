"""What stands in a pile's place when nothing is in it: why, and where to go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.review.piles import Pile
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.notice import Notice


class EmptyPile(Notice):
    """Sorting, empty, or a fault; with the next pile that has something in it."""

    go_on_wanted = Signal(object)
    """A `Pile`, or None for every group."""
    again_wanted = Signal()
    clear_filters_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.go_on = button(look, "", "next", "primary")
        self.clear_filters = button(look, self.tr("Show all groups"), "clear")
        self.again = button(look, self.tr("Try again"), "rescan")
        super().__init__((self.go_on, self.clear_filters, self.again), parent)
        self._next: Pile | None = None
        self.go_on.clicked.connect(lambda: self.go_on_wanted.emit(self._next))
        self.clear_filters.clicked.connect(self.clear_filters_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.show_sorting()

    def show_sorting(self) -> None:
        """The piles are not known yet."""
        self.say(self.tr("Sorting photos into piles…"))

    def show_scanning(self) -> None:
        """Nothing is here yet, and a scan goes on."""
        self.say(
            self.tr("Nothing is here yet. The scan goes on."),
            self.tr("A photo comes into this pile when it has been compared closely."),
        )

    def show_nothing(self, pile: Pile, next_one: Pile | None, *, filtered: bool) -> None:
        """Nothing is in a pile; say where something is, and that filters may hide it."""
        self._next = next_one
        self.go_on.setText(self.tr("Go on: {0}").format(pile_words.name(next_one)))
        words, more = (self.tr("Filters may hide some."), (self.clear_filters,)) if filtered else ("", ())
        self.say(pile_words.nothing(pile), words, self.go_on, *more)

    def show_fault(self, why: str) -> None:
        """The piles could not be sorted."""
        self.say(self.tr("The piles could not be sorted."), why, self.again)
