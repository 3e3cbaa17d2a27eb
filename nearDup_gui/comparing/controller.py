"""Comparing two photos of a group: which two, their full pictures, marks on them, and their difference."""

import math
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.photo import DuplicateGroup, Photo, Relation
from core.progress import CancelToken, Reporter
from nearDup_gui.comparing.full_images import FullImage, FullImages, full_image
from nearDup_gui.frame.places import ComparePlace, GroupPlace, Place, Places
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.photos.service import PictureServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT_DIFFERENCES = 2
"""The pair that is shown, and the same swapped or the one before; 12 MB each."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared. `right` is the `position`-th of `count` photos of the group, from 1."""

    group: DuplicateGroup
    left: Photo
    right: Photo
    position: int

    @property
    def count(self) -> int:
        return len(self.group.photos)

    @property
    def relation(self) -> Relation | None:
        """How both relate where one of them stays for the other; members were not matched with each other."""
        pair = {self.left.id, self.right.id}
        return next(
            (m.relation for m in self.group.members if {m.photo.id, self.group.stays_for(m).id} == pair), None
        )


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """The difference of a pair as Qt paints it; see `nearDup_gui.comparing.difference.Difference`."""

    image: FullImage
    gain: int
    visible: float
    nothing: bool
    """Not one value differs at the resolution that was looked at."""
    identical: bool
    """Not one pixel of the photos differs."""
    aligned: bool


