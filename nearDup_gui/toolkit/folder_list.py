"""A list of folders that a person adds to and takes from, each chosen with the system's own dialog."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nearDup_gui.toolkit.kept_list import KeptList
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import short_path


class FolderList(KeptList):
    """Each folder once."""

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
        adding = QCoreApplication.translate("FolderList", "Add folder…")
        super().__init__(look, name, adding, parent, ordered=ordered)
        self._asking = asking
        for folder in folders:
            self.add(folder)

    @property
    def folders(self) -> list[Path]:
        return self._values()

    def add(self, folder: Path) -> None:
        """Put a folder on the list, once."""
        if folder not in self.folders:
            self._put(folder, short_path(folder), str(folder))

    def add_chosen(self) -> bool:
        """Let a person choose a folder; False if they did not."""
        start = str(self.folders[-1].parent) if self.folders else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self._asking, start)
        if chosen:
            self.add(Path(chosen))
            self.list.setCurrentRow(self.folders.index(Path(chosen)))
            self.take_focus()
        return bool(chosen)
