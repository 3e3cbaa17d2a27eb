"""A row of buttons with words: those for which there is no room go into a menu at its end, the last first.

The row keeps its height whatever the window's width, so nothing below it moves.
"""

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from nearDup_gui.toolkit.labels import word_button
from nearDup_gui.toolkit.look import Look

_SPACING = 4


class FoldingRow(QFrame):
    """Widgets side by side. GUI thread."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._folding: list[QPushButton] = []
        self._gaps = 0
        self.more = word_button(look, "down", self.tr("More"), self.tr("More: what has no room here"))
        self.more.clicked.connect(self._pop_up)
        self.more.hide()
        self._menu = QMenu(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(QMargins())
        self._row.setSpacing(_SPACING)
        self._row.addWidget(self.more)
        # Or the row could never become too narrow for all of it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put in a widget that is always shown; what stretches may be as narrow as its minimum."""
        self._widgets.append(widget)
        self._row.insertWidget(self._row.indexOf(self.more), widget, stretch)

    def add_folding(self, button: QPushButton) -> None:
        """Put in a button that the menu may take."""
        self._folding.append(button)
        self.add(button)

    def add_gap(self, pixels: int = 6) -> None:
        """Keep what was put in apart from what comes next."""
        self._gaps += pixels + _SPACING
        self._row.insertSpacing(self._row.indexOf(self.more), pixels)

    def add_stretch(self) -> None:
        """Let what is left over be here."""
        self._row.insertStretch(self._row.indexOf(self.more) + 1, 1)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Leave room around the row."""
        self._row.setContentsMargins(left, top, right, bottom)

    @property
    def folded(self) -> list[QPushButton]:
        """The buttons that are in the menu now."""
        return [button for button in self._folding if button.isHidden()]

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """A button has other words, or the window another font."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        around, more = self._around() + self._gaps, self._width_of(self.more)
        wanted = around + sum(self._width_of(one) for one in self._widgets)
        room, folded = self.width() + _SPACING, list[QPushButton]()
        if wanted > room:
            wanted += more
            for button in reversed(self._folding):
                if wanted > room:
                    wanted -= self._width_of(button)
                    folded.append(button)
        for button in self._folding:
            button.setVisible(button not in folded)
        self.more.setVisible(bool(folded))
        least = sum(self._width_of(one) for one in self._widgets if one not in self._folding)
        self.setMinimumWidth(around + least + (more if self._folding else 0))
        margins = self._row.contentsMargins()
        tallest = max(one.sizeHint().height() for one in (self.more, *self._widgets))
        self.setMinimumHeight(tallest + margins.top() + margins.bottom())

    def _pop_up(self) -> None:
        self._menu.clear()
        for button in self.folded:
            action = self._menu.addAction(button.icon(), button.text(), button.click)
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _width_of(self, widget: QWidget) -> int:
        stretches = self._row.stretch(self._row.indexOf(widget)) > 0
        width = 0 if stretches else widget.sizeHint().width()
        return max(width, widget.minimumWidth()) + _SPACING

    def _around(self) -> int:
        margins = self._row.contentsMargins()
        return margins.left() + margins.right()
