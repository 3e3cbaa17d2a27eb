"""Scanning folders, and what the last scan found."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from core.progress import CancelToken, Reporter
from nearDup_gui.library.grouping import CoreGrouping
from nearDup_gui.library.groups import Library
from nearDup_gui.library.opened import AccessServices
from nearDup_gui.settings.service import PreferenceServices
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.quiet_memory import large_objects


class ScanServices(AccessServices, PreferenceServices, Protocol):
    """Scans, and what they found. Methods marked "worker" are slow and never called on the GUI thread."""

    def has_catalog(self) -> bool:
        """Whether there is a catalogue already; cheap."""
        ...

    def last_library(self, cancel: CancelToken) -> Library:
        """Worker: what the last finished scan found, and what is to be known about the catalogue."""
        ...

    def scan(
        self,
        roots: Sequence[Path],
        report: Reporter,
        cancel: CancelToken,
        on_groups: Callable[[Library], None] | None = None,
    ) -> Library:
        """Worker: scan folders and group their photos.

        Args:
            roots: the folders.
            report: told of the progress.
            cancel: stops the scan.
            on_groups: gets what there is to review while the scan still reads; called in the worker.
        """
        ...

    def is_demo(self, folder: Path) -> bool:
        """Whether a folder is the demo library, by its path; cheap."""
        ...

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        """Worker: make the demo library; returns its folder."""
        ...


class CoreScanning(CoreGrouping):
    """`ScanServices` on the real core. Any thread."""

    def has_catalog(self) -> bool:
        return not isinstance(self._place, Path) or self._place.is_file()

    def last_library(self, cancel: CancelToken) -> Library:
        from core.grouping_settings import grouping_of
        from core.groups import matched_photos

        catalog = self._catalog()
        last = catalog.last_scan()
        cancel.check()
        if last is not None:
            self._remember_model_of(last.model)
        notices, self._notices = tuple(self._notices), []
        if last is None:
            return Library(notices=notices)
        grouping = grouping_of(self.settings)
        with large_objects():
            self._matched = matched_photos(catalog, self._spec(self._scanned_with), last.roots, grouping)
            cancel.check()
            groups, strictness = self._grouped(self._matched, cancel)
        skipped = (*grouping.left_out(last.roots), *catalog.skipped(last.roots))
        there = self._present_below(last.roots)  # some may have been removed since
        return Library(tuple(last.roots), groups, skipped, there, last.backend, notices, strictness)

    def scan(
        self,
        roots: Sequence[Path],
        report: Reporter,
        cancel: CancelToken,
        on_groups: Callable[[Library], None] | None = None,
    ) -> Library:
        from core.embed.registry import wait_for_card
        from core.freed_memory import hand_back
        from core.grouping_settings import grouping_of
        from core.groups import MatchedPhotos
        from core.scan.decode_pool import WINDOW_FIRST
        from core.scan.pipeline import scan

        def on_matches(matched: MatchedPhotos) -> None:
            self._matched = matched
            with large_objects():
                groups, strictness = self._grouped(matched, cancel)
            if on_groups is not None:
                scanned = self._present_below(roots)
                on_groups(Library(tuple(roots), groups, scanned=scanned, strictness=strictness))

        model = self._model
        embedder = self._load(model)
        wait_for_card(embedder.inner, self.settings.scan.accelerator, report, cancel)
        embedder.timed.restart()
        try:
            result = scan(
                roots,
                self._catalog(),
                embedder,
                replace(self.settings.scan, model=model),
                report=report,
                cancel=cancel,
                on_matches=on_matches,
                grouping=grouping_of(self.settings),
                niceness=WINDOW_FIRST,
            )
        finally:
            embedder.rest()
            hand_back()
        self._scanned_with = model
        self._matched = result.matched
        with large_objects():
            groups, strictness = self._grouped(result.matched, CancelToken())
        found = (result.skipped, result.scanned, result.backend)
        return Library(tuple(roots), groups, *found, strictness=strictness, pace=embedder.timed.pace)

    def _present_below(self, roots: Sequence[Path]) -> int:
        from core.catalog import photos

        with self._catalog().read() as connection:
            return photos.count(connection, [Path(os.path.realpath(root)) for root in roots])

    def _remember_model_of(self, model: str) -> None:
        """Show the groups of the model that found them, though the next scan may be with another."""
        from core.errors import ModelError

        if model:
            try:
                self._spec(model)
            except ModelError as error:
                self._notices.append(told(str(error)))
            else:
                self._scanned_with = model

    def is_demo(self, folder: Path) -> bool:
        from core.settings import DEMO_PREFIX

        of_window = (_demo_folder(), Path(os.path.realpath(_demo_folder())))
        return folder in of_window or folder.parent.name.startswith(DEMO_PREFIX)

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        from core.demo import make_demo_library

        make_demo_library(_demo_folder(), report=report, cancel=cancel)
        return _demo_folder()


def _demo_folder() -> Path:
    import platformdirs

    from core.settings import APP_NAME

    return platformdirs.user_cache_path(APP_NAME, appauthor=False) / "demo"
