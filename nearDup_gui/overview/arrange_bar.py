"""The slim bar over the list of groups: words to look for, other filters, the order, the slider's button."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from core.group_filter import GroupFilter
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.overview.filter_chips import FilterChips
from nearDup_gui.overview.filter_popover import FilterPopover
from nearDup_gui.toolkit.labels import DOES
from nearDup_gui.toolkit.look import Look

_AFTER_MS = 150
"""After the last key: nobody wants the list of a word that is half typed."""
_LEAST_WORDS = 96
"""Pixels for what is looked for, so that a word is seen."""


class ArrangeBar(QWidget):
    """Says what a person wants to see. Icons tell by their colour that something is chosen; chips, what."""

    changed = Signal(object)
    """The `Arrangement` that is wanted."""
    facets_wanted = Signal()
    """The filters are opened: what is there to choose from?"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.arrangement = Arrangement()
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Search"))
        self.text.setAccessibleName(self.tr("Show groups with these words in a name or folder"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumSize(_LEAST_WORDS, 30)
        self.text.textChanged.connect(lambda: self._timer.start())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._text_changed)
        self.filters = self._button("filter", self.tr("Filter"), self.tr("Filter the groups"))
        self.filters.setProperty(DOES, "filters")
        self.popover = FilterPopover(look, self)
        self.popover.changed.connect(self._filter_changed)
        self.filters.clicked.connect(self.open_filters)
        self.order = self._button("sort", self.tr("Sort"), self.tr("Sort the groups"))
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices = QMenu(self.order)
        self.order.setMenu(self._choices)
        self.orders = self._order_choices()
        self.similarity = self._button(
            "histogram",
            self.tr("Similarity"),
            self.tr("Similarity: how alike photos must be to share a group"),
        )
        self.similarity.setCheckable(True)
        self.similarity.setChecked(True)
        self.chips = FilterChips(look)
        self.chips.changed.connect(self._filter_changed)
        self.chips.clear_wanted.connect(self.reset)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.text, 1)
        for shown in (self.filters, self.order, self.similarity):
            row.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.chips)

    def reset(self) -> None:
        """Show every group again; the order stays."""
        self.show_arrangement(replace(self.arrangement, filter=GroupFilter()))

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Want this arrangement, from wherever it comes."""
        self.text.blockSignals(True)
        self.text.setText(arrangement.filter.text)
        self.text.blockSignals(False)
        self._timer.stop()
        for action in self.orders.actions():
            action.setChecked(action.data() == arrangement.order)
        self._want(arrangement)

    def open_filters(self) -> None:
        """Show the filters, and ask what there is to choose from."""
        self.popover.show_filter(self.arrangement.filter)
        self.facets_wanted.emit()
        self.popover.open_below(self.filters)

    def _button(self, icon: str, word: str, name: str) -> QToolButton:
        made = QToolButton()
        made.setText(word)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.setIconSize(QSize(18, 18))
        self._look.wear(made, icon)
        return made

    def _order_choices(self) -> QActionGroup:
        orders: Sequence[tuple[Order, str]] = (
            (Order.AS_FOUND, self.tr("As found")),
            (Order.RECLAIMABLE, self.tr("Most bytes first")),
            (Order.SIMILARITY, self.tr("Most alike first")),
            (Order.COUNT, self.tr("Most photos first")),
            (Order.DATE, self.tr("Latest first")),
            (Order.FOLDER, self.tr("By folder")),
        )
        group = QActionGroup(self.order)
        for order, words in orders:
            action = self._choices.addAction(words)
            action.setData(order)
            action.setCheckable(True)
            action.setChecked(order is self.arrangement.order)
            action.triggered.connect(
                lambda _=False, order=order: self._want(replace(self.arrangement, order=order))
            )
            group.addAction(action)
        return group

    def _text_changed(self) -> None:
        self._filter_changed(replace(self.arrangement.filter, text=self.text.text()))

    def _filter_changed(self, wanted: GroupFilter) -> None:
        self._want(replace(self.arrangement, filter=replace(wanted, text=self.text.text())))

    def _want(self, arrangement: Arrangement) -> None:
        if arrangement == self.arrangement:
            return
        self.arrangement = arrangement
        narrowed = not replace(arrangement.filter, text="").is_empty
        self._look.wear(self.filters, "filter", "accent" if narrowed else "text")
        self._look.wear(self.order, "sort", "text" if arrangement.order is Order.AS_FOUND else "accent")
        self.chips.show_filter(arrangement.filter)
        self.popover.show_filter(arrangement.filter)
        self.changed.emit(arrangement)
