"""The left side: every group as a row of its photos."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from nearDup_gui import wording
from nearDup_gui.delegates.groups import GroupDelegate
from nearDup_gui.look import Look
from nearDup_gui.models.groups import GroupRole, GroupsModel
from nearDup_gui.thumbnails import Thumbnails
from nearDup_gui.views.labels import heading, muted


class GroupsPanel(QWidget):
    """A title with totals over the list of groups."""

    chosen = Signal(int)
    """The key of the group that a person went to."""
    entered = Signal()
    """A person wants to go on into the chosen group."""

    def __init__(
        self, groups: GroupsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups = groups
        self._title = heading(scale=1.15)
        self._totals = muted()
        self.list = GroupList(groups, look, thumbnails)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.entered_group.connect(self.entered)
        head = QFrame()
        head.setObjectName("groupsHeader")
        words = QVBoxLayout(head)
        words.setContentsMargins(14, 12, 14, 12)
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._totals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)

    def show_totals(self, groups: int, photos: int, reclaimable: int) -> None:
        self._title.setText(wording.groups(groups))
        self._totals.setText(
            self.tr("{0}, {1} could be freed").format(wording.photos(photos), wording.size(reclaimable))
        )

    def choose(self, key: int) -> None:
        """Go to a group, and bring it into view only if it is not."""
        index = self._groups.index_of(key)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def current_key(self) -> int | None:
        """The key of the chosen group; None if there is none."""
        current = self.list.currentIndex()
        return current.data(GroupRole.GROUP).keeper.id if current.isValid() else None

    def step(self, by: int) -> None:
        """Go to the next or the previous group."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self._groups.rowCount():
            self.list.setCurrentIndex(self._groups.index(row))

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(GroupRole.GROUP).keeper.id)


class GroupList(QListView):
    """Rows of one height, painted only where they are seen."""

    entered_group = Signal()

    def __init__(
        self, groups: GroupsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("groups")
        self.setAccessibleName(self.tr("Groups of near-duplicates"))
        self.setModel(groups)
        self.setItemDelegate(GroupDelegate(look, thumbnails, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(30)
        self.setMouseTracking(True)
        self.setMinimumWidth(260)
        thumbnails.ready.connect(self._repaint)
        look.changed.connect(self._repaint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered_group.emit()
        else:
            super().keyPressEvent(event)

    def _repaint(self) -> None:
        self.viewport().update()
