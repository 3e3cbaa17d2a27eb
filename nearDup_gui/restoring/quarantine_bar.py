"""How much lies in quarantine, and the one button that erases it, after showing what and asking."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QWidget

from nearDup_gui.photos import wording
from nearDup_gui.restoring.quarantine import QuarantineController
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import folder_name, in_a_row

if TYPE_CHECKING:
    from core.catalog.removals import Removal
    from core.review.quarantine import Emptied, Quarantined

translate = QCoreApplication.translate


class QuarantineBar(QFrame):
    """Hidden while nothing is in quarantine."""

    def __init__(self, quarantine: QuarantineController, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._quarantine = quarantine
        self._look = look
        self._files: tuple[Removal, ...] = ()
        self._outcome = ""
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.empty = button(look, self.tr("Empty the quarantine…"), "trash")
        self.empty.setAutoDefault(False)
        self.empty.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self.empty)
        quarantine.known.connect(self._show)
        quarantine.started.connect(self._show_emptying)
        quarantine.emptied.connect(self._show_emptied)
        quarantine.failed.connect(self._show_failed)
        self.hide()
        quarantine.look()

    def said(self) -> str:
        """What is said about the quarantine; empty while there is nothing to say."""
        return "" if self.isHidden() else self._words.text()

    def ask(self) -> None:
        """Show what would be erased for good, and how much it is, and erase it if a person agrees."""
        if self._files:
            dialog = empty_dialog(self._look, self._files, self)
            files = self._files
            dialog.accepted.connect(lambda: self._quarantine.empty(files))
            dialog.open()

    def _show(self, quarantined: "Quarantined") -> None:
        self._files = quarantined.files
        said = [self._outcome] if self._outcome else []
        if self._files:
            much = self.tr("In quarantine: {0}, {1}. They take room until the quarantine is emptied.")
            said.append(much.format(wording.files(quarantined.count), wording.size(quarantined.bytes)))
        if quarantined.missing:
            missing = self.tr("{0} in quarantine cannot be found; is their drive plugged in?")
            said.append(missing.format(wording.files(len(quarantined.missing))))
        self._words.setText(in_a_row(said))
        self.empty.setVisible(bool(self._files))
        self.empty.setEnabled(not self._quarantine.emptying)
        self.setVisible(bool(said))

    def _show_emptying(self, count: int) -> None:
        self.empty.setEnabled(False)
        self._words.setText(self.tr("Erasing {0}…").format(wording.files(count)))

    def _show_emptied(self, emptied: "Emptied") -> None:
        said = [
            self.tr("{0} erased, {1} freed.").format(
                wording.files(emptied.count), wording.size(emptied.bytes)
            )
        ]
        said += [f"{removal.path.name}: {told(reason)}" for removal, reason in emptied.left[:3]]
        if len(emptied.left) > len(said) - 1:
            said.append(self.tr("{0} left in all.").format(wording.files(len(emptied.left))))
        self._outcome = in_a_row(said)

    def _show_failed(self, why: str) -> None:
        self._words.setText(why)
        self.empty.setEnabled(bool(self._files))
        self.show()


def empty_dialog(look: Look, files: "tuple[Removal, ...]", parent: QuarantineBar) -> TableDialog:
    """Every file that would be erased; accepted or rejected."""
    columns = (
        Column(translate("QuarantineBar", "File"), lambda one: one.path.name, tip=lambda one: str(one.path)),
        Column(
            translate("QuarantineBar", "Was in"),
            lambda one: folder_name(one.path),
            tip=lambda one: str(one.path.parent),
        ),
        Column(
            translate("QuarantineBar", "Size"),
            lambda one: wording.size(one.intent.file.size),
            lambda one: one.intent.file.size,
            numeric=True,
        ),
        Column(translate("QuarantineBar", "Removed"), lambda one: wording.time(one.began)),
    )
    n_bytes = wording.size(sum(one.intent.file.size for one in files))
    words = translate(
        "QuarantineBar",
        "{0}, {1}, would be erased for good. Nothing can bring them back afterwards, neither NearDup nor "
        "your system’s trash.",
    ).format(wording.files(len(files)), n_bytes)
    dialog = TableDialog(
        look, translate("QuarantineBar", "Empty the quarantine?"), words, columns, files, parent
    )
    erase = button(
        look,
        translate("QuarantineBar", "Erase {0}, {1}").format(wording.files(len(files)), n_bytes),
        "",
        "danger",
    )
    dialog.buttons.addButton(erase, QDialogButtonBox.ButtonRole.AcceptRole)
    cancel = dialog.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
    cancel.setIcon(QIcon())
    dialog.buttons.accepted.connect(dialog.accept)
    dialog.buttons.rejected.connect(dialog.reject)
    cancel.setFocus()
    return dialog
