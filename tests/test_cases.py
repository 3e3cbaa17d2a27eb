"""Small libraries that once went wrong: what a plan may take of them, and what it never may.

Made by the scripts in `../shared/cases`, scanned with the bundled model, planned by the usual rules.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build_app

CASES = Path(__file__).parents[2] / "shared" / "cases"

NEVER = {
    "raw_goes_with_its_jpeg": (
        "album/trip/IMG_1.CR3",
        "album/trip/IMG_2.DNG",
        "IMG_3.DNG",
        "IMG_4.DNG",
        "IMG_5.DNG",
    ),
    "only_first_frame": (".gif", ".webp", ".avif", ".heic", "a.png", "b.png", ".tif", ".MP.jpg"),
    "damaged_copy_kept": ("photos/2010/SDC1.jpg",),
    "edited_and_variants": ("",),
    "documents": ("",),
    "date_corrected": (
        "hour/a.jpg",
        "hour/b.jpg",
        "year/a.jpg",
        "year/b.jpg",
        "only/b.jpg",
        "utc/a.jpg",
        "utc/b.jpg",
    ),
    "partner_only_on_one_copy": (
        ".JPG.xmp",
        ".AAE",
        ".MOV",
        "IMG_0004.xmp",
        "u1/album/trip/IMG_0001.JPG",
        "u2/album/trip/IMG_0002.JPG",
    ),
    "transparency": (
        "cut.png",
        "half/photo.png",
        "lineart/0.png",
        "left.png",
        "right.png",
        "HOTEL.png",
        "BEACH.png",
    ),
}
"""By case, how the paths end that no plan may name; an empty one is all."""


@pytest.mark.parametrize("case", NEVER)
def test_a_plan_takes_nothing_that_is_there_only_once(case: str, tmp_path: Path):
    taken, library = planned(case, tmp_path), tmp_path / "library"
    going = {library / path for path in taken}
    left = {path.read_bytes() for path in library.rglob("*") if path.is_file() and path not in going}
    never = [path for path in taken if path.endswith(NEVER[case])]
    assert [path for path in never if (library / path).read_bytes() not in left] == []


def test_a_plan_takes_the_copies_whose_partners_lie_beside_what_stays(tmp_path: Path):
    taken = planned("partner_only_on_one_copy", tmp_path)
    assert {"/".join(path.split("/")[:2]) for path in taken} >= {"u2/b", "u3/b", "u4/b", "u5/b", "u6/b"}


def planned(case: str, folder: Path) -> list[str]:
    """Make a case, scan and plan it; every file that the plan would move, companions too."""
    script, library = CASES / case / "make.py", folder / "library"
    if not script.exists():
        pytest.skip("needs ../shared/cases")
    subprocess.run([sys.executable, script, library], check=True, capture_output=True)
    options = ["--catalog", str(folder / "catalogue.sqlite3"), "--settings", str(folder / "settings.toml")]
    for command in (["scan", str(library)], ["plan", str(folder / "plan.json")]):
        done = CliRunner().invoke(build_app(None), [*command, *options])
        assert done.exit_code == 0, done.output
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    removed = [one for group in plan["groups"] for one in group["remove"]]
    files = [file["path"] for one in removed for file in (one, *one["along"])]
    return [Path(file).relative_to(library).as_posix() for file in files]
