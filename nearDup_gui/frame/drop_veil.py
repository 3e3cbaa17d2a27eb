"""Dropping folders or a photo on the window, with a veil over it that says what letting go would do."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nearDup_gui.frame.drops import Drop, read_drop
from nearDup_gui.toolkit.addresses import paths_of
from nearDup_gui.toolkit.labels import heading


class DropVeil(QFrame):
    """Covers a widget while a drag is over it, and tells what was dropped."""

    dropped = Signal(object)
    """A `Drop`; an empty one if nothing can be made of it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("dropVeil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        self._words = heading(scale=1.8)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("tone", "accent")
        QVBoxLayout(self).addWidget(self._words)
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drag and drop events of the covered widget."""
        if isinstance(event, QDragEnterEvent):
            if event.mimeData().hasUrls():
                self._show_for(_read(event))
                event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(_read(event))
            return True
        return False

    def _show_for(self, drop: Drop) -> None:
        if drop.folders:
            self._words.setText(self.tr("Drop to scan for near-duplicates"))
        elif drop.image is not None:
            self._words.setText(self.tr("Drop to find similar photos"))
        else:
            self._words.setText(self.tr("Drop folders, or one photo"))
        self.setGeometry(self._over.rect().adjusted(12, 12, -12, -12))
        self.raise_()
        self.show()


def _read(event: QDropEvent) -> Drop:
    return read_drop(paths_of(event.mimeData().urls()))
