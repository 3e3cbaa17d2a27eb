"""What was brought back, in a sentence and file by file."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nearDup_gui.photos import wording
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.path_columns import folder_column, name_column
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import in_a_row

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from core.review.restore import Restored


def restored_dialog(look: Look, outcomes: Sequence["Restored"], parent: QWidget) -> TableDialog:
    """What truly came of every file that was to be brought back; trouble first."""
    columns = (
        Column(translate("Dialogs", "Result"), lambda outcome: restored_status(outcome.status), width=170),
        name_column(lambda outcome: outcome.removal.path),
        folder_column(lambda outcome: outcome.to or outcome.removal.path),
        Column(translate("Dialogs", "Reason"), lambda outcome: told(outcome.reason)),
    )
    trouble_first = sorted(outcomes, key=lambda outcome: outcome.status != "failed")
    title, words = translate("Dialogs", "What was brought back"), restored_sentence(outcomes)
    dialog = TableDialog(
        look,
        title,
        words,
        columns,
        trouble_first,
        parent,
        path_of=lambda outcome: outcome.to or outcome.removal.path,
    )
    dialog.add_close()
    return dialog


def restored_status(status: str) -> str:
    """How bringing back one file ended."""
    return {
        "restored": translate("Dialogs", "Brought back"),
        "beside": translate("Dialogs", "Brought back beside"),
        "already": translate("Dialogs", "Back already"),
        "failed": translate("Dialogs", "Not brought back"),
    }[status]


def restored_sentence(outcomes: Sequence["Restored"]) -> str:
    """A restore in a sentence or two: what is back, what lies beside its path, and what is not back."""
    count = Counter(str(outcome.status) for outcome in outcomes)
    said = []
    if back := count["restored"] + count["beside"]:
        said.append(translate("Dialogs", "{0} brought back.").format(wording.files(back)))
    if count["beside"]:
        beside = translate("Dialogs", "{0} under another name, since its path is taken.")
        said.append(beside.format(wording.files(count["beside"])))
    if count["already"]:
        said.append(translate("Dialogs", "{0} back already.").format(wording.files(count["already"])))
    if count["failed"]:
        failed = translate("Dialogs", "{0} could not be brought back.")
        said.append(failed.format(wording.files(count["failed"])))
    return in_a_row(said)
