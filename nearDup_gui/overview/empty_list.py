"""What stands in the list's place when nothing is in it: why, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.notice import Notice


class EmptyList(Notice):
    """No group fits the filters, or no photos are alike enough."""

    clear_filters_wanted = Signal()
    every_match_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.show_all = button(look, self.tr("Show all groups"), "clear")
        self.every_match = button(look, self.tr("Group by every match"), "undo")
        super().__init__((self.show_all, self.every_match), parent)
        self.show_all.clicked.connect(self.clear_filters_wanted)
        self.every_match.clicked.connect(self.every_match_wanted)
        self.hide()

    def show_why(self, *, groups: int, shown: int) -> None:
        """Say why nothing is shown, of how many groups; nothing is to be said where some are."""
        if groups:
            self.say("", self.tr("No group fits these filters."), self.show_all)
        else:
            words = self.tr("No photos are this alike. The photos and their marks are all still there.")
            self.say("", words, self.every_match)
        self.setVisible(shown == 0)