class CompareController(QObject):
    """GUI thread. Reading and subtracting happen in jobs."""

    pair_changed = Signal(object)
    """The `Pair` to show now, or None when nothing is compared any more."""
    picture_changed = Signal(int)
    """The picture of this photo id has arrived, or a larger one, or it is known not to come."""
    difference_changed = Signal()

    def __init__(
        self,
        services: PictureServices,
        jobs: Jobs,
        review: MarkController,
        places: Places,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._review = review
        self._places = places
        self._images = FullImages(services.open_image, jobs, parent=self)
        self._images.changed.connect(self._picture_came)
        self._pair: Pair | None = None
        self._step = 1
        self._differing = False
        self._painted = 0.0
        self._differences: OrderedDict[tuple[int, int], ShownDifference | None] = OrderedDict()
        self._job: Job | None = None
        self._asked: tuple[int, int] | None = None
        places.arrived.connect(self._arrived)
        review.library_changed.connect(self._library_changed)
        review.group_changed.connect(self._group_changed)
        review.regrouped.connect(self._regrouped)

    @property
    def pair(self) -> Pair | None:
        return self._pair

    def begin(self, photo: Photo) -> None:
        """Compare a photo with the one that stays for it, or the keeper with the first member."""
        group = self._review.groups.group_of(photo.id)
        if group is not None:
            right = None if photo.id == group.keeper.id else photo.id
            twin = next((m.twin for m in group.members if m.photo.id == right), None)
            left = None if twin is None or twin not in group.photos else twin.id
            self._places.go(ComparePlace(group.keeper.id, right, left))

    def choose(self, photo_id: int) -> None:
        """Show this photo of the group on the right. The one on the left stays where it is."""
        if self._pair is not None and photo_id != self._pair.left.id:
            self._go(photo_id, self._pair.left.id)

    def walk(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) photo of the group, and round at its ends."""
        if self._pair is not None:
            self._step = step
            others = _others(self._pair.group, self._pair.left)
            at = others.index(self._pair.right)
            self._go(others[(at + step) % len(others)].id, self._pair.left.id)

    def swap(self) -> None:
        """Let the photos change places, so that any photo can be compared with any other."""
        if self._pair is not None:
            self._go(self._pair.left.id, self._pair.right.id)

    def leave(self) -> None:
        """Go back to where comparing began."""
        if self._pair is None:
            return
        if self._places.can_go_back:
            self._places.back()
        else:
            self._places.go(GroupPlace(self._pair.group.keeper.id))

    def image(self, photo: Photo) -> FullImage | None:
        """The picture, as large as it was needed; None while it is on its way or cannot be shown."""
        return self._images.image(photo)

    def look(self, side: float) -> None:
        """The photos are painted with so many device pixels to their long side."""
        self._painted = side
        self._say_how_large()

    def _say_how_large(self) -> None:
        self._images.look(math.inf if self._differing else self._painted)

    def fault(self, photo: Photo) -> str:
        """Why there is no full picture; empty if nothing is known against it."""
        return self._images.fault(photo)

    def show_difference(self, wanted: bool) -> None:
        """Find the differences of whatever pair is shown, from now on or no longer."""
        self._differing = wanted
        self._say_how_large()
        self._find_difference()

    def difference(self) -> ShownDifference | None:
        """The difference of the pair that is shown; None while it is on its way or cannot be found."""
        return None if self._pair is None else self._differences.get(_key(self._pair))

    def _go(self, right: int, left: int) -> None:
        assert self._pair is not None
        self._places.go(ComparePlace(self._pair.group.keeper.id, right, left))

    def _arrived(self, place: Place | None) -> None:
        if not isinstance(place, ComparePlace):
            self._stop()
            return
        group = self._review.groups.get(place.key)
        if group is None:
            self._stop()
            return
        photos = {photo.id: photo for photo in group.photos}
        left = photos.get(place.left or 0, group.keeper)
        others = _others(group, left)
        right = photos.get(place.right or 0, others[0])
        if right is left:
            right = others[0]
        self._pair = Pair(group, left, right, group.photos.index(right) + 1)
        at = others.index(right)
        ahead = [others[(at + k * self._step) % len(others)] for k in (1, 2, -1)]
        self._images.want([left, right], ahead)
        self.pair_changed.emit(self._pair)
        self._find_difference()

    def _stop(self) -> None:
        if self._pair is not None:
            self._pair = None
            self._step = 1
            self._drop_job()
            self._images.forget()
            self._differences.clear()
            self.pair_changed.emit(None)

    def _library_changed(self) -> None:
        """The groups were read anew: files that were missing may be back, and photos may have gone."""
        self._images.forget_faults()
        self._differences.clear()
        if self._pair is not None:
            self._arrived(self._places.here)

    def _group_changed(self, group: DuplicateGroup) -> None:
        """A group has lost photos: compare what is left of it."""
        if self._pair is not None and self._pair.group.keeper.id == group.keeper.id:
            self._arrived(self._places.here)

    def _regrouped(self, keys: set[int], groups: list[DuplicateGroup]) -> None:
        """Other groups took the place of some: compare what is there now.

        Where both photos are in one group still, the person is led there, and nothing has to be read anew.
        """
        pair, key_of = self._pair, self._review.groups.key_of
        if pair is None or pair.group.keeper.id not in keys:
            return
        key = key_of(pair.left.id)
        if key in (None, pair.group.keeper.id) or key != key_of(pair.right.id):
            self._arrived(self._places.here)

    def _picture_came(self, photo_id: int) -> None:
        self.picture_changed.emit(photo_id)
        self._find_difference()

    def _find_difference(self) -> None:
        pair = self._pair
        if pair is None or not self._differing:
            self._drop_job()
            return
        key = _key(pair)
        if key == self._asked:
            return
        if key in self._differences:
            self.difference_changed.emit()
            return
        left, right = self._images.whole(pair.left), self._images.whole(pair.right)
        if left is None or right is None:
            return
        self._drop_job()
        self._asked = key
        self._job = self._jobs.start(partial(self._subtract, pair, left, right), "difference")
        self._job.succeeded.connect(partial(self._subtracted, key))
        self._job.failed.connect(partial(self._not_subtracted, key))

    def _subtract(
        self, pair: Pair, left: FullImage, right: FullImage, report: Reporter, cancel: CancelToken
    ) -> ShownDifference:
        """Worker thread."""
        from PIL import Image

        from nearDup_gui.comparing.difference import difference, is_whole, longest_side

        mapping = self._services.mapping(pair.left.content_id, pair.right.content_id)
        cancel.check()
        if mapping is not None and is_whole(mapping, _size(pair.left), _size(pair.right)):
            mapping = None
        side = longest_side(mapping)
        if mapping is None:
            side = right_side = min(side, _long_side(left.levels[0]), _long_side(right.levels[0]))
        else:
            right_side = 2 * side  # what is a part of the other has more pixels than the frame
        found = difference(_as_pillow(_level(left, side)), _as_pillow(_level(right, right_side)), mapping)
        cancel.check()
        height, width, _ = found.pixels.shape
        whole = found.exact and (width, height) == (pair.left.width, pair.left.height)
        return ShownDifference(
            full_image(Image.fromarray(found.pixels), cancel),
            found.gain,
            found.visible,
            found.nothing,
            found.nothing and (whole or pair.left.content_id == pair.right.content_id),
            found.aligned,
        )

    def _subtracted(self, key: tuple[int, int], found: ShownDifference) -> None:
        self._keep_difference(key, found)

    def _not_subtracted(self, key: tuple[int, int], error: BaseException) -> None:
        sentence_of(error)
        self._keep_difference(key, None)

    def _keep_difference(self, key: tuple[int, int], found: ShownDifference | None) -> None:
        if self._asked == key:
            self._job = self._asked = None
            self._differences[key] = found
            while len(self._differences) > _KEPT_DIFFERENCES:
                self._differences.popitem(last=False)
            self.difference_changed.emit()

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._asked = None


def _key(pair: Pair) -> tuple[int, int]:
    return pair.left.id, pair.right.id


def _others(group: DuplicateGroup, left: Photo) -> list[Photo]:
    return [photo for photo in group.photos if photo.id != left.id]


def _size(photo: Photo) -> tuple[int, int]:
    return photo.width, photo.height


def _long_side(image: QImage) -> int:
    return max(image.width(), image.height())


def _level(image: FullImage, side: int) -> QImage:
    """Worker thread. The smallest level that is at least so long."""
    return next((level for level in reversed(image.levels) if _long_side(level) >= side), image.levels[0])


def _as_pillow(image: QImage) -> "Image":
    """Worker thread. A picture as Pillow holds it; the bytes are copied."""
    from PIL import Image

    bits, size = image.constBits(), (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(bits), "raw", "RGB", image.bytesPerLine())
