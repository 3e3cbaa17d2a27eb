"""The strip that says what is new in the scanned folders, with a button that scans it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nearDup_gui.toolkit.labels import button, word_button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.strip import Strip


class NewsStrip(Strip):
    """A sentence and a button; hidden where nothing is new. It never takes the keys from what they act on."""

    scan_wanted = Signal()
    dismissed = Signal()
    """A person wants to hear no more of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "info", "accent", parent)
        self.setObjectName("newsStrip")
        self.scan = button(look, self.tr("Scan now"), "rescan", "small")
        self.scan.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the photos
        self.scan.clicked.connect(self.scan_wanted)
        self.close_it = word_button(look, "close", self.tr("Not now"))
        self.close_it.clicked.connect(self.dismissed)
        self._row.addWidget(self.scan)
        self._row.addWidget(self.close_it)

    def say(self, words: str) -> None:
        """Say what is new; nothing hides the strip."""
        self.scan.setAccessibleDescription(words)
        super().say(words)

    @property
    def has_keys(self) -> bool:
        """Whether the keys act on one of its buttons."""
        return self.scan.hasFocus() or self.close_it.hasFocus()
