"""What reports ask of core."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.folders.parts import FolderPair
from core.photo import DuplicateGroup, Photo, Skipped
from core.progress import CancelToken
from core.report.kinds import ReportKind
from nearDup_gui.library.opened import OpenedCore


@dataclass(frozen=True, slots=True)
class GroupsShown:
    """Groups as they are shown, filtered and in their order, and what the scan left out."""

    groups: tuple[DuplicateGroup, ...]
    skipped: tuple[Skipped, ...] = ()


Shown = GroupsShown | tuple[FolderPair, ...]
"""What a report is of: groups, or pairs of folders in the order of their table."""


class ReportServices(Protocol):
    """Reports. Methods marked "worker" are slow and never called on the GUI thread."""

    def write_report(self, shown: Shown, path: Path, kind: ReportKind, cancel: CancelToken) -> None:
        """Worker: write what is shown; the file is there whole or not at all.

        Raises:
            NearDupError: it cannot be written there.
        """
        ...


class CoreReports(OpenedCore):
    """`ReportServices` on the real core. Any thread."""

    def write_report(self, shown: Shown, path: Path, kind: ReportKind, cancel: CancelToken) -> None:
        from core.report.scan_report import ScanReport
        from core.report.writing import write_folders_report, write_report

        if not isinstance(shown, GroupsShown):
            write_folders_report(shown, path, kind)
            return
        catalog = self._catalog()
        last = catalog.last_scan()
        of_scan = (0, 0.0, "") if last is None else (last.scanned, last.seconds, last.backend)

        def thumbnail(photo: Photo) -> bytes | None:
            cancel.check()
            return catalog.thumbnail(photo.content_id)

        write_report(ScanReport(shown.groups, shown.skipped, *of_scan), path, kind, thumbnail)
