"""The folders that count, in the settings: protected, libraries, sources, preferred, ignored; and rules."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.settings import Settings
from nearDup_gui.settings.rule_list import RuleList
from nearDup_gui.toolkit.folder_list import FolderList
from nearDup_gui.toolkit.kept_list import KeptList
from nearDup_gui.toolkit.labels import muted
from nearDup_gui.toolkit.look import Look


class FolderChoices(QTabWidget):
    """Seven lists of folders, and one of rules for what arrives in some."""

    def __init__(self, look: Look, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.protected = FolderList(
            look,
            self.tr("Protected folders"),
            settings.protected_folders,
            self.tr("Choose a folder to protect"),
        )
        self.kept_in = FolderList(
            look,
            self.tr("Library folders"),
            settings.library_folders,
            self.tr("Choose a folder whose photos stay"),
        )
        self.sources = FolderList(
            look,
            self.tr("Source folders"),
            settings.source_folders,
            self.tr("Choose a folder to clear"),
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
        self.outward = FolderList(
            look,
            self.tr("Folders that are not compared with themselves"),
            settings.outward_folders,
            self.tr("Choose a folder that is not to be compared with itself"),
        )
        self.arrivals = RuleList(look, settings.arrivals)
        self._add(
            self.tr("&Protected"),
            self.tr("Photos in them are compared, but never removed, whatever is marked."),
            self.protected,
        )
        self._add(
            self.tr("Keep &here"),
            self.tr("Photos in them stay, before all rules; a copy elsewhere goes, if they have all of it."),
            self.kept_in,
        )
        self._add(
            self.tr("Cl&ear from here"),
            self.tr("Of copies, the one outside them stays, before all rules, if it has all of this one."),
            self.sources,
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
        self._add(
            self.tr("Not with itsel&f"),
            self.tr("Photos in one of them are compared with photos elsewhere, and not with each other."),
            self.outward,
        )
        self._add(
            self.tr("Arri&vals"),
            self.tr(
                "What arrives in the first folder of a rule, and the second has all of, is collected under "
                "“New and covered”. Nothing goes by itself."
            ),
            self.arrivals,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Have room for all tabs: one that is scrolled out of sight is not found."""
        self.setMinimumWidth(self.tabBar().sizeHint().width())
        super().showEvent(event)

    def show_rules(self) -> None:
        """Show the rules for what arrives."""
        self.setCurrentIndex(self.count() - 1)
        self.arrivals.take_focus()

    def into(self, settings: Settings) -> Settings:
        """Settings with the folders of now; a folder that is newly preferred makes its rule count first, and
        one that is newly cleared is kept in no longer."""
        for folder in reversed(self.preferred.folders):
            if folder not in settings.preferred_folders:
                settings = settings.with_preferred(folder)
        return replace(
            settings,
            protected_folders=tuple(self.protected.folders),
            preferred_folders=tuple(self.preferred.folders),
            ignored_folders=tuple(self.ignored.folders),
            library_folders=tuple(f for f in self.kept_in.folders if f not in self._newly_cleared(settings)),
            source_folders=tuple(
                f
                for f in self.sources.folders
                if f not in self.kept_in.folders or f in self._newly_cleared(settings)
            ),
            lifted_libraries=tuple(self.libraries.folders),
            outward_folders=tuple(self.outward.folders),
            arrivals=tuple(self.arrivals.rules),
        )

    def _newly_cleared(self, settings: Settings) -> set[Path]:
        """Folders that became sources here: the latest word about a folder counts."""
        return set(self.sources.folders) - set(settings.source_folders)

    def _add(self, title: str, words: str, folders: KeptList) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(muted(words))
        column.addWidget(folders, 1)
        self.addTab(page, title)
