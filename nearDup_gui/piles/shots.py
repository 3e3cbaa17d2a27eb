"""Similar shots: strips of scenes to choose from. Nothing is marked unless a person marks it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.photo import Photo
from core.review.piles import Pile
from nearDup_gui.overview.arrange_bar import ArrangeBar
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.piles.empty import EmptyPile
from nearDup_gui.piles.shots_delegate import StripDelegate
from nearDup_gui.piles.shots_model import Strip, StripRole, StripsModel
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look

_MOST_KEPT = 3
"""Buttons for "keep the best 1, 2, 3"; more by keys, up to 9."""


class ShotsPage(QWidget):
    """Shows strips, and says what a person wants; it decides nothing."""

    def __init__(
        self,
        is_marked: Callable[[int], bool],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = StripsModel(is_marked, self)
        self.list = Strips(self.model, look, thumbnails)
        self.arrange = ArrangeBar(look)
        self.arrange.similarity.hide()
        self.arrange.setFixedWidth(300)
        self.empty = EmptyPile(look)
        self.keep = [self._keep_button(look, count) for count in range(1, _MOST_KEPT + 1)]
        self.keep_all = button(look, self.tr("Keep all"), "variants")
        self.keep_all.setToolTip(self.tr("Take away the marks of this strip (0)"))
        self.keep_all.clicked.connect(lambda: self.list.want_best(0))
        head = QFrame()
        head.setObjectName("groupHeader")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading(pile_words.name(Pile.SHOTS)))
        words.addWidget(muted(pile_words.explained(Pile.SHOTS)))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for made in (*self.keep, self.keep_all):
            buttons.addWidget(made)
        buttons.addStretch(1)
        words.addSpacing(4)
        words.addLayout(buttons)
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 12, 8)
        row.addLayout(words, 1)
        row.addWidget(self.arrange, 0, Qt.AlignmentFlag.AlignTop)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._middle, 1)

    def show_strips(self, strips: Sequence[Strip]) -> None:
        """Show scenes."""
        self.model.replace(strips)
        focused = QApplication.focusWidget()
        had_keys = focused is not None and self._middle.isAncestorOf(focused)
        self._middle.setCurrentWidget(self.list if strips else self.empty)
        if had_keys:
            self.take_focus()
        for made in (*self.keep, self.keep_all):
            made.setEnabled(bool(strips))

    def take_focus(self) -> None:
        """Let the keys act on the frames, or on the way on where there are none."""
        shown = self._middle.currentWidget()
        (self.list if shown is self.list else self.empty.take_focus_to()).setFocus()

    def _keep_button(self, look: Look, count: int) -> QPushButton:
        made = button(look, pile_words.keep_best(count), "keeper")
        made.setToolTip(self.tr("Mark all other frames of the chosen strip ({0})").format(count))
        made.clicked.connect(lambda: self.list.want_best(count))
        return made


class Strips(QListView):
    """Arrows go from frame to frame and from strip to strip; a click, Space or Delete marks a frame."""

    toggled = Signal(int)
    """The id of a photo that shall go or stay."""
    best_wanted = Signal(object, int)
    """A `Strip`, and how many of its frames shall stay; 0 for all."""
    open_wanted = Signal(object)
    compare_wanted = Signal(object)
    seen = Signal(object)
    """`Strip`s that are in sight: how good are their frames?"""

    def __init__(
        self, model: StripsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._strips = model
        self.photo_menu: Callable[[Photo], QMenu] | None = None
        """Makes the menu of a photo."""
        self._delegate = StripDelegate(look, thumbnails, self)
        self.setAccessibleName(self.tr("Scenes and their frames"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)
        thumbnails.ready.connect(self._repaint)
        look.changed.connect(self._repaint)
        model.modelReset.connect(self._start_at_first)

    def current_frame(self) -> Photo | None:
        """The frame that the keys act on."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self._strips.strip_at(index.row()).frames[index.data(StripRole.CURRENT)]

    def want_best(self, count: int) -> None:
        """Ask that the best of the chosen strip stay."""
        index = self.currentIndex()
        if index.isValid():
            self.best_wanted.emit(self._strips.strip_at(index.row()), count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._tell_seen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, frame = self.currentIndex(), self.current_frame()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if frame is None or not plain:
            super().keyPressEvent(event)
            return
        at: int = index.data(StripRole.CURRENT)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._strips.choose_frame(index.row(), at + (1 if event.key() == Qt.Key.Key_Right else -1))
            case Qt.Key.Key_Space | Qt.Key.Key_Delete:
                self.toggled.emit(frame.id)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_C:
                self.compare_wanted.emit(frame)
            case key if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
                self.want_best(key - Qt.Key.Key_0)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self._frame_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            index, frame = found
            self._strips.choose_frame(index.row(), frame)
            self.toggled.emit(self._strips.strip_at(index.row()).frames[frame].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks: mark and take the mark back."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == event.Reason.Keyboard
        if not by_key and (found := self._frame_at(QPointF(event.pos()))) is not None:
            self._strips.choose_frame(found[0].row(), found[1])
        frame = self.current_frame()
        if frame is not None and self.photo_menu is not None:
            where: QPoint = event.globalPos()
            if by_key:
                where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            self.photo_menu(frame).popup(where)

    def _frame_at(self, where: QPointF) -> tuple[QModelIndex, int] | None:
        index = self.indexAt(where.toPoint())
        if not index.isValid():
            return None
        box, count = QRectF(self.visualRect(index)), len(self._strips.strip_at(index.row()).frames)
        boxes = self._delegate.frames(box, count)
        return next(((index, n) for n, frame in enumerate(boxes) if frame.contains(where)), None)

    def _start_at_first(self) -> None:
        self.scrollToTop()
        if self._strips.rowCount():
            self.setCurrentIndex(self._strips.index(0))
        self._tell_seen()

    def _tell_seen(self) -> None:
        """Ask about the strips in sight and the next few: only what is looked at is measured."""
        if not self.isVisible() or not self._strips.rowCount():
            return
        first = self.indexAt(QPoint(2, 2)).row()
        last = self.indexAt(QPoint(2, self.viewport().height() - 2)).row()
        last = self._strips.rowCount() - 1 if last < 0 else last
        rows = range(max(first, 0), min(last + 4, self._strips.rowCount()))
        self.seen.emit([self._strips.strip_at(row) for row in rows])

    def _repaint(self) -> None:
        self.viewport().update()
