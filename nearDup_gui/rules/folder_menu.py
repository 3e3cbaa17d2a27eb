"""What can be said of the folder of a photo, for the menu of a photo: protect it, its role, ignore it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from nearDup_gui.rules.controller import FolderKind
from nearDup_gui.toolkit.look import Look

translate = QCoreApplication.translate

_ICONS = {
    FolderKind.PROTECTED: "protect",
    FolderKind.LIBRARY: "done",
    FolderKind.SOURCE: "clear",
    FolderKind.PREFERRED: "keeper",
    FolderKind.IGNORED: "skipped",
}


def add_folder_menu(
    menu: QMenu,
    look: Look,
    folder: Path,
    is_listed: Callable[[Path, FolderKind], bool],
    wanted: Callable[[Path, FolderKind], object],
) -> None:
    """Add a menu on `folder` to another menu; what is so already can be taken back."""
    name = (folder.name or str(folder)).replace("&", "&&")
    below = menu.addMenu(look.icon("folder"), translate("FolderMenu", "Folder {0}").format(name))
    below.setToolTipsVisible(True)
    words = {
        FolderKind.PROTECTED: translate("FolderMenu", "&Protect this folder"),
        FolderKind.LIBRARY: translate("FolderMenu", "&Library: keep its photos"),
        FolderKind.SOURCE: translate("FolderMenu", "&Source: clear it of copies"),
        FolderKind.PREFERRED: translate("FolderMenu", "P&refer this folder"),
        FolderKind.IGNORED: translate("FolderMenu", "&Ignore this folder"),
    }
    tips = {
        FolderKind.PROTECTED: translate("FolderMenu", "Nothing in it is ever removed, whatever is marked"),
        FolderKind.LIBRARY: translate("FolderMenu", "Its photos stay, before all rules; copies may go"),
        FolderKind.SOURCE: translate("FolderMenu", "Of copies, the one outside this folder is kept"),
        FolderKind.PREFERRED: translate("FolderMenu", "Of copies, the one in this folder is kept"),
        FolderKind.IGNORED: translate("FolderMenu", "Its photos are not shown any more, nor scanned again"),
    }
    for kind in FolderKind:
        action = below.addAction(look.icon(_ICONS[kind]), words[kind])
        action.setCheckable(True)
        action.setChecked(is_listed(folder, kind))
        action.setToolTip(f"{tips[kind]}\n{folder}")
        action.triggered.connect(lambda checked=False, kind=kind: wanted(folder, kind))
