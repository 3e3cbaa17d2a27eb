"""What pressing the button would do to which file, to be agreed to; and what it did, or would have done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.review.actions.action import ActionKind
from nearDup_gui.photos import wording
from nearDup_gui.removal import wording as words
from nearDup_gui.removal.service import RemovalWay
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog
from nearDup_gui.toolkit.writing import folder_name, in_a_row, listed

if TYPE_CHECKING:
    from core.review.plan import RemovalPlan
    from core.review.removal import Outcome

translate = QCoreApplication.translate

_PAIRS_SHOWN = 4
"""Rows of the list of units before it scrolls."""
_NAMED = 8
_TOLD = 30
"""Paths in a tip, which does not scroll."""


@dataclass(frozen=True, slots=True)
class _Doomed:
    """A file that would go, and the photo that would stay for it; None for what only goes along."""

    path: Path
    size: int
    stays: Path | None


class RemovalDialog(TableDialog):
    """Accepted, `plan` is what a person agreed to: units may have been parted in the dialog."""

    apart_wanted = Signal(object, bool)
    """A photo, and whether what belongs to it is to be treated apart from now on."""
    rehearsal_wanted = Signal(object)
    """A `RemovalPlan` of which a person wants to see what would happen."""

    def __init__(self, look: Look, plan: "RemovalPlan", way: RemovalWay, parent: QWidget) -> None:
        columns = (
            Column(self.tr("File"), lambda row: row.path.name, tip=lambda row: str(row.path)),
            Column(
                self.tr("Folder"),
                lambda row: folder_name(row.path),
                tip=lambda row: str(row.path.parent),
            ),
            Column(self.tr("Size"), lambda row: wording.size(row.size), lambda row: row.size, numeric=True),
            Column(
                self.tr("Stays"),
                lambda row: row.stays.name if row.stays else "",
                tip=lambda row: str(row.stays or ""),
            ),
        )
        super().__init__(look, words.question(way.kind), " ", columns, (), parent)
        self.setSizeGripEnabled(True)
        self.plan = plan
        self._whole = plan
        self._way = way
        self._look = look
        self.pairs = QListWidget()
        self.pairs.setObjectName("folders")
        self._show_pairs()
        self._show_shared()
        rehearse = button(look, self.tr("Show what would happen…"), "info")
        rehearse.setToolTip(self.tr("Makes every check of every file, and changes nothing"))
        rehearse.clicked.connect(lambda: self.rehearsal_wanted.emit(self.plan))
        self.buttons.addButton(rehearse, QDialogButtonBox.ButtonRole.ActionRole)
        self.accept_button = button(look, "", "", "danger")
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        cancel.setIcon(QIcon())
        self._show_plan()
        cancel.setFocus()

    def add_section(self, section: QWidget) -> None:
        """Put something more that a person should see above the buttons."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, section)

    def _show_pairs(self) -> None:
        """What belongs to a photo, each with a switch: together, or apart."""
        units = {path: files for path, files in self._whole.along.items() if files}
        if not units:
            return
        self.pairs.setAccessibleName(self.tr("What goes along; take the tick away to treat files apart"))
        for path, files in units.items():
            names = listed(file.path.name for file in files)
            item = QListWidgetItem(self.tr("{0} takes along {1}").format(path.name, names))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self.pairs.addItem(item)
        rows = min(len(units), _PAIRS_SHOWN)
        self.pairs.setFixedHeight(rows * max(self.pairs.sizeHintForRow(0), 26) + 12)
        self.pairs.itemChanged.connect(self._part)
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("Kept together"), 1.0))
        column.addWidget(
            muted(self.tr("Without its tick the photo goes alone, now and later, and the rest stays."))
        )
        column.addWidget(self.pairs)
        self.add_section(section)

    def _show_shared(self) -> None:
        """What stays although its photo goes."""
        if not (stays := self._whole.stays):
            return
        said = self.tr("{0} that another photo could claim too will stay: {1}")
        names = listed(path.name for path in stays[:_NAMED])
        more = "" if len(stays) <= _NAMED else "…"
        section = muted(said.format(wording.files(len(stays)), names + more))
        section.setToolTip("\n".join(str(path) for path in stays[:_TOLD]))
        self.add_section(section)

    def _part(self, item: QListWidgetItem) -> None:
        path: Path = item.data(Qt.ItemDataRole.UserRole)
        together = item.checkState() == Qt.CheckState.Checked
        files = self._whole.along[path] if together else ()
        self.plan = replace(self.plan, along={**self.plan.along, path: files})
        self._show_plan()
        self.apart_wanted.emit(path, not together)

    def _show_plan(self) -> None:
        plan = self.plan
        said = [
            self.tr("{0} of {1}, {2}.").format(
                wording.photos(plan.count), wording.groups(len(plan.groups)), wording.size(plan.bytes)
            ),
            words.explained(self._way.kind),
        ]
        takes_away = self._way.kind is not ActionKind.COPY
        over = sum(file.path in plan.over for file in plan.companions) if takes_away else 0
        if over:
            said.insert(1, words.going_over(over))
        if along := len(plan.companions) - over:
            said.insert(1, words.going_along(along))
        self.say(in_a_row(said))
        self.rows.replace(list(_doomed(plan)))
        self.accept_button.setText(words.press(self._way.kind, plan.count, plan.bytes, self._way.folder))


