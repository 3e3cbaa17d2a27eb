"""Two photos under one linked view: side by side, one over the other with a divider, or their difference.

It lets a person zoom, pan and move the divider. The mapping itself is in `linked_view`, the strokes are in
`compare_paint`.
"""

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nearDup_gui.comparing.full_images import FullImage
from nearDup_gui.comparing.linked_view import Size, View, fitting_scale, larger, scale_of, zoom_for_scale
from nearDup_gui.comparing.paint import ComparePainter, PanePhoto
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

_GAP = 6
_GRIP_REACH = 14.0
"""Pixels on each side of the divider that take hold of it."""
_MOST_SCALE = 16.0
_WHEEL_FACTOR = 1.25


class Mode(StrEnum):
    SIDE = "side"
    SPLIT = "split"
    DIFFERENCE = "difference"


class CompareCanvas(QWidget):
    """The two photos. Knows the view, the mode and whether they are flipped."""

    view_changed = Signal()
    """Other zoom, other place, other mode, or flipped."""
    menu_wanted = Signal(object, object)
    """The `Photo` under the pointer, and where on the screen."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self._left: PanePhoto | None = None
        self._right: PanePhoto | None = None
        self._difference: FullImage | None = None
        self._told = ""
        self._mode = Mode.SIDE
        self._view = View()
        self._flipped = False
        self._divider = 0.5
        self._dragged_from: QPointF | None = None
        self._dragging_divider = False
        self._dragged_pane = QRectF()
        self._held_pane: Size | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        thumbnails.ready.connect(lambda content_id: self.update())
        look.changed.connect(self.update)

    @property
    def view(self) -> View:
        return self._view

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def flipped(self) -> bool:
        return self._flipped

    @property
    def divider(self) -> float:
        """Where the split is, as a fraction of the width."""
        return self._divider

    @property
    def left(self) -> PanePhoto | None:
        return self._left

    @property
    def right(self) -> PanePhoto | None:
        return self._right

    @property
    def percent(self) -> float:
        """Screen pixels for each of the larger photo, in percent."""
        sizes = self._sizes()
        if not sizes:
            return 100.0
        return 100 * scale_of(self._view, sizes, self._pane_size()) * self.devicePixelRatioF()

    @property
    def painted_side(self) -> float:
        """Device pixels on the long side of the photo that is painted largest; 0 without photos."""
        pane, zoom = self._pane_size(), self._view.zoom * self.devicePixelRatioF()
        return max(
            (zoom * fitting_scale(each, pane) * max(each.width, each.height) for each in self._sizes()),
            default=0,
        )

    def show_photos(self, left: PanePhoto, right: PanePhoto) -> None:
        """Show two photos at the zoom and place that there are now."""
        self._left, self._right = left, right
        self._hold()

    def show_nothing(self) -> None:
        """Let the photos go: nobody compares any more. The zoom stays for the next two."""
        self._left = self._right = self._difference = None
        self._told = ""
        self.update()

    def show_difference(self, image: FullImage | None, told: str) -> None:
        """Show this in the difference mode, and a sentence about it."""
        self._difference = image
        self._told = told
        self.update()

    def set_mode(self, mode: Mode) -> None:
        """Arrange the photos otherwise, at the zoom that there is now."""
        scale = self._scale()
        self._mode = mode
        self._keep_scale(scale)

    def flip(self, flipped: bool) -> None:
        """Show the right photo in the left one's place, or no longer."""
        if flipped != self._flipped:
            self._flipped = flipped
            self._say_changed()

    def fit(self) -> None:
        """Show the whole of both."""
        self._look_from(View())

    def toggle_full_size(self, at: QPointF | None = None) -> None:
        """Show the larger photo's pixels one to one, about a point of the canvas; or the whole again."""
        if abs(self.percent - 100) < 0.01:
            self.fit()
        elif sizes := self._sizes():
            zoom = zoom_for_scale(1 / self.devicePixelRatioF(), sizes, self._pane_size())
            self._zoom_to(zoom, at)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the canvas; about the middle without one."""
        self._zoom_to(self._view.zoom * factor, at)

    def pan_by(self, across: float, down: float) -> None:
        """Look further right and down by these fractions of the pane."""
        if sizes := self._sizes():
            pane = self._pane_size()
            dx, dy = -across * pane.width, -down * pane.height
            self._look_from(self._view.panned(dx, dy, larger(sizes), pane))

    def move_divider(self, by: float) -> None:
        """Move the split by a fraction of the width."""
        self._divider = min(max(self._divider + by, 0.0), 1.0)
        self.update()

    def photo_at(self, where: QPointF) -> PanePhoto | None:
        """The photo that is painted at a point of the canvas."""
        if self._mode is Mode.SIDE:
            on_right = where.x() >= self._panes()[-1].left()
        elif self._mode is Mode.SPLIT:
            on_right = where.x() >= self._divider * self.width()
        else:
            on_right = False
        return self._right if on_right or self._flipped else self._left

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        left, right = self._left, self._right
        if left is None or right is None:
            return
        panes = self._panes()
        canvas = ComparePainter(painter, self._look, self._thumbnails, self._view)
        if self._mode is Mode.SIDE:
            canvas.paint_photo(panes[0], right if self._flipped else left, named=self._flipped)
            canvas.paint_photo(panes[1], right)
        elif self._flipped:
            canvas.paint_photo(panes[0], right, named=True)
        elif self._mode is Mode.SPLIT:
            canvas.paint_split(panes[0], self._divider, left, right)
        else:
            canvas.paint_difference(panes[0], left, right, self._difference, self._told)
        if self.hasFocus():
            canvas.paint_focus(QRectF(self.rect()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(_WHEEL_FACTOR**steps, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._dragged_from = event.position()
        self._dragging_divider = self._is_on_divider(event.position())
        self._dragged_pane = self._pane_at(event.position())
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._dragged_from is not None and self._dragging_divider:
            self.move_divider(where.x() / max(1, self.width()) - self._divider)
        elif self._dragged_from is not None:
            by = where - self._dragged_from
            self._dragged_from = where
            dragged = self.photo_at(self._dragged_pane.center())
            if dragged is not None:
                self._look_from(self._view.panned(by.x(), by.y(), dragged.size, self._pane_size()))
        self._show_cursor(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self._dragging_divider = False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_on_divider(event.position()):
            self.toggle_full_size(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        where = QPointF(self._panes()[-1].center() if by_key else event.pos())
        shown = self.photo_at(where)
        if shown is not None:
            self.menu_wanted.emit(shown.photo, self.mapToGlobal(where.toPoint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = self._scale(self._held_pane)
        super().resizeEvent(event)
        self._keep_scale(scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flip(False)  # the key's release will be told to somebody else
        self.update()

    def _sizes(self) -> list[Size]:
        return [shown.size for shown in (self._left, self._right) if shown is not None]

    def _panes(self) -> list[QRectF]:
        """Where photos are painted: beside each other, or one for both."""
        whole = QRectF(self.rect())
        if self._mode is not Mode.SIDE:
            return [whole]
        width = (whole.width() - _GAP) // 2
        return [
            QRectF(0, 0, width, whole.height()),
            QRectF(whole.width() - width, 0, width, whole.height()),
        ]

    def _pane_at(self, where: QPointF) -> QRectF:
        return next((pane for pane in self._panes() if pane.contains(where)), self._panes()[0])

    def _pane_size(self) -> Size:
        pane = self._panes()[0]
        return Size(max(1.0, pane.width()), max(1.0, pane.height()))

    def _look_from(self, view: View) -> None:
        self._view = view
        self._hold()

    def _hold(self) -> None:
        if sizes := self._sizes():
            ratio = self.devicePixelRatioF()
            pane = self._held_pane = self._pane_size()
            self._view = self._view.held(sizes, pane, 1 / ratio, _MOST_SCALE / ratio)
        self._say_changed()

    def _zoom_to(self, zoom: float, at: QPointF | None) -> None:
        sizes = self._sizes()
        if not sizes:
            return
        pane = self._pane_size()
        view = View(self._view.x, self._view.y, zoom)
        ratio = self.devicePixelRatioF()
        zoom = view.held(sizes, pane, 1 / ratio, _MOST_SCALE / ratio).zoom
        box = self._panes()[0] if at is None else self._pane_at(at)
        at = box.center() if at is None else at
        shown = self.photo_at(at)
        assert shown is not None
        self._look_from(self._view.zoomed(zoom, at.x() - box.left(), at.y() - box.top(), shown.size, pane))

    def _scale(self, pane: Size | None = None) -> float | None:
        """Screen pixels for one of the larger photo; None where the whole is shown, and shall be."""
        sizes = self._sizes()
        if not sizes or self._view.fits:
            return None
        return scale_of(self._view, sizes, pane or self._pane_size())

    def _keep_scale(self, scale: float | None) -> None:
        """Another arrangement or size of the canvas: what was at 100 % stays at 100 %."""
        if scale is not None:
            zoom = zoom_for_scale(scale, self._sizes(), self._pane_size())
            self._view = View(self._view.x, self._view.y, zoom)
        self._hold()

    def _say_changed(self) -> None:
        self.update()
        self.view_changed.emit()

    def _is_on_divider(self, where: QPointF) -> bool:
        near = abs(where.x() - self._divider * self.width()) <= _GRIP_REACH
        return self._mode is Mode.SPLIT and not self._flipped and near

    def _show_cursor(self, where: QPointF) -> None:
        if self._dragging_divider or (self._dragged_from is None and self._is_on_divider(where)):
            shape = Qt.CursorShape.SplitHCursor
        elif self._dragged_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        else:
            shape = Qt.CursorShape.ArrowCursor if self._view.fits else Qt.CursorShape.OpenHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
