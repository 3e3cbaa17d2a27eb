"""The family tree of a group joined to the window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from core.photo import Photo
from nearDup_gui.family.controller import FamilyController
from nearDup_gui.family.dialog import FamilyDialog
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_family(window: "MainWindow", families: FamilyController) -> None:
    """Let the menu, the key and the button of a group show its tree."""
    show = partial(show_family, window, families)
    window.menus.connect_all({window.menus.family: show})
    window.review_page.group.family_wanted.connect(show)


def show_family(
    window: "MainWindow", families: FamilyController, photo: Photo | None = None
) -> FamilyDialog | None:
    """Show who was made of whom in the group of a photo, or in the one that is shown."""
    page = window.review_page
    if photo is None:
        group = page.current_group()
        pair = window.comparing.pair if isinstance(window.places.here, ComparePlace) else None
        photo = page.group.grid.current_photo() if pair is None else pair.right
    else:
        group = window.review.groups.group_of(photo.id)
    if group is None:
        return None
    dialog = FamilyDialog(group, photo, window.review, window.look, window.thumbnails, window)
    families.known.connect(dialog.show_family)
    families.failed.connect(dialog.show_failed)
    dialog.compare_wanted.connect(partial(_compare, window))
    dialog.finished.connect(lambda result: families.drop())
    dialog.finished.connect(lambda result: QTimer.singleShot(0, window, page.focus_grid))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    families.ask(group)
    return dialog


def _compare(window: "MainWindow", left: Photo, right: Photo) -> None:
    """Groups may have changed since the tree was drawn."""
    group = window.review.groups.group_of(right.id)
    if group is None or all(photo.id != left.id for photo in group.photos):
        why = QCoreApplication.translate("Family", "These two photos are in no group together any more.")
        window.messages.say(Level.INFO, why)
    else:
        window.places.go(ComparePlace(group.keeper.id, right.id, left.id))
