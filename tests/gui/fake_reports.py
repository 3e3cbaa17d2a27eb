"""The part of the fake services that writes reports: as core does, of photos without thumbnails."""

from pathlib import Path

from core.progress import CancelToken
from core.report.kinds import ReportKind
from core.report.scan_report import ScanReport
from core.report.writing import write_folders_report, write_report
from nearDup_gui.reporting.service import GroupsShown, Shown


class FakeReports:
    """Writes at once."""

    def write_report(self, shown: Shown, path: Path, kind: ReportKind, cancel: CancelToken) -> None:
        if isinstance(shown, GroupsShown):
            report = ScanReport(shown.groups, shown.skipped, 10, 1.0, "ONNX Runtime, CPU")
            write_report(report, path, kind, lambda photo: None)
        else:
            write_folders_report(shown, path, kind)
