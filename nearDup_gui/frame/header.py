"""The strip under the menu: folders, the way back and forward, and what was left out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import ElidedLabel, button, word_button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import short_path


class Header(QFrame):
    """Shows which folders are looked at, and offers what can be done with them."""

    choose_wanted = Signal()
    rescan_wanted = Signal()
    skipped_wanted = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.back = word_button(look, "back", self.tr("Back"), "back")
        self.forward = word_button(look, "forward", self.tr("Forward"), "forward")
        self.choose = button(look, self.tr("Choose folders…"), "add-folder", does="choose")
        self.rescan = button(look, self.tr("Scan again"), "rescan", "quiet", does="rescan")
        self.rescan.setToolTip(self.tr("Look for new, changed and vanished photos"))
        self._roots = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._roots.setProperty("tone", "muted")
        self.skipped = button(look, "", "skipped", "quiet")
        self.skipped.setToolTip(self.tr("Files that could not be read, and why"))
        for source, signal in (
            (self.back, self.back_wanted),
            (self.forward, self.forward_wanted),
            (self.choose, self.choose_wanted),
            (self.rescan, self.rescan_wanted),
            (self.skipped, self.skipped_wanted),
        ):
            source.clicked.connect(signal)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 12, 7)
        row.setSpacing(6)
        for widget in (self.back, self.forward, self.choose, self.rescan):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self._roots, 1)
        row.addWidget(self.skipped)

    def show_roots(self, roots: Sequence[Path]) -> None:
        self._roots.setText("   ".join(short_path(root) for root in roots))
        self.rescan.setEnabled(bool(roots))

    def show_skipped(self, count: int) -> None:
        self.skipped.setVisible(count > 0)
        self.skipped.setText(self.tr("{0} skipped").format(wording.files(count)))

    def show_way(self, can_go_back: bool, can_go_forward: bool) -> None:
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)
