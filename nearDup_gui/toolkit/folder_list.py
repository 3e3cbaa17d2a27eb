"""A list of folders that a person adds to and takes from, each chosen with the system's own dialog."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.ordered_list import OrderedList
from nearDup_gui.toolkit.writing import short_path


class FolderList(QWidget):
    """The list with its two buttons; `foot` has room for more beside them."""

    changed = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        folders: Sequence[Path],
        asking: str,
        parent: QWidget | None = None,
        *,
        ordered: bool = False,
    ) -> None:
        """Make the list.

        Args:
            name: what a screen reader calls it.
            asking: the title of the dialog in which a folder is chosen.
            ordered: the order counts, and can be changed.
        """
        super().__init__(parent)
        self._look = look
        self._asking = asking
        self.list = OrderedList() if ordered else QListWidget()
        if isinstance(self.list, OrderedList):
            self.list.reordered.connect(self.changed)
        self.list.setObjectName("folders")
        self.list.setAccessibleName(name)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._allow)
        self._add = button(look, self.tr("Add folder…"), "add-folder")
        self._add.clicked.connect(self.add_chosen)
        self.off = button(look, self.tr("Take off the list"), "close", "quiet")
        self.off.clicked.connect(self._take_off)
        for key in (QKeySequence.StandardKey.Delete, QKeySequence("Backspace")):
            QShortcut(key, self.list, self._take_off, context=Qt.ShortcutContext.WidgetShortcut)
        self.off.setToolTip(self.tr("Take the chosen folder off the list (Delete)"))
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
        for folder in folders:
            self.add(folder)
        self._allow()

    @property
    def folders(self) -> list[Path]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def add(self, folder: Path) -> None:
        """Put a folder on the list, once."""
        if folder not in self.folders:
            item = QListWidgetItem(self._look.icon("folder"), short_path(folder))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(str(folder))
            self.list.addItem(item)
            self.changed.emit()

    def add_chosen(self) -> bool:
        """Let a person choose a folder; False if they did not."""
        start = str(self.folders[-1].parent) if self.folders else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self._asking, start)
        if chosen:
            self.add(Path(chosen))
            self.list.setCurrentRow(self.folders.index(Path(chosen)))
            self.take_focus()
        return bool(chosen)

    def take_focus(self) -> None:
        """Let the keys act on the list, or on the button that fills it."""
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        (self.list if self.list.count() else self._add).setFocus()

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
