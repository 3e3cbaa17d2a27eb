"""The piles joined to the menus, and to what else of the window they follow."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from core.photo import Photo
from core.review.piles import Pile
from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.frame.frame import Frame
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.piles.look import LookController
from nearDup_gui.piles.view import PilesView
from nearDup_gui.scanning.controller import ScanController


def connect_piles(
    frame: Frame,
    view: PilesView,
    piles: PilesController,
    looking: LookController,
    scans: ScanController,
    decisions: DecisionController,
    photo_menu: Callable[[Photo, QWidget], QMenu],
    allow: Callable[[], None],
) -> None:
    """Join them.

    Args:
        frame: whose menus and header come before the tabs.
        view, piles, looking: the piles.
        scans: what they follow.
        decisions: what sorts them anew.
        photo_menu: makes the menu of a photo that a list shows.
        allow: lets the menus offer what would do something now.
    """
    menus = frame.menus
    before: QWidget = frame.header.skipped
    for tab in view.bar.tabs:
        QWidget.setTabOrder(before, tab)
        before = tab
    menus.connect_all(
        {
            menus.mark_all: lambda: view.choose(Pile.SURE),
            menus.pile_look: lambda: view.choose(Pile.LOOK),
            menus.pile_shots: lambda: view.choose(Pile.SHOTS),
            menus.pile_all: lambda: view.choose(None),
            menus.remove: view.remove,
            menus.rehearse: view.rehearse,
            menus.choose_way: view.choose_way,
            menus.left_stays: looking.left_stays,
            menus.right_stays: looking.right_stays,
            menus.look_back: looking.back,
        }
    )
    for shown in (view.wall.list, view.shots.list):
        shown.photo_menu = lambda photo, shown=shown: photo_menu(photo, shown)
    decisions.states_changed.connect(lambda keys: piles.sort_soon())
    scans.found.connect(lambda library: view.choose_after_scan())
    scans.started.connect(lambda: view.show_scanning(True))
    scans.ended.connect(lambda: view.show_scanning(False))
    looking.changed.connect(lambda: menus.allow_answers(looking.active))
    view.pile_changed.connect(lambda pile: allow())
    piles.ticks_changed.connect(allow)
