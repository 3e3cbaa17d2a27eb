"""What was decided, the latest first, and taking any of it back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from core.decision import Change
from core.review.decided import DecidedAct
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.column_widths import fit_columns
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import short_path

translate = QCoreApplication.translate


class DecidedDialog(TableDialog):
    """Says what a person wants; it decides nothing."""

    taking_back_wanted = Signal(object)
    """The `Change` that forgets what is chosen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        columns = (
            Column(
                self.tr("When"), lambda act: wording.time(act.decided), lambda act: act.decided, width=150
            ),
            Column(self.tr("What"), lambda act: decision_words.decided(act.kind), width=170),
            Column(self.tr("Photos"), decision_words.photos_of, tip=decision_words.photos_in_full, width=320),
            Column(self.tr("Folder"), _folders),
        )
        super().__init__(look, self.tr("What you decided"), "", columns, (), parent, path_of=_first_path)
        self.take_back = button(look, self.tr("Take back"), "undo")
        self.take_back.setToolTip(self.tr("Forget what is chosen, as if it had never been decided"))
        self.take_back.setEnabled(False)
        self.buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.ActionRole)
        self.take_back.clicked.connect(self._take_back)
        self._forbidden = ""
        self._busy = False
        self.add_close()
        self.table.selectionModel().selectionChanged.connect(self._restate)
        self.say(self.tr("Looking…"))

    def show_decided(self, acts: Sequence[DecidedAct]) -> None:
        """Show what is remembered."""
        first = not self.rows.rowCount()
        self.rows.replace(acts)
        if first and acts:
            fit_columns(self.table)
        self._fit_rows()
        self.say(
            self.tr("It holds for the photos, wherever they are moved and whatever they are called.")
            if acts
            else self.tr("Nothing has been decided yet. What you decide about groups is listed here.")
        )
        self._restate()

    def wait(self, busy: bool) -> None:
        """Groups are being made anew: nothing more can be taken back before that has ended."""
        self._busy = busy
        self._restate()

    def forbid(self, why: str) -> None:
        """Let nothing be taken back, and say why; or again, if nothing speaks against it."""
        self._forbidden = why
        self._restate()

    def chosen(self) -> list[DecidedAct]:
        """The acts that are chosen."""
        return [self.rows.row_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _take_back(self) -> None:
        forgotten = [act.forgotten for act in self.chosen()]
        pairs = {pair: None for change in forgotten for pair in change.pairs}
        keepers = {digest: None for change in forgotten for digest in change.keepers}
        self.take_back.setEnabled(False)
        self.taking_back_wanted.emit(Change(pairs, keepers))

    def _restate(self) -> None:
        self.take_back.setEnabled(bool(self.chosen()) and not self._forbidden and not self._busy)
        if self._forbidden:
            self.take_back.setToolTip(self._forbidden)


def _first_path(act: DecidedAct) -> Path | None:
    return act.photos[0].path if act.photos else None


def _folders(act: DecidedAct) -> str:
    folders = dict.fromkeys(short_path(photo.path.parent) for photo in act.photos)
    return ", ".join(folders)
