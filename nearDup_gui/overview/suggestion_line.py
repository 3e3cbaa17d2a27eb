"""What "not duplicates" teach, below the slider: a sentence, a button that does it, one that lets it go."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import button, muted, word_button
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.match.suggestion import Suggestion


class SuggestionLine(QFrame):
    """Hidden where nothing is suggested."""

    taken = Signal(object)
    """A `Suggestion` that a person wants."""
    dismissed = Signal(object)
    """A `Suggestion` that a person wants to hear no more of."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion")
        self._suggestion: Suggestion | None = None
        self._words = muted()
        self.apply = button(look, "", "", "small")
        self.apply.clicked.connect(lambda: self.taken.emit(self._suggestion))
        self.close_it = word_button(look, "close", self.tr("No"), self.tr("No, leave it as it is"))
        self.close_it.clicked.connect(lambda: self.dismissed.emit(self._suggestion))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(6)
        for widget, stretch in ((self._words, 1), (self.apply, 0), (self.close_it, 0)):
            row.addWidget(widget, stretch)
        self.hide()

    def show_suggestion(self, suggestion: "Suggestion | None", at_least: float) -> None:
        """Tell of it.

        Args:
            suggestion: None hides the line.
            at_least: how alike photos must be now; what is no stricter is no news.
        """
        self._suggestion = suggestion
        if suggestion is None or suggestion.at_least <= at_least:
            self.hide()
            return
        percent = f"{100 * suggestion.at_least:.0f}"
        number = wording.number
        said = self.tr("From {0} % on, {1} of {2} that you said are no duplicates would not have come.")
        self._words.setText(said.format(percent, number(suggestion.left_out), number(suggestion.turned_down)))
        self.apply.setText(self.tr("Apply"))
        lost = self.tr("Group only what is at least {0} % alike. {1} of {2} other matches would go, too.")
        self.apply.setToolTip(lost.format(percent, number(suggestion.lost), number(suggestion.others)))
        self.apply.setAccessibleDescription(f"{self._words.text()} {self.apply.toolTip()}")
        self._words.setToolTip(self.apply.toolTip())
        self.show()

    def said(self) -> str:
        """What is told; empty if nothing is."""
        return "" if self.isHidden() else self._words.text()
