"""What stands in the middle where there is nothing to show: why, and where to go on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import heading, muted


class Notice(QWidget):
    """A title, a sentence and buttons, of which those are shown that lead on from here."""

    def __init__(self, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._title = heading(scale=1.15)
        self._words = muted()
        self._buttons = tuple(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        for made in self._buttons:
            made.setAutoDefault(True)  # Enter presses the one that has the keys
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    @property
    def text(self) -> str:
        """What is said: the title, or the sentence that stands alone."""
        return self._title.text() or self._words.text()

    def say(self, title: str, words: str = "", *buttons: QPushButton) -> None:
        """Say something else, and show these of the buttons."""
        for label, said in ((self._title, title), (self._words, words)):
            label.setText(said)
            label.setVisible(bool(said))
        for made in self._buttons:
            made.setVisible(made in buttons)

    def take_focus_to(self) -> QWidget:
        """What the keys act on here."""
        return next((made for made in self._buttons if not made.isHidden()), self)
