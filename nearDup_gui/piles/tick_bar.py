"""The foot of a wall joined to who keeps its ticks: the same for folders and for arrivals."""

from nearDup_gui.piles.wall import WallBar
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.ticking import TickController
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.toolkit.messages import Level, MessageBar


def connect_tick_bar(
    bar: WallBar, ticks: TickController, review: ReviewController, page: ReviewPage, messages: MessageBar
) -> None:
    """Let the bar remove what is ticked, show how that goes, and choose the way of all removals.

    Args:
        bar: the foot of a wall.
        ticks: says what is ticked, and removes it.
        review: carries removals out.
        page: knows which way is chosen, and shows rehearsals.
        messages: where faults are told.
    """

    def show_ways() -> None:
        bar.show_ways(ticks.ways.way, ticks.ways.possible)

    def choose_way(kind: object, folder: object) -> None:
        page.bar.way_chosen.emit(kind, folder)
        show_ways()

    bar.remove_wanted.connect(ticks.remove)
    bar.rehearsal_wanted.connect(ticks.rehearse)
    bar.cancel_wanted.connect(review.cancel_removal)
    bar.way_chosen.connect(choose_way)
    ticks.ways.changed.connect(show_ways)
    ticks.ways.rehearsed.connect(page.removal.show_rehearsal)
    ticks.ways.failed.connect(lambda why: messages.say(Level.ERROR, why))
    review.removal_started.connect(bar.show_removing)
    review.removal_progressed.connect(bar.show_removal_progress)
    review.removed.connect(lambda outcomes: bar.show_removal_over())
    review.removal_failed.connect(lambda why: bar.show_removal_over())
    show_ways()
