"""Folders beside folders: all pairs as a table or a picture on the left, the one looked at on the right."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.folders.parts import FolderPair, FolderPart
from core.review.piles import PiledPhoto
from core.settings import Role
from nearDup_gui.folders import wording
from nearDup_gui.folders.detail import PairDetail
from nearDup_gui.folders.matrix import FolderMatrix
from nearDup_gui.folders.pairs_table import PairsTable
from nearDup_gui.folders.service import FoldersSeen
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.notice import Notice
from nearDup_gui.toolkit.strip import Strip


class FoldersPage(QWidget):
    """Passes on what a person does, and shows what it is told."""

    pair_chosen = Signal(object)
    depth_chosen = Signal(int)
    came_into_sight = Signal()

    def __init__(
        self,
        is_ticked: Callable[[PiledPhoto], bool],
        role_of: Callable[[FolderPart], Role],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = PairsTable(role_of)
        self.matrix = FolderMatrix(look)
        self.detail = PairDetail(is_ticked, look, thumbnails)
        self.detail.hide()  # until there is a pair to look at
        self.empty = EmptyStrip(look)
        self._notice = Notice()
        self._notice.say(self.tr("Counting what folders have of each other…"))
        self._left = QStackedWidget()
        for shown in (self._notice, self.table, self.matrix):
            self._left.addWidget(shown)
        self.as_table = button(look, self.tr("Table"), "sort", "chip")
        self.as_picture = button(look, self.tr("Picture"), "difference", "chip")
        self._together = QButtonGroup(self)
        for made in (self.as_table, self.as_picture):
            made.setCheckable(True)
            self._together.addButton(made)
        self.as_table.setChecked(True)
        self.levels = QComboBox()
        self.levels.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # they come later
        self.levels.setAccessibleName(self.tr("How finely folders are told apart"))
        self.levels.setToolTip(self.levels.accessibleName())
        self.levels.activated.connect(lambda _: self.depth_chosen.emit(self.levels.currentData()))
        self._together.buttonClicked.connect(lambda _: self._show_left())
        self._seen: FoldersSeen | None = None
        self.table.chosen.connect(self.pair_chosen)
        self.matrix.chosen.connect(self.pair_chosen)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_into_sight.emit()

    def show_seen(self, seen: FoldersSeen) -> None:
        """Show the pairs, in both ways."""
        self._seen = seen
        self.detail.setVisible(bool(seen.pairs))
        self.levels.blockSignals(True)
        self.levels.clear()
        for level in seen.depths:
            self.levels.addItem(wording.depth(level), level)
        self.levels.setCurrentIndex(self.levels.findData(seen.depth))
        self.levels.blockSignals(False)
        self.table.show_pairs(seen.pairs)
        self.matrix.show_matrix(seen.matrix, seen.pairs)
        self._notice.say(
            self.tr("No folder has anything of another."),
            self.tr("Scan folders together to hold them against each other."),
        )
        self._show_left()

    def show_fault(self, why: str) -> None:
        """They could not be counted, or one not be looked at."""
        if self._seen is None:
            self._notice.say(self.tr("The folders could not be counted."), why)
        self.detail.show_fault(why)

    def show_pair(self, pair: FolderPair | None) -> None:
        """Stand at a pair in both ways."""
        self.table.show_pair(pair)
        self.matrix.show_pair(pair)

    def order_keys(self, before: QWidget) -> None:
        """Let Tab go through the page as it is read, after another widget."""
        detail = self.detail
        order = (
            *(before, self.as_table, self.as_picture, self.levels, self.empty.remove),
            *(self.table, self.matrix.cells, *detail.role_choices, detail.rule, detail.tabs),
            *(detail.wall, detail.alone, detail.look, detail.staying),
            *(
                detail.bar.tick_all,
                detail.bar.clear_all,
                detail.bar.cancel,
                detail.bar.remove,
                detail.bar.choose,
            ),
        )
        for one, after in pairwise(order):
            QWidget.setTabOrder(one, after)

    def take_focus(self) -> None:
        """Let the keys act on the pairs."""
        (self._left.currentWidget() or self).setFocus()

    def _show_left(self) -> None:
        seen = self._seen
        if seen is None or not seen.pairs:
            self._left.setCurrentWidget(self._notice)
            return
        self._left.setCurrentWidget(self.table if self.as_table.isChecked() else self.matrix)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("groupHeader")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading(self.tr("Folders beside folders")))
        words.addWidget(
            muted(
                self.tr("What one folder holds, another may hold too. What is covered can go in one press.")
            )
        )
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 12, 8)
        row.addLayout(words, 1)
        for widget in (self.as_table, self.as_picture, self.levels):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._left)
        split.addWidget(self.detail)
        split.setSizes([620, 620])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.empty)
        column.addWidget(split, 1)


class EmptyStrip(Strip):
    """Says that a removal left empty folders, with a button that takes them away."""

    remove_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "folder", "accent", parent)
        self.setObjectName("newsStrip")
        self._folders: tuple[Path, ...] = ()
        self.remove = button(look, self.tr("Take away empty folders"), "trash", "small")
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._folders))
        self._row.addWidget(self.remove)

    def show_folders(self, folders: tuple[Path, ...]) -> None:
        """Offer to take these away; none hides the strip."""
        self._folders = folders
        self.say(wording.empty_folders(len(folders)) if folders else "")
        self.setToolTip("\n".join(map(str, folders[:20])))
