"""The folders that count, in the settings: protected, preferred, ignored; a page for each."""

from dataclasses import replace

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.settings import Settings
from nearDup_gui.look import Look
from nearDup_gui.views.folder_list import FolderList
from nearDup_gui.views.labels import muted


class FolderChoices(QTabWidget):
    """Three lists of folders."""

    def __init__(self, look: Look, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.protected = FolderList(
            look,
            self.tr("Protected folders"),
            settings.protected_folders,
            self.tr("Choose a folder to protect"),
        )
        self.preferred = FolderList(
            look,
            self.tr("Preferred folders, the best first"),
            settings.preferred_folders,
            self.tr("Choose a folder to keep from"),
            ordered=True,
        )
        self.ignored = FolderList(
            look,
            self.tr("Ignored folders"),
            settings.ignored_folders,
            self.tr("Choose a folder to leave out"),
        )
        self._add(
            self.tr("&Protected"),
            self.tr("Photos in them are compared, but never removed, whatever is marked."),
            self.protected,
        )
        self._add(
            self.tr("P&referred"),
            self.tr("Of copies, the one in these is kept, as far as the keeper's rules say so."),
            self.preferred,
        )
        self._add(
            self.tr("I&gnored"),
            self.tr("Nothing in them is scanned, and what was found there before is not shown."),
            self.ignored,
        )

    def into(self, settings: Settings) -> Settings:
        """Settings with the folders of now; a folder that is newly preferred makes its rule count first."""
        for folder in reversed(self.preferred.folders):
            if folder not in settings.preferred_folders:
                settings = settings.with_preferred(folder)
        return replace(
            settings,
            protected_folders=tuple(self.protected.folders),
            preferred_folders=tuple(self.preferred.folders),
            ignored_folders=tuple(self.ignored.folders),
        )

    def _add(self, title: str, words: str, folders: FolderList) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(muted(words))
        column.addWidget(folders, 1)
        self.addTab(page, title)
