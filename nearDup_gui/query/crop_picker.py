"""A rectangle drawn on a picture, with the mouse or the keys, to ask what looks like that part."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSizePolicy, QVBoxLayout, QWidget

from nearDup_gui.photos.crop import Crop
from nearDup_gui.toolkit.labels import allow_default, button, heading, muted
from nearDup_gui.toolkit.look import Look

_STEP = 0.02
_AT_FIRST = Crop(0.25, 0.25, 0.75, 0.75)
_GRIP = 9.0
"""Pixels around a corner in which it can be taken."""


class CropDialog(QDialog):
    """Accepted, `crop` is the part that a person wants to ask about."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find similar to a part"))
        self.resize(860, 640)
        self.setSizeGripEnabled(True)
        self.picker = CropPicker(look, name)
        self.picker.asked.connect(self.accept)
        self.picker.changed.connect(self._show_size)
        self._size = muted()
        buttons = QDialogButtonBox()
        self.ask = button(look, self.tr("Find similar"), "similar", "primary")
        allow_default(self.ask, False)
        buttons.addButton(self.ask, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._words = muted(self.tr("Opening the picture…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("A part of {0}").format(name), 1.1))
        column.addWidget(self._words)
        column.addWidget(self.picker, 1)
        column.addWidget(self._size)
        column.addWidget(buttons)

    @property
    def crop(self) -> Crop:
        return self.picker.crop

    def show_image(self, image: QImage) -> None:
        """The picture has been read."""
        self._words.setText(
            self.tr(
                "Draw a rectangle around what you look for. Arrows move it, with Shift they make it larger "
                "or smaller; Enter asks."
            )
        )
        allow_default(self.ask, True)
        self.picker.show_image(image)
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failed(self, why: str) -> None:
        """The picture cannot be read."""
        self._words.setText(why)

    def said(self) -> str:
        """What stands over the picture."""
        return self._words.text()

    def _show_size(self) -> None:
        self._size.setText(self.picker.accessibleDescription())


class CropPicker(QWidget):
    """The picture, whole, with the rectangle bright and the rest dimmed."""

    asked = Signal()
    """Enter was pressed, or the rectangle double-clicked."""
    changed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pixmap = QPixmap()
        self.crop = _AT_FIRST
        self._held: QPointF | None = None
        """The corner across from the one that is drawn, in fractions; None while nothing is drawn."""
        self._moving: QPointF | None = None
        self.setAccessibleName(self.tr("Rectangle on {0}").format(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 180))
        look.changed.connect(self._repaint)

    def show_image(self, image: QImage) -> None:
        self._pixmap = QPixmap.fromImage(image)
        self._set(self.crop)

    def picture(self) -> QRectF:
        """Where the picture is."""
        shown = QRectF(0, 0, self._pixmap.width(), self._pixmap.height())
        if shown.isEmpty():
            return QRectF(self.rect())
        scale = min(self.width() / shown.width(), self.height() / shown.height())
        box = QRectF(0, 0, shown.width() * scale, shown.height() * scale)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0) * _STEP
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0) * _STEP
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._pixmap.isNull():
                self.asked.emit()
        elif not across and not down:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._set(self.crop.grown(across, down))
        else:
            self._set(self.crop.moved(across, down))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pixmap.isNull():
            return
        where = event.position()
        corner = self._corner_at(where)
        if corner is not None:
            self._held = self._opposite(corner)
        elif self._on_screen(self.crop).contains(where):
            self._moving = where
        else:
            self._held = self._fraction(where)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._held is not None:
            there = self._fraction(where)
            self._set(Crop.between(self._held.x(), self._held.y(), there.x(), there.y()))
        elif self._moving is not None:
            box = self.picture()
            by = where - self._moving
            self._moving = where
            self._set(self.crop.moved(by.x() / box.width(), by.y() / box.height()))
        else:
            self._show_cursor(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = self._moving = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._pixmap.isNull() and self._on_screen(self.crop).contains(event.position()):
            self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._look.colour("mat"))
        if self._pixmap.isNull():
            return
        whole, part = self.picture(), self._on_screen(self.crop)
        painter.drawPixmap(whole, self._pixmap, QRectF(self._pixmap.rect()))
        dim = QColor(0, 0, 0, 140)
        for side in (
            QRectF(whole.topLeft(), QPointF(whole.right(), part.top())),
            QRectF(QPointF(whole.left(), part.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), part.top()), part.bottomLeft()),
            QRectF(part.topRight(), QPointF(whole.right(), part.bottom())),
        ):
            painter.fillRect(side, dim)
        for colour, width in ((QColor("white"), 3.0), (self._look.colour("accent"), 1.5)):
            painter.setPen(QPen(colour, width if self.hasFocus() else 1.5))
            painter.drawRect(part)
        for corner in (part.topLeft(), part.topRight(), part.bottomLeft(), part.bottomRight()):
            grip = QRectF(0, 0, 8, 8)
            grip.moveCenter(corner)
            painter.fillRect(grip, QColor("white"))

    def _set(self, crop: Crop) -> None:
        self.crop = crop
        said = self.tr("From {0} % across and {1} % down, {2} % wide and {3} % high")
        shares = (crop.left, crop.top, crop.width, crop.height)
        self.setAccessibleDescription(said.format(*(round(100 * share) for share in shares)))
        self.changed.emit()
        self.update()

    def _on_screen(self, crop: Crop) -> QRectF:
        box = self.picture()
        return QRectF(
            box.left() + crop.left * box.width(),
            box.top() + crop.top * box.height(),
            crop.width * box.width(),
            crop.height * box.height(),
        )

    def _fraction(self, where: QPointF) -> QPointF:
        box = self.picture()
        return QPointF((where.x() - box.left()) / box.width(), (where.y() - box.top()) / box.height())

    def _corner_at(self, where: QPointF) -> tuple[bool, bool] | None:
        """Which corner can be taken here: whether it is a left one, and whether an upper one."""
        part = self._on_screen(self.crop)
        for corner, place in {
            (True, True): part.topLeft(),
            (False, True): part.topRight(),
            (True, False): part.bottomLeft(),
            (False, False): part.bottomRight(),
        }.items():
            if (place - where).manhattanLength() <= _GRIP:
                return corner
        return None

    def _opposite(self, corner: tuple[bool, bool]) -> QPointF:
        left, upper = corner
        return QPointF(
            self.crop.right if left else self.crop.left, self.crop.bottom if upper else self.crop.top
        )

    def _show_cursor(self, where: QPointF) -> None:
        corner = self._corner_at(where)
        if corner is not None:
            same = corner[0] == corner[1]
            shape = Qt.CursorShape.SizeFDiagCursor if same else Qt.CursorShape.SizeBDiagCursor
        elif self._on_screen(self.crop).contains(where):
            shape = Qt.CursorShape.SizeAllCursor
        else:
            shape = Qt.CursorShape.CrossCursor
        self.setCursor(shape)

    def _repaint(self) -> None:
        self.update()
