"""A look inside the hash tables: how full they are, and the photos of one bucket."""

from typing import TYPE_CHECKING, Protocol

from core.photo import Neighbour, Photo
from core.progress import CancelToken
from nearDup_gui.library.opened import OpenedCore

if TYPE_CHECKING:
    from core.search.occupancy import Occupancy


class TableServices(Protocol):
    """Hash tables. Methods marked "worker" are slow and never called on the GUI thread."""

    def hash_table(self, table: int) -> "Occupancy | None":
        """Worker: what one hash table holds; None before the first scan."""
        ...

    def bucket(self, table: int, key: int, cancel: CancelToken) -> list[Neighbour]:
        """Worker: the photos of one bucket, its middle one first."""
        ...

    def bucket_of(self, photo: Photo, table: int) -> int | None:
        """Worker: the key of the bucket that a photo is in; None if it was never hashed."""
        ...


class CoreTables(OpenedCore):
    """`TableServices` on the real core. Any thread."""

    def hash_table(self, table: int) -> "Occupancy | None":
        from core.search.occupancy import occupancy

        return occupancy(self._catalog(), self._spec(self._scanned_with), table)

    def bucket(self, table: int, key: int, cancel: CancelToken) -> list[Neighbour]:
        from core.search.occupancy import photos_of_bucket

        return photos_of_bucket(self._catalog(), self._spec(self._scanned_with), table, key, cancel)

    def bucket_of(self, photo: Photo, table: int) -> int | None:
        from core.search.occupancy import bucket_of

        return bucket_of(photo, self._catalog(), self._spec(self._scanned_with), table)
