"""The foot of "please look": why the two are here, and the answers, each at a fixed place with one key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nearDup_gui.piles import wording as pile_words
from nearDup_gui.toolkit.labels import ElidedLabel, button
from nearDup_gui.toolkit.look import Look


class LookBar(QFrame):
    """The lowest bar of the page, so that nothing above it moves its buttons."""

    left_wanted = Signal()
    both_wanted = Signal()
    not_duplicates_wanted = Signal()
    right_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lookBar")
        self._why = ElidedLabel()
        self._left = QLabel()
        self._left.setProperty("tone", "muted")
        self.back = button(look, self.tr("Back"), "undo", does="look_back")
        self.left = button(look, self.tr("Left stays"), "previous", "primary", does="left_stays")
        self.both = button(look, self.tr("Both stay"), "variants", does="variants")
        self.apart = button(look, self.tr("Not duplicates"), "not-duplicates", does="not_duplicates")
        self.right = button(look, self.tr("Right stays"), "next", "primary", does="right_stays")
        self.back.setToolTip(self.tr("To the pair before; what was said of it is taken back"))
        self.left.setToolTip(self.tr("Mark the right photo for removal, and go on"))
        self.right.setToolTip(self.tr("Mark the left photo for removal, and go on"))
        self.both.setToolTip(self.tr("Remember that both are wanted, and go on"))
        self.apart.setToolTip(self.tr("Remember that these are no duplicates, and go on"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for made, wanted in (
            (self.back, self.back_wanted),
            (self.left, self.left_wanted),
            (self.both, self.both_wanted),
            (self.apart, self.not_duplicates_wanted),
            (self.right, self.right_wanted),
        ):
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.setMinimumWidth(60)
            made.clicked.connect(wanted)
            row.addWidget(made, 2 if made in (self.left, self.right) else 1)
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._why, 1)
        words.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 8)
        column.setSpacing(6)
        column.addLayout(words)
        column.addLayout(row)

    @property
    def why(self) -> str:
        """Why the pair is here."""
        return self._why.text()

    def show_pair(self, why: str, left: int, *, can_go_back: bool) -> None:
        """Say why a pair is here, and how many there are to go."""
        self._why.setText(why)
        self._left.setText(pile_words.left_to_look_at(left))
        self.back.setEnabled(can_go_back)

    def forbid(self, why: str) -> None:
        """Let nothing be said as long as the window may only look."""
        for made in (self.left, self.both, self.apart, self.right):
            made.setEnabled(not why)
