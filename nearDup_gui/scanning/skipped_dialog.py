"""The files that a scan left out, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.photo import Skipped
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.path_columns import folder_column, name_column
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog

translate = QCoreApplication.translate


def skipped_dialog(look: Look, skipped: Sequence[Skipped], parent: QWidget) -> TableDialog:
    """Files that the scan left out, each with its reason."""
    columns = (
        name_column(lambda skip: skip.path),
        folder_column(lambda skip: skip.path),
        Column(translate("Dialogs", "Reason"), lambda skip: told(skip.reason)),
    )
    words = translate("Dialogs", "These files are not part of the comparison. Nothing was changed in them.")
    dialog = TableDialog(look, translate("Dialogs", "Skipped files"), words, columns, skipped, parent)
    dialog.add_close()
    return dialog
