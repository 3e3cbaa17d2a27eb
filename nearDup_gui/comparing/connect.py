"""What each action of the menu does while two photos are compared."""

from nearDup_gui.comparing.canvas import Mode
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.comparing.page import ZOOM_STEP, ComparePage
from nearDup_gui.frame.menus import Menus


def connect_comparing(menus: Menus, comparing: CompareController, page: ComparePage) -> None:
    """Join the menu to the page of comparing."""
    menus.connect_all(
        {
            menus.stop_comparing: comparing.leave,
            menus.side_by_side: lambda: page.toggle_mode(Mode.SIDE),
            menus.split: lambda: page.toggle_mode(Mode.SPLIT),
            menus.difference: lambda: page.toggle_mode(Mode.DIFFERENCE),
            menus.swap: comparing.swap,
            menus.zoom_in: lambda: page.canvas.zoom_by(ZOOM_STEP),
            menus.zoom_out: lambda: page.canvas.zoom_by(1 / ZOOM_STEP),
            menus.fit: page.canvas.fit,
            menus.full_size: page.canvas.toggle_full_size,
            menus.mark_right: page.toggle_right,
            menus.mark_left: page.toggle_left,
        }
    )
