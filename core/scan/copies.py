"""Which files of a scan may be copies of others, byte for byte: those that are as long as one that is known.

files --asked--> [ as long as a known one? then with its digest ] --> ImageFile | LikelyCopy
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from core.catalog import copies
from core.catalog.catalog import Catalog
from core.photo import DecodedPhoto, ImageFile, LikelyCopy
from core.scan.reading import is_among


class LikelyCopies:
    """Remembers digests by the length of their files, of lengths that are met more than once.

    Args:
        catalog: what is known from before.
        model: the row of the model that contents must have a vector of.
        unread: the files that the scan will read.
    """

    def __init__(self, catalog: Catalog, model: int, unread: Sequence[ImageFile]) -> None:
        counted = Counter(file.size for file in unread)
        with catalog.read() as connection:
            self._digests = copies.digests_by_size(connection, model, counted)
        self._digests.update(
            (size, b"") for size, count in counted.items() if count > 1 and size not in self._digests
        )

    def asked(self, files: Iterable[ImageFile]) -> Iterator[ImageFile]:
        """The files, those that may be copies of what is known by then as such."""
        for file in files:
            digests = self._digests.get(file.size)
            if digests:
                yield LikelyCopy(file.path, file.size, file.mtime_ns, file.dev, file.inode, digests)
            else:
                yield file

    def add(self, stored: Iterable[DecodedPhoto]) -> None:
        """Know contents that have been stored with their vectors."""
        for photo in stored:
            digests = self._digests.get(photo.file.size)
            if digests is None or len(digests) >= _MOST * len(photo.sha256):
                continue
            if not is_among(photo.sha256, digests):  # copies are decoded until the first of them is stored
                self._digests[photo.file.size] = digests + photo.sha256


_MOST = 64
"""Contents of one length: bare sensor data are all of one, and each file would bring the digests of all."""
