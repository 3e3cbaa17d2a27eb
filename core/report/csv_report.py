"""The report for spreadsheets: one row per photo."""

import csv
from collections.abc import Iterator
from pathlib import Path

from core.match.findings import describe
from core.photo import DuplicateGroup, Photo
from core.report.scan_report import ScanReport, path_text
from core.report.whole_file import whole_file

Cell = str | int | float

COLUMNS = (
    "group",
    "role",
    "relation",
    "similarity",
    "path",
    "width",
    "height",
    "bytes",
    "format",
    "captured",
    "camera",
    "reason",
    "library",
)


def write_csv(report: ScanReport, path: Path) -> None:
    """Write the report as CSV: groups numbered from 1, in each the keeper's row before its candidates'.

    UTF-8 with a byte order mark, without which Excel takes it for something else. A file name that a
    spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection").

    Raises:
        NearDupError: the file cannot be written there.
    """
    with whole_file(path, encoding="utf-8-sig") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number, group in enumerate(report.groups, start=1):
            for row in _rows(number, group):
                rows.writerow([_harmless(cell) for cell in row])


def _rows(number: int, group: DuplicateGroup) -> Iterator[tuple[Cell, ...]]:
    yield number, "keep", "", "", *_facts(group.keeper), group.reason, group.program_of(group.keeper)
    for member in group.members:
        similarity = round(member.evidence.similarity, 4)
        evidence = ", ".join(describe(member.evidence.findings))
        facts, program = _facts(member.photo), group.program_of(member.photo)
        yield number, "candidate", member.relation.value, similarity, *facts, evidence, program


def _facts(photo: Photo) -> tuple[Cell, ...]:
    captured = photo.exif.captured
    return (
        path_text(photo.path),
        photo.width,
        photo.height,
        photo.file.size,
        photo.format,
        captured.isoformat(sep=" ") if captured else "",
        photo.exif.camera or "",
    )


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
