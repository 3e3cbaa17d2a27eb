"""A grid of photo cards: arrows move, a click or Space marks, C compares, F asks what looks alike."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.photo import Photo
from nearDup_gui.photos.card_delegate import CardDelegate
from nearDup_gui.photos.cards import Card, CardsModel
from nearDup_gui.photos.photo_list import PhotoColumns
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_IDEAL_WIDTH = 236
"""Cards are at least this wide, unless a person wants them smaller."""
_CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class PhotoGrid(PhotoColumns):
    """Shows a `CardsModel` and says what a person wants; it decides nothing."""

    toggled = Signal(int)
    """The id of a photo that shall go or stay."""
    similar_wanted = Signal(object)
    """A `Photo` whose neighbours a person wants to see."""
    open_wanted = Signal(object)
    compare_wanted = Signal(object)
    """A `Photo` to be compared with the keeper of its group."""
    choice_changed = Signal()
    """Other photos are chosen, see `chosen_photos`."""
    group_wanted = Signal(object)
    """A `Photo` whose group a person wants to see."""

    def __init__(
        self,
        cards: CardsModel,
        look: Look,
        thumbnails: Thumbnails,
        *,
        click_marks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make a grid.

        Args:
            click_marks: a click marks; otherwise it only selects, and a double click asks for neighbours.
        """
        super().__init__(look, thumbnails, parent)
        self._look = look
        self._cards = cards
        self._click_marks = click_marks
        self._pressed = QModelIndex()
        self._delegate = CardDelegate(look, thumbnails, self)
        self.setModel(cards)
        self.setItemDelegate(self._delegate)
        cards.modelReset.connect(self._start_at_first)
        cards.layoutChanged.connect(self._fit)

    @property
    def cards(self) -> CardsModel:
        """What is shown."""
        return self._cards

    def card(self, index: QModelIndex) -> Card:
        return self._cards.card_at(index.row())

    def current_photo(self) -> Photo | None:
        """The photo that the keys act on."""
        index = self.currentIndex()
        return self.card(index).photo if index.isValid() else None

    def let_choose_several(self) -> None:
        """Let Ctrl and Shift choose several photos, by key and by mouse, without marking any."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._choice_changed)

    def chosen_photos(self) -> list[Photo]:
        """The photos that are chosen, in their order; mostly the one that the keys act on."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self._cards.card_at(row).photo for row in rows]

    def go_to(self, photo_id: int) -> None:
        """Let the keys act on this photo, if it is shown."""
        index = self._cards.index_of(photo_id)
        if index.isValid():
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        photo = self.current_photo()
        if photo is None or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Delete:
                self.toggled.emit(photo.id)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._click_marks:
                self.compare_wanted.emit(photo)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_O:
                self.open_wanted.emit(photo)
            case Qt.Key.Key_F:
                self.similar_wanted.emit(photo)
            case Qt.Key.Key_G:
                self.group_wanted.emit(photo)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        released = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not released.isValid():
            return
        if released != self._pressed or event.modifiers() & _CHOOSING:
            return
        card = self.card(released)
        if self._on_similar(released, event.position().toPoint()):
            self.similar_wanted.emit(card.photo)
        elif card.in_group and self._on_compare(released, event.position().toPoint()):
            self.compare_wanted.emit(card.photo)
        elif self._click_marks:
            self.toggled.emit(card.photo.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click takes back what the first did, and both together open the photo."""
        self.mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if event.modifiers() & _CHOOSING or self._on_similar(index, event.position().toPoint()):
            return
        self._pressed = QModelIndex()
        photo = self.card(index).photo
        if self._click_marks:
            self.toggled.emit(photo.id)
            self.compare_wanted.emit(photo)
        else:
            self.similar_wanted.emit(photo)

    def photo_of_menu(self, where: QPoint | None) -> Photo | None:
        index = self._index_of_menu(where)
        return self.card(index).photo if index.isValid() else None

    def _on_similar(self, index: QModelIndex, where: QPoint) -> bool:
        button = self._delegate.similar_button(QRectF(self.visualRect(index)), self.font())
        return button.contains(where)

    def _on_compare(self, index: QModelIndex, where: QPoint) -> bool:
        return self._delegate.compare_button(QRectF(self.visualRect(index)), self.font()).contains(where)

    def _fit(self) -> None:
        """Give the cards the size in which all are seen, or that a person wants."""
        size_of = partial(
            self._delegate.size_of,
            font=self.font(),
            evidence=self._cards.tells_evidence,
            losses=self._cards.tells_losses,
        )
        count = self._cards.rowCount()
        size = size_of(self.column_width(_IDEAL_WIDTH, count, lambda width: size_of(width).height()))
        self._delegate.size = size
        self.set_card_size(size)

    def _start_at_first(self) -> None:
        self._fit()
        self.scrollToTop()
        if self._cards.rowCount():
            self._choose(self._cards.index(0))

    def _choice_changed(self) -> None:
        self._delegate.several = len(self.selectionModel().selectedIndexes()) > 1
        self.repaint_photos()
        self.choice_changed.emit()

    def _choose(self, index: QModelIndex) -> None:
        """Go to a photo, and choose it alone. `setCurrentIndex` would heed a Ctrl that is held just now."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
