"""The left side: every group as a row of its photos."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.photo import DuplicateGroup
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.overview.arrange_bar import ArrangeBar
from nearDup_gui.overview.empty_list import EmptyList
from nearDup_gui.overview.group_delegate import GroupDelegate
from nearDup_gui.overview.groups_model import GroupRole, GroupsModel
from nearDup_gui.overview.similarity_panel import SimilarityPanel
from nearDup_gui.photos import wording
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look


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
        self._quiet = False
        self.similarity = SimilarityPanel(look)
        self._title = heading(scale=1.15)
        self._totals = muted()
        self._reviewed = muted()
        self.arrange = ArrangeBar(look)
        self.empty = EmptyList(look)
        self.empty.clear_filters_wanted.connect(self.arrange.reset)
        self.empty.every_match_wanted.connect(self.similarity.reset.click)
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
        words.addWidget(self._reviewed)
        words.addWidget(self.arrange)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.similarity)
        column.addWidget(self.empty, 1)
        column.addWidget(self.list, 1)

    def show_totals(self, groups: int, photos: int, reclaimable: int) -> None:
        """Tell the size of the whole library, and how much of it the filters show."""
        shown = self._groups.rowCount()
        if self.arrange.arrangement.hides:
            self._title.setText(self.tr("{0} of {1}").format(wording.number(shown), wording.groups(groups)))
        else:
            self._title.setText(wording.groups(groups))
        self.empty.show_why(groups=groups, shown=shown)
        self.list.setVisible(shown > 0)
        self._totals.setText(
            self.tr("{0}, {1} could be freed").format(wording.photos(photos), wording.size(reclaimable))
        )

    @property
    def model(self) -> GroupsModel:
        """The groups that are shown."""
        return self._groups

    def show_reviewed(self, done: int, groups: int) -> None:
        """Tell how many groups are reviewed so far."""
        self._reviewed.setText(decision_words.reviewed_of(done, groups))
        self._reviewed.setVisible(groups > 0)

    @property
    def reviewed_text(self) -> str:
        """What is told of the groups reviewed so far."""
        return self._reviewed.text()

    def show_groups(self, groups: Sequence[DuplicateGroup], now: Callable[[int], int | None]) -> int | None:
        """Show other groups, and stay where the person is.

        Args:
            groups: in their order.
            now: the key of the group that the photo with this id is in now; None if it is in none.

        Returns:
            the key of the group that the person is at, or that is nearest to where they were; None if none.
        """
        was, seen = self.current_key(), self.list.in_sight()
        self._groups.replace(groups)
        survivors = ((old, key) for old in dict.fromkeys([was, *seen]) if (key := self._still(old, now)))
        old, here = next(survivors, (None, None))
        if here is None:
            self.list.verticalScrollBar().setValue(0)
            return groups[0].keeper.id if groups else None
        if old == was:
            self._choose_quietly(here)
            for still, offset in seen.items():  # the first row that is still there stays where it was
                if (key := self._still(still, now)) is not None:
                    self.list.hold(self._groups.index_of(key).row(), offset)
                    break
        return here

    def _still(self, key: int | None, now: Callable[[int], int | None]) -> int | None:
        """The key that a group goes by now; None if it is not shown any more."""
        found = None if key is None else now(key)
        return found if found is not None and self._groups.index_of(found).isValid() else None

    def _choose_quietly(self, key: int) -> None:
        """Choose the row of the group that the person is at already: no scrolling, and nothing is told."""
        self._quiet = True
        self.list.setAutoScroll(False)
        self.list.setCurrentIndex(self._groups.index_of(key))
        self.list.setAutoScroll(True)
        self._quiet = False

    def choose(self, key: int) -> None:
        """Go to a group, and bring it into view only if it is not."""
        index = self._groups.index_of(key)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def focus_slider(self) -> None:
        """Let the keys act on the slider, which is shown for that."""
        self.arrange.similarity.setChecked(True)
        self.similarity.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """How many groups are told of."""
        return self._title.text()

    def current_key(self) -> int | None:
        """The key of the chosen group; None if there is none."""
        current = self.list.currentIndex()
        return current.data(GroupRole.GROUP).keeper.id if current.isValid() else None

    def step(self, by: int) -> None:
        """Go to the next or the previous group."""
        self.list.go_to(self.list.currentIndex().row() + by)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.data(GroupRole.GROUP).keeper.id)


class GroupList(QTableView):
    """Rows of one height, painted only where they are seen.

    A table of one column, for the sake of large libraries: a `QListView` asks the model about every
    row whenever anything changes, a quarter of a second at 100,000 groups; a table asks for none.
    """

    entered_group = Signal()

    def __init__(
        self, groups: GroupsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.group_menu: Callable[[DuplicateGroup], QMenu] | None = None
        """Makes the menu of a group, which is chosen then."""
        self.setObjectName("groups")
        self.setAccessibleName(self.tr("Groups of near-duplicates"))
        self.setModel(groups)
        delegate = GroupDelegate(look, thumbnails, self)
        self.setItemDelegate(delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(delegate.row_height(self.font()))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(30)
        self.setMouseTracking(True)
        self.setMinimumWidth(260)
        thumbnails.ready.connect(self._repaint)
        look.changed.connect(self._repaint)

    def in_sight(self) -> dict[int, int]:
        """The keys of the rows that are seen, and where each begins, from the top; the chosen row first."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else self.model().rowCount() - 1) + 1)
        current = self.currentIndex().row()
        nearest = sorted(rows, key=lambda row: abs(row - current)) if current in rows else rows
        model = self.model()
        return {
            model.index(row, 0).data(GroupRole.GROUP).keeper.id: self.rowViewportPosition(row)
            for row in nearest
        }

    def hold(self, row: int, offset: int) -> None:
        """Choose no other row, and scroll so that this one begins at `offset` from the top."""
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row) - offset)

    def go_to(self, row: int) -> None:
        """Choose a row, if there is one."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right:
                self.entered_group.emit()
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.model().rowCount() - 1)
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right press has chosen its row already; a key means the chosen one."""
        by_key = event.reason() == event.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and self.group_menu is not None:
            self.go_to(index.row())
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.group_menu(index.data(GroupRole.GROUP)).popup(where if by_key else event.globalPos())

    def _repaint(self) -> None:
        self.viewport().update()
