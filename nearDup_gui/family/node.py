"""One photo in a family tree: its picture, its name, whether it stays, and the keys that move on from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nearDup_gui.family import wording as words
from nearDup_gui.photos import wording
from nearDup_gui.photos.paint import elided, fill_round, paint_badge, paint_doom, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.match.family import Family, Relative

WIDTH = 188
_PADDING = 8.0
_PICTURE = 92.0
_LINES = 3
_RADIUS = 10.0
_MOVES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home})


class FamilyNode(QWidget):
    """Shows a `Relative` and says what a person wants; a click and Tab choose it."""

    chosen = Signal(object)
    """This node has the keys now."""
    toggle_wanted = Signal(object)
    compare_wanted = Signal(object)
    move_wanted = Signal(object, int)
    """From this node in the direction of a `Qt.Key`."""

    def __init__(
        self,
        relative: "Relative",
        family: "Family",
        keeper: int,
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        """Make the node.

        Args:
            relative: what it shows.
            family: the tree that it stands in.
            keeper: the id of the group's keeper.
            look: the theme.
            thumbnails: the pictures of photos.
            parent: the tree.
        """
        super().__init__(parent)
        self.relative = relative
        self._family = family
        self._keeper = keeper
        self._look = look
        self._thumbnails = thumbnails
        self._marked: frozenset[int] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self.show_marks(frozenset())

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self.font()).height() + 2
        return QSize(WIDTH, round(2 * _PADDING + _PICTURE + 6 + _LINES * line))

    def show_marks(self, marked: frozenset[int]) -> None:
        """Show which photos are marked, by their ids."""
        self._marked = marked
        said = words.spoken(self.relative, self._family, self._keeper, marked)
        self.setAccessibleName(said)
        paths = "\n".join(str(photo.path) for photo in self.relative.photos)
        descent = self._family.descent_of(self.relative.content)
        happened = [] if descent is None else [*words.phrases(descent), wording.certainty(descent.certainty)]
        self.setToolTip("\n".join([paths, *happened, words.standing(self.relative, self._family)]))
        self.update()

    @property
    def is_keeper(self) -> bool:
        """Whether the group's keeper is among its files."""
        return any(photo.id == self._keeper for photo in self.relative.photos)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # pyright: ignore[reportArgumentType]
        self.update()
        self.chosen.emit(self)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # pyright: ignore[reportArgumentType]
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Delete:
                self.toggle_wanted.emit(self)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.compare_wanted.emit(self)
            case key if key in _MOVES:
                self.move_wanted.emit(self, key)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.compare_wanted.emit(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, box = self._look, QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        doomed = [photo.id in self._marked for photo in self.relative.photos]
        fill_round(painter, box, _RADIUS, look.colour("surface"))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2.5))
        elif all(doomed):
            painter.setPen(QPen(look.colour("remove"), 1.5, Qt.PenStyle.DashLine))
        else:
            painter.setPen(QPen(look.colour("line"), 1))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        inner = QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        picture = QRectF(inner.left(), inner.top(), inner.width(), _PICTURE)
        paint_photo(painter, look, self._thumbnails, self.relative.content, picture)
        if all(doomed):
            paint_doom(painter, look, picture, 38)
        elif self.is_keeper:
            paint_badge(painter, look, wording.keeper(), picture)
        self._paint_words(painter, inner, picture.bottom() + 6, doomed)

    def _paint_words(self, painter: QPainter, inner: QRectF, top: float, doomed: list[bool]) -> None:
        photo = self.relative.photos[0]
        strong = QFont(self.font())
        strong.setBold(True)
        strong.setStrikeOut(all(doomed))
        facts = f"{wording.dimensions(photo)} · {wording.size(photo.file.size)} · {photo.format}"
        state = words.fate(self.relative, self._marked)
        colour = "remove" if any(doomed) else "keep"
        line = QRectF(inner.left(), top, inner.width(), QFontMetricsF(self.font()).height())
        for text, font, ink, mode in (
            (words.files(self.relative), strong, "text", Qt.TextElideMode.ElideMiddle),
            (facts, self.font(), "muted", Qt.TextElideMode.ElideRight),
            (state[:1].upper() + state[1:], self.font(), colour, Qt.TextElideMode.ElideRight),
        ):
            painter.setFont(font)
            painter.setPen(self._look.colour(ink))
            painter.drawText(line, elided(painter, text, line.width(), mode))
            line.translate(0, line.height() + 2)
