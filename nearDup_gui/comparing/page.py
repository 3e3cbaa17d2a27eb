"""Two photos of a group compared: the canvas, what is known about both, and the row of all the others."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.photo import Photo
from nearDup_gui.comparing.canvas import CompareCanvas, Mode
from nearDup_gui.comparing.controller import CompareController, Pair
from nearDup_gui.comparing.filmstrip import Filmstrip
from nearDup_gui.comparing.paint import PanePhoto
from nearDup_gui.comparing.photo_facts import CompareFacts
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.photos import wording
from nearDup_gui.photos.cards import CardsModel, cards_of_group
from nearDup_gui.photos.facts_panel import FactsPanel
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.folding_row import FoldingRow
from nearDup_gui.toolkit.labels import button, elided_heading, word_button
from nearDup_gui.toolkit.look import Look

_PAN = 0.15
"""Of the pane, for each press of a key."""
_DIVIDER = 0.03
ZOOM_STEP = 1.25
_TITLE_LEAST = 190
"""Pixels for the title, before buttons go into the menu."""
_ACTIONS = {Mode.SIDE: "side_by_side", Mode.SPLIT: "split", Mode.DIFFERENCE: "difference"}
"""What of the menus does the same as a button."""


class ComparePage(QWidget):
    """Shows what the controller says, and says what a person wants.

    Held keys and arrows are taken here; what has a shortcut is an action of the menu "Compare".
    """

    toggled = Signal(int)
    """The id of a photo that shall go or stay."""
    step_wanted = Signal(int)
    """To the next (1) or the previous (-1) group."""

    def __init__(
        self,
        compare: CompareController,
        review: MarkController,
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._compare = compare
        self._review = review
        self._look = look
        self._cards = CardsModel(review.is_marked, self)
        self.canvas = CompareCanvas(look, thumbnails)
        self.filmstrip = Filmstrip(self._cards, look, thumbnails)
        self.facts = FactsPanel(look)
        self.facts.setMaximumHeight(self.facts.initial_height())
        self.photo_menu: Callable[[Photo], QMenu] | None = None
        """Makes the menu of a photo."""
        self.filmstrip.setAccessibleName(self.tr("Photos of the group"))
        self.left_facts = CompareFacts(look, "mark_left")
        self.right_facts = CompareFacts(look, "mark_right")
        self._title = elided_heading(1.2)
        self._percent = QLabel()
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + 8)
        self._percent.setToolTip(self.tr("Pixels of the screen for each of the larger photo"))
        self._modes = QButtonGroup(self)
        self._buttons = {
            Mode.SIDE: self._mode_button("compare", self.tr("Side by side"), Mode.SIDE),
            Mode.SPLIT: self._mode_button("split", self.tr("Split"), Mode.SPLIT),
            Mode.DIFFERENCE: self._mode_button("difference", self.tr("Difference"), Mode.DIFFERENCE),
        }
        self._buttons[Mode.SIDE].setChecked(True)
        self._full = button(
            look, self.tr("1:1"), "", "quiet", self.tr("Pixel for pixel, or all"), "full_size"
        )
        self._full.setAccessibleName(self.tr("Pixel for pixel"))
        self._full.setCheckable(True)
        self._full.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._full.clicked.connect(self._full_clicked)
        self._flip = word_button(look, "flip", self.tr("Flip"), self.tr("Flip while pressed (Space or F)"))
        self._flip.pressed.connect(lambda: self.canvas.flip(True))
        self._flip.released.connect(lambda: self.canvas.flip(False))
        self._lay_out()
        self._connect()

    def focus_canvas(self) -> None:
        """Let the keys act on the photos."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forbid(self, why: str) -> None:
        """Let nothing be marked, and say why; or again, if nothing speaks against it."""
        self.left_facts.forbid(why)
        self.right_facts.forbid(why)

    def toggle_mode(self, mode: Mode) -> None:
        """Arrange the photos this way; or side by side, if they already are arranged so."""
        self._set_mode(Mode.SIDE if self.canvas.mode is mode else mode)

    def toggle_left(self) -> None:
        """Mark the left photo for removal, or let it stay."""
        if (pair := self._compare.pair) is not None:
            self.toggled.emit(pair.left.id)

    def toggle_right(self) -> None:
        """Mark the right photo for removal, or let it stay."""
        if (pair := self._compare.pair) is not None:
            self.toggled.emit(pair.right.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, shift = Qt.Key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        across = {keys.Key_Left: -1, keys.Key_Right: 1}.get(keys(event.key()), 0)
        down = {keys.Key_Up: -1, keys.Key_Down: 1}.get(keys(event.key()), 0)
        if event.key() in (keys.Key_Space, keys.Key_F) and not control:
            if not event.isAutoRepeat():
                self.canvas.flip(True)
        elif shift and (across or down):
            self.canvas.pan_by(_PAN * across, _PAN * down)
        elif control and across:
            self.canvas.move_divider(_DIVIDER * across)
        elif control:
            super().keyPressEvent(event)
        elif across:
            self._compare.walk(across)
        elif down:
            self.step_wanted.emit(down)
        elif event.key() == keys.Key_Delete:
            (self.toggle_left if shift else self.toggle_right)()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F):
            if not event.isAutoRepeat():
                self.canvas.flip(False)
        else:
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.canvas.flip(False)

    def _mode_button(self, icon: str, name: str, mode: Mode) -> QPushButton:
        made = word_button(self._look, icon, name, does=_ACTIONS[mode])
        made.setCheckable(True)
        made.clicked.connect(lambda: self._set_mode(mode))
        self._modes.addButton(made)
        return made

    def _lay_out(self) -> None:
        self._back = word_button(
            self._look, "back", self.tr("Back"), self.tr("Back to the group"), "stop_comparing"
        )
        self._swap = word_button(self._look, "swap", self.tr("Swap"), self.tr("Swap left and right"), "swap")
        self._fit = word_button(self._look, "fit", self.tr("Show all"), self.tr("Show all of both"), "fit")
        self._before = word_button(
            self._look, "previous", self.tr("Previous"), self.tr("Previous group (Up)")
        )
        self._after = word_button(self._look, "next", self.tr("Next"), self.tr("Next group (Down)"))
        head = FoldingRow(self._look)
        head.setObjectName("groupHeader")
        head.set_margins(10, 6, 10, 6)
        for made in (self._back, self._before, self._after):
            head.add(made)
        self._title.setMinimumWidth(_TITLE_LEAST)
        head.add(self._title, 1)
        for made in self._buttons.values():
            head.add(made)
        head.add_gap()
        head.add(self._flip)
        head.add(self._percent)
        for made in (self._fit, self._full, self._swap):
            head.add_folding(made)
        below = QFrame()
        below.setObjectName("compareFacts")
        both = QHBoxLayout(below)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(6)
        both.addWidget(self.left_facts, 1)
        both.addWidget(self.right_facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.canvas, 1)
        column.addWidget(below)
        column.addWidget(self.facts)
        column.addWidget(self.filmstrip)
        self.setTabOrder(self.canvas, self.left_facts.mark)
        self.setTabOrder(self.left_facts.mark, self.right_facts.mark)
        self.setTabOrder(self.right_facts.mark, self.filmstrip)

    def _connect(self) -> None:
        self._back.clicked.connect(self._compare.leave)
        self._swap.clicked.connect(self._compare.swap)
        self._fit.clicked.connect(self.canvas.fit)
        self._before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._after.clicked.connect(lambda: self.step_wanted.emit(1))
        self.left_facts.mark_toggled.connect(self.toggle_left)
        self.right_facts.mark_toggled.connect(self.toggle_right)
        self.filmstrip.chosen.connect(self._compare.choose)
        self.canvas.view_changed.connect(self._show_zoom)
        self.canvas.view_changed.connect(lambda: self._compare.look(self.canvas.painted_side))
        self.canvas.menu_wanted.connect(self._pop_up)
        self._compare.pair_changed.connect(self._show_pair)
        self._compare.picture_changed.connect(lambda photo_id: self._show_photos())
        self._compare.difference_changed.connect(self._show_difference)
        self._review.marks_changed.connect(lambda key: self._show_photos())

    def _show_pair(self, pair: Pair | None) -> None:
        if pair is None:
            self.canvas.show_nothing()
            return
        kind = pair.relation or pair.group.relation
        place = self.tr("{0} of {1}").format(pair.position, pair.count)
        self._title.setText(f"{wording.relation(kind)} · {place}")
        self._cards.replace(cards_of_group(pair.group))
        self.filmstrip.setVisible(pair.count > 2)
        self.filmstrip.show_pair(pair.left.id, pair.right.id)
        self.left_facts.show_photo(pair.left, pair.right)
        self.right_facts.show_photo(pair.right, pair.left)
        self.canvas.setAccessibleName(
            self.tr("{0} beside {1}").format(pair.left.path.name, pair.right.path.name)
        )
        self.canvas.show_difference(None, "")
        self._show_photos()
        self._show_difference()

    def _show_photos(self) -> None:
        pair = self._compare.pair
        if pair is None:
            return
        self.canvas.show_photos(self._pane(pair, pair.left), self._pane(pair, pair.right))
        stays = {card.photo.id: card.stays_anyway for card in cards_of_group(pair.group)}
        for facts, photo in ((self.left_facts, pair.left), (self.right_facts, pair.right)):
            facts.show_mark(self._review.is_marked(photo.id), stays[photo.id])
        self._cards.touch()
        self._show_difference()

    def _pane(self, pair: Pair, photo: Photo) -> PanePhoto:
        if photo.id == pair.group.keeper.id:
            role, icon = wording.keeper(), "keeper"
        else:
            member = next(m for m in pair.group.members if m.photo.id == photo.id)
            role, icon = wording.relation(member.relation), ""
            if member.twin is not None:
                role = wording.same_bytes(member.twin)
        return PanePhoto(
            photo,
            role,
            icon,
            self._compare.image(photo),
            self._compare.fault(photo),
            self._review.is_marked(photo.id),
        )

    def _show_difference(self) -> None:
        found = self._compare.difference()
        if found is None:
            self.canvas.show_difference(None, self.tr("Looking for the differences…"))
            return
        if found.identical:
            told = self.tr("Not one pixel differs.")
        elif found.nothing:
            told = self.tr("No difference can be seen.")
        else:
            share = f"{100 * found.visible:.1f}" if found.visible < 0.1 else f"{100 * found.visible:.0f}"
            told = self.tr("Differences × {0} · {1} % of the area").format(found.gain, share)
            if found.aligned:
                told = self.tr("{0} · laid onto each other").format(told)
        self.canvas.show_difference(found.image, told)

    def _set_mode(self, mode: Mode) -> None:
        self._buttons[mode].setChecked(True)
        self.canvas.set_mode(mode)
        self._compare.show_difference(mode is Mode.DIFFERENCE)

    def _full_clicked(self) -> None:
        self.canvas.toggle_full_size()
        self._show_zoom()

    def _show_zoom(self) -> None:
        percent = self.canvas.percent
        self._percent.setText(self.tr("{0} %").format(f"{percent:.0f}"))
        self._full.setChecked(abs(percent - 100) < 0.01)

    def _pop_up(self, photo: Photo, where: QPoint) -> None:
        if self.photo_menu is not None:
            self.photo_menu(photo).popup(where)
