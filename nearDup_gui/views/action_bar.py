"""The bar along the bottom: what is marked, and one button that says exactly what it will do."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.progress import Progress
from nearDup_gui import wording
from nearDup_gui.controllers.review import MarkTotals
from nearDup_gui.core_sentences import told
from nearDup_gui.look import Look
from nearDup_gui.views.labels import ElidedLabel, button


class ActionBar(QFrame):
    """Restates its effect with every mark."""

    remove_wanted = Signal()
    mark_all_wanted = Signal()
    clear_all_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self._summary = ElidedLabel()
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setProperty("tone", "warn")
        self._warning.hide()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.mark_all = button(look, self.tr("Mark all copies…"), "mark-copies", "quiet")
        self.mark_all.setToolTip(
            self.tr("Mark the copies of every group; other shots of a scene are left out")
        )
        self.clear_all = button(look, self.tr("Clear marks"), "clear", "quiet")
        self.cancel = button(look, self.tr("Stop"), "close")
        self.cancel.hide()
        self.remove = button(look, "", "trash", "danger")
        self.mark_all.clicked.connect(self.mark_all_wanted)
        self.clear_all.clicked.connect(self.clear_all_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.remove.clicked.connect(self.remove_wanted)

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._summary)
        words.addWidget(self._warning)
        words.addWidget(self._progress)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for shown in (self.clear_all, self.mark_all, self.cancel, self.remove):
            row.addWidget(shown)

    def show_totals(self, marked: MarkTotals) -> None:
        """Say what pressing the button would do."""
        nothing = marked.photos == 0
        self.remove.setEnabled(not nothing)
        self.clear_all.setEnabled(not nothing)
        if nothing:
            self.remove.setText(self.tr("Nothing marked"))
            self._summary.setText(self.tr("Click a photo to mark it for removal."))
            return
        photos, freed = wording.photos(marked.photos), wording.size(marked.bytes)
        self.remove.setText(self.tr("Move {0} to the trash, {1}").format(photos, freed))
        self._summary.setText(
            self.tr("{0} marked in {1}. At least one photo of each stays.").format(
                photos, wording.groups(marked.groups)
            )
        )

    def show_volumes_without_trash(self, volumes: Mapping[Path, str]) -> None:
        """Name the volumes whose photos cannot go to a trash, before anything is pressed."""
        self._warning.setVisible(bool(volumes))
        if volumes:
            consequence = self.tr("Photos there will be left alone.")
            self._warning.setText(" ".join([*map(told, volumes.values()), consequence]))

    def warning(self) -> str:
        """What is said about volumes without a trash; empty if nothing is."""
        return "" if self._warning.isHidden() else self._warning.text()

    def show_removing(self, count: int) -> None:
        """The removal has begun: nothing else can be pressed."""
        for shown in (self.remove, self.mark_all, self.clear_all):
            shown.hide()
        self.cancel.show()
        self._progress.setRange(0, count)
        self._progress.setValue(0)
        self._progress.show()
        self._summary.setText(self.tr("Moving {0} to the trash…").format(wording.photos(count)))

    def show_removal_progress(self, progress: Progress) -> None:
        self._progress.setValue(progress.done)

    def show_removal_over(self) -> None:
        for shown in (self.remove, self.mark_all, self.clear_all):
            shown.show()
        self.cancel.hide()
        self._progress.hide()
