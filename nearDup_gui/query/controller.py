"""Find similar: one question at a time, the last one counts, and answers already given are kept."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from core.errors import NearDupError
from core.photo import Neighbour, Pixels
from core.progress import CancelToken, Reporter
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.photos.checkerboard import on_board
from nearDup_gui.query import wording as query_words
from nearDup_gui.query.service import QueryServices
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from PIL.Image import Image

_PREVIEW_SIDE = 320
_KEPT_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What looks like an image, nearest first. `preview` is the image itself; null if it cannot be shown."""

    place: QueryPlace
    neighbours: tuple[Neighbour, ...]
    preview: QImage


class QueryController(QObject):
    """GUI thread. The asking itself happens in a job."""

    asked = Signal(object)
    """The `QueryPlace` whose answer is on its way."""
    answered = Signal(object)
    """An `Answer`."""
    failed = Signal(object, str)
    """The `QueryPlace`, and why there is no answer, in a sentence."""

    def __init__(self, services: QueryServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None
        self._place: QueryPlace | None = None
        self._answers: OrderedDict[QueryPlace, Answer] = OrderedDict()

    def ask(self, place: QueryPlace) -> None:
        """Ask what looks like an image. Ends with `answered` or `failed`, unless another question comes."""
        self.drop()
        known = self._answers.get(place)
        if known is not None:
            self.answered.emit(known)
            return
        job = self._jobs.start(lambda report, cancel: self._find(place, report, cancel), "find similar")
        self._job = job
        job.succeeded.connect(lambda answer: self._answer(answer) if self._is_latest(place) else None)
        job.failed.connect(lambda error: self._fail(place, error) if self._is_latest(place) else None)
        self._place = place
        self.asked.emit(place)

    def drop(self) -> None:
        """Nobody waits for the answer any more."""
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._place = None

    def forget_answers(self) -> None:
        """The library has changed: ask anew."""
        self._answers.clear()

    def _find(self, place: QueryPlace, report: Reporter, cancel: CancelToken) -> Answer:
        """Worker thread."""
        if place.bucket is not None:
            found = self._services.bucket(place.bucket.table, place.bucket.key, cancel)
            return Answer(place, tuple(found), QImage())
        preview = QImage()
        if place.photo is None or place.crop is not None:
            preview = self._preview(place)
        cancel.check()
        image = place.image if place.pasted is None else pixels_of(place.pasted.image)
        return Answer(place, tuple(self._services.find_similar(image, cancel, place.crop)), preview)

    def _preview(self, place: QueryPlace) -> QImage:
        """Worker thread. What is asked about, small."""
        crop = place.crop
        if place.pasted is not None:
            shown = place.pasted.image
        else:
            share = 1.0 if crop is None else max(0.1, min(crop.width, crop.height))
            shown = as_qimage(self._services.open_image(place.image, round(_PREVIEW_SIDE / share)))
        if crop is not None:
            width, height = shown.width(), shown.height()
            left, top = round(crop.left * width), round(crop.top * height)
            shown = shown.copy(
                left, top, max(1, round(crop.width * width)), max(1, round(crop.height * height))
            )
        return shown

    def _is_latest(self, place: QueryPlace) -> bool:
        return self._place == place

    def _answer(self, answer: Answer) -> None:
        self._job = None
        self._answers[answer.place] = answer
        while len(self._answers) > _KEPT_ANSWERS:
            self._answers.popitem(last=False)
        self.answered.emit(answer)

    def _fail(self, place: QueryPlace, error: BaseException) -> None:
        self._job = None
        if isinstance(error, NearDupError):
            reason = self.tr("{0} cannot be looked up: {1}").format(
                query_words.asked(place), told(str(error))
            )
        else:
            sentence_of(error)
            reason = self.tr("{0} could not be looked up.").format(query_words.asked(place))
        self.failed.emit(place, reason)


def as_qimage(picture: "Image") -> QImage:
    """A picture as Qt holds it, which copies the bytes. Any thread."""
    width, height = picture.size
    if picture.mode == "RGBA":
        return on_board(QImage(picture.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888))
    rgb = picture.convert("RGB")
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def pixels_of(image: QImage) -> Pixels:
    """A picture of Qt's as core takes it: uint8[height, width, 3]. See-through parts become white."""
    import numpy as np

    flat = image
    if image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
    rgb = flat.convertToFormat(QImage.Format.Format_RGB888)
    width, height, row = rgb.width(), rgb.height(), rgb.bytesPerLine()
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8, count=row * height).reshape(height, row)
    return rows[:, : 3 * width].reshape(height, width, 3).copy()
