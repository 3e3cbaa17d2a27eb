"""A list that a person adds to and takes from: what folders and rules in the settings have in common."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.ordered_list import OrderedList


class KeptList(QWidget):
    """The list with its two buttons; `foot` has room for more beside them."""

    changed = Signal()

    def __init__(
        self, look: Look, name: str, adding: str, parent: QWidget | None = None, *, ordered: bool = False
    ) -> None:
        """Make the list.

        Args:
            name: what a screen reader calls it.
            adding: what the button says that adds to it.
            ordered: the order counts, and can be changed.
        """
        super().__init__(parent)
        self._look = look
        self.list = OrderedList() if ordered else QListWidget()
        if isinstance(self.list, OrderedList):
            self.list.reordered.connect(self.changed)
        self.list.setObjectName("folders")
        self.list.setAccessibleName(name)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._allow)
        self._add = button(look, adding, "add-folder")
        self._add.clicked.connect(self.add_chosen)
        self.off = button(look, self.tr("Take off the list"), "close", "quiet")
        self.off.clicked.connect(self._take_off)
        for key in (QKeySequence.StandardKey.Delete, QKeySequence("Backspace")):
            QShortcut(key, self.list, self._take_off, context=Qt.ShortcutContext.WidgetShortcut)
        self.off.setToolTip(self.tr("Take what is chosen off the list (Delete)"))
        for shown in (self._add, self.off):
            shown.setAutoDefault(False)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self._add)
        self.foot.addWidget(self.off)
        self.foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addLayout(self.foot)
        self._allow()

    def add_chosen(self) -> bool:
        """Let a person choose what to add; False if they did not."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the keys act on the list, or on the button that fills it."""
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        (self.list if self.list.count() else self._add).setFocus()

    def _values(self) -> list[Any]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def _put(self, value: object, text: str, tip: str) -> None:
        item = QListWidgetItem(self._look.icon("folder"), text)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setToolTip(tip)
        self.list.addItem(item)
        self.changed.emit()

    def _take_off(self) -> None:
        chosen = self.list.selectedItems()
        if not chosen:
            return
        row = self.list.row(chosen[0])
        for item in chosen:
            self.list.takeItem(self.list.row(item))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.take_focus()
        self.changed.emit()

    def _allow(self) -> None:
        self.off.setEnabled(bool(self.list.selectedItems()))
