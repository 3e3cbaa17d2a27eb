"""Folders beside folders as files: every pair in a row, and one pair photo by photo."""

import csv
import json
from pathlib import Path

from core.folders.clearing import Clearing, Stays
from core.folders.parts import FolderPair, FolderPart
from core.loss import Loss, LossKind
from core.photo import DuplicateGroup, Evidence, Member, Photo, Relation
from core.report import folders_report as report
from core.review.piles import Pile, PiledPhoto
from tests.report.reports import photo

PAIR = FolderPair(FolderPart(Path("/=card")), FolderPart(Path("/li<b>rary"), whole=False), 431, 418, 4, 1_200)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_pair_is_a_row_and_its_numbers_add_up(tmp_path: Path):
    report.write_pairs_csv([PAIR], tmp_path / "pairs.csv")
    row = table(tmp_path / "pairs.csv")[0]
    assert (row["folder"], row["other"]) == ("/=card", "/li<b>rary/*")
    assert (row["photos"], row["covered"], row["look"], row["not_covered"]) == ("431", "418", "4", "9")
    report.write_pairs_json([PAIR], tmp_path / "pairs.json")
    assert json.loads((tmp_path / "pairs.json").read_text("utf-8"))["pairs"][0]["not_covered"] == 9


def test_a_page_shows_names_as_they_are_and_runs_nothing(tmp_path: Path):
    report.write_pairs_html([PAIR], tmp_path / "pairs.html")
    page = (tmp_path / "pairs.html").read_text(encoding="utf-8")
    assert "<td>/li&lt;b&gt;rary/*</td>" in page
    assert "<td>96 %</td>" in page
    assert "default-src 'none'" in page
    report.write_pairs_html([], tmp_path / "none.html")
    assert "No folder has anything of another." in (tmp_path / "none.html").read_text(encoding="utf-8")


def test_one_pair_has_a_row_for_each_photo_with_why_it_stays(tmp_path: Path):
    def piled(number: int, *losses: Loss) -> PiledPhoto:
        member = Member(one(number), Relation.SAME_PICTURE, Evidence(0.9), losses)
        return PiledPhoto(DuplicateGroup(one(9), "", (member,)), member, Pile.SURE)

    def one(number: int) -> Photo:
        return photo(number, Path(f"/card/{number}.jpg"))

    looked = Clearing(
        PAIR.folder,
        PAIR.other,
        (piled(1),),
        (piled(2, Loss(LossKind.DETAIL)),),
        ((one(3), Stays.DECIDED),),
        (one(4),),
    )
    report.write_clearing_csv(looked, tmp_path / "pair.csv")
    rows = table(tmp_path / "pair.csv")
    assert [(row["state"], row["path"], row["beside"]) for row in rows] == [
        ("covered", "/card/1.jpg", "/card/9.jpg"),
        ("stays", "/card/3.jpg", ""),
        ("look", "/card/2.jpg", "/card/9.jpg"),
        ("not covered", "/card/4.jpg", ""),
    ]
    assert rows[1]["why"] == "decided"
    report.write_clearing_html(looked, tmp_path / "pair.html")
    assert "<td>/card/4.jpg</td>" in (tmp_path / "pair.html").read_text(encoding="utf-8")
    report.write_clearing_json(looked, tmp_path / "pair.json")
    assert json.loads((tmp_path / "pair.json").read_text("utf-8"))["stays"][0]["why"] == "decided"
