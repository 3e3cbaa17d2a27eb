"""What is shown until the library of the last scan is there: nothing at first, then that it is on its way."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import muted

_AFTER_MS = 400
"""A small library is there before; words that flash by only startle."""


class LoadingPage(QWidget):
    """A line and a bar in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = muted(self.tr("Reading the groups of the last scan…"))
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        self._bar.setAccessibleName(self._words.text())
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self._say(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(_AFTER_MS, self, lambda: self._say(True))

    def _say(self, shown: bool) -> None:
        self._words.setVisible(shown)
        self._bar.setVisible(shown)
