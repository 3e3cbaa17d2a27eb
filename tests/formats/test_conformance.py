"""Every row of the table: size, frames, depth, and the picture itself, upright."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.errors import UnreadablePhoto
from core.match.features import features_of
from core.match.registration import register
from core.scan import limits, parts
from core.scan.decode import decode, open_upright
from core.scan.opening import open_picture
from core.scan.walk import stat_image
from tests.formats.encoders import Missing
from tests.formats.table import ROWS, Row
from tests.photos import draw

LARGE = 1280, 960
SMALL = 320
"""The size of a large picture, and the side in which it is asked for."""

MOST = 8
"""Grey values of 255 that two upright pictures may differ in, on average."""


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    return draw(11, (320, 240)).filter(ImageFilter.GaussianBlur(1))


@pytest.fixture(autouse=True)
def little_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits that make a row's picture a large one."""
    row: Row = request.node.callspec.params["row"]
    if row.large:
        monkeypatch.setattr(parts, "IN_PARTS_FROM", 400_000)
        monkeypatch.setattr(limits, "MEMORY", 10_000_000)
        with pytest.raises(UnreadablePhoto, match="memory"):
            limits.check_size(*LARGE)


def made(row: Row, plain: Image.Image, folder: Path) -> Path:
    try:
        return row.make(plain.resize(LARGE) if row.large else plain, folder)
    except Missing as missing:
        pytest.skip(f"needs {missing}")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.format}: {row.behaviour}")
def test_a_file_is_shown_as_its_format_means_it(row: Row, plain: Image.Image, tmp_path: Path):
    path = made(row, plain, tmp_path)
    expected = row.shows(plain.resize(LARGE) if row.large else plain)
    opened = open_picture(path.read_bytes(), path.suffix, 64)
    assert (opened.frames, opened.depth) == (row.frames, row.depth)
    assert opened.upright_size == expected.size
    shown = open_upright(path, SMALL if row.large else None)
    expected = expected.reduce(expected.width // SMALL if row.large else row.reduced)
    assert shown.size == expected.size
    assert float(np.abs(np.asarray(shown, int) - np.asarray(expected, int)).mean()) < MOST


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.format}: {row.behaviour}")
def test_a_file_agrees_with_its_plain_rendering(row: Row, plain: Image.Image, tmp_path: Path):
    path = made(row, plain, tmp_path)
    rendering = tmp_path / "plain.png"
    row.shows(plain).reduce(2 if row.large else 1).save(rendering)
    one, other = (features_of(decode(stat_image(each), 64).thumbnail) for each in (path, rendering))
    found = register(one, other)
    assert found is not None
    assert found.agreement > 0.8  # GIF's 256 colours leave 0.84
