"""A look inside the hash tables: one table at a time, and the photos of one of its buckets."""

from PySide6.QtCore import QObject, Signal

from core.photo import Photo
from nearDup_gui.hash_tables.service import TableServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs


class TablesController(QObject):
    """GUI thread. A table of a million photos takes a second or so, in a job; the last question counts."""

    told = Signal(object)
    """The `Occupancy` of a table, or None before the first scan."""
    bucket_told = Signal(int, object)
    """The key of a bucket, and its photos as `Neighbour`s."""
    found = Signal(object)
    """The key of the bucket in which a photo is; None if it was never hashed."""
    failed = Signal(str)

    def __init__(self, services: TableServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._looking: Job | None = None
        self._opening: Job | None = None

    def look(self, table: int) -> None:
        """Ask what a table holds."""
        self._drop(self._looking)
        self._looking = self._jobs.start(
            lambda report, cancel: self._services.hash_table(table), "look into a hash table"
        )
        self._looking.succeeded.connect(self.told)
        self._looking.failed.connect(self._tell)

    def open(self, table: int, key: int) -> None:
        """Ask which photos a bucket holds."""
        self._drop(self._opening)
        self._opening = self._jobs.start(
            lambda report, cancel: self._services.bucket(table, key, cancel), "look into a bucket"
        )
        self._opening.succeeded.connect(lambda inside: self.bucket_told.emit(key, inside))
        self._opening.failed.connect(self._tell)

    def find(self, photo: Photo, table: int) -> None:
        """Ask in which bucket of a table a photo is."""
        job = self._jobs.start(lambda report, cancel: self._services.bucket_of(photo, table), "find a bucket")
        job.succeeded.connect(self.found)
        job.failed.connect(self._tell)

    def drop(self) -> None:
        """Nobody looks any more."""
        self._drop(self._looking)
        self._drop(self._opening)
        self._looking = self._opening = None

    def _drop(self, job: Job | None) -> None:
        if job is not None:
            job.silence()
            job.cancel()

    def _tell(self, error: BaseException) -> None:
        self.failed.emit(sentence_of(error) or self.tr("The hash tables could not be looked into."))
