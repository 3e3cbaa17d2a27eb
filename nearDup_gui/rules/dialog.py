"""The keeper's rules: their order, the folders to keep from, and what would change, group by group."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from core.keeper_settings import RuleName
from core.photo import DuplicateGroup
from core.settings import Settings
from nearDup_gui.photos import wording
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.rules.controller import RulesController
from nearDup_gui.rules.keeper_change_delegate import KeeperChangeDelegate
from nearDup_gui.rules.keeper_changes import KeeperChangesModel
from nearDup_gui.rules.rule_list import RuleList
from nearDup_gui.toolkit.folder_list import FolderList
from nearDup_gui.toolkit.labels import allow_default, button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import in_a_row

if TYPE_CHECKING:
    from core.review.keeper_preview import KeeperPreview


class RulesDialog(QDialog):
    """Accepted, `settings` are those that a person wants. Nothing changes before."""

    def __init__(
        self,
        rules: RulesController,
        look: Look,
        thumbnails: Thumbnails,
        followers: Callable[[Iterable[DuplicateGroup]], tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            rules: what other rules would do.
            look: colours and icons.
            thumbnails: the pictures of photos.
            followers: counts the groups whose marks would follow the keeper, and those whose would not.
            parent: the window.
        """
        super().__init__(parent)
        self._followers = followers
        self.setWindowTitle(self.tr("Keeper rules"))
        self.resize(920, 620)
        self.setSizeGripEnabled(True)
        self._controller = rules
        self._before = rules.settings
        self.rules = RuleList(look, self._before.keeper)
        self.folders = FolderList(
            look,
            self.tr("Preferred folders, the best first"),
            self._before.preferred_folders,
            self.tr("Choose a folder to keep from"),
            ordered=True,
        )
        self.changes = KeeperChangesModel(self)
        self.preview = QListView()
        self.preview.setModel(self.changes)
        self.preview.setItemDelegate(KeeperChangeDelegate(look, thumbnails, self.preview))
        self.preview.setUniformItemSizes(True)
        self.preview.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setAccessibleName(self.tr("Groups whose keeper would change"))
        self.summary = muted()
        self.marks = muted()
        self.marks.hide()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self.apply = button(look, self.tr("Apply"), "", "primary")
        self._lay_out(look)
        self.rules.changed.connect(self._ask)
        self.folders.changed.connect(self._folders_changed)
        rules.busy_changed.connect(self._show_busy)
        rules.previewed.connect(self._show_preview)
        rules.failed.connect(self.summary.setText)
        thumbnails.ready.connect(self.preview.viewport().update)
        look.changed.connect(self.preview.viewport().update)
        self.finished.connect(lambda result: rules.forget_preview())
        self._ask()

    @property
    def settings(self) -> Settings:
        return replace(self._before, keeper=self.rules.keeper, preferred_folders=tuple(self.folders.folders))

    def sizeHint(self) -> QSize:
        return QSize(920, 620)

    def _lay_out(self, look: Look) -> None:
        self.folders.list.setMinimumHeight(56)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading(self.tr("Which photo of a group to keep"), 1.1))
        left.addWidget(muted(self.tr("The first rule that tells two photos apart decides.")))
        left.addWidget(self.rules, 3)
        left.addWidget(heading(self.tr("Preferred folders"), 1.0))
        left.addWidget(self.folders, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading(self.tr("What would change"), 1.1))
        right.addWidget(self.summary)
        right.addWidget(self.marks)
        right.addWidget(self._busy)
        right.addWidget(self.preview, 1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 5)
        both.addLayout(right, 6)
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(both, 1)
        column.addWidget(buttons)

    def _folders_changed(self) -> None:
        """A folder that is put on the list is meant to count, so its rule is switched on."""
        if self.folders.folders and RuleName.FOLDER not in self.rules.rules:
            self.rules.put_first(RuleName.FOLDER)
        else:
            self._ask()

    def _ask(self) -> None:
        allow_default(self.apply, self.settings != self._before)
        self._controller.preview(self.settings)

    def _show_busy(self, busy: bool) -> None:
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.setVisible(busy)
        if busy and not self.changes.rowCount():
            self.summary.setText(self.tr("Looking at every group…"))

    def _show_preview(self, preview: "KeeperPreview") -> None:
        count = len(preview.changes)
        self.changes.replace(preview.changes)
        groups = wording.groups(preview.groups_after)
        said = (
            self.tr("{0} of {1} would get another keeper.").format(wording.number(count), groups)
            if count
            else self.tr("No keeper of {0} would be another.").format(groups)
        )
        if preview.groups_before != preview.groups_after:
            said += " " + self.tr("Before there were {0}: groups form around their keepers.").format(
                wording.number(preview.groups_before)
            )
        self.summary.setText(said)
        self._show_marks(self._followers(change.after for change in preview.changes))

    def _show_marks(self, followers: tuple[int, int]) -> None:
        """Say what becomes of the marks in the groups with another keeper."""
        follow, stay = followers
        said: list[str] = []
        if follow:
            said.append(
                self.tr("In {0} copies are marked: the marks follow the new keeper.").format(
                    wording.groups(follow)
                )
            )
        if stay:
            said.append(self.tr("In {0} you marked by hand: these marks stay.").format(wording.groups(stay)))
        self.marks.setText(in_a_row(said))
        self.marks.setVisible(bool(said))
