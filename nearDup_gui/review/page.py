"""The review: groups on the left, photos to decide about on the right, what will happen below.

The page holds its parts together and joins them to the controllers: it passes on what a person does,
and shows what the controllers say.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.photo import DuplicateGroup, Photo
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.comparing.page import ComparePage
from nearDup_gui.frame.places import ComparePlace, GroupPlace, Place, Places, QueryPlace
from nearDup_gui.library.groups import GroupIndex
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.groups_model import GroupsModel
from nearDup_gui.overview.panel import GroupsPanel
from nearDup_gui.photos.cards import CardsModel, cards_of_neighbours
from nearDup_gui.photos.grid import PhotoGrid
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.query.controller import Answer, QueryController
from nearDup_gui.query.page import QueryPage
from nearDup_gui.removal.action_bar import ActionBar
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.view import RemovalView
from nearDup_gui.review.group_page import GroupPage
from nearDup_gui.toolkit.file_menu import open_file
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level, MessageBar

_LISTED_WIDTH = 392


class ReviewPage(QWidget):
    """Shown as soon as there is a library to review or an answer to look at."""

    library_outdated = Signal()
    """Photos were removed: the catalogue may group what is left anew."""
    undo_wanted = Signal(object)
    """The outcomes of a removal that shall be undone."""
    listed = Signal(object)
    """The list shows these groups, in this order."""
    group_wanted = Signal()
    """A person wants to see a group in the list."""
    scan_too_wanted = Signal(object)
    """The `Path` of a folder that a person wants scanned beside those that were."""
    led_on = Signal(int)
    """On or back from a pair, where the person is led from pair to pair."""

    def __init__(
        self,
        review: ReviewController,
        queries: QueryController,
        comparing: CompareController,
        arranging: ArrangeController,
        places: Places,
        messages: MessageBar,
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._queries = queries
        self._comparing = comparing
        self._arranging = arranging
        self._places = places
        self._messages = messages
        self._arranged = self._as_of()
        self.stays_put: Callable[[], bool] = lambda: False
        """Whether the person is led from pair to pair, so that no decision leads them elsewhere."""
        self.roots: Callable[[], Sequence[Path]] = lambda: ()
        """Gives the folders that were scanned."""
        self._list = GroupsModel(review.count_marked, self)
        self._members = CardsModel(review.is_marked, self)
        self._neighbours = CardsModel(review.is_marked, self)
        self.groups = GroupsPanel(self._list, look, thumbnails)
        self.group = GroupPage(self._members, look, thumbnails)
        self.query = QueryPage(self._neighbours, look, thumbnails)
        self.compare = ComparePage(comparing, review, look, thumbnails)
        self.bar = ActionBar(look)
        self.removal = RemovalView(review, self.bar, messages, look, self.current_group, self)
        self.removal.library_outdated.connect(self.library_outdated)
        self.removal.undo_wanted.connect(self.undo_wanted)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.query)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(places.back)
        self._lay_out()
        self._connect_views()
        self._connect_controllers()
        self._show_marks(None)

    def put_above(self, bar: QWidget) -> None:
        """Put something over all that is shown here."""
        self._column.insertWidget(0, bar)

    def put_below(self, bar: QWidget) -> None:
        """Put something under all that is shown here."""
        self._column.addWidget(bar)

    def add_body(self, body: QWidget) -> None:
        """Take something that can be shown in the place of list and photos."""
        self._bodies.addWidget(body)

    @property
    def body(self) -> QWidget | None:
        """What is shown: list and photos, or what was put in their place."""
        return self._bodies.currentWidget()

    def show_body(self, body: QWidget | None) -> None:
        """Show something in the place of list and photos, or these again."""
        self._bodies.setCurrentWidget(body or self.split)

    @property
    def groups_as_shown(self) -> list[DuplicateGroup]:
        """Those that the list shows, in its order."""
        return self._list.groups

    def current_group(self) -> DuplicateGroup | None:
        """The group that is shown; None while an answer or nothing is."""
        here = self._places.here
        return self._review.groups.get(here.key) if isinstance(here, GroupPlace | ComparePlace) else None

    def mark_copies(self) -> None:
        """Mark the copies of the group that is shown."""
        if (group := self.current_group()) is not None:
            self._review.mark_copies(group)

    def clear(self) -> None:
        """Let every photo of the group that is shown stay."""
        if (group := self.current_group()) is not None:
            self._review.clear(group)

    def remove(self) -> None:
        """Remove what is marked; what is out of sight or belongs to it is listed first."""
        self._review.plan_removal()

    def forbid(self, why: str) -> None:
        """Let nothing be marked, decided or removed, for this reason; without one, let it be."""
        self.bar.forbid(bool(why))
        self.group.forbid(why)
        self.compare.forbid(why)

    @property
    def changing_buttons(self) -> tuple[QAbstractButton, ...]:
        """The buttons that mark or remove, or choose how."""
        bar = self.bar
        return (bar.remove, bar.choose, bar.clear_all, self.groups.similarity.forget)

    def focus_list(self) -> None:
        """Let the keys act on the list of groups."""
        self.groups.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_grid(self) -> None:
        """Let the keys act on the photos."""
        if self._pages.currentWidget() is self.compare:
            self.compare.focus_canvas()
        else:
            self._grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_comparing(self) -> None:
        """Compare the photo that the keys act on with the keeper of its group."""
        if (photo := self._grid.current_photo()) is not None:
            self.compare_photo(photo)

    def compare_photo(self, photo: Photo) -> None:
        """Compare a photo with the keeper of its group."""
        if self._review.groups.group_of(photo.id) is None:
            self._messages.say(Level.INFO, self.tr("{0} is in no group.").format(photo.path.name))
        else:
            self._comparing.begin(photo)

    def go_to_group_of(self, photo: Photo) -> None:
        """Show the group of a photo, and the photo in it."""
        group = self._review.groups.group_of(photo.id)
        if group is None:
            self._messages.say(Level.INFO, self.tr("{0} is in no group.").format(photo.path.name))
        else:
            self.group_wanted.emit()
            self._places.go(GroupPlace(group.keeper.id))
            self.group.grid.go_to(photo.id)

    @property
    def _grid(self) -> PhotoGrid:
        return self.query.grid if self._pages.currentWidget() is self.query else self.group.grid

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._nothing = QWidget()
        for page in (self._nothing, self.group, self.query, self.compare):
            self._pages.addWidget(page)
        self.split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.groups)
        split.addWidget(self._pages)
        split.setStretchFactor(1, 1)
        split.setSizes([_LISTED_WIDTH, 3 * _LISTED_WIDTH])
        self._bodies = QStackedWidget()
        self._bodies.addWidget(split)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._bodies, 1)
        self._column.addWidget(self.bar)

    def _connect_views(self) -> None:
        self.groups.chosen.connect(self._go_to_group)
        self.groups.arrange.changed.connect(self._arrange)
        self.groups.entered.connect(self.focus_grid)
        self.group.step_wanted.connect(self.groups.step)
        self.group.mark_copies_wanted.connect(self.mark_copies)
        self.group.clear_wanted.connect(self.clear)
        self.group.grid.toggled.connect(self._review.toggle)
        self.query.grid.toggled.connect(self._toggle_answer)
        for grid in (self.group.grid, self.query.grid):
            grid.similar_wanted.connect(lambda photo: self._places.go(QueryPlace(photo.path, photo)))
            grid.open_wanted.connect(lambda photo: open_file(photo.path, self._tell))
            grid.group_wanted.connect(self.go_to_group_of)
            grid.compare_wanted.connect(self.compare_photo)
        self.compare.toggled.connect(self._review.toggle)
        self.compare.step_wanted.connect(self._step)
        self.bar.clear_all_wanted.connect(self._review.clear_all)
        self.bar.remove_wanted.connect(self.remove)

    def _connect_controllers(self) -> None:
        self._review.library_changed.connect(self._arrange)
        self._arranging.arranged.connect(self._show_list)
        self._review.groups_gone.connect(self._take_out)
        self._review.group_changed.connect(self._show_changed)
        self._review.marks_changed.connect(self._show_marks)
        self._review.removal_started.connect(lambda count: self._leave_bar())
        self._review.marks_returned.connect(self.go_to_returned)
        self._review.refused.connect(lambda why: self._messages.say(Level.WARNING, why))
        self._places.arrived.connect(self._show_place)
        self._queries.asked.connect(self.query.show_asked)
        self._queries.answered.connect(self._show_answer)
        self._queries.failed.connect(self.query.show_failed)

    def _arrange(self, wanted: Arrangement | None = None) -> None:
        """Show other groups, arranged as a person wants them, or the same in another way."""
        self._arranged = self._as_of()
        self._arranging.arrange(list(self._review.groups), wanted)

    def _as_of(self) -> tuple[GroupIndex, int]:
        """Tells whether groups have changed since."""
        return self._review.groups, self._review.groups.changes

    def _show_list(self, groups: Sequence[DuplicateGroup]) -> None:
        """Show arranged groups and stay where the person is, if that is still there.

        Args:
            groups: arranged a moment ago, so that some may have changed or gone since.
        """
        here = self._places.here
        if self._arranged != self._as_of():
            as_now = (self._review.groups.get(group.keeper.id) for group in groups)
            groups = [group for group in as_now if group is not None]
        key = self.groups.show_groups(groups, self._review.groups.key_of)
        self.listed.emit(groups)
        self._show_totals()
        if isinstance(here, QueryPlace):
            return
        if key is None:
            if not len(self._review.groups):
                self._places.clear()
        elif isinstance(here, GroupPlace | ComparePlace) and here.key == key:
            self._show_place(here)
        elif isinstance(here, ComparePlace) and self._review.groups.key_of(here.key) == key:
            self._places.go(replace(here, key=key))
        else:
            self._places.go(GroupPlace(key))

    def _take_out(self, keys: set[int]) -> None:
        """Groups are no more. The list moves on to a neighbouring row by itself."""
        self._list.remove(keys)
        self._places.forget(keys)
        self._show_totals()
        here = self._places.here
        if isinstance(here, GroupPlace | ComparePlace) and here.key in keys:
            current = self.groups.current_key()
            if current is None:
                self._places.clear()
            else:
                self._go_to_group(current)

    def show_regrouped(self, gone: set[int]) -> None:
        """Groups are there in the place of others: show the one where the person is as it is now."""
        self._take_out(gone)
        here = self._places.here
        if isinstance(here, GroupPlace | ComparePlace):
            self._show_place(here)

    def _show_changed(self, group: DuplicateGroup) -> None:
        self._list.update(group)
        self._show_totals()
        if self._places.here == GroupPlace(group.keeper.id):
            self.group.show_group(group)

    def _leave_bar(self) -> None:
        """The button that was pressed goes: let the keys act on the photos, not on what comes next to it."""
        if self.body is self.split and not self.groups.list.hasFocus():
            self.focus_grid()

    def _show_totals(self) -> None:
        groups = self._review.groups
        self.groups.show_totals(len(groups), groups.photos, groups.reclaimable)

    def _show_marks(self, key: int | None) -> None:
        if key is None:
            self._list.touch_all()
        else:
            self._list.touch(key)
        self._neighbours.touch()
        group = self.current_group()
        if group is not None:
            left, held = self._review.copies_of(group), self._review.held_back(group)
            self.group.show_marks(len(left), self._review.count_marked(group), len(held))
        self.bar.show_totals(self._review.totals)

    def _show_place(self, place: Place | None) -> None:
        focused = self.focusWidget()
        in_photos = focused is not None and self._pages.isAncestorOf(focused)
        was_comparing = self._pages.currentWidget() is self.compare
        self._turn_to(place)
        comparing = self._pages.currentWidget() is self.compare
        self.bar.tell_clicks(self._pages.currentWidget() is self.group)
        self.groups.setVisible(not comparing)  # two photos want all the width that there is
        if self.body is self.split and (in_photos or comparing != was_comparing):
            self.focus_grid()

    def _turn_to(self, place: Place | None) -> None:
        if isinstance(place, QueryPlace):
            self._pages.setCurrentWidget(self.query)
            self._queries.ask(place)
            return
        self._queries.drop()
        group = None if place is None else self._review.groups.get(place.key)
        if group is None:
            self._pages.setCurrentWidget(self._nothing)
            return
        self.group.show_group(group)
        self._show_marks(group.keeper.id)
        compared = isinstance(place, ComparePlace)
        self._pages.setCurrentWidget(self.compare if compared else self.group)
        self.groups.choose(group.keeper.id)

    def _go_to_group(self, key: int) -> None:
        """Go to a group as the person looks at groups now: all of its photos, or two compared.

        Two that are compared stay where they are if it is their group that has another keeper now.
        """
        here = self._places.here
        if not isinstance(here, ComparePlace):
            self._places.go(GroupPlace(key))
        elif here.key != key and self._review.groups.key_of(here.key) == key:
            self._places.go(ComparePlace(key, here.right, here.left or here.key))
        else:
            self._places.go(ComparePlace(key))

    def _step(self, step: int) -> None:
        """Go on from what is compared: to the next group, or where the person is led."""
        if self.stays_put():
            self.led_on.emit(step)
        else:
            self.groups.step(step)

    def go_to_returned(self, key: int) -> None:
        """Undo, redo and decisions happen in sight, unless a person looks at an answer."""
        here = self._places.here
        if isinstance(here, GroupPlace | ComparePlace) and here.key != key and not self.stays_put():
            self._go_to_group(key)

    def _show_answer(self, answer: Answer) -> None:
        in_group = lambda photo_id: self._review.groups.group_of(photo_id) is not None  # noqa: E731
        self.query.show_answer(answer, cards_of_neighbours(answer.neighbours, in_group, self.lies_outside))

    def lies_outside(self, photo: Photo) -> bool:
        """Whether a photo lies outside the folders that were scanned, so that it is in no group."""
        roots = [place for root in self.roots() for place in (root, Path(os.path.realpath(root)))]
        grouped = self._review.groups.group_of(photo.id) is not None
        return bool(roots) and not grouped and not any(photo.path.is_relative_to(root) for root in roots)

    def _toggle_answer(self, photo_id: int) -> None:
        """Mark a photo that was found; one outside the scanned folders needs a group first."""
        photo = self.query.grid.current_photo()
        if photo is None or photo.id != photo_id or not self.lies_outside(photo):
            self._review.toggle(photo_id)
            return
        words = self.tr("{0} lies outside the scanned folders. With its folder scanned it can be marked.")
        self._messages.say(
            Level.INFO,
            words.format(photo.path.name),
            self.tr("Scan its folder too"),
            lambda: self.scan_too_wanted.emit(photo.path.parent),
        )

    def _tell(self, sentence: str, trouble: bool) -> None:
        self._messages.say(Level.WARNING if trouble else Level.INFO, sentence)
