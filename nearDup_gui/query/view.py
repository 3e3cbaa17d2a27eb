"""Queries from the clipboard and about a part of a picture, joined to their frame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from core.photo import Photo
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.query import wording as query_words
from nearDup_gui.query.crop_picker import CropDialog
from nearDup_gui.query.page import QueryPage
from nearDup_gui.query.sources import QuerySources
from nearDup_gui.toolkit.messages import Level


class QueryView(QObject):
    """Lets a person choose what to ask about. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        sources: QuerySources,
        page: QueryPage,
        current_photo: Callable[[], Photo | None],
        focus_photos: Callable[[], None],
    ) -> None:
        """Join the menus and the page of answers to the ways to ask.

        Args:
            frame: what the dialog opens over.
            sources: the ways to ask.
            page: where the answers are.
            current_photo: gives the photo that the keys act on; while two are compared, the right one.
            focus_photos: lets the keys act on the photos again.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._sources = sources
        self._current_photo = current_photo
        self._focus_photos = focus_photos
        menus = frame.menus
        menus.connect_all(
            {
                menus.paste: lambda: sources.ask_about(QGuiApplication.clipboard().mimeData()),
                menus.ask_part: self._choose_part_of_current,
            }
        )
        page.part_wanted.connect(self.choose_part)
        sources.refused.connect(lambda why: frame.messages.say(Level.INFO, why))

    def choose_part(self, place: QueryPlace) -> CropDialog:
        """Let a person draw a rectangle on the picture of a question, and ask about it."""
        sources, over = self._sources, self._frame.over
        whole = QueryPlace(place.image, pasted=place.pasted)
        dialog = CropDialog(self._frame.look, query_words.asked(whole), over)
        sources.opened.connect(dialog.show_image)
        sources.not_opened.connect(dialog.show_failed)
        dialog.accepted.connect(lambda: sources.ask_about_part(place, dialog.crop))
        dialog.finished.connect(lambda result: self._end(dialog))
        dialog.finished.connect(lambda result: QTimer.singleShot(0, over, self._focus_photos))
        dialog.open()
        sources.open_for_part(place)
        return dialog

    def _end(self, dialog: CropDialog) -> None:
        self._sources.drop()
        self._sources.opened.disconnect(dialog.show_image)
        self._sources.not_opened.disconnect(dialog.show_failed)
        dialog.deleteLater()

    def _choose_part_of_current(self) -> None:
        photo, here = self._current_photo(), self._frame.places.here
        if photo is not None:
            self.choose_part(QueryPlace(photo.path, photo))
        elif isinstance(here, QueryPlace) and here.bucket is None:
            self.choose_part(here)
