"""What a removal would lose, in its dialog, with the offer to keep it beside the photo that stays."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nearDup_gui.photos import losses as loss_words
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.review.losses import Loss

_SHOWN = 4
"""Rows before the list scrolls."""
_LISTED = 2000
"""More rows nobody reads, and they take a moment to make."""


class LossSection(QWidget):
    """The photos with something to lose, and whether a sidecar shall be written."""

    keep_changed = Signal(bool)

    def __init__(
        self,
        look: Look,
        losses: "Sequence[Loss]",
        *,
        takes_away: bool,
        keep: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the section.

        Args:
            look: colours and icons.
            losses: what only photos that would go have.
            takes_away: whether the photos leave their place; otherwise nothing is lost yet.
            keep: whether a sidecar is to be written until a person says otherwise.
            parent: the dialog.
        """
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("folders")
        self.list.setAccessibleName(self.tr("What would be lost"))
        for loss in losses[:_LISTED]:
            line = f"{loss.photo.path.name}: {loss_words.lost(loss)}"
            item = QListWidgetItem(look.icon("warning", "warn"), line)
            item.setToolTip(f"{loss.photo.path}\n{loss_words.only_here(loss)}")
            self.list.addItem(item)
        rows = min(self.list.count(), _SHOWN)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 26) + 12)
        self.keep = QCheckBox(
            self.tr("&Write what can be written into a sidecar (XMP) of the photo that stays")
        )
        self.keep.setChecked(keep)
        self.keep.setToolTip(
            self.tr(
                "Date, place, camera, rating, label, keywords, title, caption, author, people and their "
                "frames. The photo itself is never changed. Pixels, RAW data and develop settings cannot be "
                "kept so."
            )
        )
        self.keep.toggled.connect(self.keep_changed)
        self.keep.setVisible(takes_away and any(not loss.facts.is_empty for loss in losses))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("What would be lost"), 1.0))
        said = self.tr("{0} that would go know something that no copy that stays does.")
        column.addWidget(muted(said.format(wording.photos(len(losses)))))
        column.addWidget(self.list)
        column.addWidget(self.keep)
