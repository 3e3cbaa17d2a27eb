"""Two parts of a row, the second below the first where the row is too narrow for both."""

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

_SPACING = 4


class TurningRow(QFrame):
    """Buttons with words need room, and a window may be narrow. The first part takes what is left over."""

    def __init__(self, first_least: int = 0, parent: QWidget | None = None) -> None:
        """Make an empty row.

        Args:
            first_least: the width that the first part needs beside the second; 0 for what it asks for.
        """
        super().__init__(parent)
        self._first_least = first_least
        self.first, self.second = QHBoxLayout(), QHBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(QMargins())
        self._both.setSpacing(_SPACING)
        for part in (self.first, self.second):
            part.setSpacing(_SPACING)
        self._both.addLayout(self.first, 1)
        self._both.addLayout(self.second)
        # Or the row could never become too narrow for both.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Leave room around both parts."""
        self._both.setContentsMargins(left, top, right, bottom)

    @property
    def is_turned(self) -> bool:
        """Whether the second part is below the first."""
        return self._both.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first = self._first_least or self.first.sizeHint().width()
        both = first + _SPACING + self.second.sizeHint().width() + self._around()
        turned = self.width() < both
        if turned is not self.is_turned:
            directions = QBoxLayout.Direction
            self._both.setDirection(directions.TopToBottom if turned else directions.LeftToRight)
            self._both.setAlignment(
                self.second, Qt.AlignmentFlag.AlignLeft if turned else Qt.AlignmentFlag(0)
            )
        self.setMinimumWidth(self._least())

    def _least(self) -> int:
        return max(part.minimumSize().width() for part in (self.first, self.second)) + self._around()

    def _around(self) -> int:
        margins = self._both.contentsMargins()
        return margins.left() + margins.right()
