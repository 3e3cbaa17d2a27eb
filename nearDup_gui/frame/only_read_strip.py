"""The strip that says why this window only shows, as long as that is so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.strip import Strip


class OnlyReadStrip(Strip):
    """A sentence and a way out; hidden where everything can be done."""

    try_again_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "warning", "warn", parent)
        self.setObjectName("onlyReadStrip")
        self.again = button(look, self.tr("Try again"), "rescan", "quiet")
        self.again.setToolTip(self.tr("Open the catalogue anew, in case it can be written by now"))
        self.again.clicked.connect(self.try_again_wanted)
        self._row.addWidget(self.again)

    def say(self, words: str) -> None:
        """Say why nothing can be changed, in a sentence; nothing hides the strip."""
        super().say(self.tr("Only to look at. {0}").format(words) if words else "")
