"""What can be decided about the group that is shown, and what has been."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.decision import Kind
from core.review.decisions import GroupState, Status
from nearDup_gui.decisions import wording as decision_words
from nearDup_gui.toolkit.folding_row import FoldingRow
from nearDup_gui.toolkit.labels import button, word_button
from nearDup_gui.toolkit.look import Look


class DecisionBar(QFrame):
    """Under the title of a group. Says what a person wants; it decides nothing."""

    settle_wanted = Signal(object)
    """A `Kind`: reviewed, kept as variants, or put off."""
    reopen_wanted = Signal()
    not_duplicates_wanted = Signal()
    keeper_wanted = Signal()
    split_wanted = Signal()

    def __init__(self, look: Look, beside: QPushButton | None = None, parent: QWidget | None = None) -> None:
        """Make the bar.

        Args:
            beside: a button that stands with those for the chosen photos.
        """
        super().__init__(parent)
        self._look = look
        self._shown = GroupState()
        self._chosen = 0
        self._possible = (False, False)
        """Whether another keeper can be chosen, and photos be split off."""
        self._forbidden = ""
        self._sign = QLabel()
        self._state = QLabel()
        self.reopen = button(look, self.tr("Open again"), "undo", "quiet", does="reopen")
        self.reopen.clicked.connect(self.reopen_wanted)
        self.reviewed = button(look, self.tr("Reviewed, next"), "done", does="reviewed")
        self.later = button(look, self.tr("Later"), "later", "quiet", does="later")
        self.variants = button(look, self.tr("Keep all"), "variants", "quiet", does="variants")
        for shown, kind in (
            (self.reviewed, Kind.REVIEWED),
            (self.later, Kind.LATER),
            (self.variants, Kind.VARIANTS),
        ):
            shown.clicked.connect(lambda _=False, kind=kind: self.settle_wanted.emit(kind))
        self.not_duplicates = button(look, "", "not-duplicates", "quiet", does="not_duplicates")
        self.not_duplicates.clicked.connect(self.not_duplicates_wanted)
        self.keeper = word_button(
            look, "keeper", self.tr("Make keeper"), self.tr("Make this photo the keeper"), "choose_keeper"
        )
        self.keeper.clicked.connect(self.keeper_wanted)
        self.split = word_button(
            look, "split-off", self.tr("Split off"), self.tr("Split the chosen photos off"), "split_off"
        )
        self.split.clicked.connect(self.split_wanted)
        self._lay_out(() if beside is None else (beside,))
        look.changed.connect(self._dress)
        self.show_state(GroupState())
        self.show_chosen(0, keeper_possible=False, split_possible=False)

    @property
    def state_text(self) -> str:
        """What is said about the group's state; empty if nothing is."""
        return "" if self._told.isHidden() else self._state.text()

    def show_state(self, state: GroupState) -> None:
        """Tell where the person stands with the group."""
        self._shown = state
        said = decision_words.state(state)
        self._state.setText(said)
        self._told.setVisible(bool(said))
        self.reopen.setVisible(state.status is not Status.OPEN)
        self._dress()

    def show_chosen(self, chosen: int, *, keeper_possible: bool, split_possible: bool) -> None:
        """Restate what would be done with the photos that are chosen.

        Args:
            chosen: how many are, or 0 if what is said is said of all of the group.
            keeper_possible: exactly one is chosen, and it is another than the keeper.
            split_possible: some are left when the chosen ones are split off.
        """
        self.not_duplicates.setText(decision_words.not_duplicates(chosen))
        self._chosen, self._possible = chosen, (keeper_possible, split_possible)
        self._restate()

    def forbid(self, why: str) -> None:
        """Let nothing be decided, and say why; or again, if nothing speaks against it."""
        self._forbidden = why
        self._restate()

    def _restate(self) -> None:
        """Offer what is possible; whatever is not allowed tells the reason."""
        apart = (
            self.tr("Remember that these are no duplicates of the others here")
            if self._chosen
            else self.tr("Remember that no photo of this group is a duplicate of another")
        )
        keeper_possible, split_possible = self._possible
        for shown, possible, tip in (
            (self.reopen, True, self.tr("Forget what was decided about this group as a whole")),
            (self.reviewed, True, self.tr("Remember this group as reviewed and go on")),
            (self.later, True, self.tr("Put this group off and go on")),
            (
                self.variants,
                True,
                self.tr("They are duplicates, and all of them are wanted: keep them as variants and go on"),
            ),
            (self.not_duplicates, True, apart),
            (self.keeper, keeper_possible, self.keeper.accessibleName()),
            (self.split, split_possible, self.split.accessibleName()),
        ):
            shown.setEnabled(possible and not self._forbidden)
            shown.setToolTip(self._forbidden or tip)

    def _lay_out(self, beside: Iterable[QPushButton]) -> None:
        self._told = QWidget()
        told = QHBoxLayout(self._told)
        told.setContentsMargins(0, 4, 0, 0)
        told.setSpacing(6)
        told.addWidget(self._sign)
        told.addWidget(self._state)
        told.addWidget(self.reopen)
        told.addStretch(1)
        row = FoldingRow(self._look)
        row.set_margins(0, 6, 0, 0)
        for shown in (self.reviewed, self.later, self.variants):
            row.add(shown)
        for shown in (self.not_duplicates, self.keeper, self.split, *beside):
            row.add_folding(shown)
        row.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._told)
        column.addWidget(row)

    def _dress(self) -> None:
        worn = decision_words.icon(self._shown)
        if worn is None:
            return
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap(worn[0], round(18 * ratio), worn[1]).copy()
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)
