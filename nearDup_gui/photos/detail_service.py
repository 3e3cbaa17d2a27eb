"""What the files of photos know beside what the catalogue keeps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from core.photo import Photo
from core.progress import CancelToken
from nearDup_gui.library.opened import OpenedCore

if TYPE_CHECKING:
    from core.review.details import PhotoDetails
    from core.review.written import Written


class DetailServices(Protocol):
    """Methods marked "worker" are slow and never called on the GUI thread."""

    def details(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, PhotoDetails]":
        """Worker: what the files of photos know beside what the catalogue keeps, by photo id."""
        ...

    def written(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, Written]":
        """Worker: ratings and keywords of many photos, by photo id; the start of each file is read."""
        ...


class CoreDetails(OpenedCore):
    """`DetailServices` on the real core. Any thread."""

    def details(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, PhotoDetails]":
        from core.companions.units import Units
        from core.review.details import read_details

        units = Units()
        found: dict[int, PhotoDetails] = {}
        for photo in photos:
            cancel.check()
            found[photo.id] = read_details(photo.path, units)
        return found

    def written(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, Written]":
        from core.companions.units import Units
        from core.review.written import GLANCED_AT, read_written

        units = Units()
        found: dict[int, Written] = {}
        for photo in photos:
            cancel.check()
            found[photo.id] = read_written(photo.path, units, GLANCED_AT)
        return found
