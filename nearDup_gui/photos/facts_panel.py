"""The facts of several photos beside each other; shown and hidden with a key."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.loss import Loss
from core.photo import Photo
from nearDup_gui.photos.fact_delegate import FactDelegate
from nearDup_gui.photos.facts_table import FactsTableModel
from nearDup_gui.toolkit.labels import heading, muted, word_button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table_dialog import plain_table

if TYPE_CHECKING:
    from core.review.details import PhotoDetails

_COLUMN = 210
"""Columns are at least so wide, and share the room there is."""
_HEIGHT = 210
"""Of the panel at first; the grid above takes what is left, and the bar between them can be dragged."""


class FactsPanel(QFrame):
    """A table with a column for each photo, of the facts that differ or of all."""

    close_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareFacts")
        self.photo_menu: Callable[[Photo], QMenu] | None = None
        """Makes the menu of a photo."""
        # Made before the table, and children at once: so Tab reaches them first.
        self.everything = QCheckBox(self.tr("Show all facts"), self)
        self.everything.toggled.connect(self._show_all)
        close = word_button(look, "close", self.tr("Hide"), self.tr("Hide the facts"), "facts")
        close.setParent(self)
        close.clicked.connect(self.close_wanted)
        self.model = FactsTableModel(self)
        self.table: QTableView = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(FactDelegate(look, self.table))
        self.table.setSortingEnabled(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.setAccessibleName(self.tr("Facts of the photos"))
        self.table.verticalHeader().show()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(_COLUMN)  # more photos than fit are scrolled to
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setHighlightSections(False)
        for part in (self.table, self.table.horizontalHeader()):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self.table.horizontalHeader().customContextMenuRequested.connect(self._pop_up)
        self._note = muted()
        self._note.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(heading(self.tr("Facts"), 1.05))
        head.addWidget(self._note, 1)
        head.addWidget(self.everything)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setMinimumHeight(120)
        look.changed.connect(self.table.viewport().update)

    def show_photos(
        self,
        photos: Sequence[Photo],
        details: "Mapping[int, PhotoDetails]",
        held: Mapping[int, Sequence[Loss]],
    ) -> None:
        """Show photos, the keeper first; see `FactsTableModel.show_photos`."""
        self.model.show_photos(photos, details, held)
        self._say()

    def initial_height(self) -> int:
        return _HEIGHT

    def _pop_up(self, where: QPoint) -> None:
        """The menu of the photo in whose column that was."""
        column = self.table.horizontalHeader().logicalIndexAt(where)
        if 0 <= column < len(self.model.photos) and self.photo_menu is not None:
            self.photo_menu(self.model.photos[column]).popup(QCursor.pos())

    def _show_all(self, everything: bool) -> None:
        self.model.show_all(everything)
        self._say()

    def _say(self) -> None:
        hidden = self.model.hidden
        if not hidden:
            self._note.setText("")
        elif hidden == 1:
            self._note.setText(self.tr("1 fact is the same for all"))
        else:
            self._note.setText(self.tr("%Ln facts are the same for all", "", hidden))
