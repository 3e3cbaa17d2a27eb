"""What files know of the photos that a person looks at, and what their marks would lose: read in a job."""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.photo import DuplicateGroup, Photo
from nearDup_gui.photos.detail_service import DetailServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.review.details import PhotoDetails
    from core.review.losses import Loss

_KEPT = 4000
"""Photos whose details are remembered, some hundred bytes each."""

_Key = tuple[int, int, int]
"""Photo id, size and time of change: a file that changed is read again."""


class DetailsController(QObject):
    """GUI thread. Only the latest photos are read."""

    known = Signal()
    """More details than before are known of the photos that were asked about."""

    def __init__(self, services: DetailServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None
        self._asked: tuple[_Key, ...] = ()
        self._kept: OrderedDict[_Key, PhotoDetails] = OrderedDict()

    def read(self, photos: Sequence[Photo]) -> None:
        """See to it that the details of these photos are known; `known` tells if they were not."""
        missing = [photo for photo in photos if _key(photo) not in self._kept]
        asked = tuple(map(_key, missing))
        if asked == self._asked:
            return
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None
        self._asked = asked
        if missing:
            self._job = self._jobs.start(
                lambda report, cancel: (missing, self._services.details(missing, cancel)), "read details"
            )
            self._job.succeeded.connect(self._keep)
            self._job.failed.connect(self._failed)

    def of(self, photos: Sequence[Photo]) -> "Mapping[int, PhotoDetails]":
        """What is known of some photos by now, by photo id."""
        return {photo.id: found for photo in photos if (found := self._kept.get(_key(photo))) is not None}

    def losses(self, group: DuplicateGroup, marked: Collection[int]) -> "tuple[Loss, ...]":
        """What the marks of a group would lose, as far as its details are known."""
        from core.review.losses import losses

        details = self.of(group.photos)
        return losses(group, marked, {photo_id: more.written for photo_id, more in details.items()})

    def forget(self) -> None:
        """Sidecars may have been written: read anew what is looked at next."""
        self._kept.clear()
        self._asked = ()

    @Slot(object)
    def _keep(self, outcome: "tuple[Sequence[Photo], Mapping[int, PhotoDetails]]") -> None:
        photos, details = outcome
        self._job, self._asked = None, ()
        for photo in photos:
            if photo.id in details:
                self._kept[_key(photo)] = details[photo.id]
        while len(self._kept) > max(_KEPT, len(photos)):
            self._kept.popitem(last=False)
        self.known.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job, self._asked = None, ()
        sentence_of(error)


def _key(photo: Photo) -> _Key:
    return photo.id, photo.file.size, photo.file.mtime_ns
