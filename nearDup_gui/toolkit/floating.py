"""What lies over other things and moves none of them: a message above the buttons at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

_MARGIN = 12
_WIDEST = 760
_MOVES = {
    QEvent.Type.Resize,
    QEvent.Type.Move,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


class Floating(QObject):
    """Keeps a widget at the foot of another, in the middle, above those bars at its foot that are shown."""

    def __init__(self, widget: QWidget, over: QWidget, bars: Sequence[QWidget]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._over = over
        self._bars = list(bars)
        shown = not widget.isHidden()
        widget.setParent(over)
        widget.setVisible(shown)
        for watched in (widget, over, *bars):
            watched.installEventFilter(self)

    def keep_above(self, bar: QWidget) -> None:
        """Leave another bar free, where it is shown."""
        self._bars.append(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what moves."""
        moved_itself = watched is self._widget and event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if event.type() in _MOVES and not moved_itself and not self._widget.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        widget, over = self._widget, self._over
        width = min(_WIDEST, over.width() - 2 * _MARGIN)
        height = max(widget.heightForWidth(width), widget.sizeHint().height())
        tops = [bar.mapTo(over, QPoint()).y() for bar in self._bars if bar.isVisibleTo(over)]
        foot = min(tops, default=over.height())
        widget.setGeometry((over.width() - width) // 2, foot - height - _MARGIN, width, height)
        widget.raise_()
