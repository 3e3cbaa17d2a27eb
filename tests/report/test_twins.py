"""Every report names the file for which an identical one goes, where that is not the keeper."""

import json
from pathlib import Path

from core.photo import DuplicateGroup, Evidence, Member, Relation
from core.report.csv_report import write_csv
from core.report.html_report import write_html
from core.report.json_report import write_json
from core.report.scan_report import ScanReport
from tests.photos import photo

KEEPER, SHOT, BACKUP = photo(1, "/a.jpg"), photo(2, "/b.jpg"), photo(3, "/backup/b.jpg", content=2)
GROUP = DuplicateGroup(
    KEEPER,
    "Kept because it is sharper.",
    (
        Member(SHOT, Relation.SAME_SCENE, Evidence(0.9, 0.9)),
        Member(BACKUP, Relation.IDENTICAL, Evidence(1.0), twin=SHOT),
    ),
)
REPORT = ScanReport((GROUP,), (), 3, 1.0, "a model")


def test_json_has_its_path(tmp_path: Path):
    write_json(REPORT, tmp_path / "report.json")
    shot, backup = json.loads((tmp_path / "report.json").read_text("utf-8"))["groups"][0]["members"]
    assert "twin" not in shot
    assert (backup["relation"], backup["twin"], backup["covered"], backup["pile"]) == (
        "identical",
        "/b.jpg",
        True,
        "sure",
    )


def test_csv_and_html_say_whose_bytes_they_are(tmp_path: Path):
    write_csv(REPORT, tmp_path / "report.csv")
    rows = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert [("same bytes as /b.jpg" in row) for row in rows] == [False, False, False, True]
    write_html(REPORT, tmp_path / "report.html", lambda photo: None)
    assert "same bytes as /b.jpg" in (tmp_path / "report.html").read_text("utf-8")
