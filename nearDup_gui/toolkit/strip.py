"""What the strips under the header have in common: a sign, a sentence, what can be done about it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nearDup_gui.toolkit.look import Look


class Strip(QFrame):
    """A sentence that is there as long as it holds; hidden where there is none."""

    def __init__(self, look: Look, icon: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon, self._colour = icon, colour
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.setSpacing(12)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def say(self, words: str) -> None:
        """Say something; nothing hides the strip."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def said(self) -> str:
        """What is said; empty where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap(self._icon, round(20 * ratio), self._colour).copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)
