"""A page that says one thing and what can be done next: no near-duplicates, or all of them reviewed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look


class NoticePage(QWidget):
    """A sign, a title, a sentence and a few buttons, in the middle."""

    def __init__(self, look: Look, buttons: list[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = "done"
        self._sign = QLabel()
        self._title = heading(scale=1.6)
        self._words = muted()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._sign, self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for shown in buttons:
            row.addWidget(shown)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(3)
        look.changed.connect(self._dress)

    def say_nothing_found(self, scanned: int) -> None:
        """After a scan without groups."""
        if scanned:
            words = self.tr("Each of the {0} in these folders is one of a kind.")
            self.say("done", self.tr("No near-duplicates"), words.format(wording.photos(scanned)))
        else:
            words = self.tr("There are no photos in these folders that can be read.")
            self.say("picture", self.tr("No photos"), words)

    def say(self, icon: str, title: str, words: str) -> None:
        self._icon = icon
        self._title.setText(title)
        self._words.setText(words)
        self._dress()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap(self._icon, round(64 * ratio), "accent").copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)
