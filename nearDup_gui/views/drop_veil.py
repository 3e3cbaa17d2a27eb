"""While something is dragged over the window: what letting go would do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nearDup_gui.controllers.drops import Drop
from nearDup_gui.views.labels import heading


class DropVeil(QFrame):
    """Covers its parent while a drag is over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("dropVeil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = heading(scale=1.8)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("tone", "accent")
        QVBoxLayout(self).addWidget(self._words)
        self.hide()

    def show_for(self, drop: Drop) -> None:
        if drop.folders:
            self._words.setText(self.tr("Drop to scan for near-duplicates"))
        elif drop.image is not None:
            self._words.setText(self.tr("Drop to find similar photos"))
        else:
            self._words.setText(self.tr("Drop folders, or one photo"))
        self.setGeometry(self._over.rect().adjusted(12, 12, -12, -12))
        self.raise_()
        self.show()
