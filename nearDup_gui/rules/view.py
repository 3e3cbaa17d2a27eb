"""The keeper's rules and the folders that count, joined to the window: a dialog, menus, and what is said."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from nearDup_gui.photos import wording
from nearDup_gui.rules.dialog import RulesDialog
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import in_a_row

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


class RulesView(QObject):
    """Joins a `RulesController` to the window's views. GUI thread."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._outdated = False
        """Whether groups have to be made anew once the running scan is over."""
        window.menus.connect_all({window.menus.rules: self.show_rules})
        self._said = ""
        """What was said of the latest change of the rules."""
        window.rules.changed.connect(self._say_changed)
        window.review.marks_followed.connect(self._say_followed)
        window.settings.grouping_changed.connect(self._group_anew)
        window.scans.ended.connect(self._catch_up)

    def show_rules(self) -> None:
        """Let a person change the rules."""
        window = self._window
        dialog = RulesDialog(window.rules, window.look, window.thumbnails, window.review.followers, window)
        dialog.accepted.connect(lambda: window.rules.apply(dialog.settings))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _say_changed(self, said: str) -> None:
        self._said = said
        self._window.messages.say(Level.GOOD, said, undo=self._window.review.undo_mark)

    def _say_followed(self, groups: int) -> None:
        """After the rules were changed, or the change was undone."""
        followed = self.tr("In {0} the marks follow the new keeper.").format(wording.groups(groups))
        changed = self._window.messages.text == self._said
        said = in_a_row([self._said, followed]) if changed else followed
        self._window.messages.say(Level.GOOD, said, undo=self._window.review.undo_mark if changed else None)

    def _group_anew(self) -> None:
        """From the matches that are known. A scan groups by the rules with which it began."""
        self._window.review.let_marks_follow()
        if self._window.scans.running:
            self._outdated = True
        else:
            self._window.review_page.library_outdated.emit()

    def _catch_up(self) -> None:
        if self._outdated and not self._window.scans.running:
            self._outdated = False
            self._group_anew()
