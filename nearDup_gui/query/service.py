"""What looks like an image, or a part of one."""

from pathlib import Path
from typing import Protocol

from core.photo import Neighbour, Pixels
from core.progress import CancelToken
from nearDup_gui.hash_tables.service import TableServices
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.photos.crop import Crop
from nearDup_gui.photos.service import PictureServices


class QueryServices(PictureServices, TableServices, Protocol):
    """Queries. Methods marked "worker" are slow and never called on the GUI thread."""

    def find_similar(
        self, image: Path | Pixels, cancel: CancelToken, crop: Crop | None = None
    ) -> list[Neighbour]:
        """Worker: what looks like an image or a part of it, in the catalogue or not, in a file or not."""
        ...


class CoreQueries(OpenedCore):
    """`QueryServices` on the real core, less the parts that have rooms of their own. Any thread."""

    def find_similar(
        self, image: Path | Pixels, cancel: CancelToken, crop: Crop | None = None
    ) -> list[Neighbour]:
        from core.search.query import Crop as Part
        from core.search.query import find_similar

        part = None if crop is None else Part(crop.left, crop.top, crop.right, crop.bottom)
        embedder = self._load(self._scanned_with)
        memory = self._query_memory()
        return find_similar(image, self._catalog(), embedder, crop=part, cancel=cancel, memory=memory)
