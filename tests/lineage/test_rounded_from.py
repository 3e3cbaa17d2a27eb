"""A JPEG's rounding lies around what it was saved from, and not around another copy of that."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from core.lineage import siblings
from core.lineage.measures import Comparison, compare
from core.scan.full_picture import open_full
from tests.lineage.pictures import blurred, scaled, stickered
from tests.photos import grainy, save

Change = Callable[[Image.Image], Image.Image]


def warmer(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(picture).enhance(1.4)


def flatter(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(picture).enhance(0.8)


def with_a_dot(picture: Image.Image) -> Image.Image:
    return stickered(picture, (30, 30, 30))


def laid_over(one: Path, other: Path, scale: float = 1) -> Comparison:
    found = compare(open_full(one), open_full(other), np.diag([scale, scale, 1.0]))
    assert found is not None
    return found


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save(grainy(14), tmp_path / "photo.jpg", quality=93)


def saved_from(photo: Path, change: Change) -> Path:
    with Image.open(photo) as picture:
        return save(change(picture.convert("RGB")), photo.with_name("copy.jpg"), quality=80)


def another_copy(photo: Path) -> Path:
    """Of what the photo itself was saved from."""
    return save(grainy(14), photo.with_name("another.jpg"), quality=80)


@pytest.mark.parametrize("change", [warmer, flatter, with_a_dot, blurred])
def test_a_copy_was_rounded_from_its_photo_whatever_was_done_to_tones_or_a_place(photo, change):
    rounded = laid_over(photo, saved_from(photo, change)).b.rounded
    assert rounded.count > 1000
    assert rounded.beyond < 0.2
    assert rounded.by_another > 0.1


@pytest.mark.parametrize("change", [warmer, flatter, with_a_dot, blurred])
def test_another_copy_of_a_photo_that_is_gone_was_not_rounded_from_a_changed_one(tmp_path, change):
    changed = save(change(grainy(14)), tmp_path / "changed.jpg", quality=93)
    rounded = laid_over(changed, another_copy(changed)).b.rounded
    assert rounded.count > 1000
    assert rounded.beyond > max(0.4, 0.5 * rounded.by_another)


def test_the_order_of_the_two_changes_nothing(photo):
    copy = saved_from(photo, warmer)
    there, back = laid_over(photo, copy), laid_over(copy, photo)
    assert there.b.rounded.beyond == pytest.approx(back.a.rounded.beyond, abs=0.1)


def test_a_lossless_photo_has_no_rounding_that_would_tell_it_from_another_copy(tmp_path):
    lossless = save(grainy(14), tmp_path / "photo.png")
    rounded = laid_over(lossless, saved_from(lossless, warmer)).b.rounded
    assert rounded.count > 1000
    assert rounded.by_another == 0


def test_nobody_asks_about_a_copy_that_was_only_saved_again(photo):
    assert laid_over(photo, saved_from(photo, Image.Image.copy)).b.rounded.count == 0


def test_nothing_is_said_of_a_copy_at_another_size(photo):
    smaller = saved_from(photo, lambda picture: scaled(picture, 0.8))
    assert laid_over(photo, smaller, 0.8).b.rounded.count == 0


def test_a_plain_copy_beside_coloured_ones_is_in_doubt_though_nothing_was_clipped(tmp_path):
    coloured = save(warmer(grainy(14)), tmp_path / "coloured.jpg", quality=93)
    found = laid_over(coloured, another_copy(coloured))
    assert siblings.doubt_of(found, descends=0.9) >= 0.5


def test_a_coloured_copy_beside_its_photo_is_not(photo):
    assert siblings.doubt_of(laid_over(photo, saved_from(photo, warmer)), descends=0.9) == 0


def test_what_was_softened_on_the_way_is_no_witness(photo):
    def softer_and_warmer(picture: Image.Image) -> Image.Image:
        return warmer(scaled(scaled(picture, 0.5), 2.0))

    found = laid_over(photo, saved_from(photo, softer_and_warmer))
    assert found.b.rounded.beyond > 1
    assert siblings.doubt_of(found, descends=0.9) == 0
