"""The few dialogs: files that were skipped, what was brought back, and what a bulk action is about to do."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.photo import Skipped
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import in_a_row

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from core.review.restore import Restored


def skipped_dialog(look: Look, skipped: Sequence[Skipped], parent: QWidget) -> TableDialog:
    """Files that the scan left out, each with its reason."""
    columns = (
        _name_column(lambda skip: skip.path),
        _folder_column(lambda skip: skip.path),
        Column(translate("Dialogs", "Reason"), lambda skip: told(skip.reason)),
    )
    words = translate("Dialogs", "These files are not part of the comparison. Nothing was changed in them.")
    dialog = TableDialog(look, translate("Dialogs", "Skipped files"), words, columns, skipped, parent)
    dialog.add_close()
    return dialog


def restored_dialog(look: Look, outcomes: Sequence["Restored"], parent: QWidget) -> TableDialog:
    """What truly came of every file that was to be brought back; trouble first."""
    columns = (
        Column(translate("Dialogs", "Result"), lambda outcome: restored_status(outcome.status), width=170),
        _name_column(lambda outcome: outcome.removal.path),
        _folder_column(lambda outcome: outcome.to or outcome.removal.path),
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


def _name_column(path: Callable[..., Path]) -> Column:
    return Column(translate("Dialogs", "File"), lambda row: path(row).name, tip=lambda row: str(path(row)))


def _folder_column(path: Callable[..., Path]) -> Column:
    return Column(
        translate("Dialogs", "Folder"),
        lambda row: wording.folder(path(row)),
        tip=lambda row: str(path(row).parent),
    )
