"""The strip that says what is new in the scanned folders, with a button that scans it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nearDup_gui.look import Look
from nearDup_gui.views.labels import button, icon_button


class NewsStrip(QFrame):
    """A sentence and a button; hidden where nothing is new. It never takes the keys from what they act on."""

    scan_wanted = Signal()
    dismissed = Signal()
    """A person wants to hear no more of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newsStrip")
        self._look = look
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.scan = button(look, self.tr("Scan now"), "rescan", "small")
        self.scan.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the photos
        self.scan.clicked.connect(self.scan_wanted)
        self.close_it = icon_button(look, "close", self.tr("Not now"))
        self.close_it.clicked.connect(self.dismissed)
        look.changed.connect(self._dress)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.scan)
        row.addWidget(self.close_it)
        self._dress()
        self.hide()

    def say(self, words: str) -> None:
        """Say what is new; nothing hides the strip."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.scan.setAccessibleDescription(words)
        self.setVisible(bool(words))

    @property
    def has_keys(self) -> bool:
        """Whether the keys act on one of its buttons."""
        return self.scan.hasFocus() or self.close_it.hasFocus()

    def said(self) -> str:
        """What is said; empty where nothing is new."""
        return "" if self.isHidden() else self._words.text()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap("info", round(20 * ratio), "accent").copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)
