"""The folders that count, in the settings: protected, reference, preferred, ignored; and libraries."""

from dataclasses import replace

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.settings import Settings
from nearDup_gui.toolkit.folder_list import FolderList
from nearDup_gui.toolkit.labels import muted
from nearDup_gui.toolkit.look import Look


class FolderChoices(QTabWidget):
    """Five lists of folders."""

    def __init__(self, look: Look, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.protected = FolderList(
            look,
            self.tr("Protected folders"),
            settings.protected_folders,
            self.tr("Choose a folder to protect"),
        )
        self.reference = FolderList(
            look,
            self.tr("Reference folders"),
            settings.reference_folders,
            self.tr("Choose a folder whose photos stay"),
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
        self.libraries = FolderList(
            look,
            self.tr("Libraries without protection"),
            settings.lifted_libraries,
            self.tr("Choose the library's folder"),
        )
        self._add(
            self.tr("&Protected"),
            self.tr("Photos in them are compared, but never removed, whatever is marked."),
            self.protected,
        )
        self._add(
            self.tr("Re&ference"),
            self.tr("Photos in them stay, before all rules; a copy elsewhere goes, if they have all of it."),
            self.reference,
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
        self._add(
            self.tr("&Libraries"),
            self.tr(
                "Photos in the libraries of programs such as Apple Photos and immich are never removed, "
                "since their databases would point at nothing. For those listed here you lift that."
            ),
            self.libraries,
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
            reference_folders=tuple(self.reference.folders),
            lifted_libraries=tuple(self.libraries.folders),
        )

    def _add(self, title: str, words: str, folders: FolderList) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(muted(words))
        column.addWidget(folders, 1)
        self.addTab(page, title)
