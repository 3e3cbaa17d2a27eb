"""A photo with smooth skin is no copy of the one with the skin as it is, however well it was saved."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.lineage.additions import Additions
from core.lineage.measures import compare
from core.scan.full_picture import open_full
from tests.lineage.pictures import smoothed
from tests.photos import grainy, save

LEAST = 0.004


def laid_over(one: Path, other: Path) -> Additions:
    found = compare(open_full(one), open_full(other), np.eye(3))
    assert found is not None
    return found.additions


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save(grainy(14), tmp_path / "photo.jpg", quality=88)


def test_smoothed_places_are_seen_in_the_picture_that_has_them(photo, tmp_path):
    edit = save(smoothed(grainy(14)), tmp_path / "edit.jpg", quality=97)
    seen = laid_over(edit, photo)
    assert seen.smoothed_a > LEAST > seen.smoothed_b
    assert seen.swapped().smoothed_b == seen.smoothed_a


COPIES = {
    "saved badly": lambda picture: (picture, 40),
    "saved well": lambda picture: (picture, 98),
    "softened": lambda picture: (picture.filter(ImageFilter.GaussianBlur(1.2)), 95),
    "smoothed as a whole": lambda picture: (picture.filter(ImageFilter.MedianFilter(3)), 95),
    "sharpened": lambda picture: (picture.filter(ImageFilter.UnsharpMask(2, 150)), 95),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_what_was_changed_as_a_whole_was_smoothed_nowhere(photo, tmp_path, copy):
    with Image.open(photo) as picture:
        changed, quality = copy(picture.convert("RGB"))
    seen = laid_over(photo, save(changed, tmp_path / "copy.jpg", quality=quality))
    assert max(seen.smoothed_a, seen.smoothed_b) < LEAST
