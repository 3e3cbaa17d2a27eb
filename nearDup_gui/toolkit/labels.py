"""Labels and buttons in the window's few voices."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from nearDup_gui.toolkit.look import Look

_Label = TypeVar("_Label", bound=QLabel)


def heading(text: str = "", scale: float = 1.35) -> QLabel:
    """A title, larger than the window's font by `scale`."""
    return _as_title(QLabel(text), scale)


def elided_heading(scale: float = 1.35) -> "ElidedLabel":
    """A title that is cut where there is no room for it."""
    return _as_title(ElidedLabel(), scale)


def _as_title(label: _Label, scale: float) -> _Label:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(True)
    label.setFont(font)
    return label


def muted(text: str = "") -> QLabel:
    """A quiet line that may wrap."""
    label = QLabel(text)
    label.setProperty("tone", "muted")
    label.setWordWrap(True)
    return label


DOES = "does"
"""A property of buttons: the name of the action in `Menus` that does the same, and whose key the tip has."""


def button(
    look: Look, text: str, icon: str = "", kind: str = "", tip: str = "", does: str = ""
) -> QPushButton:
    """A push button; `kind` is "primary", "danger", "quiet", "chip", "small" or "". See `DOES`."""
    made = QPushButton(text)
    dress(made, look, icon, kind, tip, does)
    return made


def dress(
    made: QPushButton, look: Look, icon: str = "", kind: str = "", tip: str = "", does: str = ""
) -> None:
    """Give a button its looks; see `button`."""
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setToolTip(tip)
    made.setProperty(DOES, does)
    made.setIconSize(QSize(18, 18))
    if icon:
        colour = {"primary": "on_accent", "danger": "on_remove"}.get(kind, "text")
        look.wear(made, icon, colour)


def allow_default(made: QPushButton, allowed: bool) -> None:
    """Let the button that Enter presses in its dialog be pressed, or not now.

    Qt takes the keys from a button that is disabled, and then Enter presses none for good.
    """
    made.setEnabled(allowed)
    made.setDefault(True)


def word_button(look: Look, icon: str, word: str, name: str = "", does: str = "") -> QPushButton:
    """A quiet button with a short word beside its icon: an icon alone says little. See `DOES`.

    Args:
        name: its tooltip, and what a screen reader says, where the word alone is too short.
    """
    name = name or word
    made = button(look, word, icon, "quiet", tip=name, does=does)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the photos
    return made


def inset(box: QAbstractSpinBox) -> None:
    """Keep the number off the frame: Qt leaves the left padding of a style sheet out of spin boxes."""
    edit = box.findChild(QLineEdit)
    if edit is not None:
        edit.setTextMargins(6, 0, 0, 0)


class ElidedLabel(QLabel):
    """One line that is cut instead of widening the window; the tooltip has it whole."""

    def __init__(
        self,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.contentsRect()
        painter.setPen(self.palette().windowText().color())
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, box.width())
        painter.drawText(box, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