def _doomed(plan: "RemovalPlan") -> Iterator[_Doomed]:
    for group in plan.groups:
        for photo in group.removed:
            yield _Doomed(photo.path, photo.file.size, group.survivors[0].path)
    for file in plan.companions:
        if file.path not in plan.over:
            yield _Doomed(file.path, file.size, None)


def result_dialog(look: Look, outcomes: "Sequence[Outcome]", parent: QWidget) -> TableDialog:
    """What truly happened to every file of a removal; trouble first."""
    title = translate("RemovalDialog", "What was removed")
    return _outcomes_dialog(look, title, words.told_result(outcomes), outcomes, parent)


def rehearsal_dialog(
    look: Look, outcomes: "Sequence[Outcome]", way: RemovalWay, parent: QWidget
) -> TableDialog:
    """What would happen to every file if the button were pressed now; trouble first."""
    said = [words.told_result(outcomes), translate("RemovalDialog", "Nothing was changed.")]
    if any(outcome.status == "planned" for outcome in outcomes):
        said.insert(1, words.explained(way.kind))
    return _outcomes_dialog(
        look, translate("RemovalDialog", "What would happen"), in_a_row(said), outcomes, parent
    )


def _outcomes_dialog(
    look: Look, title: str, sentence: str, outcomes: "Iterable[Outcome]", parent: QWidget
) -> TableDialog:
    columns = (
        Column(translate("RemovalDialog", "Result"), lambda outcome: words.result(outcome.status), width=150),
        Column(
            translate("RemovalDialog", "File"),
            lambda outcome: outcome.photo.path.name,
            tip=lambda outcome: str(outcome.photo.path),
        ),
        Column(
            translate("RemovalDialog", "Folder"),
            lambda outcome: folder_name(outcome.photo.path),
            tip=lambda outcome: str(outcome.photo.path.parent),
        ),
        Column(translate("RemovalDialog", "Reason"), lambda outcome: _what_happened(outcome)),
    )
    trouble_first = sorted(outcomes, key=lambda outcome: outcome.status not in ("refused", "failed"))
    dialog = TableDialog(
        look,
        title,
        sentence,
        columns,
        trouble_first,
        parent,
        path_of=lambda outcome: outcome.place or outcome.photo.path,
    )
    dialog.add_close()
    return dialog


def _what_happened(outcome: "Outcome") -> str:
    """Why a photo is still there, where it is now, or what left with it."""
    said = [told(outcome.reason)] if outcome.reason else []
    if outcome.along:
        names = listed(path.name for path in outcome.along)
        said.append(translate("RemovalDialog", "Together with {0}.").format(names))
    if not said and outcome.place is not None and outcome.status in ("moved", "copied"):
        said.append(translate("RemovalDialog", "To {0}.").format(outcome.place))
    return in_a_row(said)
