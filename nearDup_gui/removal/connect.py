"""Units and ways of removal joined to the window."""

from typing import TYPE_CHECKING

from nearDup_gui.photos.units import UnitsController
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_removal(window: "MainWindow", units: UnitsController) -> None:
    """Let cards show what belongs to their photos, and let a person part it."""
    page = window.review_page
    for grid in (page.group.grid, page.query.grid):
        units.watch(grid.cards)
    page.removal.apart_wanted.connect(units.keep_apart)
    units.parted.connect(window.refresh)
    units.failed.connect(lambda why: window.messages.say(Level.WARNING, why))
