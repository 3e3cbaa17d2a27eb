"""The piles in the window: which one is shown, and who listens to whom."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from core.decision import Kind
from core.review.piles import Pile
from nearDup_gui.frame.places import ComparePlace, GroupPlace, Place, Places, QueryPlace
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.bar import PileBar
from nearDup_gui.piles.best import BestController
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.piles.empty import EmptyPile
from nearDup_gui.piles.guest import Guest
from nearDup_gui.piles.look import LookController
from nearDup_gui.piles.look_bar import LookBar
from nearDup_gui.piles.shots import ShotsPage
from nearDup_gui.piles.wall import WallPage
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.toolkit.labels import DOES
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level, MessageBar

if TYPE_CHECKING:
    from core.progress import Progress


class PilesView(QObject):
    """Puts the tabs over the review, the wall in its place and the answers below it. GUI thread."""

    pile_changed = Signal(object)
    """A `Pile`, or None for every group."""

    def __init__(
        self,
        piles: PilesController,
        look: LookController,
        best: BestController,
        review: ReviewController,
        places: Places,
        page: ReviewPage,
        messages: MessageBar,
        colours: Look,
        thumbnails: Thumbnails,
    ) -> None:
        super().__init__(page)
        self._piles = piles
        self._look = look
        self._best = best
        self._review = review
        self._places = places
        self._page = page
        self._messages = messages
        self._scanning = False
        self.pile: Pile | None = None
        """Which pile is shown; None for every group."""
        self._guest: Guest | None = None
        self._guests: list[Guest] = []
        self._forbidden = ""
        self.bar = PileBar(colours)
        self.wall = WallPage(piles.is_ticked, colours, thumbnails)
        self.shots = ShotsPage(review.is_marked, colours, thumbnails)
        self.nothing_to_look_at = EmptyPile(colours)
        self.look_bar = LookBar(colours)
        self.look_bar.hide()
        page.put_above(self.bar)
        page.put_below(self.look_bar)
        for body in (self.wall, self.shots, self.nothing_to_look_at):
            page.add_body(body)
        self._connect_piles()
        self._connect_wall()
        self._connect_look()
        self._connect_shots()
        self._show_ways()
        self.bar.show_sorting()

    def choose(self, pile: Pile | None) -> None:
        """Show a pile, or every group."""
        self._turn_to(pile, elsewhere=self._guest is not None)
        self._turn_to_guest(None)
        self.bar.show_pile(pile)
        if pile is Pile.LOOK and self._piles.known:
            self._look.begin()
        self._show_body()
        self.take_focus()
        self.pile_changed.emit(pile)

    def receive(self, guest: Guest) -> None:
        """Put something else beside the piles, with a tab after theirs."""
        before = self.bar.tabs[-1]
        self.bar.add_tab(guest.tab)
        QWidget.setTabOrder(before, guest.tab)
        self._page.add_body(guest.body)
        self._guests.append(guest)
        guest.forbid(self._forbidden)
        guest.opened.connect(lambda: self._show_guest(guest))
        guest.goes_changed.connect(lambda: self._guest_changed(guest))

    @property
    def guest(self) -> str:
        """What is shown in the place of a pile, as `DOES` names it; empty where a pile is."""
        return "" if self._guest is None else _name_of(self._guest)

    def open_guest(self, name: str) -> bool:
        """Show what has this name in the place of a pile; False if nothing has it."""
        guest = next((one for one in self._guests if _name_of(one) == name), None)
        if guest is not None:
            guest.open()
        return guest is not None

    def _show_guest(self, guest: Guest) -> None:
        self._turn_to(None, elsewhere=True)
        self._turn_to_guest(guest)
        guest.tab.setChecked(True)
        self._show_body()
        self.take_focus()
        self.pile_changed.emit(None)

    def _guest_changed(self, guest: Guest) -> None:
        if self._guest is guest:
            self.pile_changed.emit(self.pile)

    def _turn_to_guest(self, guest: Guest | None) -> None:
        before, self._guest = self._guest, guest
        if before is not None and before is not guest:
            before.left()

    def _turn_to(self, pile: Pile | None, *, elsewhere: bool) -> None:
        """Leave what is looked at, where another pile is shown from now on."""
        before, self.pile = self.pile, pile
        turned = pile is not before or elsewhere
        if before is Pile.LOOK and pile is not Pile.LOOK:
            self._look.end()
        if turned and isinstance(here := self._places.here, ComparePlace):
            self._places.go(GroupPlace(here.key))
        elif turned and isinstance(self._places.here, QueryPlace):
            self._places.back()

    def choose_after_scan(self) -> None:
        """A scan has ended: what is surely the same comes first, unless a person is at something."""
        elsewhere = isinstance(self._places.here, ComparePlace | QueryPlace)
        if not elsewhere and self._guest is None:
            self.choose(Pile.SURE)

    def remove(self) -> None:
        """Remove what is ticked on the wall or in a folder, or what is marked where there is none."""
        if guest := self._shown_guest:
            guest.remove()
            return
        (self._piles.remove if self._on_wall else self._page.remove)()

    def show_scanning(self, scanning: bool) -> None:
        """A scan is running, so that more may come; or it is over."""
        self._scanning = scanning
        self._show_wall()
        self._show_shots()
        self._show_body()

    def rehearse(self) -> None:
        """Show what removing would do, on the wall to what is ticked."""
        if guest := self._shown_guest:
            guest.rehearse()
            return
        (self._piles.rehearse if self._on_wall else self._page.removal.rehearse)()

    def choose_way(self) -> None:
        """Let a person choose how photos are removed."""
        if guest := self._shown_guest:
            guest.choose_way()
            return
        (self.wall.bar if self._on_wall else self._page.bar).open_choice()

    @property
    def anything_goes(self) -> bool:
        """Whether a press of the button that is shown would remove anything."""
        if guest := self._shown_guest:
            return guest.anything_goes
        totals = self._piles.totals() if self._on_wall else self._review.totals
        return totals.photos > 0

    def forbid(self, why: str) -> None:
        """Let nothing be ticked or removed, and say why; or again, if nothing speaks against it."""
        self._forbidden = why
        self.wall.bar.forbid(bool(why))
        self.look_bar.forbid(why)
        for guest in self._guests:
            guest.forbid(why)

    @property
    def bars(self) -> tuple[QWidget, ...]:
        """What has buttons at the foot of a pile."""
        return self.wall.bar, self.look_bar

    @property
    def _shown_guest(self) -> Guest | None:
        guest = self._guest
        return guest if guest is not None and self._page.body is guest.body else None

    @property
    def _on_wall(self) -> bool:
        return self._page.body is self.wall

    def _connect_piles(self) -> None:
        piles, page = self._piles, self._page
        self.bar.chosen.connect(self.choose)
        page.listed.connect(piles.show)
        page.group_wanted.connect(lambda: self.choose(None))
        piles.sorted.connect(self._show_sorted)
        piles.ticks_changed.connect(self._show_wall)
        piles.failed.connect(self._show_fault)
        self._places.arrived.connect(self._arrived)

    def _connect_wall(self) -> None:
        wall, piles, review, page = self.wall, self._piles, self._review, self._page
        wall.list.ticked.connect(piles.tick)
        wall.list.compare_wanted.connect(page.compare_photo)
        wall.bar.remove_wanted.connect(piles.remove)
        wall.bar.way_chosen.connect(self._choose_way)
        wall.bar.cancel_wanted.connect(review.cancel_removal)
        wall.bar.rehearsal_wanted.connect(piles.rehearse)
        piles.shares_known.connect(lambda: wall.bar.show_shares(piles.shares))
        piles.ways.changed.connect(self._show_ways)
        piles.ways.rehearsed.connect(page.removal.show_rehearsal)
        piles.ways.failed.connect(lambda why: self._messages.say(Level.ERROR, why))
        review.removal_started.connect(wall.bar.show_removing)
        review.removal_progressed.connect(self._show_progress)
        review.removed.connect(lambda outcomes: self._show_over())
        review.removal_failed.connect(lambda why: self._show_over())
        arrange = page.groups.arrange
        for bar in (wall.arrange, self.shots.arrange):
            bar.changed.connect(arrange.show_arrangement)
            arrange.changed.connect(bar.show_arrangement)
            bar.facets_wanted.connect(arrange.facets_wanted)
        for empty in (wall.empty, self.shots.empty, self.nothing_to_look_at):
            empty.go_on_wanted.connect(self.choose)
            empty.again_wanted.connect(piles.sort_soon)
            empty.clear_filters_wanted.connect(arrange.reset)

    def _connect_look(self) -> None:
        look, bar, page = self._look, self.look_bar, self._page
        bar.left_wanted.connect(look.left_stays)
        bar.right_wanted.connect(look.right_stays)
        bar.both_wanted.connect(look.both_stay)
        bar.not_duplicates_wanted.connect(look.not_duplicates)
        bar.back_wanted.connect(look.back)
        look.changed.connect(self._show_look)
        look.finished.connect(self._show_body)
        look.refused.connect(lambda why: self._messages.say(Level.WARNING, why))
        page.led_on.connect(look.step)
        page.stays_put = lambda: look.active

    def _connect_shots(self) -> None:
        shots, best, page = self.shots, self._best, self._page
        shots.list.toggled.connect(self._review.toggle)
        shots.list.best_wanted.connect(best.keep_best)
        shots.list.compare_wanted.connect(page.compare_photo)
        shots.list.seen.connect(best.look_at)
        best.ranked.connect(shots.model.show_ranked)
        best.refused.connect(lambda why: self._messages.say(Level.INFO, why))
        self._review.marks_changed.connect(lambda key: shots.model.touch())

    def takes(self, kind: Kind) -> bool:
        """Whether a decision is about a pair of a pile; then it is carried out."""
        return self._look.takes(kind)

    def _arrived(self, place: Place | None) -> None:
        """Leaving a comparison leads back to the wall, or out of "please look" to the groups."""
        if self.pile is Pile.LOOK and self._look.active and isinstance(place, GroupPlace):
            self._look.end()
            self.pile = None
            self.bar.show_pile(None)
            self.pile_changed.emit(None)
        self._show_body()
        if self._page.body in (self.wall, self.shots):
            self.take_focus()

    def _show_sorted(self) -> None:
        piles, groups = self._piles, self._review.groups
        self.bar.show_sizes(piles.sizes, len(groups), groups.reclaimable)
        if self.pile is Pile.LOOK and not self._look.active:
            self._look.begin()
        self._look.sorted()
        self._show_wall()
        self._show_shots()
        self._show_body()
        if QApplication.focusWidget() is None:
            self.take_focus()  # what had the keys has gone

    def _show_wall(self) -> None:
        if not self._piles.known:
            self.wall.empty.show_sorting()
            return
        pairs = self._piles.wall()
        if not pairs:
            self._say_nothing(self.wall.empty, Pile.SURE)
        self.wall.show_pairs(pairs, self._piles.totals())

    def _show_shots(self) -> None:
        strips = self._piles.strips
        if not strips:
            self._say_nothing(self.shots.empty, Pile.SHOTS)
        self.shots.show_strips(strips)

    def _show_look(self) -> None:
        if not self._look.active:
            return  # nobody sees it, and there may be tens of thousands
        left = len(self._look.left())
        self.look_bar.show_pair(self._look.why(), left, can_go_back=self._look.can_go_back)

    def _show_body(self) -> None:
        """Show the one part that fits where the person is."""
        elsewhere = isinstance(self._places.here, ComparePlace | QueryPlace)
        looking = self.pile is Pile.LOOK and isinstance(self._places.here, ComparePlace)
        nothing_left = self.pile is Pile.LOOK and self._piles.known and not self._look.left()
        if self._guest is not None and not elsewhere:
            self._page.show_body(self._guest.body)
        elif self.pile is Pile.SURE and not elsewhere:
            self._page.show_body(self.wall)
        elif self.pile is Pile.SHOTS and not elsewhere:
            self._page.show_body(self.shots)
        elif self.pile is Pile.LOOK and (nothing_left or not elsewhere):
            if self._piles.known:
                self._say_nothing(self.nothing_to_look_at, Pile.LOOK)
            else:
                self.nothing_to_look_at.show_sorting()
            self._page.show_body(self.nothing_to_look_at)
            looking = False
        else:
            self._page.show_body(None)
        self.look_bar.setVisible(looking)
        self._page.bar.setVisible(self._page.body is not self.wall and self._shown_guest is None)

    def take_focus(self, in_groups: QWidget | None = None) -> None:
        """Let the keys act on what is shown; among the groups on their photos, or on what is given."""
        if guest := self._shown_guest:
            guest.take_focus()
        elif self._on_wall:
            self.wall.take_focus()
        elif self._page.body is self.shots:
            self.shots.take_focus()
        elif self._page.body is self.nothing_to_look_at:
            self.nothing_to_look_at.take_focus_to().setFocus()
        elif in_groups is not None:
            in_groups.setFocus()
        else:
            self._page.focus_grid()

    def _say_nothing(self, empty: EmptyPile, pile: Pile) -> None:
        if self._scanning:
            empty.show_scanning()
        else:
            empty.show_nothing(pile, self._next_of(pile), filtered=self._filtered)

    def _next_of(self, pile: Pile) -> Pile | None:
        """The next pile that has something in it; every group if none has."""
        left: dict[Pile, Callable[[], int]] = {
            Pile.SURE: lambda: len(self._piles.wall()),
            Pile.LOOK: lambda: len(self._look.left()),
            Pile.SHOTS: lambda: self._piles.sizes[Pile.SHOTS].photos,
        }
        order = [*Pile]
        at = order.index(pile)
        for one in (*order[at + 1 :], *order[:at]):
            if left[one]():
                return one
        return None

    @property
    def _filtered(self) -> bool:
        return self._page.groups.arrange.arrangement.hides

    def _choose_way(self, kind: object, folder: object) -> None:
        self._page.bar.way_chosen.emit(kind, folder)
        self._show_ways()

    def _show_ways(self) -> None:
        self.wall.bar.show_ways(self._piles.ways.way, self._piles.ways.possible)

    def _show_progress(self, progress: "Progress") -> None:
        self.wall.bar.show_removal_progress(progress)

    def _show_over(self) -> None:
        self.wall.bar.show_removal_over()
        self._show_wall()

    def _show_fault(self, why: str) -> None:
        self._messages.say(Level.ERROR, why)
        if not self._piles.known:
            self.wall.empty.show_fault(why)
            self.shots.empty.show_fault(why)
            self.nothing_to_look_at.show_fault(why)


def _name_of(guest: Guest) -> str:
    return str(guest.tab.property(DOES))
