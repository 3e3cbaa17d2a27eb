"""`neardup open`: what the window is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build_app
from core.commands.window_request import WindowRequest
from core.settings import catalog_path


@pytest.fixture
def asked() -> list[WindowRequest]:
    return []


def run(asked: list[WindowRequest], *arguments: object) -> tuple[int, str]:
    def note(request: WindowRequest) -> int:
        asked.append(request)
        return 0

    result = CliRunner().invoke(build_app(note), ["open", *map(str, arguments)])
    return result.exit_code, result.stderr


def test_window_opens_on_folders(asked: list[WindowRequest], tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert run(asked, tmp_path / "a", tmp_path / "b") == (0, "")
    assert asked[0].folders == (tmp_path / "a", tmp_path / "b")
    assert asked[0].query is None


def test_window_opens_on_what_looks_like_a_photo(asked: list[WindowRequest], tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.touch()
    assert run(asked, photo) == (0, "")
    assert asked[0].query == photo
    assert asked[0].folders == ()


def test_what_is_not_there_is_named(asked: list[WindowRequest], tmp_path: Path) -> None:
    code, said = run(asked, tmp_path / "nowhere")
    assert code == 1
    assert "nowhere" in said
    assert asked == []


def test_two_photos_at_once_are_refused(asked: list[WindowRequest], tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).touch()
    code, said = run(asked, tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert code == 1
    assert "one photo" in said
    assert asked == []


WAY_IN = """
import sys
import main
def show(request):
    slow = sorted({"typer", "pydantic"} & set(sys.modules))
    print(request.catalog.name, request.folders, request.query, slow)
    return 3
main.open_window = show
main.main()
"""


@pytest.mark.parametrize("arguments", [[], ["open"]])
def test_the_plain_window_waits_for_no_command_line(arguments: list[str]) -> None:
    """Reading options takes a quarter of the time until the first window, and there are none."""
    done = subprocess.run(
        [sys.executable, "-c", WAY_IN, *arguments],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout == f"{catalog_path().name} () None []\n"
