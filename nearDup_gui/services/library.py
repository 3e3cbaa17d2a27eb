"""Scanning folders, what the last scan found, and what looks like an image."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from core.photo import Neighbour
from core.progress import CancelToken, Reporter
from nearDup_gui.library import GroupIndex, Library
from nearDup_gui.services.opened import OpenedCore


class LibraryServices(Protocol):
    """Scans, and what they found. Methods marked "worker" are slow and never called on the GUI thread."""

    def has_catalog(self) -> bool:
        """Whether there is a catalogue already; cheap."""
        ...

    def last_library(self, cancel: CancelToken) -> Library:
        """Worker: what the last finished scan found, and what is to be known about the catalogue."""
        ...

    def scan(self, roots: Sequence[Path], report: Reporter, cancel: CancelToken) -> Library:
        """Worker: scan folders and group their photos."""
        ...

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        """Worker: make the demo library; returns its folder."""
        ...

    def find_similar(self, image: Path, cancel: CancelToken) -> list[Neighbour]:
        """Worker: what looks like an image, in the catalogue or not."""
        ...


class CoreLibrary(OpenedCore):
    """`LibraryServices` on the real core. Any thread."""

    def has_catalog(self) -> bool:
        return self._catalog_path.is_file()

    def last_library(self, cancel: CancelToken) -> Library:
        from core.groups import duplicate_groups

        catalog = self._catalog()
        notices, self._notices = tuple(self._notices), []
        last = catalog.last_scan()
        cancel.check()
        if last is None:
            return Library(notices=notices)
        groups = GroupIndex(duplicate_groups(catalog, self._spec(self._scanned_with), last.roots))
        cancel.check()
        skipped = tuple(catalog.skipped(last.roots))
        return Library(tuple(last.roots), groups, skipped, last.scanned, last.backend, notices)

    def scan(self, roots: Sequence[Path], report: Reporter, cancel: CancelToken) -> Library:
        from core.scan.pipeline import scan

        model = self._model
        embedder = self._load(model)
        result = scan(roots, self._catalog(), embedder, self.settings.scan, report=report, cancel=cancel)
        self._scanned_with = model
        return Library(
            tuple(roots), GroupIndex(result.groups), result.skipped, result.scanned, result.backend
        )

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        import platformdirs

        from core.demo import make_demo_library
        from core.settings import APP_NAME

        folder = platformdirs.user_cache_path(APP_NAME, appauthor=False) / "demo"
        make_demo_library(folder, report=report, cancel=cancel)
        return folder

    def find_similar(self, image: Path, cancel: CancelToken) -> list[Neighbour]:
        from core.query import find_similar

        return find_similar(image, self._catalog(), self._load(self._scanned_with), cancel=cancel)
