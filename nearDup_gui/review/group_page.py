"""The chosen group: why its keeper is the one to keep, and all of its photos to decide about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from core.photo import DuplicateGroup, Relation
from core.review.decisions import GroupState
from nearDup_gui.decisions.bar import DecisionBar
from nearDup_gui.photos import losses as loss_words
from nearDup_gui.photos import wording
from nearDup_gui.photos.cards import CardsModel, cards_of_group
from nearDup_gui.photos.facts_panel import FactsPanel
from nearDup_gui.photos.grid import PhotoGrid
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.folding_row import FoldingRow
from nearDup_gui.toolkit.labels import ElidedLabel, button, elided_heading, muted, word_button
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.review.losses import Loss

_TITLE_LEAST = 190
"""Pixels for the title, before a button goes into the menu."""

translate = QCoreApplication.translate


class GroupPage(QWidget):
    """Title, reason, and the grid of photos, the keeper first."""

    mark_copies_wanted = Signal()
    clear_wanted = Signal()
    family_wanted = Signal()
    """To see who was made of whom in the group."""
    step_wanted = Signal(int)
    """To the next (1) or the previous (-1) group."""

    def __init__(
        self, cards: CardsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._copies_left = 0
        self._marked = 0
        self._held_back = 0
        self._forbidden = ""
        self._title = elided_heading()
        self._reason = muted()
        self._meaning = muted()
        self._mark = button(look, self.tr("Mark copies"), "mark-copies", does="mark_copies")
        self._mark.clicked.connect(self.mark_copies_wanted)
        self._clear = button(look, self.tr("Unmark all"), "clear", "quiet", does="keep_all")
        self._clear.clicked.connect(self.clear_wanted)
        family = word_button(
            look, "family", self.tr("Family tree"), self.tr("Family tree: who was made of whom"), "family"
        )
        family.clicked.connect(lambda: self.family_wanted.emit())
        before = word_button(look, "", self.tr("Previous"), self.tr("Previous group"), "previous")
        before.clicked.connect(lambda: self.step_wanted.emit(-1))
        after = word_button(look, "", self.tr("Next"), self.tr("Next group"), "next")
        after.clicked.connect(lambda: self.step_wanted.emit(1))
        self.grid = PhotoGrid(cards, look, thumbnails)
        self.grid.let_choose_several()
        self.grid.setAccessibleName(self.tr("Photos of the group"))
        self.facts = FactsPanel(look)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.grid)
        self._parts.addWidget(self.facts)
        self._parts.setStretchFactor(0, 1)
        self._parts.setSizes([3 * self.facts.initial_height(), self.facts.initial_height()])
        self._losses = ElidedLabel()
        self._losses.setProperty("tone", "warn")
        self._losses.hide()

        self.decisions = DecisionBar(look, family)

        head = QFrame()
        head.setObjectName("groupHeader")
        row = FoldingRow(look)
        self._title.setMinimumWidth(_TITLE_LEAST)
        row.add(self._title, 1)
        row.add_folding(self._clear)
        for shown in (self._mark, before, after):
            row.add(shown)
        words = QVBoxLayout(head)
        words.setContentsMargins(18, 10, 12, 12)
        words.setSpacing(2)
        words.addWidget(row)
        words.addWidget(self._reason)
        words.addWidget(self._meaning)
        words.addWidget(self._losses)
        words.addWidget(self.decisions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._parts, 1)

    def show_group(self, group: DuplicateGroup) -> None:
        count = wording.photos(len(group.members) + 1)
        self._title.setText(f"{wording.relation(group.relation)} · {count}")
        self._reason.setText(f"{group.keeper.path.name}  ·  {told(group.reason)}")
        self._meaning.setText(_meaning(group))
        self._cards.replace(cards_of_group(group))

    def show_state(self, state: GroupState) -> None:
        """Tell where the person stands with the group, in the place of what the relation means."""
        self.decisions.show_state(state)
        self._meaning.setVisible(not self.decisions.state_text)

    def show_marks(self, copies_left: int, marked: int, held_back: int = 0) -> None:
        """Say what can be marked in this group, and whether anything is.

        Args:
            copies_left: copies that the keeper covers.
            marked: photos with a mark.
            held_back: copies that hold something that the keeper does not.
        """
        self._copies_left, self._marked, self._held_back = copies_left, marked, held_back
        self._restate()
        self._cards.touch()

    def forbid(self, why: str) -> None:
        """Let nothing be marked or decided, and say why; or again, if nothing speaks against it."""
        self._forbidden = why
        self._restate()
        self.decisions.forbid(why)

    def show_losses(self, losses: "Sequence[Loss]") -> None:
        """Say what only the marked photos have, in the head and on their cards."""
        self._cards.show_losses({loss.photo.id: loss_words.only_here(loss) for loss in losses})
        said = "; ".join(f"{loss.photo.path.name}: {loss_words.lost(loss)}" for loss in losses)
        self._losses.setText(self.tr("Would be lost with what is marked: {0}").format(said))
        self._losses.setVisible(bool(losses))

    def losses(self) -> str:
        """What is said to be lost; empty if nothing is."""
        return "" if self._losses.isHidden() else self._losses.text()

    def _restate(self) -> None:
        copies, held, why = self._copies_left, self._held_back, self._forbidden
        if copies and held:
            offered = self.tr("Mark {0} of this group for removal; not {1} with something of their own")
            offered = offered.format(wording.copies(copies), wording.copies(held))
        elif copies:
            offered = self.tr("Mark {0} of this group for removal").format(wording.copies(copies))
        elif held:
            offered = self.tr("Nothing to mark: each copy left holds something that the keeper does not.")
        else:
            offered = self.tr("No copies are left to mark. Other shots are yours to choose.")
        self._mark.setEnabled(copies > 0 and not why)
        self._mark.setToolTip(why or offered)
        self._clear.setEnabled(self._marked > 0 and not why)
        self._clear.setToolTip(why or self.tr("Take away the marks of this group"))


def _meaning(group: DuplicateGroup) -> str:
    """What the relations in this group mean, loosest last."""
    kinds = {member.relation for member in group.members}
    if kinds == {Relation.IDENTICAL} and not any(member.twin for member in group.members):
        return translate("GroupPage", "The files are exactly the same.")
    if Relation.SAME_SCENE not in kinds:
        return translate("GroupPage", "One press of the shutter, saved in different ways.")
    if kinds == {Relation.SAME_SCENE}:
        return translate(
            "GroupPage", "Separate shots of nearly the same view: which to keep is yours to say."
        )
    return translate("GroupPage", "Copies of one picture, and other shots of the same scene. Look closely.")
