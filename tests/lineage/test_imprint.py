"""A JPEG's rounding is found in what was made of it, and in nothing else."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.lineage.imprint import coefficients, earlier_rounding, imprint
from core.lineage.picture import Table, light, turned_by
from tests.photos import grainy


def saved(picture: Image.Image, quality: int) -> tuple[np.ndarray, Table]:
    """The brightness of a picture after a JPEG, and the JPEG's steps."""
    data = BytesIO()
    picture.save(data, "JPEG", quality=quality)
    opened = Image.open(data)
    table = np.array(opened.quantization[0], dtype=np.float64).reshape(8, 8)
    return light(np.asarray(opened.convert("RGB"))), table


def test_the_transform_is_that_of_jpeg():
    flat = np.full((8, 8), 228.0, np.float32)
    found = coefficients(flat)[0]
    assert found[0, 0] == pytest.approx(800)  # (228 - 128) * 8
    assert np.abs(found).sum() == pytest.approx(800, abs=1e-3)


def test_a_finer_copy_keeps_the_rounding_of_its_original_and_not_the_other_way_round():
    picture = grainy(1)
    first, coarse = saved(picture, 70)
    second, fine = saved(Image.fromarray(np.repeat(first.round().astype(np.uint8)[..., None], 3, axis=2)), 97)
    kept = imprint(coefficients(first), coefficients(second), coarse)
    assert kept.off < 0.12
    assert kept.within > 0.95
    back = imprint(coefficients(second), coefficients(first), fine)
    assert back.count == 0 or back.off > 0.15


def test_what_a_jpeg_was_made_of_lies_anywhere_between_its_steps():
    picture = grainy(2)
    before = light(np.asarray(picture))
    after, table = saved(picture, 60)
    found = imprint(coefficients(after), coefficients(before), table)
    assert 0.15 < found.off < 0.35


def test_an_earlier_coarser_jpeg_shows_under_a_lossless_file():
    picture = grainy(3)
    untouched = earlier_rounding(coefficients(light(np.asarray(picture))), None)
    once, _ = saved(picture, 75)
    assert earlier_rounding(coefficients(once), None) > untouched + 0.2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_upright_pixel_is_found_in_the_stored_picture(orientation):
    stored = np.arange(6, dtype=np.uint8).reshape(2, 3)
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = BytesIO()
    Image.fromarray(stored).save(data, "PNG", exif=exif)
    from PIL import ImageOps

    upright = np.asarray(ImageOps.exif_transpose(Image.open(data)))
    mapping = turned_by(orientation, 3, 2)
    for (y, x), value in np.ndenumerate(upright):
        there = (mapping @ (x, y, 1)).astype(int)
        assert stored[there[1], there[0]] == value
