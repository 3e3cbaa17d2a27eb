"""The family tree of a group: who was made of whom, with marks to set and pairs to compare."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from core.photo import DuplicateGroup, Photo
from nearDup_gui.family import wording as words
from nearDup_gui.family.node import FamilyNode
from nearDup_gui.family.tree import FamilyTree
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.match.family import Family

_SEEN = 24
"""Pixels around a node that are scrolled into sight with it."""


class FamilyDialog(QDialog):
    """Opens with a sentence, and shows the tree when it is known."""

    compare_wanted = Signal(object, object)
    """Two `Photo`s of the group, the left one first: a parent and its child, where there is a parent."""

    def __init__(
        self,
        group: DuplicateGroup,
        photo: Photo | None,
        review: MarkController,
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            group: whose tree it is.
            photo: the photo that the person is at, which the keys act on first; None for the keeper.
            review: keeps the marks.
            look: the theme.
            thumbnails: the pictures of photos.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Family tree"))
        self.resize(980, 620)
        self.setSizeGripEnabled(True)
        self._group = group
        self._at = photo or group.keeper
        self._review = review
        self._family: Family | None = None
        self.sentence = muted(self.tr("Looking who was made of whom…"))
        self.refusal = muted()
        self.refusal.setProperty("tone", "warn")
        self.refusal.hide()
        self.tree = FamilyTree(look, thumbnails)
        self.tree.chosen.connect(self._see)
        self.tree.toggle_wanted.connect(self._toggle)
        self.tree.compare_wanted.connect(self._compare)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.tree)
        self._area.setAccessibleName(self.tr("Family tree"))
        self._area.hide()
        self._keys = muted(
            self.tr(
                "Arrows go along the tree, Space marks, Enter or a double click compares with the parent."
            )
        )
        self._keys.hide()
        self._buttons = QDialogButtonBox()
        self.close_button = self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.close_button.setIcon(QIcon())
        self.close_button.setAutoDefault(False)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Family tree")))
        column.addWidget(self.sentence)
        column.addWidget(self.refusal)
        column.addWidget(self._area, 1)
        column.addWidget(self._keys)
        column.addStretch(0)
        column.addWidget(self._buttons)
        review.marks_changed.connect(self._show_marks)
        review.refused.connect(self._show_refusal)

    @Slot(object)
    def show_family(self, family: "Family") -> None:
        """Show the tree, or say why there is none."""
        self._family = family
        self.sentence.setText(words.heading(family, self._group))
        self.tree.show_family(family, self._group.keeper.id)
        self._show_marks()
        self._area.show()
        self._keys.show()
        node = self.tree.nodes.get(self._at.content_id) or next(iter(self.tree.nodes.values()), None)
        if node is not None:
            node.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def show_failed(self, why: str) -> None:
        """Say why nothing can be shown."""
        self.sentence.setText(why)

    @Slot(object)
    def _show_marks(self, key: int | None = None) -> None:
        self.refusal.hide()
        ids = (photo.id for photo in self._group.photos)
        self.tree.show_marks(frozenset(n for n in ids if self._review.is_marked(n)))

    @Slot(str)
    def _show_refusal(self, why: str) -> None:
        self.refusal.setText(why)
        self.refusal.show()

    @Slot(object)
    def _see(self, node: FamilyNode) -> None:
        self._area.ensureWidgetVisible(node, _SEEN, _SEEN)

    @Slot(object)
    def _toggle(self, node: FamilyNode) -> None:
        """Mark all files of a node that are not marked, the keeper last; if all are, let them stay."""
        keeper = self._group.keeper.id
        ids = sorted((photo.id for photo in node.relative.photos), key=lambda n: n == keeper)
        unmarked = [n for n in ids if not self._review.is_marked(n)]
        for photo_id in unmarked or ids:
            self._review.toggle(photo_id)

    @Slot(object)
    def _compare(self, node: FamilyNode) -> None:
        """A child with its parent; a root with its first child; what has no relatives with the keeper."""
        family = self._family
        assert family is not None
        descent, content = family.descent_of(node.relative.content), node.relative.content
        left, right = self._group.keeper, node.relative.photos[0]
        if descent is not None:
            left = self.tree.nodes[descent.parent].relative.photos[0]
        elif children := family.children_of(content):
            left, right = right, self.tree.nodes[children[0]].relative.photos[0]
        elif right.id == left.id:
            right = self._group.members[0].photo
        self.accept()
        self.compare_wanted.emit(left, right)
