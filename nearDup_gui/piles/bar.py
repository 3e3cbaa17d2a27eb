"""The piles as tabs over the review: what each holds, and which is shown."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from core.review.piles import Pile, PileSize
from nearDup_gui.photos import wording
from nearDup_gui.piles import wording as pile_words
from nearDup_gui.piles.tab import PileTab, Shown
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
        self._tabs: dict[Pile | None, PileTab] = {}
        self._together = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.setSpacing(6)
        for pile in (*Pile, None):
            tip = "" if pile is None else pile_words.explained(pile)
            tab = PileTab(look, pile_words.name(pile), _ICONS[pile], tip, _ACTIONS[pile])
            tab.clicked.connect(lambda _=False, pile=pile: self.chosen.emit(pile))
            self._tabs[pile] = tab
            self.add_tab(tab)
        self.show_pile(None)

    def add_tab(self, tab: PileTab) -> None:
        """Put one more tab at the end, of which one is shown like any other."""
        self._together.addButton(tab)
        self._row.addWidget(tab, 1)

    def tab(self, pile: Pile | None) -> PileTab:
        """The tab of a pile, or that of every group."""
        return self._tabs[pile]

    @property
    def tabs(self) -> list[PileTab]:
        """All tabs, from left to right."""
        return [tab for tab in self._together.buttons() if isinstance(tab, PileTab)]

    def show_pile(self, pile: Pile | None) -> None:
        """Show which pile is looked at."""
        self._tabs[pile].setChecked(True)

    def show_sizes(self, sizes: Mapping[Pile, PileSize], groups: int, n_bytes: int) -> None:
        """Tell how much is in each pile, and in all groups."""
        for pile, size in sizes.items():
            self._tabs[pile].say(*pile_words.size(size))
        self._tabs[None].say(wording.groups(groups), wording.size(n_bytes))

    def show_sorting(self) -> None:
        """The piles are not known yet."""
        for pile in Pile:
            self._tabs[pile].say(self.tr("sorting…"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def event(self, event: QEvent) -> bool:
        """A tab comes, goes, or says more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_room()
        return super().event(event)

    def _share_room(self) -> None:
        """Let all tabs show as much as the narrowest room lets the longest show."""
        tabs = [tab for tab in self.tabs if not tab.isHidden()]
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._row.spacing() * (len(tabs) - 1)
        fits = (one for one in Shown if all(tab.width_of(one) * len(tabs) <= room for tab in tabs))
        shown = next(fits, Shown.NO_BYTES)
        for tab in tabs:
            tab.show_as(shown)
