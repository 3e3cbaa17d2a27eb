"""The CSV report opens in a spreadsheet, and nothing in it runs."""

import csv
from pathlib import Path

import pytest

from core.report.csv_report import COLUMNS, write_csv
from tests.report.reports import group, report


def _rows(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_per_photo_with_the_keeper_first(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    write_csv(report(group(Path("/a.jpg"), Path("/b.jpg")), group(Path("/c.jpg"), Path("/d.jpg"))), place)
    rows = _rows(place)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["group"], row["role"], row["path"]) for row in rows] == [
        ("1", "keep", "/a.jpg"),
        ("1", "candidate", "/b.jpg"),
        ("2", "keep", "/c.jpg"),
        ("2", "candidate", "/d.jpg"),
    ]
    assert rows[0]["reason"] == "It has the most pixels."
    assert rows[1]["relation"] == "identical"
    assert rows[1]["similarity"] == "0.9877"
    assert rows[1]["captured"] == "2024-05-14 09:30:02"


def test_excel_is_told_that_it_is_utf8(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    write_csv(report(group(Path("/Grüße.jpg"), Path("/b.jpg"))), place)
    assert place.read_bytes().startswith(b"\xef\xbb\xbf")
    assert _rows(place)[0]["path"] == "/Grüße.jpg"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_spreadsheet_would_run_is_defused(tmp_path: Path, start: str) -> None:
    name = start + 'cmd|" /C calc"!A0, and more.jpg'
    place = tmp_path / "out.csv"
    write_csv(report(group(Path(name), Path("/b.jpg"))), place)
    first = _rows(place)[0]
    assert first["path"] == f"'{name}"
    assert first["camera"] == "'=Acme X100"


def test_a_name_with_line_breaks_stays_one_cell(tmp_path: Path) -> None:
    name = 'two\nlines, "quoted".jpg'
    place = tmp_path / "out.csv"
    write_csv(report(group(Path(name), Path("/b.jpg"))), place)
    assert _rows(place)[0]["path"] == name
