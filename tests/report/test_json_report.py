"""The JSON report keeps its contract, whatever the paths are made of."""

import base64
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.photo import Skipped
from core.report.json_report import write_json
from tests.report.reports import group, report


def test_the_contract(tmp_path: Path) -> None:
    found = group(Path("/p/a.jpg"), Path("/p/b.jpg"), Path("/p/Grüße 写真.jpg"))
    place = tmp_path / "out.json"
    write_json(report(found, skipped=(Skipped(Path("/p/c.jpg"), "The file ends too early."),)), place)
    assert json.loads(place.read_text(encoding="utf-8")) == {
        "groups": [
            {
                "keeper": "/p/a.jpg",
                "reason": "It has the most pixels.",
                "members": [
                    {
                        "path": "/p/b.jpg",
                        "relation": "identical",
                        "similarity": 0.9877,
                        "evidence": ["3 s apart"],
                        "covered": True,
                        "pile": "sure",
                        "losses": [],
                        "width": 4000,
                        "height": 3000,
                        "bytes": 1000,
                    },
                    {
                        "path": "/p/Grüße 写真.jpg",
                        "relation": "same_picture",
                        "similarity": 0.9777,
                        "evidence": ["3 s apart"],
                        "covered": True,
                        "pile": "sure",
                        "losses": [],
                        "width": 4000,
                        "height": 3000,
                        "bytes": 1000,
                    },
                ],
            }
        ],
        "skipped": [{"path": "/p/c.jpg", "reason": "The file ends too early."}],
        "scanned": 1204,
        "seconds": 38.246,
        "backend": "ONNX Runtime 1.23, CPU",
    }
    assert "写真" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_groups_is_valid_json(tmp_path: Path, count: int) -> None:
    place = tmp_path / "out.json"
    write_json(report(*[group(Path("/a"), Path("/b"))] * count), place)
    assert len(json.loads(place.read_bytes())["groups"]) == count


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file system allows only Unicode names")
def test_a_path_that_is_not_utf8_survives_to_the_byte(tmp_path: Path) -> None:
    raw = b'/p/caf\xe9 \\ "x".jpg'
    odd = Path(os.fsdecode(raw))
    place = tmp_path / "out.json"
    write_json(report(group(odd, odd), skipped=(Skipped(odd, f"{odd} is broken."),)), place)
    found = json.loads(place.read_bytes().decode("utf-8"))
    assert found["groups"][0]["keeper"] == '/p/caf\\xe9 \\ "x".jpg'
    for item, name in (
        (found["groups"][0], "keeper"),
        (found["groups"][0]["members"][0], "path"),
        (found["skipped"][0], "path"),
    ):
        assert base64.b64decode(item[f"{name}_bytes"]) == raw
    assert found["skipped"][0]["reason"] == '/p/caf? \\ "x".jpg is broken.'


def test_a_photo_in_the_library_of_another_program_is_marked_with_its_name(tmp_path: Path) -> None:
    found = group(Path("/p/a.jpg"), Path("/p/b.jpg"))
    marked = replace(found, libraries=((found.keeper.id, "Apple Photos"),))
    write_json(report(marked), tmp_path / "out.json")
    (told,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["groups"]
    assert told["library"] == "Apple Photos"
    assert "library" not in told["members"][0]
