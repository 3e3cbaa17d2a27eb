"""Pictures that a reduced copy resolves as well: soft photos and scanned pages look like its enlargements."""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.lineage.pictures import compared, scaled
from tests.lineage.test_pages import page
from tests.photos import grainy, save


def soft(seed: int) -> Image.Image:
    """A photo out of focus, as its camera saved it."""
    sharp = grainy(seed).resize((1080, 810), Image.Resampling.BICUBIC)
    blurred = cv2.GaussianBlur(np.asarray(sharp, np.float32), (0, 0), 1.5)
    noise = np.random.default_rng(seed).normal(0, 1.5, blurred.shape)
    return resaved(Image.fromarray(np.clip(blurred + noise, 0, 255).astype(np.uint8)), 93)


def resaved(picture: Image.Image, quality: int) -> Image.Image:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def scanned(seed: int) -> Image.Image:
    """A page as a scanner gives it: soft, a little askew, on paper with grain."""
    large = page(seed, (1800, 2200), 44).rotate(0.4, Image.Resampling.BICUBIC, fillcolor="white")
    small = large.filter(ImageFilter.GaussianBlur(1.6)).resize((900, 1100), Image.Resampling.BOX)
    noise = np.random.default_rng(seed).normal(0, 1.5, (1100, 900, 1))
    return Image.fromarray(np.clip(np.asarray(small) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("seed", [3, 4])
def test_a_crop_of_a_soft_photo_is_not_covered_by_the_whole_at_three_quarters(seed: int, tmp_path: Path):
    photo = soft(seed)
    whole = save(scaled(photo, 0.75), tmp_path / "whole.jpg", quality=88)
    crop = save(photo.crop((200, 120, 920, 700)), tmp_path / "crop.jpg", quality=90)
    found, _ = compared(whole, crop)
    assert found.losses_b


@pytest.mark.parametrize("by", [0.5, 0.75])
def test_a_scanned_page_is_not_covered_by_its_small_copy(by: float, tmp_path: Path):
    scan = save(scanned(1), tmp_path / "scan.jpg", quality=90)
    copy = save(scaled(Image.open(scan), by), tmp_path / "copy.jpg", quality=88)
    found, _ = compared(scan, copy)
    assert found.losses_a


def test_an_enlarged_crop_of_a_photo_is_still_covered(tmp_path: Path):
    whole = save(scaled(soft(3), 0.75), tmp_path / "whole.jpg", quality=88)
    part = Image.open(whole).crop((150, 90, 690, 525))
    found, _ = compared(whole, save(scaled(part, 4 / 3), tmp_path / "part.jpg", quality=92))
    assert found.losses_b == ()


@pytest.mark.parametrize("seed", [6, 7])
def test_a_sharpened_thumbnail_is_not_what_its_photo_was_made_of(seed: int, tmp_path: Path):
    photo = save(soft(seed).resize((640, 480), Image.Resampling.LANCZOS), tmp_path / "photo.jpg", quality=92)
    small = Image.open(photo).resize((320, 240), Image.Resampling.LANCZOS)
    sharp = small.filter(ImageFilter.UnsharpMask(1.0, 200, 0))
    found, _ = compared(photo, save(sharp, tmp_path / "thumbnail.jpg", quality=70))
    assert found.b_of_a > 0.5
    assert found.losses_a
