"""One tab over the review: a pile's name, and below it how much is in it."""

from enum import IntEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from nearDup_gui.toolkit.labels import dress
from nearDup_gui.toolkit.look import Look

_ICON = 20
_AROUND = 2 * 12 + 6
"""Pixels beside the text: the style sheet's padding and border, and a little air."""


class Shown(IntEnum):
    """How much of a tab is shown: half a number would be another number, so that none is cut."""

    ALL = 0
    NO_ICON = 1
    NO_BYTES = 2


class PileTab(QPushButton):
    """Says more where there is room. `PileBar` tells all of its tabs together how much that is."""

    def __init__(
        self, look: Look, name: str, icon: str, tip: str = "", does: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.name = name
        self._count, self._bytes = "", ""
        self._shown = Shown.ALL
        dress(self, look, icon, "tab", tip, does)
        self.setCheckable(True)
        self.setIconSize(QSize(_ICON, _ICON))

    def say(self, count: str, n_bytes: str = "") -> None:
        """Tell how much is in it: how many, and how large that is."""
        self._count, self._bytes = count, n_bytes
        self.setAccessibleName(f"{self.name}: {self._said(Shown.ALL)}")
        self._restate()
        self.updateGeometry()

    def show_as(self, shown: Shown) -> None:
        """Show so much."""
        if shown is not self._shown:
            self._shown = shown
            self.setIconSize(QSize(_ICON, _ICON) if shown is Shown.ALL else QSize(0, 0))
            self._restate()

    def width_of(self, shown: Shown) -> int:
        """The pixels that it takes to show so much, be it chosen or not."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        text = max(map(metrics.horizontalAdvance, (self.name, self._said(shown))))
        return text + _AROUND + (_ICON + 8 if shown is Shown.ALL else 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can be without a cut."""
        return QSize(self.width_of(Shown.NO_BYTES), super().minimumSizeHint().height())

    def _said(self, shown: Shown) -> str:
        parts = (self._count,) if shown is Shown.NO_BYTES else (self._count, self._bytes)
        return " · ".join(filter(None, parts))

    def _restate(self) -> None:
        said = self._said(self._shown)
        self.setText(f"{self.name}\n{said}" if said else self.name)
