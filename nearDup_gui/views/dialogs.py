"""The few dialogs: files that were skipped, what a removal did, and what a bulk action is about to do."""

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
    from core.review.actions import Outcome
    from core.review.plan import RemovalPlan
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


def result_dialog(look: Look, outcomes: Sequence["Outcome"], parent: QWidget) -> TableDialog:
    """What truly happened to every file of a removal; trouble first."""
    status = {
        "trashed": translate("Dialogs", "Moved to the trash"),
        "refused": translate("Dialogs", "Left alone"),
        "failed": translate("Dialogs", "Failed"),
    }
    columns = (
        Column(translate("Dialogs", "Result"), lambda outcome: status[outcome.status], width=150),
        _name_column(lambda outcome: outcome.photo.path),
        _folder_column(lambda outcome: outcome.photo.path),
        Column(translate("Dialogs", "Reason"), _what_happened),
    )
    trouble_first = sorted(outcomes, key=lambda outcome: outcome.gone)
    dialog = TableDialog(
        look,
        translate("Dialogs", "What was removed"),
        removal_sentence(outcomes),
        columns,
        trouble_first,
        parent,
    )
    dialog.add_close()
    return dialog


def _what_happened(outcome: "Outcome") -> str:
    """Why a photo is still there, or what left with it."""
    if outcome.reason or not outcome.along:
        return told(outcome.reason)
    names = ", ".join(path.name for path in outcome.along)
    return translate("Dialogs", "Together with {0}.").format(names)


def removal_sentence(outcomes: Sequence["Outcome"]) -> str:
    """A removal in a sentence or two: what went, and what did not."""
    gone = [outcome for outcome in outcomes if outcome.gone]
    refused = sum(outcome.status == "refused" for outcome in outcomes)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    freed = wording.size(sum(outcome.photo.file.size for outcome in gone))
    said = [translate("Dialogs", "{0} moved to the trash, {1}.").format(wording.photos(len(gone)), freed)]
    if refused:
        said.append(translate("Dialogs", "{0} left alone.").format(wording.photos(refused)))
    if failed:
        said.append(translate("Dialogs", "{0} could not be moved.").format(wording.photos(failed)))
    return " ".join(said)


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


def removal_dialog(look: Look, plan: "RemovalPlan", parent: QWidget) -> TableDialog:
    """What pressing the button would remove where not all of it is in sight; accepted or rejected."""
    words = translate("Dialogs", "{0} of {1} would go to the trash, {2}.").format(
        wording.photos(plan.count), wording.groups(len(plan.groups)), wording.size(plan.bytes)
    )
    rows = [_doomed(photo, group.survivors[0]) for group in plan.groups for photo in group.removed]
    if plan.companions:
        words = f"{words} {wording.going_along(len(plan.companions))}"
        rows += [_Doomed(file.path, file.size, None) for file in plan.companions]
    title = translate("Dialogs", "Move these photos to the trash?")
    return _question(
        look, title, words, rows, translate("Dialogs", "Move {0} to the trash"), plan.count, "danger", parent
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
