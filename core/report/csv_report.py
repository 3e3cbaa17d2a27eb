"""The report for spreadsheets: one row per photo."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.match.findings import describe
from core.photo import DuplicateGroup, Photo
from core.report.scan_report import ScanReport, path_text, twin_text
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

    Raises:
        NearDupError: the file cannot be written there.
    """
    numbered = enumerate(report.groups, start=1)
    write_rows(COLUMNS, (row for number, group in numbered for row in _rows(number, group)), path)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]], path: Path) -> None:
    """Write a table as CSV.

    UTF-8 with a byte order mark, without which Excel takes it for something else. A file name that a
    spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection").

    Raises:
        NearDupError: the file cannot be written there.
    """
    with whole_file(path, encoding="utf-8-sig") as file:
        written = csv.writer(file)
        written.writerow(columns)
        for row in rows:
            written.writerow([_harmless(cell) for cell in row])


def _rows(number: int, group: DuplicateGroup) -> Iterator[tuple[Cell, ...]]:
    yield number, "keep", "", "", *_facts(group.keeper), group.reason, group.program_of(group.keeper)
    for member in group.members:
        similarity = round(member.evidence.similarity, 4)
        evidence = ", ".join(describe(member.evidence.findings)) or twin_text(member)
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
