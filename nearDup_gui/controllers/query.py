"""Find similar: one question at a time, the last one counts, and answers already given are kept."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.errors import NearDupError
from core.photo import Neighbour
from core.progress import CancelToken, Reporter
from nearDup_gui.controllers.failures import sentence_of
from nearDup_gui.controllers.places import QueryPlace
from nearDup_gui.jobs import Job, Jobs
from nearDup_gui.services import Services

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

    def __init__(self, services: Services, jobs: Jobs, parent: QObject | None = None) -> None:
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
        preview = QImage()
        if place.photo is None:
            preview = self._preview(place)
        cancel.check()
        return Answer(place, tuple(self._services.find_similar(place.image, cancel)), preview)

    def _preview(self, place: QueryPlace) -> QImage:
        """Worker thread. The image as Qt holds it, which copies the bytes."""
        picture = self._services.open_image(place.image, _PREVIEW_SIDE).convert("RGB")
        width, height = picture.size
        shown = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        return shown.copy()

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
            reason = self.tr("{0} cannot be looked up: {1}").format(place.image.name, error)
        else:
            sentence_of(error)
            reason = self.tr("{0} could not be looked up.").format(place.image.name)
        self.failed.emit(place, reason)
