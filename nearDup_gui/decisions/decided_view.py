"""The list of what was decided joined to its frame."""

from PySide6.QtCore import QObject, Qt

from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.decisions.decided_dialog import DecidedDialog
from nearDup_gui.frame.frame import Frame


class DecidedView(QObject):
    """Opens the list. GUI thread."""

    def __init__(self, frame: Frame, decisions: DecisionController) -> None:
        super().__init__(frame.over)
        self._frame = frame
        self._decisions = decisions
        frame.menus.connect_all({frame.menus.decided: self.show})

    def show(self) -> DecidedDialog:
        """List what was decided."""
        decisions = self._decisions
        dialog = DecidedDialog(self._frame.look, self._frame.over)
        dialog.forbid(decisions.forbidden)
        dialog.taking_back_wanted.connect(decisions.take_back)
        decisions.listed.connect(dialog.show_decided)
        decisions.refused.connect(dialog.say)
        decisions.busy_changed.connect(dialog.wait)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        decisions.list_decided()
        dialog.open()
        return dialog
