"""The few dialogs: files that were skipped, what was brought back, and what a bulk action is about to do."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from core.photo import Photo, Skipped
from nearDup_gui import wording
from nearDup_gui.controllers.review import BulkMark
from nearDup_gui.core_sentences import told
from nearDup_gui.look import Look
from nearDup_gui.models.table import Column
from nearDup_gui.views.labels import button
from nearDup_gui.views.table_dialog import TableDialog

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
    dialog = TableDialog(look, title, words, columns, trouble_first, parent)
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
    return " ".join(said)


def bulk_mark_dialog(look: Look, bulk: BulkMark, parent: QWidget) -> TableDialog:
    """What "Mark all copies" would mark; accepted or rejected."""
    words = translate(
        "Dialogs",
        "{0} in {1} would be marked for removal, {2}. Other shots of the same scene are not among them, "
        "and nothing is removed yet.",
    ).format(wording.copies(bulk.count), wording.groups(len(bulk.groups)), wording.size(bulk.bytes))
    rows = [_doomed(photo, group.keeper) for group, photos in bulk.groups for photo in photos]
    return _question(
        look,
        translate("Dialogs", "Mark all copies?"),
        words,
        rows,
        translate("Dialogs", "Mark {0}"),
        bulk.count,
        "primary",
        parent,
    )


@dataclass(frozen=True, slots=True)
class _Doomed:
    """A file that would go, and the photo that would stay for it; None for what only goes along."""

    path: Path
    size: int
    stays: Path | None


def _doomed(photo: Photo, survivor: Photo) -> _Doomed:
    return _Doomed(photo.path, photo.file.size, survivor.path)


def _question(
    look: Look,
    title: str,
    words: str,
    rows: Sequence["_Doomed"],
    accept: str,
    count: int,
    kind: str,
    parent: QWidget,
) -> TableDialog:
    """A table of files that would go, to be accepted or rejected."""
    columns = (
        _name_column(lambda row: row.path),
        _folder_column(lambda row: row.path),
        Column(
            translate("Dialogs", "Size"),
            lambda row: wording.size(row.size),
            lambda row: row.size,
            numeric=True,
        ),
        Column(
            translate("Dialogs", "Stays"),
            lambda row: row.stays.name if row.stays else "",
            tip=lambda row: str(row.stays or ""),
        ),
    )
    dialog = TableDialog(look, title, words, columns, rows, parent)
    go = button(look, accept.format(wording.photos(count)), "", kind)
    dialog.buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    cancel = dialog.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
    dialog.buttons.accepted.connect(dialog.accept)
    dialog.buttons.rejected.connect(dialog.reject)
    cancel.setIcon(QIcon())
    cancel.setFocus()
    return dialog


def _name_column(path: Callable[..., Path]) -> Column:
    return Column(translate("Dialogs", "File"), lambda row: path(row).name, tip=lambda row: str(path(row)))


def _folder_column(path: Callable[..., Path]) -> Column:
    return Column(
        translate("Dialogs", "Folder"),
        lambda row: wording.folder(path(row)),
        tip=lambda row: str(path(row).parent),
    )
