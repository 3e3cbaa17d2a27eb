"""What makes groups: the slider over all similarities, a switch for each relation, and what results."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.match.histogram import SimilarityHistogram
from core.match.strictness import Strictness
from core.photo import Relation
from nearDup_gui.overview.similarity_slider import COLOURS, SimilaritySlider
from nearDup_gui.overview.suggestion_line import SuggestionLine
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import ElidedLabel, button, muted, word_button
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.match.suggestion import Suggestion


class SimilarityPanel(QFrame):
    """Says what is set, and shows what came of it."""

    changed = Signal(object)
    """The `Strictness` that is wanted."""
    forget_wanted = Signal()
    """Take away the marks that do not count now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("similarity")
        self._busy = False
        self._suggestion: Suggestion | None = None
        self._result = ""
        self.slider = SimilaritySlider(look)
        self.slider.valueChanged.connect(lambda: self._tell())
        self.meaning = muted(self.tr("Each bar: how many matches are this alike"))
        self._setting = ElidedLabel()
        self._outcome = ElidedLabel()
        self._outcome.setProperty("tone", "muted")
        self._outcome.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.reset = word_button(look, "undo", self.tr("Reset"), self.tr("Reset: group by every match again"))
        self.reset.clicked.connect(lambda: self._reset())
        self.relations = {relation: self._switch(look, relation) for relation in Relation}
        self.suggestion = SuggestionLine(look)
        self.suggestion.taken.connect(self._take)
        self._resting = muted()
        self.forget = button(look, self.tr("Clear"), "", "small", tip=self.tr("Take these marks away"))
        self.forget.clicked.connect(self.forget_wanted)
        self.show_resting(0)
        resting = QHBoxLayout()
        resting.addWidget(self._resting, 1)
        resting.addWidget(self.forget)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._setting.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        head.addWidget(self._setting)
        head.addWidget(self._outcome, 1)
        head.addWidget(self.reset)
        switches = QHBoxLayout()
        switches.setSpacing(4)
        for switch in self.relations.values():
            switches.addWidget(switch, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.meaning)
        column.addWidget(self.slider)
        column.addLayout(switches)
        column.addLayout(resting)
        column.addSpacing(2)
        column.addWidget(self.suggestion)
        self._show_setting()

    @property
    def strictness(self) -> Strictness:
        """What is wanted now. At the slider's left end every match counts."""
        percent = self.slider.value()
        at_least = 0.0 if percent == self.slider.minimum() else percent / 100
        return Strictness(
            at_least, frozenset(relation for relation, switch in self.relations.items() if switch.isChecked())
        )

    def show_strictness(self, strictness: Strictness) -> None:
        """Show a setting that came from elsewhere, without telling of it."""
        for relation, switch in self.relations.items():
            switch.setChecked(relation in strictness.relations)
        percent = round(strictness.at_least * 100)
        self.slider.blockSignals(True)
        if percent:  # at its left end every match would count
            self.slider.setMinimum(min(self.slider.minimum(), percent - 1))
        self.slider.setValue(percent or self.slider.minimum())
        self.slider.blockSignals(False)
        self._show_setting()

    def show_histogram(self, histogram: SimilarityHistogram) -> None:
        self.slider.show_histogram(histogram)
        self._show_setting()

    def show_result(self, groups: int, photos: int) -> None:
        """How many groups came of it, and how many photos are in them."""
        self._result = f"{wording.groups(groups)} · {wording.photos(photos)}"
        self._show_outcome()

    def show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_outcome()

    def show_resting(self, photos: int) -> None:
        """Say how many marks do not count, since their photos are in no group now, or stay anyway."""
        self._resting.setVisible(photos > 0)
        self.forget.setVisible(photos > 0)
        if photos:
            text = self.tr(
                "{0} marked, but in no group now, the keeper, or protected: nothing happens to them."
            )
            self._resting.setText(text.format(wording.photos(photos)))

    def suggest(self, suggestion: "Suggestion | None") -> None:
        """Tell what speaks for grouping more strictly, unless it is grouped so already."""
        self._suggestion = suggestion
        self.suggestion.show_suggestion(suggestion, self.strictness.at_least)

    def said(self) -> tuple[str, str, str]:
        """The setting, what came of it, and the marks that rest, as they are written."""
        resting = "" if self._resting.isHidden() else self._resting.text()
        return self._setting.text(), self._outcome.text(), resting

    def _switch(self, look: Look, relation: Relation) -> QPushButton:
        made = button(look, wording.relation(relation), "", "chip")
        look.wear(made, "dot", COLOURS[relation])
        made.toggled.connect(lambda on: look.wear(made, "dot", COLOURS[relation] if on else "faint"))
        made.setIconSize(QSize(12, 12))
        made.setCheckable(True)
        made.setChecked(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setToolTip(self.tr("Show groups of this kind: {0}").format(wording.relation_explained(relation)))
        made.setAccessibleDescription(made.toolTip())
        made.clicked.connect(lambda checked: self._switched(made, checked))
        return made

    def _switched(self, switch: QPushButton, checked: bool) -> None:
        """From all relations a press shows what the switch names alone, another press all of them again."""
        others = [other for other in self.relations.values() if other is not switch]
        if not checked and all(other.isChecked() for other in others):
            for other in others:
                other.setChecked(False)
            switch.setChecked(True)
        elif not checked and not any(other.isChecked() for other in others):
            for each in self.relations.values():
                each.setChecked(True)
        self._tell()

    def _reset(self) -> None:
        self.show_strictness(Strictness())
        self._tell()

    def _take(self, suggestion: "Suggestion") -> None:
        self.show_strictness(replace(self.strictness, at_least=suggestion.at_least))
        self._tell()

    def _tell(self) -> None:
        self._show_setting()
        self.changed.emit(self.strictness)

    def _show_setting(self) -> None:
        setting = self.strictness
        percent = self.slider.value()
        text = self.tr("At least {0} % alike").format(percent) if setting.at_least else self.tr("Every match")
        self._setting.setText(text)
        self.slider.setAccessibleDescription(text)
        self.slider.show_relations(setting.relations)
        self.reset.setEnabled(setting.leaves_out)
        self.suggestion.show_suggestion(self._suggestion, setting.at_least)

    def _show_outcome(self) -> None:
        self._outcome.setText(self.tr("Grouping…") if self._busy else self._result)
