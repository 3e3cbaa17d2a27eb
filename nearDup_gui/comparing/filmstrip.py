"""The photos of a group in a row: which two are compared, which go, and the others to choose from."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.photo import Photo
from nearDup_gui.photos.cards import Card, CardRole, CardsModel
from nearDup_gui.photos.paint import elided, fill_round, paint_lock, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_WIDTH = 112
_PICTURE = 62


class Filmstrip(QListView):
    """Shows a `CardsModel` in a row. The keys are left to the page: they act wherever the focus is."""

    chosen = Signal(int)
    """The id of the photo to show on the right."""

    def __init__(
        self, cards: CardsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self.photo_menu: Callable[[Photo], QMenu] | None = None
        """Makes the menu of a photo."""
        self._delegate = _FilmDelegate(look, thumbnails, self)
        self.setModel(cards)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedHeight(self._delegate.height(self.font()) + bar + 2)
        thumbnails.ready.connect(lambda content_id: self.viewport().update())
        look.changed.connect(self.viewport().update)

    def show_pair(self, left: int, right: int) -> None:
        """Show which two photos are compared."""
        self._delegate.left, self._delegate.right = left, right
        index = self._cards.index_of(right)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(self._cards.card_at(index.row()).photo.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == event.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and self.photo_menu is not None:
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.photo_menu(self._cards.card_at(index.row()).photo).popup(
                where if by_key else event.globalPos()
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.indexAt(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            self.setFixedHeight(self._delegate.height(self.font()) + bar + 2)


class _FilmDelegate(QStyledItemDelegate):
    """One photo of the row, with its name or the side that it is shown on."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self.left = 0
        self.right = 0

    def height(self, font: QFont) -> int:
        return round(_PICTURE + QFontMetricsF(font).height() + 18)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        return QSize(_WIDTH, self.height(font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(CardRole.CARD)
        marked: bool = index.data(CardRole.MARKED)
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(option.rect).adjusted(3, 3, -3, -3)  # pyright: ignore[reportAttributeAccessIssue]
        compared = card.photo.id in (self.left, self.right)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if compared else "hover" if hovered else "surface"
        fill_round(painter, box, 8, self._look.colour(ground))
        if compared:
            painter.setPen(QPen(self._look.colour("accent"), 2 if card.photo.id == self.right else 1))
            painter.drawRoundedRect(box, 8, 8)
        picture = QRectF(box.left() + 4, box.top() + 4, box.width() - 8, _PICTURE)
        paint_photo(painter, self._look, self._thumbnails, card.photo.content_id, picture, 5)
        if card.is_keeper:
            self._sign(painter, "keeper", "accent", QRectF(picture.left() + 3, picture.top() + 3, 18, 18))
        if card.stays_anyway:
            paint_lock(painter, self._look, picture, 18)
        if marked:
            veil = self._look.colour("surface")
            veil.setAlphaF(0.55)
            fill_round(painter, picture, 5, veil)
            self._sign(
                painter,
                "trash",
                "remove",
                QRectF(picture.center().x() - 13, picture.center().y() - 13, 26, 26),
            )
        self._caption(
            painter,
            option,
            card,
            marked,
            QRectF(
                box.left() + 4, picture.bottom() + 2, box.width() - 8, box.bottom() - picture.bottom() - 3
            ),
        )
        painter.restore()

    def _caption(
        self, painter: QPainter, option: QStyleOptionViewItem, card: Card, marked: bool, box: QRectF
    ) -> None:
        font = QFont(option.font)  # pyright: ignore[reportAttributeAccessIssue]
        text, colour = card.photo.path.name, "muted"
        if card.photo.id in (self.left, self.right):
            text = self.tr("Left") if card.photo.id == self.left else self.tr("Right")
            colour = "text"
            font.setBold(True)
        else:
            font.setStrikeOut(marked)
        painter.setFont(font)
        painter.setPen(self._look.colour(colour))
        shown = elided(painter, text, box.width(), Qt.TextElideMode.ElideMiddle)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _sign(self, painter: QPainter, icon: str, colour: str, disc: QRectF) -> None:
        fill_round(painter, disc, disc.width() / 2, self._look.colour(colour))
        inset = disc.width() * 0.2
        self._look.paint_icon(painter, icon, disc.adjusted(inset, inset, -inset, -inset), f"on_{colour}")
