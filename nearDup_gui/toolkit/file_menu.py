"""What can be done with any file that is listed, the same wherever it is: open it, find it, copy its path."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.look import Look

translate = QCoreApplication.translate

Tell = Callable[[str, bool], object]
"""Gets a sentence for the person, and whether something went wrong."""


def add_file_actions(menu: QMenu, look: Look, path: Path, tell: Tell, *, open_key: str = "") -> None:
    """Add "Open", "Show in folder" and "Copy path" to a menu.

    Args:
        menu: of a photo or of a row.
        look: the theme.
        path: the file; it need not be there any more.
        tell: says what came of it, where that cannot be seen.
        open_key: the key that opens it where the menu is, to be shown.
    """
    opening = translate("FileMenu", "Open")
    for icon, words, do in (
        ("open", f"{opening}\t{open_key}" if open_key else opening, open_file),
        ("folder", translate("FileMenu", "Show in folder"), show_in_folder),
        ("copy", translate("FileMenu", "Copy path"), copy_path),
    ):
        action = menu.addAction(look.icon(icon), words)
        action.triggered.connect(lambda _=False, do=do: do(path, tell))


def open_file(path: Path, tell: Tell) -> None:
    """Open a file with the program that the person chose for its kind."""
    _say_whether(desktop.open_file(path), path, tell)


def show_in_folder(path: Path, tell: Tell) -> None:
    """Show a file in the file manager."""
    _say_whether(desktop.show_in_folder(path), path, tell)


def copy_path(path: Path, tell: Tell) -> None:
    """Put the path of a file on the clipboard."""
    desktop.copy_text(str(path))
    tell(translate("FileMenu", "Copied the path of {0}.").format(path.name), False)


def _say_whether(worked: bool, path: Path, tell: Tell) -> None:
    if not worked:
        tell(translate("FileMenu", "{0} cannot be opened. Is it still there?").format(path), True)
