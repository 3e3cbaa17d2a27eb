"""What stands in a pile's place when nothing is in it: why, and where to go on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.review.piles import Pile
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look


class EmptyPile(QWidget):
    """Sorting, empty, or a fault; with the next pile that has something in it."""

    go_on_wanted = Signal(object)
    """A `Pile`, or None for every group."""
    again_wanted = Signal()
    clear_filters_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._next: Pile | None = None
        self._title = heading(scale=1.15)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = muted()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go_on = button(look, "", "next", "primary")
        self.go_on.clicked.connect(lambda: self.go_on_wanted.emit(self._next))
        self.clear_filters = button(look, self.tr("Show all groups"), "clear")
        self.clear_filters.clicked.connect(self.clear_filters_wanted)
        self.again = button(look, self.tr("Try again"), "rescan")
        self.again.clicked.connect(self.again_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._words)
        for shown in (self.go_on, self.clear_filters, self.again):
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self.show_sorting()

    @property
    def text(self) -> str:
        """What is said."""
        return self._title.text()

    def show_sorting(self) -> None:
        """The piles are not known yet."""
        self._say(self.tr("Sorting photos into piles…"), "")

    def show_scanning(self) -> None:
        """Nothing is here yet, and a scan goes on."""
        self._say(
            self.tr("Nothing is here yet. The scan goes on."),
            self.tr("A photo comes into this pile when it has been compared closely."),
        )

    def show_nothing(self, pile: Pile, next_one: Pile | None, *, filtered: bool) -> None:
        """Nothing is in a pile; say where something is, and that filters may hide it."""
        words = self.tr("Filters may hide some.") if filtered else ""
        self._say(pile_words.nothing(pile), words, filtered=filtered)
        self._next = next_one
        self.go_on.setText(self.tr("Go on: {0}").format(pile_words.name(next_one)))
        self.go_on.show()

    def show_fault(self, why: str) -> None:
        """The piles could not be sorted."""
        self._say(self.tr("The piles could not be sorted."), why)
        self.again.show()

    def take_focus_to(self) -> QWidget:
        """What the keys act on here."""
        shown = (made for made in (self.go_on, self.again) if not made.isHidden())
        return next(shown, self)

    def _say(self, title: str, words: str, *, filtered: bool = False) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.go_on.hide()
        self.again.hide()
        self.clear_filters.setVisible(filtered)
