"""Every row of the table: size, frames, depth, and the picture itself, upright."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.match.features import features_of
from core.match.registration import register
from core.scan.decode import decode, open_upright
from core.scan.opening import open_picture
from core.scan.walk import stat_image
from tests.formats.encoders import Missing
from tests.formats.table import ROWS, Row
from tests.photos import draw

MOST = 8
"""Grey values of 255 that two upright pictures may differ in, on average."""


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    return draw(11, (320, 240)).filter(ImageFilter.GaussianBlur(1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.format}: {row.behaviour}")
def test_a_file_is_shown_as_its_format_means_it(row: Row, plain: Image.Image, tmp_path: Path):
    try:
        path = row.make(plain, tmp_path)
    except Missing as missing:
        pytest.skip(f"needs {missing}")
    expected = row.shows(plain)
    opened = open_picture(path.read_bytes(), path.suffix, 64)
    assert (opened.frames, opened.depth) == (row.frames, row.depth)
    shown = open_upright(path)
    assert shown.size == expected.size == opened.upright_size
    assert float(np.abs(np.asarray(shown, int) - np.asarray(expected, int)).mean()) < MOST


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.format}: {row.behaviour}")
def test_a_file_agrees_with_its_plain_rendering(row: Row, plain: Image.Image, tmp_path: Path):
    try:
        path = row.make(plain, tmp_path)
    except Missing as missing:
        pytest.skip(f"needs {missing}")
    rendering = tmp_path / "plain.png"
    row.shows(plain).save(rendering)
    one, other = (features_of(decode(stat_image(each), 64).thumbnail) for each in (path, rendering))
    found = register(one, other)
    assert found is not None
    assert found.agreement > 0.8  # GIF's 256 colours leave 0.84
