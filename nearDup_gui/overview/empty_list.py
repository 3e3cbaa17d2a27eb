"""What stands in the list's place when nothing is in it: why, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import button, muted
from nearDup_gui.toolkit.look import Look


class EmptyList(QWidget):
    """No group fits the filters, or no photos are alike enough."""

    clear_filters_wanted = Signal()
    every_match_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = muted()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_all = button(look, self.tr("Show all groups"), "clear")
        self.show_all.clicked.connect(self.clear_filters_wanted)
        self.every_match = button(look, self.tr("Group by every match"), "undo")
        self.every_match.clicked.connect(self.every_match_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._words)
        for shown in (self.show_all, self.every_match):
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self.hide()

    def say(self, *, groups: int, shown: int) -> None:
        """Show what fits: nothing to say where groups are shown."""
        self.show_all.setVisible(groups > 0)
        self.every_match.setVisible(groups == 0)
        self._words.setText(
            self.tr("No group fits these filters.")
            if groups
            else self.tr("No photos are this alike. The photos and their marks are all still there.")
        )
        self.setVisible(shown == 0)
