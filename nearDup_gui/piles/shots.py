"""Similar shots: strips of scenes to choose from. Nothing is marked unless a person marks it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)

from core.photo import Photo
from core.review.piles import Pile
from nearDup_gui.photos.photo_list import PhotoList
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.piles.page import PilePage
from nearDup_gui.piles.shots_delegate import StripDelegate
from nearDup_gui.piles.shots_model import Strip, StripRole, StripsModel
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look

_MOST_KEPT = 3
"""Buttons for "keep the best 1, 2, 3"; more by keys, up to 9."""


class ShotsPage(PilePage):
    """Shows strips, and says what a person wants; it decides nothing."""

    def __init__(
        self,
        is_marked: Callable[[int], bool],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Pile.SHOTS, look, parent)
        self.model = StripsModel(is_marked, self)
        self.list = Strips(self.model, look, thumbnails)
        self.keep = [self._keep_button(look, count) for count in range(1, _MOST_KEPT + 1)]
        self.keep_all = button(look, self.tr("Keep all"), "variants")
        self.keep_all.setToolTip(self.tr("Take away the marks of this strip (0)"))
        self.keep_all.clicked.connect(lambda: self.list.want_best(0))
        self._fill(self.list, (*self.keep, self.keep_all))

    def show_strips(self, strips: Sequence[Strip]) -> None:
        """Show scenes."""
        self.model.replace(strips)
        self._show_any(bool(strips))
        for made in (*self.keep, self.keep_all):
            made.setEnabled(bool(strips))

    def _keep_button(self, look: Look, count: int) -> QPushButton:
        made = button(look, pile_words.keep_best(count), "keeper")
        made.setToolTip(self.tr("Mark all other frames of the chosen strip ({0})").format(count))
        made.clicked.connect(lambda: self.list.want_best(count))
        return made


class Strips(PhotoList):
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
        super().__init__(look, thumbnails, parent)
        self._strips = model
        self._delegate = StripDelegate(look, thumbnails, self)
        self.setAccessibleName(self.tr("Scenes and their frames"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)
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
        """The second click takes back what the first did, and both together open the frame."""
        self.mousePressEvent(event)
        frame = self.current_frame()
        if event.button() == Qt.MouseButton.LeftButton and self._frame_at(event.position()) and frame:
            self.compare_wanted.emit(frame)

    def photo_of_menu(self, where: QPoint | None) -> Photo | None:
        if where is not None and (found := self._frame_at(QPointF(where))) is not None:
            self._strips.choose_frame(found[0].row(), found[1])
        return self.current_frame()

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
