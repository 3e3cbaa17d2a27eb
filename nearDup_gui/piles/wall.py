"""Surely the same: a wall of pairs with a tick on each, and one button at its foot that says what it does."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QListView,
    QWidget,
)

from core.photo import Photo
from core.review.piles import Pile, PiledPhoto
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.photos import wording
from nearDup_gui.photos.photo_list import PhotoColumns
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.page import PilePage
from nearDup_gui.piles.wall_delegate import WallDelegate
from nearDup_gui.piles.wall_model import WallModel, WallRole
from nearDup_gui.removal.action_bar import ActionBar
from nearDup_gui.toolkit.labels import DOES, button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import drive_name, in_a_row, listed

if TYPE_CHECKING:
    from core.review.volume_shares import VolumeShare

_LEAST_WIDTH = 330
"""Pairs are at least this wide, unless a person wants them smaller."""


class WallPage(PilePage):
    """Shows what may go without a look; it decides nothing."""

    def __init__(
        self,
        is_ticked: Callable[[PiledPhoto], bool],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Pile.SURE, look, parent)
        self.model = WallModel(is_ticked, self)
        self.list = Wall(self.model, look, thumbnails)
        self.bar = WallBar(look)
        self._fill(self.list, foot=self.bar)
        self.bar.serve(self.list)

    def show_pairs(self, pairs: Sequence[PiledPhoto], totals: MarkTotals) -> None:
        """Show what is surely the same, and what of it goes."""
        self.model.replace(pairs)
        self._show_any(bool(pairs))
        self.bar.show_of(totals, len(pairs))


class WallBar(ActionBar):
    """The foot of the wall: what goes, to where, and the one button."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._counts = (0, 0)
        self._shares = ""
        super().__init__(look, parent)
        self.tick_all = button(look, self.tr("Tick all"), "mark-copies", "quiet")
        self.tick_all.setToolTip(self.tr("Let every copy that is shown go"))
        self.clear_all.setText(self.tr("Untick all"))
        self.clear_all.setToolTip(self.tr("Let every copy that is shown stay"))
        self.clear_all.setProperty(DOES, "")
        self.add_button(self.tick_all)

    def serve(self, wall: "Wall") -> None:
        """Let the buttons tick all pairs of a wall, or none."""
        self.tick_all.clicked.connect(lambda: wall.tick_all(True))
        self.clear_all.clicked.connect(lambda: wall.tick_all(False))

    def show_shares(self, shares: "Sequence[VolumeShare]") -> None:
        """Say on which volumes the photos lie that go, where they are several."""
        said = (f"{drive_name(share.volume)}: {wording.files(share.files)}" for share in shares)
        self._shares = listed(said) if len(shares) > 1 else ""
        self._say_counts()

    def show_of(self, ticked: MarkTotals, of: int) -> None:
        """Say what pressing the button would do, of how many pairs."""
        self.show_totals(ticked)
        self.tick_all.setEnabled(ticked.photos < of)
        self._counts = (ticked.photos, of)
        self._say_counts()

    def _say_how(self) -> None:
        self._say_counts()

    def _say_counts(self) -> None:
        ticked, of = self._counts
        if not ticked:
            self.say(self.tr("Nothing is ticked, so nothing goes."))
            return
        said = self.tr("{0} of {1} go. The photos that stay hold all that is in them.")
        counts = said.format(wording.number(ticked), wording.copies(of))
        self.say(in_a_row(filter(None, [counts, self._shares])))


class Wall(PhotoColumns):
    """Pairs that a click, Space or Delete ticks and unticks; Return compares the two."""

    ticked = Signal(object, bool)
    """`PiledPhoto`s, and whether they shall go."""
    compare_wanted = Signal(object)
    """A `Photo` to be compared with the one that stays."""

    def __init__(
        self, model: WallModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, thumbnails, parent)
        self._pairs = model
        self._delegate = WallDelegate(look, thumbnails, self)
        self.setAccessibleName(self.tr("Pairs: what stays, and what goes"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)
        model.modelReset.connect(self._start_at_first)

    def tick_all(self, goes: bool) -> None:
        """Let every photo on the right go, or stay."""
        self.ticked.emit(self._pairs.pairs(), goes)

    def toggle(self, index: QModelIndex) -> None:
        """Let the photo on the right go, or stay."""
        pair = self._pairs.pair_at(index.row())
        self.ticked.emit([pair], not index.data(WallRole.TICKED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not index.isValid() or not plain:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Delete:
                self.toggle(index)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_C:
                self.compare_wanted.emit(self._pairs.pair_at(index.row()).photo)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.toggle(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click ticked, this one takes it back, and the two are looked at."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.toggle(index)
            self.compare_wanted.emit(self._pairs.pair_at(index.row()).photo)

    def photo_of_menu(self, where: QPoint | None) -> Photo | None:
        index = self._index_of_menu(where)
        return self._pairs.pair_at(index.row()).photo if index.isValid() else None

    def _fit(self) -> None:
        size_of = partial(self._delegate.size_of, font=self.font())
        count = self._pairs.rowCount()
        size = size_of(self.column_width(_LEAST_WIDTH, count, lambda width: size_of(width).height()))
        self._delegate.size = size
        self.set_card_size(size)

    def _start_at_first(self) -> None:
        self._fit()
        self.scrollToTop()
        if self._pairs.rowCount():
            self.setCurrentIndex(self._pairs.index(0))
