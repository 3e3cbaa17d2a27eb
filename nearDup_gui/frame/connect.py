"""The frame's own actions: back, forward, and to close the window."""

from collections.abc import Callable

from nearDup_gui.frame.frame import Frame


def connect_frame(frame: Frame, close: Callable[[], object]) -> None:
    """Join the menus and the header to the places that a person was at."""
    menus, places = frame.menus, frame.places
    menus.connect_all({menus.back: places.back, menus.forward: places.forward, menus.quit: close})
    frame.header.back_wanted.connect(places.back)
    frame.header.forward_wanted.connect(places.forward)
