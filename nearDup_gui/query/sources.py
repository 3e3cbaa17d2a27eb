"""What a query may be about beside a photo: the clipboard, and a part of a picture."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from core.errors import NearDupError
from nearDup_gui.frame.places import Pasted, Places, QueryPlace
from nearDup_gui.photos.crop import Crop
from nearDup_gui.photos.service import PictureServices
from nearDup_gui.query.clipboard import read_clipboard
from nearDup_gui.query.controller import as_qimage
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_SHOWN_SIDE = 1600
"""Of a picture to draw a rectangle on: sharp on any screen, and read in a quarter of a second."""


class QuerySources(QObject):
    """GUI thread. Pictures are read in jobs."""

    opened = Signal(object)
    """The picture of which a part shall be asked about, as a `QImage`."""
    not_opened = Signal(str)
    refused = Signal(str)
    """Nothing can be asked, and why."""

    def __init__(
        self, services: PictureServices, jobs: Jobs, places: Places, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._places = places
        self._opening: Job | None = None

    def ask_about(self, mime: QMimeData | None) -> None:
        """Ask about what was copied: an image file, its path as text, or a picture."""
        found = read_clipboard(mime)
        if isinstance(found, QImage):
            self._places.go(QueryPlace(Path(), pasted=Pasted(found)))
        elif found.image is not None:
            self._places.go(QueryPlace(found.image))
        else:
            self.refused.emit(
                self.tr("There is no picture on the clipboard, and no path of one. Copy one first.")
            )

    def open_for_part(self, place: QueryPlace) -> None:
        """Read the picture of a question, to draw a rectangle on it; `opened` or `not_opened` tells."""
        self.drop()
        if place.pasted is not None:
            self.opened.emit(place.pasted.image)
            return
        image = place.image
        job = self._jobs.start(
            lambda report, cancel: as_qimage(self._services.open_image(image, _SHOWN_SIDE)), "open for a part"
        )
        self._opening = job
        job.succeeded.connect(self.opened)
        job.failed.connect(lambda error: self._not_opened(image, error))

    def drop(self) -> None:
        """Nobody waits for the picture any more."""
        if self._opening is not None:
            self._opening.silence()
            self._opening = None

    def ask_about_part(self, place: QueryPlace, crop: Crop) -> None:
        """Ask what looks like a part of the picture of a question; all of it is the question itself."""
        part = None if crop.is_whole else crop
        self._places.go(QueryPlace(place.image, place.photo, part, place.pasted))

    def _not_opened(self, image: Path, error: BaseException) -> None:
        if isinstance(error, NearDupError):
            self.not_opened.emit(self.tr("{0} cannot be opened: {1}").format(image.name, told(str(error))))
        else:
            sentence_of(error)
            self.not_opened.emit(self.tr("{0} cannot be opened.").format(image.name))
