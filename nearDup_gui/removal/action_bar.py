"""The bar along the bottom: what is marked, and one button that says exactly what it will do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.progress import Progress
from core.review.actions.action import ActionKind
from nearDup_gui.frame.forbidding import set_tip
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.photos import wording
from nearDup_gui.removal import wording as removal_words
from nearDup_gui.removal.choice import RemovalChoice
from nearDup_gui.removal.service import RemovalWay
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import ElidedLabel, button, word_button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import in_a_row

if TYPE_CHECKING:
    from core.review.ways import Way

_WORDS_LEAST = 260
"""Pixels for the words beside the buttons, margins among them."""


class ActionBar(QFrame):
    """Restates its effect with every mark."""

    remove_wanted = Signal()
    way_chosen = Signal(object, object)
    """An `ActionKind`, or None if a person thought better of it, and a folder or None."""
    rehearsal_wanted = Signal()
    clear_all_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self._summary = ElidedLabel()
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setProperty("tone", "warn")
        self._warning.hide()
        self.quarantine = button(look, self.tr("Use the quarantine instead"), "", "quiet")
        self.quarantine.hide()
        self._marked = MarkTotals(0, 0, 0)
        self._click_marks = True
        self._way = RemovalWay()
        self._forbidden = False
        self._possible: Mapping[ActionKind, Way] = {}
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.clear_all = button(look, self.tr("Clear marks"), "clear", "quiet", does="clear_all")
        self.cancel = button(look, self.tr("Stop"), "close")
        self.cancel.hide()
        self.remove = button(look, "", "trash", "danger", does="remove")
        self.choose = word_button(look, "choose", self.tr("How…"), self.tr("How photos are removed"))
        self.choice = RemovalChoice(look, self)
        self.choose.clicked.connect(self.open_choice)
        self.choice.chosen.connect(self.way_chosen)
        self.choice.rehearsal_wanted.connect(self.rehearsal_wanted)
        self.quarantine.clicked.connect(lambda: self.way_chosen.emit(ActionKind.QUARANTINE, None))
        self.clear_all.clicked.connect(self.clear_all_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.remove.clicked.connect(self.remove_wanted)

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._summary)
        warning = QHBoxLayout()
        warning.addWidget(self._warning, 1)
        warning.addWidget(self.quarantine)
        words.addLayout(warning)
        words.addWidget(self._progress)
        words.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        for shown in (self.clear_all, self.cancel, self.remove, self.choose):
            self._buttons.addWidget(shown)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(16, 9, 16, 9)
        self._both.setSpacing(8)
        self._both.addLayout(words, 1)
        self._both.addLayout(self._buttons)
        self._hidden_meanwhile: list[QWidget] = [self.remove, self.choose, self.clear_all]

    def minimumSizeHint(self) -> QSize:
        """As narrow as the buttons alone: the words can stand above them."""
        margins = self._both.contentsMargins()
        width = self._buttons.minimumSize().width() + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words above the buttons where hardly any would be read beside them."""
        super().resizeEvent(event)
        self._place_words()

    def event(self, event: QEvent) -> bool:
        """The same where a button comes, goes or says more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_words()
        return super().event(event)

    def _place_words(self) -> None:
        room = self.width() - self._buttons.sizeHint().width()
        directions = QBoxLayout.Direction
        above = room < _WORDS_LEAST
        direction = directions.TopToBottom if above else directions.LeftToRight
        if direction != self._both.direction():
            self._both.setDirection(direction)
            self._both.setSpacing(4 if above else 8)

    def show_totals(self, marked: MarkTotals) -> None:
        """Say what pressing the button would do."""
        self._marked = marked
        nothing = marked.photos == 0
        self.clear_all.setEnabled(not nothing)
        self._restate()
        if nothing:
            self._say_how()
            return
        self._summary.setText(
            self.tr("{0} marked in {1}. At least one photo of each stays.").format(
                wording.photos(marked.photos), wording.groups(marked.groups)
            )
        )

    def tell_clicks(self, click_marks: bool) -> None:
        """A click marks a photo where the person is, or does something else."""
        self._click_marks = click_marks
        if self._marked.photos == 0 and self.cancel.isHidden():
            self._say_how()

    def _say_how(self) -> None:
        self._summary.setText(
            self.tr("Click a photo to mark it for removal.")
            if self._click_marks and not self._forbidden
            else self.tr("Nothing is marked for removal.")
        )

    def show_ways(self, way: RemovalWay, possible: "Mapping[ActionKind, Way]") -> None:
        """Say how photos are removed, and before anything is pressed to which ones that cannot be done."""
        self._way, self._possible = way, possible
        self.choice.show_ways(way, possible)
        set_tip(self.remove, removal_words.explained(way.kind))
        now, instead = possible.get(way.kind), possible.get(ActionKind.QUARANTINE)
        trouble = now is not None and now.unable > 0
        self._warning.setVisible(trouble)
        self.quarantine.setVisible(
            now is not None
            and instead is not None
            and way.kind is ActionKind.TRASH
            and instead.unable < now.unable
        )
        if now is not None and trouble:
            consequence = self.tr("They will be left alone.") if now.possible else ""
            said = removal_words.not_possible(now.unable, now.able + now.unable)
            self._warning.setText(in_a_row((said.format(in_a_row(map(told, now.reasons))), consequence)))
        self._restate()

    def forbid(self, forbidden: bool) -> None:
        """Let nothing be removed, whatever is marked, as long as the window may only look."""
        self._forbidden = forbidden
        self._restate()
        self.tell_clicks(self._click_marks)

    def open_choice(self) -> None:
        """Let a person choose how photos are removed."""
        self.choice.open_over(self.choose)

    def add_button(self, made: QPushButton) -> None:
        """Put one more button before those that there are."""
        self._buttons.insertWidget(self._buttons.indexOf(self.clear_all), made)
        self._hidden_meanwhile.append(made)

    def say(self, sentence: str) -> None:
        """Say this of the marks."""
        self._summary.setText(sentence)

    def said(self) -> str:
        """What is said of the marks."""
        return self._summary.text()

    def warning(self) -> str:
        """What is said about photos that cannot go the chosen way; empty if nothing is."""
        return "" if self._warning.isHidden() else self._warning.text()

    def _restate(self) -> None:
        """The button counts the marked photos that can go the chosen way, as far as that is known."""
        known = self._possible.get(self._way.kind)
        count, n_bytes = self._marked.photos, self._marked.bytes
        if known is not None and known.able + known.unable == count:
            count, n_bytes = known.able, known.bytes
        self.remove.setEnabled(count > 0 and not self._forbidden)
        if self._marked.photos == 0:
            self.remove.setText(self.tr("Nothing marked"))
        elif count == 0:
            self.remove.setText(self.tr("Not possible"))
        else:
            self.remove.setText(removal_words.press(self._way.kind, count, n_bytes, self._way.folder))
        # It grows with its numbers and never shrinks: what a person is about to press stays where it is.
        self.remove.setMinimumWidth(max(self.remove.minimumWidth(), self.remove.sizeHint().width()))

    def show_removing(self, count: int) -> None:
        """The removal has begun: nothing else can be pressed."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()  # or the keys would go on to whatever comes next, and stay there
        for shown in self._hidden_meanwhile:
            shown.hide()
        self.cancel.show()
        self._progress.setRange(0, count)
        self._progress.setValue(0)
        self._progress.show()
        self._summary.setText(removal_words.doing(self._way.kind, count))

    def show_removal_progress(self, progress: Progress) -> None:
        self._progress.setValue(progress.done)

    def show_removal_over(self) -> None:
        for shown in self._hidden_meanwhile:
            shown.show()
        self.cancel.hide()
        self._progress.hide()
