"""What can be done with one photo or one group, by the menu that a right click opens: the same everywhere.

A photo of a group, in an answer, beside another one, in the row of all or in a table of facts has one menu;
what makes no sense at its place is left out. Files that are only listed have what is in `file_menu`.
"""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.photo import DuplicateGroup, Photo
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.family.view import FamilyView
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.photos.units import UnitsController
from nearDup_gui.query.view import QueryView
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.rules.controller import RulesController
from nearDup_gui.rules.folder_menu import add_folder_menu
from nearDup_gui.toolkit.file_menu import add_file_actions
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import listed


class Seat(Enum):
    """Where a photo is shown."""

    GROUP = auto()
    """Among the photos of its group, which decisions are about."""
    ANSWER = auto()
    """Among what looks like another picture."""
    COMPARED = auto()
    """Beside another photo of its group, or in the row of all of them."""


class PhotoMenus(QObject):
    """Makes menus for the photos and groups of a page. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        page: ReviewPage,
        review: ReviewController,
        comparing: CompareController,
        rules: RulesController,
        units: UnitsController,
        family: FamilyView,
        query: QueryView,
        only_read: Callable[[], str],
    ) -> None:
        """Give the views of a page their menus.

        Args:
            frame: its menus' actions are offered, too.
            page: whose photos and groups they are.
            review, comparing, rules, units, family, query: what can be done with a photo.
            only_read: tells why nothing can be changed; empty if it can.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._page = page
        self._review = review
        self._comparing = comparing
        self._rules = rules
        self._units = units
        self._family = family
        self._query = query
        self._only_read = only_read
        page.group.grid.photo_menu = lambda photo: self.of_photo(photo, Seat.GROUP, page.group.grid)
        page.query.grid.photo_menu = lambda photo: self.of_photo(photo, Seat.ANSWER, page.query.grid)
        page.group.facts.photo_menu = lambda photo: self.of_photo(photo, Seat.GROUP, page.group.facts)
        for view in (page.compare, page.compare.filmstrip, page.compare.facts):
            view.photo_menu = lambda photo, view=view: self.of_photo(photo, Seat.COMPARED, view)
        page.groups.list.group_menu = lambda group: self.of_group(group, page.groups.list)

    def of_photo(self, photo: Photo, seat: Seat, parent: QWidget) -> QMenu:
        """Everything that can be done with a photo where it is shown."""
        menu = _menu(parent)
        group = self._review.groups.group_of(photo.id)
        if group is not None:
            self._add_marking(menu, photo, seat)
            self._add_looking(menu, photo, group, seat)
            family = self._add(menu, "family", self.tr("Family tree…"), self._frame.menus.family)
            family.triggered.connect(lambda: self._family.show(photo))
            self._add_decisions(menu, photo, seat)
            menu.addSeparator()
        if seat is Seat.ANSWER and self._page.lies_outside(photo):
            scan = self._add(menu, "add-folder", self.tr("Scan its folder too"))
            scan.setEnabled(not self._only_read())
            scan.triggered.connect(lambda: self._page.scan_too_wanted.emit(photo.path.parent))
        self._add_queries(menu, photo, seat)
        menu.addSeparator()
        add_file_actions(menu, self._frame.look, photo.path, self._tell, open_key=_unless(seat, "O"))
        self._add_apart(menu, photo)
        menu.addSeparator()
        rules = self._rules
        add_folder_menu(menu, self._frame.look, photo.path.parent, rules.is_listed, rules.list_folder)
        return menu

    def of_group(self, group: DuplicateGroup, parent: QWidget) -> QMenu:
        """Everything that can be done with a group in the list; it is the one that is shown, too."""
        menu, menus, keeper = _menu(parent), self._frame.menus, group.keeper
        photos = self._add(menu, "photos", self.tr("Go to its photos"), menus.focus_grid)
        photos.triggered.connect(menus.focus_grid.trigger)
        menu.addActions([menus.compare, menus.family])
        menu.addSeparator()
        menu.addActions([menus.mark_copies, menus.keep_all])
        menu.addSeparator()
        menu.addActions([menus.reviewed, menus.later, menus.variants, menus.reopen, menus.none_duplicates])
        menu.addSeparator()
        below = menu.addMenu(
            self._frame.look.icon("keeper"), self.tr("Keeper {0}").format(_named(keeper.path.name))
        )
        self._add_queries(below, keeper, Seat.COMPARED)
        below.addSeparator()
        add_file_actions(below, self._frame.look, keeper.path, self._tell)
        rules = self._rules
        add_folder_menu(menu, self._frame.look, keeper.path.parent, rules.is_listed, rules.list_folder)
        return menu

    def _add_marking(self, menu: QMenu, photo: Photo, seat: Seat) -> None:
        review = self._review
        marked = review.is_marked(photo.id)
        why = self._only_read() or ("" if marked else review.why_not(photo))
        words = self.tr("Let it stay") if marked else self.tr("Mark for removal")
        pair, menus = self._comparing.pair, self._frame.menus
        key: QAction | None = None
        if seat is Seat.COMPARED and pair is not None and photo.id in (pair.left.id, pair.right.id):
            key = menus.mark_right if photo.id == pair.right.id else menus.mark_left
        action = self._add(menu, "check" if marked else "trash", words, key)
        if seat is not Seat.COMPARED:
            action.setText(f"{words}\t{self.tr('Space')}")
        action.setEnabled(not why)
        action.setToolTip(why)
        action.triggered.connect(lambda: review.toggle(photo.id))

    def _add_looking(self, menu: QMenu, photo: Photo, group: DuplicateGroup, seat: Seat) -> None:
        page, menus = self._page, self._frame.menus
        if seat is Seat.COMPARED:
            pair = self._comparing.pair
            if pair is not None and photo.id in (pair.left.id, pair.right.id):
                menu.addAction(menus.swap)
            else:
                put = self._add(menu, "compare", self.tr("Put it on the right"))
                put.triggered.connect(lambda: self._comparing.choose(photo.id))
            return
        words = (
            self.tr("Compare with another photo")
            if photo.id == group.keeper.id
            else self.tr("Compare with the keeper")
        )
        compare = self._add(menu, "compare", words, menus.compare)
        compare.triggered.connect(lambda: page.compare_photo(photo))
        if seat is Seat.ANSWER:
            show = self._add(menu, "photos", self.tr("Show its group") + "\tG")
            show.triggered.connect(lambda: page.go_to_group_of(photo))

    def _add_decisions(self, menu: QMenu, photo: Photo, seat: Seat) -> None:
        """Those about a photo and its group. Of two that are compared, they are about the right one."""
        menus, pair = self._frame.menus, self._comparing.pair
        if seat is Seat.ANSWER or (seat is Seat.COMPARED and (pair is None or photo.id != pair.right.id)):
            return
        menu.addSeparator()
        menu.addActions([menus.choose_keeper, menus.not_duplicates, menus.split_off])
        menu.addSeparator()
        menu.addActions([menus.reviewed, menus.later, menus.variants])

    def _add_queries(self, menu: QMenu, photo: Photo, seat: Seat) -> None:
        place = QueryPlace(photo.path, photo)
        similar = self._add(menu, "similar", self.tr("Find similar"))
        if key := _unless(seat, "F"):
            similar.setText(f"{similar.text()}\t{key}")
        similar.triggered.connect(lambda: self._frame.places.go(place))
        part = self._add(menu, "crop", self.tr("Find similar to a part…"))
        part.triggered.connect(lambda: self._query.choose_part(place))

    def _add_apart(self, menu: QMenu, photo: Photo) -> None:
        """What belongs to a photo (RAW and JPEG, the film of a Live Photo), as far as its card knows."""
        page = self._page
        unit = page.group.grid.cards.unit_of(photo) or page.query.grid.cards.unit_of(photo)
        if unit is None:
            return
        menu.addSeparator()
        names = listed(_named(path.name) for path in unit.others)
        action = self._add(menu, "", self.tr("Treat apart from {0}").format(names))
        action.setCheckable(True)
        action.setChecked(unit.apart)
        action.setEnabled(not self._only_read())
        action.triggered.connect(lambda apart: self._units.keep_apart(photo.path, apart))

    def _add(self, menu: QMenu, icon: str, words: str, like: QAction | None = None) -> QAction:
        """An action of its own; with the key of another one beside it, which is what it does by key."""
        if like is not None and not like.shortcut().isEmpty():
            words += "\t" + like.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return menu.addAction(self._frame.look.icon(icon), words) if icon else menu.addAction(words)

    def _tell(self, sentence: str, trouble: bool) -> None:
        self._frame.messages.say(Level.WARNING if trouble else Level.INFO, sentence)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu


def _unless(seat: Seat, key: str) -> str:
    """The key of the grids; while photos are compared, it does something else or nothing."""
    return "" if seat is Seat.COMPARED else key


def _named(name: str) -> str:
    """A file's name as a menu shows it: no letter of it underlined."""
    return name.replace("&", "&&")
