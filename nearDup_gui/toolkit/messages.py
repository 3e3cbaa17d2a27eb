"""Telling people things without stopping them: a bar over the content that goes by itself or by a click."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStyle, QWidget

from nearDup_gui.toolkit.labels import button, word_button
from nearDup_gui.toolkit.look import Look

_LASTS_MS = 8000
"""News and warnings go by themselves; errors wait to be closed."""
_UNDO_LASTS_MS = 30000
"""Of what can be pressed: time to think better of it; afterwards the list of removed photos has it."""


class Level(StrEnum):
    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {
    Level.INFO: ("info", "accent"),
    Level.GOOD: ("done", "keep"),
    Level.WARNING: ("warning", "warn"),
    Level.ERROR: ("error", "remove"),
}


class MessageBar(QFrame):
    """The latest message, or nothing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._look = look
        self._level = Level.INFO
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = button(look, "")
        self._act: Callable[[], None] | None = None
        self.action.clicked.connect(lambda: self._do(self._act))
        self.undo = button(look, self.tr("Undo"), "restore")
        self._take_back: Callable[[], None] | None = None
        self.undo.clicked.connect(lambda: self._do(self._take_back))
        close = word_button(look, "close", self.tr("Close"), self.tr("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        row.addWidget(self.action)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        look.changed.connect(self._dress)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        level: Level,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Show a message in place of the one before.

        Args:
            action: text of a button, and `act` what it does; none if empty.
            undo: takes back what the message tells; None if that cannot be.
        """
        self._level = level
        self._text.setText(text)
        self._act = act
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._take_back = undo
        self.undo.setVisible(undo is not None)
        self.setProperty("level", str(level))
        style: QStyle = self.style()
        style.unpolish(self)
        style.polish(self)
        self._dress()
        self.setAccessibleName(text)
        self.show()
        if level is Level.ERROR:
            self._timer.stop()
        else:
            self._timer.start(_UNDO_LASTS_MS if undo is not None or action else _LASTS_MS)

    def _dress(self) -> None:
        icon, colour = _ICONS[self._level]
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap(icon, round(20 * ratio), colour).copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)

    def _do(self, act: Callable[[], None] | None) -> None:
        self.hide()
        if act is not None:
            act()
