"""A small library, and the command line to work with it."""

from pathlib import Path

from typer.testing import CliRunner

from core.cli import build_app
from tests.photos import grainy, save


def neardup(*arguments: str | Path) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(build_app(None), [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def make_library(root: Path, count: int) -> Path:
    """Copies, smaller pictures, what cannot be read, and a name that is not UTF-8."""
    for number in range(count):
        picture = grainy(number)
        save(picture, root / f"IMG_{number}.jpg", quality=92)
        save(picture.resize((320, 240)), root / "small" / f"IMG_{number}.jpg", quality=80)
    (root / "caf\udce9.jpg").write_bytes((root / "IMG_0.jpg").read_bytes())
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    return root
