"""What belongs to the photos that are shown (RAW and JPEG, the film of a Live Photo, sidecars)."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from nearDup_gui.photos.cards import CardsModel
from nearDup_gui.photos.unit_service import UnitServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs


class UnitsController(QObject):
    """Looks into folders in a job, and tells the cards. GUI thread."""

    parted = Signal()
    """A unit was parted, or put together again: the groups may be others."""
    failed = Signal(str)

    def __init__(self, services: UnitServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._asking: dict[CardsModel, Job] = {}

    def watch(self, cards: CardsModel) -> None:
        """Ask for the units of whatever these cards show from now on."""
        cards.modelReset.connect(lambda: self.ask(cards))
        self.ask(cards)

    def ask(self, cards: CardsModel) -> None:
        """Ask what belongs to the photos that are shown now."""
        if (before := self._asking.pop(cards, None)) is not None:
            before.silence()
            before.cancel()
        paths = cards.paths()
        if not paths:
            return
        job = self._jobs.start(
            lambda report, cancel: self._services.units_of(paths, cancel), "look for units"
        )
        self._asking[cards] = job
        job.succeeded.connect(cards.show_units)
        job.failed.connect(sentence_of)

    def keep_apart(self, photo: Path, apart: bool) -> None:
        """Treat what belongs to a photo as files of their own from now on, or as one with it again."""
        if only_read := self._services.only_read:
            self.failed.emit(only_read)
            return
        job = self._jobs.start(lambda report, cancel: self._services.keep_apart(photo, apart), "part a unit")
        job.succeeded.connect(self._parted)
        job.failed.connect(self._failed)

    @Slot(object)
    def _parted(self, nothing: object) -> None:
        for cards in list(self._asking):
            self.ask(cards)
        self.parted.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.failed.emit(sentence_of(error) or self.tr("What belongs together could not be kept in mind."))
