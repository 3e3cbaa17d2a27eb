"""The strip that says why this window only shows, as long as that is so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nearDup_gui.look import Look
from nearDup_gui.views.labels import button


class OnlyReadStrip(QFrame):
    """A sentence and a way out; hidden where everything can be done."""

    try_again_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("onlyReadStrip")
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.again = button(look, self.tr("Try again"), "rescan", "quiet")
        self.again.setToolTip(self.tr("Open the catalogue anew, in case it can be written by now"))
        self.again.clicked.connect(self.try_again_wanted)
        self._look = look
        look.changed.connect(self._dress)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.again)
        self._dress()
        self.hide()

    def say(self, why: str) -> None:
        """Say why nothing can be changed; nothing hides the strip."""
        self._words.setText(self.tr("Only to look at. {0}").format(why))
        self.setAccessibleName(self._words.text())
        self.setVisible(bool(why))

    def said(self) -> str:
        """What is said; empty while everything can be done."""
        return "" if self.isHidden() else self._words.text()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap("warning", round(20 * ratio), "warn").copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)
