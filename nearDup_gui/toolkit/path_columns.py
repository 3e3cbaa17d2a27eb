"""The columns of a table that name a file and its folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.writing import folder_name

translate = QCoreApplication.translate


def name_column(path: Callable[..., Path]) -> Column:
    """The name of the file that a row is about; its path in the tip."""
    return Column(translate("Dialogs", "File"), lambda row: path(row).name, tip=lambda row: str(path(row)))


def folder_column(path: Callable[..., Path]) -> Column:
    """The folder of the file that a row is about."""
    return Column(
        translate("Dialogs", "Folder"),
        lambda row: folder_name(path(row)),
        tip=lambda row: str(path(row).parent),
    )
