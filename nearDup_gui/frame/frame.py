"""What a feature may use of the window that it stands in; it never knows the window itself."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nearDup_gui.frame.header import Header
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.places import Places
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.jobs import Jobs
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import MessageBar


@dataclass(frozen=True, slots=True)
class Frame:
    """To show, to say, to go somewhere, to be asked by a menu. GUI thread."""

    look: Look
    jobs: Jobs
    thumbnails: Thumbnails
    places: Places
    messages: MessageBar
    menus: Menus
    header: Header
    over: QWidget
    """What dialogs open over."""
