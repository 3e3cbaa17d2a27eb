"""Which folders to scan together: one or many."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from nearDup_gui.toolkit.folder_list import FolderList
from nearDup_gui.toolkit.labels import allow_default, button, heading, muted
from nearDup_gui.toolkit.look import Look


class FoldersDialog(QDialog):
    """A list of folders that can be added to; accepted, `folders` are to be scanned."""

    def __init__(self, look: Look, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Folders to scan")
        self.setWindowTitle(title)
        self.resize(560, 340)
        self.list = FolderList(look, title, folders, self.tr("Choose a folder with photos"))
        self.list.changed.connect(self._allow)
        self.scan = button(look, self.tr("Scan"), "", "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.scan, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.list.foot.addWidget(buttons)

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading(title))
        column.addWidget(
            muted(self.tr("They are compared with one another, and so are the folders inside them."))
        )
        column.addWidget(self.list, 1)
        self._allow()
        self.list.take_focus()

    @property
    def folders(self) -> list[Path]:
        return self.list.folders

    def add(self, folder: Path) -> None:
        """Put a folder on the list, once."""
        self.list.add(folder)

    def add_chosen(self) -> bool:
        """Let a person choose a folder; False if they did not."""
        return self.list.add_chosen()

    def _allow(self) -> None:
        allow_default(self.scan, bool(self.folders))
