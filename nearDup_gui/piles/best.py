"""The best of similar shots: measured in a job, marked when a person asks for it."""

import io
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.photo import Photo
from core.progress import CancelToken
from core.review.shots import Ranked, Shot, best, measure, rank
from nearDup_gui.piles.service import PileServices
from nearDup_gui.piles.shots_model import Strip
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs


class BestController(QObject):
    """GUI thread. Each frame is measured once, from its small picture."""

    ranked = Signal(int, object)
    """The key of a group, and the `Ranked` order of its frames by photo id."""
    refused = Signal(str)

    def __init__(
        self, services: PileServices, jobs: Jobs, review: ReviewController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._review = review
        self._shots: dict[int, Shot] = {}
        self._orders: dict[int, tuple[Strip, Ranked]] = {}
        self._job: Job | None = None
        self._wanted: list[Strip] = []

    def look_at(self, strips: Sequence[Strip]) -> None:
        """Measure the frames of these strips, if they are not yet; the latest wish counts."""
        self._wanted = [
            strip for strip in strips if self._orders.get(strip.group.keeper.id, (None,))[0] != strip
        ]
        self._go_on()

    def keep_best(self, strip: Strip, count: int) -> None:
        """Mark all frames of a strip but the best; 0 lets all of them stay. Protected ones stay anyway."""
        ids = [photo.id for photo in strip.frames]
        if count == 0 or count >= len(ids):
            self._review.keep_only(strip.group, strip.frames, frozenset(ids))
            return
        known = self._orders.get(strip.group.keeper.id)
        if known is None or known[0] != strip:
            self.refused.emit(self.tr("The frames are still being looked at. One moment."))
            self.look_at([strip])
            return
        self._review.keep_only(strip.group, strip.frames, best(known[1], count, ids))

    def _go_on(self) -> None:
        if self._job is not None or not self._wanted:
            return
        strip = self._wanted.pop(0)
        frames = [photo for photo in strip.frames if photo.content_id not in self._shots]
        self._job = self._jobs.start(lambda report, cancel: self._measure(frames, cancel), "measure shots")
        self._job.succeeded.connect(lambda found: self._measured(strip, found))
        self._job.failed.connect(sentence_of)
        self._job.ended.connect(self._ended)

    def _measure(self, frames: Sequence[Photo], cancel: CancelToken) -> dict[int, Shot]:
        """Worker thread. Frames without a small picture are left out."""
        import numpy as np
        from PIL import Image

        found: dict[int, Shot] = {}
        for photo in frames:
            cancel.check()
            encoded = self._services.thumbnail(photo.content_id)
            if encoded:
                with Image.open(io.BytesIO(encoded)) as picture:
                    found[photo.content_id] = measure(np.asarray(picture.convert("RGB")))
        return found

    def _measured(self, strip: Strip, found: dict[int, Shot]) -> None:
        self._shots |= found
        shots = {
            photo.id: self._shots[photo.content_id]
            for photo in strip.frames
            if photo.content_id in self._shots
        }
        order = rank(shots)
        self._orders[strip.group.keeper.id] = strip, order
        self.ranked.emit(strip.group.keeper.id, order)

    def _ended(self) -> None:
        self._job = None
        self._go_on()
