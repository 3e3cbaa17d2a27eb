"""A photo with smooth skin is no copy of the one with the skin as it is, however well it was saved."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.lineage.additions import Additions
from core.lineage.measures import compare
from core.lineage.picture import resizing
from core.lineage.siblings import doubt_of
from core.scan.full_picture import open_full
from tests.lineage.pictures import noisy, partly_grainy, scaled, smoothed, watermarked
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


GIVEN = {"noise": lambda picture: noisy(picture, 24), "words all over": watermarked}


@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
@pytest.mark.parametrize("quality", [75, 93])
def test_a_calm_sky_is_not_smooth_beside_a_copy_that_was_given_something(given, quality: int, tmp_path):
    photo = save(partly_grainy(14, 0.06, 160), tmp_path / "photo.jpg", quality=90)
    with Image.open(photo) as picture:
        changed = given(picture.convert("RGB"))
    assert laid_over(photo, save(changed, tmp_path / "copy.jpg", quality=quality)).smoothed_a < LEAST


def test_smoothed_places_are_seen_beside_a_copy_with_noise_too(tmp_path):
    edit = save(smoothed(grainy(14)), tmp_path / "edit.jpg", quality=97)
    assert laid_over(edit, save(noisy(grainy(14), 8), tmp_path / "copy.jpg", quality=93)).smoothed_a > LEAST


def test_a_smaller_photo_doubts_smoothed_places_too(tmp_path):
    """Small ones: until what was added was told, they had to be large."""
    picture = grainy(14)
    spot = smoothed(picture).crop((150, 150, 230, 230))
    changed = picture.copy()
    changed.paste(spot, (150, 150))
    edit = open_full(save(changed, tmp_path / "edit.jpg", quality=97))
    photo = open_full(save(scaled(picture, 0.85), tmp_path / "photo.jpg", quality=88))
    found = compare(edit, photo, resizing((640, 480), (photo.width, photo.height)))
    assert found is not None
    assert doubt_of(found, 0.99) >= 0.5
