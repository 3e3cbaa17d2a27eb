"""The keeper's rules and the folders that count, joined to the window: a dialog, menus, and what is said."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from nearDup_gui.frame.frame import Frame
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.photos import wording
from nearDup_gui.rules.controller import RulesController
from nearDup_gui.rules.dialog import RulesDialog
from nearDup_gui.scanning.controller import ScanController
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import in_a_row


class RulesView(QObject):
    """Joins a `RulesController` to its frame. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        rules: RulesController,
        settings: SettingsController,
        scans: ScanController,
        marks: MarkController,
        read_anew: Callable[[], None],
    ) -> None:
        """Let the menu open the rules.

        Args:
            frame: where changes are told.
            rules, settings, scans, marks: the rules, what else changes groups, and what waits for it.
            read_anew: reads the groups anew.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._rules = rules
        self._scans = scans
        self._marks = marks
        self._read_anew = read_anew
        self._outdated = False
        """Whether groups have to be made anew once the running scan is over."""
        frame.menus.connect_all({frame.menus.rules: self.show_rules})
        self._said = ""
        """What was said of the latest change of the rules."""
        rules.changed.connect(self._say_changed)
        marks.marks_followed.connect(self._say_followed)
        settings.grouping_changed.connect(self._group_anew)
        scans.ended.connect(self._catch_up)

    def show_rules(self) -> None:
        """Let a person change the rules."""
        frame, rules = self._frame, self._rules
        dialog = RulesDialog(rules, frame.look, frame.thumbnails, self._marks.followers, frame.over)
        dialog.accepted.connect(lambda: rules.apply(dialog.settings))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _say_changed(self, said: str) -> None:
        self._said = said
        self._frame.messages.say(Level.GOOD, said, undo=self._marks.undo_mark)

    def _say_followed(self, groups: int) -> None:
        """After the rules were changed, or the change was undone."""
        followed = self.tr("In {0} the marks follow the new keeper.").format(wording.groups(groups))
        changed = self._frame.messages.text == self._said
        said = in_a_row([self._said, followed]) if changed else followed
        self._frame.messages.say(Level.GOOD, said, undo=self._marks.undo_mark if changed else None)

    def _group_anew(self) -> None:
        """From the matches that are known. A scan groups by the rules with which it began."""
        self._marks.let_marks_follow()
        if self._scans.running:
            self._outdated = True
        else:
            self._read_anew()

    def _catch_up(self) -> None:
        if self._outdated and not self._scans.running:
            self._outdated = False
            self._group_anew()
