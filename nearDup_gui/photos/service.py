"""Pictures to look at: photos, their thumbnails, and how one lies on another."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.photo import ImageFile
from core.progress import CancelToken
from core.storage.clouds import is_online_only
from nearDup_gui.library.opened import OpenedCore

if TYPE_CHECKING:
    from PIL.Image import Image

    from core.match.overlap import Homography


class PictureServices(Protocol):
    """Pictures of photos. Methods marked "worker" are slow and never called on the GUI thread."""

    def open_image(self, image: Path, max_side: int) -> "Image":
        """Worker: a picture to look at, upright and in RGB."""
        ...

    def thumbnail(self, content_id: int) -> bytes | None:
        """Worker: the encoded thumbnail of a photo of the catalogue."""
        ...

    def larger_picture(self, content_id: int, max_side: int, cancel: CancelToken) -> "Image | None":
        """Worker: what a thumbnail is too small for, from a file that is as it was scanned; None without one.

        Raises:
            Cancelled: `cancel` was raised.
        """
        ...

    def mapping(self, a: int, b: int) -> "Homography | None":
        """Worker: how a content's thumbnail maps onto another's; None where they do not.

        Pixels of pictures with a long side of `core.match.features.GREY_SIDE`.
        """
        ...


class CorePictures(OpenedCore):
    """`PictureServices` on the real core. Any thread."""

    def open_image(self, image: Path, max_side: int) -> "Image":
        from core.scan.apart import open_apart

        return open_apart(image, max_side, with_alpha=True)

    def thumbnail(self, content_id: int) -> bytes | None:
        return self._catalog().thumbnail(content_id)

    def larger_picture(self, content_id: int, max_side: int, cancel: CancelToken) -> "Image | None":
        from core.catalog import photos
        from core.errors import UnreadablePhoto
        from core.scan.apart import open_apart

        with self._catalog().read() as connection:
            found = photos.of_contents(connection, [content_id])
        for photo in found:
            if not _is_at_hand(photo.file):
                continue
            try:
                return open_apart(photo.path, max_side, cancel, with_alpha=True)
            except UnreadablePhoto:
                continue
        return None

    def mapping(self, a: int, b: int) -> "Homography | None":
        from core.match.features import features_of
        from core.match.registration import register

        first, second = self.thumbnail(a), self.thumbnail(b)
        if first is None or second is None:
            return None
        registration = register(features_of(first), features_of(second))
        return None if registration is None else registration.mapping


def _is_at_hand(file: ImageFile) -> bool:
    """Whether a file is as it was scanned, and here: what a cloud keeps online is not fetched to be shown."""
    try:
        status = file.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns) and not is_online_only(status)
