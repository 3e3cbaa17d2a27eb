"""The piles as tabs over the review: what each holds, and which is shown."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from core.review.piles import Pile, PileSize
from nearDup_gui.photos import wording
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look

_ICONS = {Pile.SURE: "mark-copies", Pile.LOOK: "compare", Pile.SHOTS: "photos", None: "similar"}
_ACTIONS = {Pile.SURE: "mark_all", Pile.LOOK: "pile_look", Pile.SHOTS: "pile_shots", None: "pile_all"}


class PileBar(QFrame):
    """Tabs that share the width, so that no number moves them."""

    chosen = Signal(object)
    """A `Pile`, or None for every group."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pileBar")
        self.setAccessibleName(self.tr("Piles"))
        self._tabs: dict[Pile | None, QPushButton] = {}
        self._added: list[QPushButton] = []
        self._together = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(6)
        for pile in (*Pile, None):
            tab = button(look, pile_words.name(pile), _ICONS[pile], "tab", does=_ACTIONS[pile])
            tab.setCheckable(True)
            tab.setIconSize(QSize(20, 20))
            tab.clicked.connect(lambda _=False, pile=pile: self.chosen.emit(pile))
            if pile is not None:
                tab.setToolTip(pile_words.explained(pile))
            self._together.addButton(tab)
            self._tabs[pile] = tab
            row.addWidget(tab, 1)
        self.show_pile(None)

    def add_tab(self, tab: QPushButton) -> None:
        """Put one more tab at the end, of which one is shown like any other."""
        self._together.addButton(tab)
        self._added.append(tab)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(tab, 1)

    def tab(self, pile: Pile | None) -> QPushButton:
        """The tab of a pile, or that of every group."""
        return self._tabs[pile]

    @property
    def tabs(self) -> list[QPushButton]:
        """The tabs of the piles, from left to right."""
        return list(self._tabs.values())

    @property
    def last_tab(self) -> QPushButton:
        """The one on the right, be it of a pile or added."""
        return [*self._tabs.values(), *self._added][-1]

    def show_pile(self, pile: Pile | None) -> None:
        """Show which pile is looked at."""
        self._tabs[pile].setChecked(True)

    def show_sizes(self, sizes: Mapping[Pile, PileSize], groups: int, n_bytes: int) -> None:
        """Tell how much is in each pile, and in all groups."""
        for pile, size in sizes.items():
            self._say(pile, pile_words.size(size))
        self._say(None, f"{wording.groups(groups)} · {wording.size(n_bytes)}")

    def show_sorting(self) -> None:
        """The piles are not known yet."""
        for pile in Pile:
            self._say(pile, self.tr("sorting…"))

    def _say(self, pile: Pile | None, size: str) -> None:
        self._tabs[pile].setText(f"{pile_words.name(pile)}\n{size}")
        self._tabs[pile].setAccessibleName(f"{pile_words.name(pile)}: {size}")
