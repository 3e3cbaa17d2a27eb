"""The family tree of a group joined to its frame."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from core.photo import DuplicateGroup, Photo
from nearDup_gui.family.controller import FamilyController
from nearDup_gui.family.dialog import FamilyDialog
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.toolkit.messages import Level


class FamilyView(QObject):
    """Opens the family tree of a group. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        families: FamilyController,
        marks: MarkController,
        current: Callable[[], tuple[DuplicateGroup | None, Photo | None]],
        focus_photos: Callable[[], None],
    ) -> None:
        """Let the menu open the tree.

        Args:
            frame: what it opens over.
            families: finds out who was made of whom.
            marks: the groups, and what is marked in them.
            current: gives the group that is shown, and the photo that the keys act on.
            focus_photos: lets the keys act on the photos again.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._families = families
        self._marks = marks
        self._current = current
        self._focus_photos = focus_photos
        frame.menus.connect_all({frame.menus.family: self.show})

    def show(self, photo: Photo | None = None) -> FamilyDialog | None:
        """Show who was made of whom in the group of a photo, or in the one that is shown."""
        if photo is None:
            group, photo = self._current()
        else:
            group = self._marks.groups.group_of(photo.id)
        if group is None:
            return None
        frame = self._frame
        dialog = FamilyDialog(group, photo, self._marks, frame.look, frame.thumbnails, frame.over)
        self._families.known.connect(dialog.show_family)
        self._families.failed.connect(dialog.show_failed)
        dialog.compare_wanted.connect(self._compare)
        dialog.finished.connect(lambda result: self._families.drop())
        dialog.finished.connect(lambda result: QTimer.singleShot(0, frame.over, self._focus_photos))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        self._families.ask(group)
        return dialog

    def _compare(self, left: Photo, right: Photo) -> None:
        """Groups may have changed since the tree was drawn."""
        group = self._marks.groups.group_of(right.id)
        if group is None or all(photo.id != left.id for photo in group.photos):
            why = QCoreApplication.translate("Family", "These two photos are in no group together any more.")
            self._frame.messages.say(Level.INFO, why)
        else:
            self._frame.places.go(ComparePlace(group.keeper.id, right.id, left.id))
