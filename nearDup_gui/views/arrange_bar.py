"""The slim bar over the list of groups: words to look for, which relation, and the order."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from core.photo import Relation
from nearDup_gui import wording
from nearDup_gui.arrangement import Arrangement, Order
from nearDup_gui.look import Look

_AFTER_MS = 150
"""After the last key: nobody wants the list of a word that is half typed."""


class ArrangeBar(QWidget):
    """Says what a person wants to see; the icons tell by their colour that something is chosen."""

    changed = Signal(object)
    """The `Arrangement` that is wanted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.arrangement = Arrangement()
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Name or folder"))
        self.text.setAccessibleName(self.tr("Show groups with these words in a name or folder"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumHeight(30)
        self.text.textChanged.connect(lambda: self._timer.start())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(lambda: self._choose(text=self.text.text()))
        relations = [
            (None, self.tr("Every relation")),
            *((kind, wording.relation(kind)) for kind in Relation),
        ]
        orders = (
            (Order.AS_FOUND, self.tr("As found")),
            (Order.RECLAIMABLE, self.tr("Most bytes first")),
            (Order.SIMILARITY, self.tr("Most alike first")),
            (Order.COUNT, self.tr("Most photos first")),
            (Order.DATE, self.tr("Latest first")),
            (Order.FOLDER, self.tr("By folder")),
        )
        self.relation = self._menu_button("filter", self.tr("Show one relation only"))
        self.relations = self._choices(self.relation, relations, "relation")
        self.order = self._menu_button("sort", self.tr("Sort the groups"))
        self.orders = self._choices(self.order, orders, "order")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.text, 1)
        row.addWidget(self.relation)
        row.addWidget(self.order)

    def reset(self) -> None:
        """Show every group again; the order stays."""
        self.text.clear()
        self._timer.stop()
        self.relations.actions()[0].setChecked(True)
        self._choose(text="", relation=None)

    def _menu_button(self, icon: str, name: str) -> QToolButton:
        made = QToolButton()
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.setIconSize(QSize(18, 18))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(QMenu(made))
        self._look.wear(made, icon)
        return made

    def _choices(self, button: QToolButton, choices: Sequence[tuple[Any, str]], field: str) -> QActionGroup:
        group = QActionGroup(button)
        for value, word in choices:
            action = button.menu().addAction(word)
            action.setCheckable(True)
            action.setChecked(value == getattr(self.arrangement, field))
            action.triggered.connect(lambda _=False, value=value: self._choose(**{field: value}))
            group.addAction(action)
        return group

    def _choose(self, **wanted: str | Enum | None) -> None:
        arrangement = replace(self.arrangement, **wanted)  # pyright: ignore[reportArgumentType]
        if arrangement == self.arrangement:
            return
        self.arrangement = arrangement
        self._look.wear(self.relation, "filter", "text" if arrangement.relation is None else "accent")
        self._look.wear(self.order, "sort", "text" if arrangement.order is Order.AS_FOUND else "accent")
        self.changed.emit(arrangement)
