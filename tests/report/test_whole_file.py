"""A report is there whole or not at all."""

from pathlib import Path

import pytest

from core.errors import NearDupError
from core.report.whole_file import whole_file


def test_a_failed_report_leaves_the_old_one_and_no_litter(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text("the old one")
    with pytest.raises(ZeroDivisionError), whole_file(place) as file:
        file.write(f"half of it: {1 // 0}")
    assert place.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [place]


def test_a_finished_report_replaces_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text("the old one")
    with whole_file(place) as file:
        file.write("the new one")
        assert place.read_text() == "the old one"
    assert place.read_text() == "the new one"
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_cannot_be_written_is_named_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "no such folder" / "report.json"
    with pytest.raises(NearDupError, match=r"no such folder.*cannot be written.*\.$"), whole_file(place):
        pass


def test_a_folder_in_the_way_is_named_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.mkdir()
    with pytest.raises(NearDupError, match="cannot be written"), whole_file(place) as file:
        file.write("text")
    assert list(tmp_path.iterdir()) == [place]
