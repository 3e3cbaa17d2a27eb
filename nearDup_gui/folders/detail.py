"""One pair of folders: what goes, what wants a look, what is not covered, and the button for what goes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.folders.parts import FolderPair, FolderPart
from core.review.piles import PiledPhoto
from core.settings import Role
from nearDup_gui.folders import wording
from nearDup_gui.folders.captioned_grid import CaptionedGrid
from nearDup_gui.marks.marked_groups import MarkTotals
from nearDup_gui.photos import cover
from nearDup_gui.photos import wording as photo_words
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.wall import Wall, WallBar
from nearDup_gui.piles.wall_model import WallModel
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.folders.clearing import Clearing


class PairDetail(QWidget):
    """Shows what a `Clearing` holds; it decides nothing."""

    role_wanted = Signal(object, object)
    """A folder's `Path` and the `Role` that it shall have."""
    rule_wanted = Signal(bool)
    """Whether what arrives in the folder and the other has is to be collected from now on."""

    def __init__(
        self,
        is_ticked: Callable[[PiledPhoto], bool],
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pair: FolderPair | None = None
        self._title = heading(scale=1.15)
        self._title.setWordWrap(True)
        self._paths = muted()
        self.model = WallModel(is_ticked, self)
        self.wall = Wall(self.model, look, thumbnails)
        self.wall.setAccessibleName(self.tr("Photos that go, each beside the one that stays"))
        self.look = CaptionedGrid(look, thumbnails)
        self.look.setAccessibleName(self.tr("Photos that want a look"))
        self.alone = CaptionedGrid(look, thumbnails)
        self.alone.setAccessibleName(self.tr("Photos that are not covered"))
        self.staying = CaptionedGrid(look, thumbnails)
        self.staying.setAccessibleName(self.tr("Covered photos that stay all the same"))
        self.bar = WallBar(look)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self._nothing = QLabel()
        self._nothing.setMargin(24)
        self._nothing.setWordWrap(True)
        for shown in (self.wall, self.alone, self.look, self.staying):
            self.tabs.addTab("")
            self._stack.addWidget(shown)
        self._stack.addWidget(self._nothing)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self.roles = QWidget()
        self._role_of_folder, self._role_of_other = QComboBox(), QComboBox()
        self._role_names: list[QLabel] = []
        roles = QHBoxLayout(self.roles)
        roles.setContentsMargins(0, 0, 0, 0)
        for combo, name in (
            (self._role_of_folder, self.tr("Role of the folder on the left")),
            (self._role_of_other, self.tr("Role of the folder that covers it")),
        ):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            for role in (Role.PLAIN, Role.LIBRARY, Role.SOURCE):
                combo.addItem(wording.role(role), role)
            label = QLabel()
            label.setBuddy(combo)
            self._role_names.append(label)
            roles.addWidget(label)
            roles.addWidget(combo)
            roles.addSpacing(8)
        roles.addStretch(1)
        self._role_of_folder.activated.connect(lambda _: self._want_role(self._role_of_folder, 0))
        self._role_of_other.activated.connect(lambda _: self._want_role(self._role_of_other, 1))
        self.rule = QCheckBox(self.tr("From now on, collect what arrives and is covered"))
        self.rule.setToolTip(
            self.tr("It comes under “New and covered” and waits for you. Nothing goes by itself.")
        )
        self.rule.clicked.connect(self.rule_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(4)
        for widget in (self._title, self._paths, self.roles, self.rule, self.tabs):
            head.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        self.bar.serve(self.wall)
        self.show_none()

    @property
    def role_choices(self) -> tuple[QComboBox, QComboBox]:
        """Where the roles of both folders are given."""
        return self._role_of_folder, self._role_of_other

    def show_none(self) -> None:
        """No pair is looked at."""
        self._pair = None
        self._title.setText("")
        self._paths.setText("")
        self.roles.hide()
        self.rule.hide()
        self.tabs.hide()
        self._nothing.setText(self.tr("Choose a row to see what of one folder the other has."))
        self._stack.setCurrentWidget(self._nothing)
        self.bar.hide()

    def show_looking(
        self, pair: FolderPair, role_of: Callable[[FolderPart], Role], *, has_rule: bool = False
    ) -> None:
        """A pair is being looked at: its numbers are known, its photos are not yet."""
        self._pair = pair
        self._say(pair)
        self.show_roles(role_of)
        self.roles.show()
        self.show_rule(has_rule)
        self.rule.setVisible(pair.folder.whole and pair.other.whole)
        self.tabs.hide()
        self._nothing.setText(self.tr("Looking into both folders…"))
        self._stack.setCurrentWidget(self._nothing)
        self.bar.hide()

    def show_fault(self, why: str) -> None:
        """The pair could not be looked at."""
        if self.tabs.isHidden():
            self._nothing.setText(why)

    def show_roles(self, role_of: Callable[[FolderPart], Role]) -> None:
        """Show which roles the two folders have."""
        if self._pair is None:
            return
        pairs = ((self._role_of_folder, self._pair.folder), (self._role_of_other, self._pair.other))
        for label, (combo, part) in zip(self._role_names, pairs, strict=True):
            label.setText(self.tr("{0}:").format(wording.name(part)))
            combo.setCurrentIndex(combo.findData(role_of(part)))

    def show_rule(self, has_rule: bool) -> None:
        """Show whether what arrives is collected."""
        self.rule.setChecked(has_rule)

    def show_clearing(self, clearing: "Clearing") -> None:
        """Show what goes and what does not."""
        had_keys = self._stack.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._say(clearing.pair)
        self.model.replace(clearing.going)
        look, alone, staying = clearing.look, clearing.alone, clearing.staying
        self.look.show_photos(
            [one.photo for one in look], lambda row: listed(map(cover.held, look[row].member.losses))
        )
        self.alone.show_photos(alone, lambda row: photo_words.size(alone[row].file.size))
        self.staying.show_photos([photo for photo, _ in staying], lambda row: wording.stays(staying[row][1]))
        names = (
            self.tr("Can go: {0}"),
            self.tr("Not covered: {0}"),
            self.tr("Look at: {0}"),
            self.tr("Stay: {0}"),
        )
        counts = [len(c) for c in (clearing.going, clearing.alone, clearing.look, clearing.staying)]
        for number, (name, count) in enumerate(zip(names, counts, strict=True)):
            self.tabs.setTabText(number, name.format(photo_words.number(count)))
            if self.tabs.isTabVisible(number) is not (wanted := count > 0 or number < 2):
                # Told what a tab is already, Qt 6.11 forgets that another has come before it.
                self.tabs.setTabVisible(number, wanted)
        first = 0 if clearing.going else next((n for n, count in enumerate(counts) if count), 0)
        self.tabs.setCurrentIndex(first)
        self.tabs.show()
        self.bar.setVisible(bool(clearing.going))
        self._show_tab()
        if had_keys:
            (self._stack.currentWidget() or self).setFocus()

    def show_totals(self, totals: MarkTotals) -> None:
        """Show what of it is ticked."""
        self.model.touch()
        self.bar.show_of(totals, self.model.rowCount())

    def take_focus(self) -> None:
        """Let the keys act on the photos."""
        (self._stack.currentWidget() or self).setFocus()

    def _say(self, pair: FolderPair) -> None:
        self._title.setText(wording.covered(pair))
        self._paths.setText(f"{wording.path(pair.folder)} → {wording.path(pair.other)}")

    def _show_tab(self) -> None:
        if self.tabs.isHidden():
            return
        shown: QWidget = (self.wall, self.alone, self.look, self.staying)[self.tabs.currentIndex()]
        why = ""
        if shown is self.wall and self.model.rowCount() == 0:
            why = self.tr("Nothing of it can go without a look.")
        elif shown is self.alone and self.alone.lines.rowCount() == 0:
            why = self.tr("Everything in it is covered, or wants a look.")
        self._nothing.setText(why)
        self._stack.setCurrentWidget(self._nothing if why else shown)

    def _want_role(self, combo: QComboBox, side: int) -> None:
        if self._pair is not None:
            part = (self._pair.folder, self._pair.other)[side]
            self.role_wanted.emit(part.path, combo.currentData())
