"""Which folders to scan together: one or many, each chosen with the system's own dialog."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nearDup_gui.look import Look
from nearDup_gui.views.labels import button, heading, muted


class FoldersDialog(QDialog):
    """A list of folders that can be added to; accepted, `folders` are to be scanned."""

    def __init__(self, look: Look, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Folders to scan"))
        self.resize(560, 340)
        self._look = look
        self.list = QListWidget()
        self.list.setObjectName("folders")
        self.list.setAccessibleName(self.tr("Folders to scan"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._allow)
        self._add = button(look, self.tr("Add folder…"), "add-folder")
        self._add.clicked.connect(self.add_chosen)
        self._remove = button(look, self.tr("Take off the list"), "close", "quiet")
        self._remove.clicked.connect(self._take_off)
        self.scan = button(look, self.tr("Scan"), "", "primary")
        self.scan.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self.scan, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Folders to scan")))
        column.addWidget(
            muted(self.tr("They are compared with one another, and so are the folders inside them."))
        )
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addWidget(self._remove)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column.addLayout(foot)
        for folder in folders:
            self.add(folder)
        self._allow()

    @property
    def folders(self) -> list[Path]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def add(self, folder: Path) -> None:
        """Put a folder on the list, once."""
        if folder not in self.folders:
            item = QListWidgetItem(self._look.icon("folder"), str(folder))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(str(folder))
            self.list.addItem(item)
        self._allow()

    def add_chosen(self) -> bool:
        """Let a person choose a folder; False if they did not."""
        start = str(self.folders[-1].parent) if self.folders else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder with photos"), start)
        if chosen:
            self.add(Path(chosen))
        return bool(chosen)

    def _take_off(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._allow()

    def _allow(self) -> None:
        self.scan.setEnabled(self.list.count() > 0)
        self._remove.setEnabled(bool(self.list.selectedItems()))
