"""The first thing a newcomer sees: what NearDup does, and the one button to begin with."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import short_path

_SHOWN_FOLDERS = 5


class EmptyPage(QWidget):
    """Choose folders, drop folders, go back to recent folders, or try the demo."""

    choose_wanted = Signal()
    demo_wanted = Signal()
    folder_wanted = Signal(object)
    """The `Path` of a recent folder."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        sign = QLabel()
        sign.setPixmap(QGuiApplication.windowIcon().pixmap(QSize(72, 72)))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = heading(self.tr("Find near-duplicate photos"), 1.9)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = muted(
            self.tr(
                "Copies, resized and edited versions, and shots of the same scene, side by side.\n"
                "You decide what goes; it goes to the trash, and one photo of every group stays."
            )
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button(look, self.tr("Choose folders…"), "add-folder", "primary")
        self.choose.clicked.connect(self.choose_wanted)
        self.choose.setMinimumHeight(44)
        drop = muted(self.tr("or drop folders anywhere on this window"))
        drop.setWordWrap(False)
        self.demo = button(look, self.tr("Try it on a demo library"), "demo", "quiet")
        self.demo.clicked.connect(self.demo_wanted)
        self._recent_title = muted(self.tr("Recent folders"))
        self._recent_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown: tuple[Path, ...] = ()
        self._recent_title.hide()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)

        zone = QFrame()
        zone.setObjectName("dropZone")
        zone.setMaximumWidth(720)
        column = QVBoxLayout(zone)
        column.setContentsMargins(48, 40, 48, 32)
        column.setSpacing(12)
        for widget in (sign, title, words):
            column.addWidget(widget)
        column.addSpacing(10)
        for widget in (self.choose, drop, self.demo):
            _add_centred(column, widget)
        column.addSpacing(8)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        middle = QGridLayout(self)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addWidget(zone, 1, 1)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(1, 6)
        middle.setColumnStretch(2, 1)
        middle.setRowStretch(0, 2)
        middle.setRowStretch(2, 3)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer the folders that were scanned before."""
        if tuple(folders) == self._shown:
            return
        self._shown = tuple(folders)
        while self._recent.count():
            item = self._recent.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        self._recent_title.setVisible(bool(folders))
        for folder in folders[:_SHOWN_FOLDERS]:
            shown = button(self._look, _shortened(folder), "folder", "quiet", tip=str(folder))
            shown.clicked.connect(partial(self.folder_wanted.emit, folder))
            self._recent.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)


def _add_centred(column: QVBoxLayout, widget: QWidget) -> None:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)


def _shortened(folder: Path, longest: int = 60) -> str:
    text = short_path(folder)
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"
