"""What marking copies in bulk would mark, group by group and volume by volume, before anything is marked."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.photo import DuplicateGroup, Photo, Relation
from core.review.marks import COPIES
from nearDup_gui.marks.bulk import BulkMark, BulkWish
from nearDup_gui.photos import cover, wording
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import button, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import folder_name, in_a_row, listed

_IDENTICAL = frozenset({Relation.IDENTICAL})


class _Doomed(NamedTuple):
    """A row. Tens of thousands are made at once, so what is told of it is found out when it is seen."""

    group: DuplicateGroup
    photo: Photo

    @property
    def path(self) -> Path:
        return self.photo.path

    @property
    def stays(self) -> Path:
        return self.group.keeper.path

    @property
    def relation(self) -> str:
        return wording.relation(next(m.relation for m in self.group.members if m.photo.id == self.photo.id))

    @property
    def size(self) -> int:
        return self.photo.file.size


class BulkMarkDialog(TableDialog):
    """Accepted, `bulk` is what a person agreed to. Other wishes are asked about, and shown when they come."""

    wish_changed = Signal(object)
    """A `BulkWish`."""

    def __init__(self, look: Look, bulk: BulkMark, shown: frozenset[int], total: int, parent: QWidget):
        """Make the dialog.

        Args:
            look: colours and icons.
            bulk: what all copies of all groups would mark, or of the shown ones where filters hide some.
            shown: the keys of the groups in the list.
            total: how many groups there are, in the list or not.
            parent: the window.
        """
        columns = (
            Column(self.tr("File"), lambda row: row.path.name, tip=lambda row: str(row.path)),
            Column(
                self.tr("Folder"),
                lambda row: folder_name(row.path),
                tip=lambda row: str(row.path.parent),
            ),
            Column(self.tr("Relation"), lambda row: row.relation, width=120),
            Column(self.tr("Size"), lambda row: wording.size(row.size), lambda row: row.size, numeric=True),
            Column(self.tr("Stays"), lambda row: row.stays.name, tip=lambda row: str(row.stays)),
        )
        super().__init__(look, self.tr("Mark all copies?"), " ", columns, (), parent)
        self.bulk = bulk
        self._shown = shown
        self.identical = QRadioButton(self.tr("Only &identical files: their very bytes stay"))
        self.copies = QRadioButton(self.tr("Identical files and the same &picture, saved otherwise"))
        self.copies.setChecked(bulk.wish.relations == COPIES)
        self.identical.setChecked(bulk.wish.relations != COPIES)
        choice = QButtonGroup(self)
        for radio in (self.identical, self.copies):
            choice.addButton(radio)
        self.only_shown = QCheckBox(
            self.tr("Only in the {0} that the list shows, of {1}").format(
                wording.groups(len(shown)), wording.number(total)
            )
        )
        self.only_shown.setChecked(bulk.wish.keys is not None)
        self.only_shown.setVisible(len(shown) < total)
        self.volumes = muted()
        self.volumes.setAccessibleName(self.tr("Volumes"))
        self.left_out = muted()
        self.accept_button = button(look, "", "", "primary")
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        choice.buttonToggled.connect(lambda radio, on: self._wish() if on else None)
        self.only_shown.toggled.connect(lambda on: self._wish())
        self.show_bulk(bulk)
        cancel.setFocus()

    def show_bulk(self, bulk: BulkMark) -> None:
        """Show what the wish of now would mark; an answer to an older wish is left alone."""
        if bulk.wish != self._wanted():
            return
        self.bulk = bulk
        self.say(
            self.tr(
                "{0} in {1} would be marked for removal, {2}: only copies that hold nothing that the photo "
                "that stays does not. Other shots of the same scene are never among them, and nothing is "
                "removed yet."
            ).format(wording.copies(bulk.count), wording.groups(len(bulk.groups)), wording.size(bulk.bytes))
        )
        self.rows.replace(_rows(bulk))
        self.volumes.setText("\n".join(self._volume_lines()))
        self.volumes.setProperty("tone", "warn" if any(s.without_trash for s in bulk.shares) else "muted")
        self.volumes.style().polish(self.volumes)
        said = self._left_out()
        self.left_out.setText(said)
        self.left_out.setVisible(bool(said))
        self.accept_button.setText(self.tr("Mark {0}").format(wording.photos(bulk.count)))
        self.accept_button.setEnabled(bulk.count > 0)

    def _lay_out(self) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        wishes = QHBoxLayout()
        wishes.setSpacing(18)
        wishes.addWidget(self.identical)
        wishes.addWidget(self.copies)
        wishes.addStretch(1)
        layout.insertLayout(1, wishes)
        layout.insertWidget(2, self.only_shown)
        layout.insertWidget(layout.count() - 1, self.volumes)
        layout.insertWidget(layout.count() - 1, self.left_out)

    def _wanted(self) -> BulkWish:
        relations = COPIES if self.copies.isChecked() else _IDENTICAL
        return BulkWish(relations, self._shown if self.only_shown.isChecked() else None)

    def _wish(self) -> None:
        self.accept_button.setEnabled(False)
        self.wish_changed.emit(self._wanted())

    def _volume_lines(self) -> list[str]:
        lines: list[str] = []
        for share in self.bulk.shares:
            files, size = wording.files(share.files), wording.size(share.bytes)
            if share.without_trash:
                line = self.tr("{0}: {1}, {2}. No trash: {3}")
                lines.append(line.format(share.volume, files, size, told(share.without_trash)))
            else:
                line = self.tr("{0}: {1}, {2}, which can go to the trash")
                lines.append(line.format(share.volume, files, size))
        return lines

    def _left_out(self) -> str:
        said: list[str] = []
        if self.bulk.hand_over:
            said.append(
                self.tr(
                    "Dates, places and words that only these copies have are written into sidecars of the "
                    "photos that stay."
                )
            )
        if self.bulk.settled:
            settled = wording.groups(self.bulk.settled)
            said.append(self.tr("Left out, as you have decided about them: {0}.").format(settled))
        kept_elsewhere = sum(n for _, n in self.bulk.in_libraries)
        if kept_elsewhere:
            words = self.tr("Left out, as they belong to libraries of other programs: {0} ({1}).")
            programs = listed(program for program, _ in self.bulk.in_libraries)
            said.append(words.format(wording.photos(kept_elsewhere), programs))
        if len(self.bulk.spared) > kept_elsewhere:
            spared = wording.photos(len(self.bulk.spared) - kept_elsewhere)
            said.append(self.tr("Left out, as they lie in protected folders: {0}.").format(spared))
        if self.bulk.held_back:
            held = wording.photos(sum(n for _, n in self.bulk.held_back))
            words = self.tr(
                "Left out, as they hold something that the photo that stays does not: {0}. Mostly: {1}."
            )
            said.append(words.format(held, cover.reasons(self.bulk.held_back)))
        return in_a_row(said)


def _rows(bulk: BulkMark) -> list[_Doomed]:
    return [_Doomed(group, photo) for group, photos in bulk.groups for photo in photos]
