"""How large photos are shown in lists: one size for all of them, against what the window gives."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from nearDup_gui.photos.photo_list import PhotoList

STEPS = 4
"""To each side of the size that the window gives."""
_STEP = 2**0.25
"""Four steps make a photo twice as wide."""


class CardSize(QObject):
    """GUI thread."""

    changed = Signal(int)
    """The step that holds now, from -`STEPS` to `STEPS`; 0 is the size that the window gives."""

    def __init__(self, lists: Sequence[PhotoList], parent: QObject | None = None) -> None:
        """Let Ctrl and the wheel over these lists choose the size for all of them."""
        super().__init__(parent)
        self._lists = lists
        self.step = 0
        for one in lists:
            one.size_wanted.connect(self.step_by)

    def step_by(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        self.choose(self.step + steps)

    def reset(self) -> None:
        """The size that the window gives."""
        self.choose(0)

    def choose(self, step: int) -> None:
        """Show photos in one size, the nearest that there is."""
        step = max(-STEPS, min(STEPS, step))
        if step != self.step:
            self.step = step
            for one in self._lists:
                one.show_scale(_STEP**step)
            self.changed.emit(step)


class CardSizeSlider(QWidget):
    """A slider with its name beside it, for the foot of the window."""

    def __init__(self, size: CardSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel(self.tr("Photo size"))
        name.setProperty("tone", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setPageStep(2)
        self.slider.setFixedWidth(130)
        self.slider.setAccessibleName(name.text())
        self.slider.setToolTip(
            self.tr("In the middle photos grow with the window. Ctrl and the wheel do the same.")
        )
        self.slider.setValue(size.step)
        self.slider.valueChanged.connect(size.choose)
        size.changed.connect(self.slider.setValue)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.slider)
