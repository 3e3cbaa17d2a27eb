"""Writing the kind of report that is wanted: of groups, or of folders."""

from collections.abc import Sequence
from pathlib import Path

from core.folders.parts import FolderPair
from core.report.csv_report import write_csv
from core.report.folders_report import write_pairs_csv, write_pairs_html, write_pairs_json
from core.report.html_report import Thumbnail, write_html
from core.report.json_report import write_json
from core.report.kinds import ReportKind
from core.report.scan_report import ScanReport


def write_report(report: ScanReport, path: Path, kind: ReportKind, thumbnail: Thumbnail) -> None:
    """Write a report of groups.

    Raises:
        NearDupError: the file cannot be written there.
    """
    match kind:
        case ReportKind.HTML:
            write_html(report, path, thumbnail)
        case ReportKind.CSV:
            write_csv(report, path)
        case ReportKind.JSON:
            write_json(report, path)


def write_folders_report(pairs: Sequence[FolderPair], path: Path, kind: ReportKind) -> None:
    """Write a report of pairs of folders.

    Raises:
        NearDupError: the file cannot be written there.
    """
    match kind:
        case ReportKind.HTML:
            write_pairs_html(pairs, path)
        case ReportKind.CSV:
            write_pairs_csv(pairs, path)
        case ReportKind.JSON:
            write_pairs_json(pairs, path)
