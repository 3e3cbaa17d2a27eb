"""The key of a button in its tip: the one that it has now, since a person may change those of the menus."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from nearDup_gui.frame.menus import Menus
from nearDup_gui.toolkit.labels import DOES


class KeyTips(QObject):
    """Adds the key of its action to the tip of every button that says what action it does. GUI thread."""

    def __init__(self, window: QWidget, menus: Menus) -> None:
        """Watch the buttons that there are in a window by now."""
        super().__init__(window)
        self._menus = menus
        for made in window.findChildren(QAbstractButton):
            if made.property(DOES):
                made.installEventFilter(self)

    def tip(self, button: QAbstractButton) -> str:
        """What pointing at a button tells; what cannot be pressed says why, and has no key."""
        words = button.toolTip()
        action = getattr(self._menus, button.property(DOES) or "", None)
        if not isinstance(action, QAction) or not button.isEnabled() or action.shortcut().isEmpty():
            return words
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{words or button.text()} ({key})"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            assert isinstance(watched, QAbstractButton)
            QToolTip.showText(event.globalPos(), self.tip(watched), watched)
            return True
        return False
