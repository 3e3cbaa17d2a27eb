"""The look inside the hash tables joined to its frame."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from core.photo import Photo
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.hash_tables.controller import TablesController
from nearDup_gui.hash_tables.dialog import TablesDialog


class TablesView(QObject):
    """Opens the hash tables; a bucket can be gone on with as with any answer. GUI thread."""

    def __init__(
        self, frame: Frame, tables: TablesController, current_photo: Callable[[], Photo | None]
    ) -> None:
        super().__init__(frame.over)
        self._frame = frame
        self._tables = tables
        self._current_photo = current_photo
        frame.menus.connect_all({frame.menus.tables: self.show})

    def show(self) -> TablesDialog:
        """Look inside, at the bucket of the photo that the keys act on."""
        frame = self._frame
        dialog = TablesDialog(self._tables, frame.look, frame.thumbnails, self._current_photo(), frame.over)
        dialog.bucket_wanted.connect(lambda bucket: frame.places.go(QueryPlace(Path(), bucket=bucket)))
        dialog.photo_wanted.connect(lambda photo: frame.places.go(QueryPlace(photo.path, photo)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
